using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Language.Checks;

/// <summary>A runbook that is checked, and what several rules ask about it as a whole.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="findings">Where findings go.</param>
/// <param name="isUnattended">Whether nobody is there when it runs.</param>
internal sealed class Subject(Runbook runbook, Findings findings, bool isUnattended)
{
    private readonly Lazy<HashSet<(string Root, string Name)>> read = new(() => Read(runbook));

    internal Runbook Runbook { get; } = runbook;

    internal Findings Findings { get; } = findings;

    internal bool IsUnattended { get; } = isUnattended;

    /// <summary>Its steps by id; of two with one id the first.</summary>
    internal IReadOnlyDictionary<string, Step> Steps { get; } =
        runbook
            .AllSteps()
            .GroupBy(static s => s.Id, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.First(), StringComparer.Ordinal);

    /// <summary>What kinds of value its expressions give.</summary>
    internal Sorts Sorts { get; } = new(runbook);

    /// <summary>The loops in which a step lies, by id.</summary>
    internal IReadOnlyDictionary<string, ImmutableHashSet<string>> LoopsOf { get; } = Loops(runbook);

    /// <summary>Whether anything reads an input or a variable: <c>("vars", "root")</c>.</summary>
    internal bool Reads(string root, string name) => read.Value.Contains((root, name));

    /// <summary>Lets something more urgent go before.</summary>
    internal void Yield() => Findings.Yields?.Invoke();

    private static Dictionary<string, ImmutableHashSet<string>> Loops(Runbook runbook)
    {
        var loops = new Dictionary<string, ImmutableHashSet<string>>(StringComparer.Ordinal);
        Add(runbook.Steps, []);
        Add(runbook.Finally, []);
        return loops;

        void Add(ImmutableArray<Step> steps, ImmutableHashSet<string> around)
        {
            foreach (var step in steps)
            {
                loops.TryAdd(step.Id, around);
                Add(step.Steps, step.Kind == StepKind.ForEach ? around.Add(step.Id) : around);
                foreach (var clause in step.Catch)
                {
                    Add(clause.Steps, around);
                }
            }
        }
    }

    private static HashSet<(string Root, string Name)> Read(Runbook runbook) =>
        [
            .. runbook
                .Templates()
                .SelectMany(static t => t.Expressions)
                .SelectMany(static e => e.Names)
                .Where(static r => r.Path.Length > 0)
                .Select(static r => (r.Root, r.Path[0].Name)),
        ];
}
