using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Reads the items of a checklist document, so that a person can be walked through them.</summary>
/// <remarks>
/// Source: runbook, section 1, step 3. Items are Markdown's task list: <c>- [ ] text</c>; what is not one is explanation.
/// </remarks>
internal sealed partial class ReadChecklist : Activity
{
    private const int MostItems = 200;
    private const int MostBytes = 256 << 10;
    private const int LongestItem = 400;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(PrepareChecklistWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Document],
            Outputs = [Gives.Items, StationGives.Count, Gives.Document],
            Errors = [Codes.ChecklistEmpty, Codes.TextMalformed, Codes.FileTooLarge, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) =>
        Foretell(
            call,
            o =>
            {
                var (document, count) = (call.Get(Takes.Document), StationGives.Count.In(o).ToText());
                return [Fields.Line(false, Says.PlanReadChecklistReads(document.Shown, count))];
            }
        );

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var document = call.Get(Takes.Document);
        var items = Lines(call, document)
            .Select(static l => Item().Match(l))
            .Where(static m => m.Success)
            .Select(static m => SpecText.Trim(m.Groups[1].Value))
            .Where(static t => t.Length > 0)
            .Take(MostItems)
            .Select(
                static (t, i) =>
                    Value.MapOf(
                        ("id", Value.Of($"item-{i + 1}")),
                        ("text", Value.Of(t.Length <= LongestItem ? t : t[..LongestItem] + "…")),
                        ("required", Value.True)
                    )
            )
            .ToList();
        return items.Count == 0
            ? Outcome.Failed(Faults.ChecklistEmpty(document.Shown))
            : Outcome.Done(Gives.Items.Is(items), StationGives.Count.Is(items.Count), Gives.Document.Is(document)) with
            {
                Artefacts = [FileCopy.Artefact(call.Disk, document)],
            };
    }

    [GeneratedRegex(@"^\s{0,8}[-*+]\s+\[[ xX]\]\s+(.+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Item();

    private static string[] Lines(Call call, StationPath document)
    {
        FileCopy.DemandFile(call.Disk, document);
        return call.Disk.Length(document.Full) > MostBytes
            ? throw new CodedException(Faults.FileTooLarge(document.Shown, MostBytes))
            : Texts.Strict(call.Disk, document).ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Document { get; } =
            Input.File(PrepareChecklistWords.Takes.Document).Or("docs/deployment/oem_installation.md");
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<Value>> Items { get; } = Output.List(PrepareChecklistWords.Gives.Items);

        internal static Output<StationPath> Document { get; } = Output.Path(PrepareChecklistWords.Gives.Document);
    }
}
