using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Station.Runs;

/// <summary>What undoing a run comes to.</summary>
/// <param name="Of">The run that is undone, as it is now.</param>
/// <param name="Runbook">The definition that undoes it.</param>
/// <param name="Inputs">Its inputs.</param>
public sealed record UndoPlan(UndoneRun Of, Runbook Runbook, Value Inputs)
{
    /// <summary>Names of the steps that are taken back, newest first.</summary>
    public required IReadOnlyList<LocalizedText> Undone { get; init; }

    /// <summary>Names of the steps that are done and that nothing takes back.</summary>
    public required IReadOnlyList<LocalizedText> Left { get; init; }

    /// <summary>Refuses where something would be left, unless that was agreed to.</summary>
    /// <exception cref="CodedException"><c>undo.partly</c></exception>
    public UndoPlan Demand(bool partly, Locale language) =>
        Left.Count == 0 || partly ? this : throw new CodedException(Faults.UndoPartly(Of.Run, Left.Select(l => l.In(language))));

    /// <summary>The name of a step; its path where the definition gives it none.</summary>
    internal static LocalizedText TitleOf(Runbook runbook, string path) =>
        (StepPath.TryParse(path) is { IsRoot: false } at ? runbook.Resolve(at)?.Step.Name : null) ?? LocalizedText.Both(path);
}
