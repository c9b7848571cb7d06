using OemRunbooks.Language.Checks.References;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Walking;

/// <summary>A step as an expression can read it at some place.</summary>
/// <param name="Step">The step.</param>
/// <param name="Outputs">What it is sure to have given there, by name; empty where some path does not lead through it.</param>
public sealed record ReadableStep(Step Step, IReadOnlyList<string> Outputs);

/// <summary>What an expression can read at some place: what completion offers, by the same rules as lint.</summary>
public sealed class ReadableNames
{
    private readonly Runbook runbook;

    internal ReadableNames(Subject on, Scope scope)
    {
        runbook = on.Runbook;
        Items = [.. scope.Loops.Order(StringComparer.Ordinal)];
        Steps =
        [
            .. on
                .Steps.Values.Where(s => scope.Before.Contains(s.Id) && !IsHidden(on, s, scope))
                .Select(s => new ReadableStep(s, scope.Sure.Contains(s.Id) ? UnknownOutput.OutputsOf(s) : [])),
        ];
    }

    /// <summary>What every runbook can read: the roots of names.</summary>
    public static IReadOnlyList<string> Roots => NameUse.Roots;

    /// <summary>What can be read of a station.</summary>
    public static IReadOnlyList<string> OfStation => UnknownFact.OfStation;

    /// <summary>What can be read of a run.</summary>
    public static IReadOnlyList<string> OfRun => UnknownFact.OfRun;

    /// <summary>The names of the items of the loops around.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>The steps that are over, in the order of the text.</summary>
    public IReadOnlyList<ReadableStep> Steps { get; }

    /// <summary>What kind of value an expression gives, as the reference writes it; null when it can't be told.</summary>
    public string? TypeOf(Expression expression) =>
        runbook.Sorts().Of(expression.Root) is not Sort.Any and var sort ? sort.ToString().ToLowerInvariant() : null;

    private static bool IsHidden(Subject on, Step step, Scope scope) =>
        on.LoopsOf.GetValueOrDefault(step.Id)?.Any(l => !scope.Around.Contains(l)) == true;
}
