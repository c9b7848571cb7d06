using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Yaml;

/// <summary>Steps as they were read of parts of a text that are still the same.</summary>
/// <remarks>
/// Only those that depend on nothing else: an activity of the program, no steps inside, no codes, and nothing was found in them.
/// </remarks>
internal sealed class KeptSteps
{
    private readonly Dictionary<YamlNode, (Step Step, bool IsStrict, TimeSpan? Timeout)> before;
    private readonly Dictionary<YamlNode, (Step Step, bool IsStrict, TimeSpan? Timeout)> now = new(ReferenceEqualityComparer.Instance);

    /// <summary>Knows those that another reading kept.</summary>
    internal KeptSteps(KeptSteps? last) => before = last?.now ?? new(ReferenceEqualityComparer.Instance);

    /// <summary>The step of a part of the text; null when it has to be read.</summary>
    internal Step? Find(YamlNode node, bool isStrict, TimeSpan? timeout) =>
        before.TryGetValue(node, out var known) && known.IsStrict == isStrict && known.Timeout == timeout ? Keep(node, known) : null;

    /// <summary>Keeps a step in which nothing was found.</summary>
    internal void Keep(YamlNode node, Step step, bool isStrict, TimeSpan? timeout)
    {
        if (
            step
                is {
                    Kind: StepKind.Action,
                    Id.Length: > 0,
                    Catch.IsEmpty: true,
                    Retry: null,
                    Called: null,
                    Activity: { Role: ActivityRole.Work } activity
                }
            && activity.Name != Runbook.Escalating
            && step.Compensate is null
        )
        {
            Keep(node, (step, isStrict, timeout));
        }
    }

    private Step Keep(YamlNode node, (Step Step, bool IsStrict, TimeSpan? Timeout) kept)
    {
        now[node] = kept;
        return kept.Step;
    }
}
