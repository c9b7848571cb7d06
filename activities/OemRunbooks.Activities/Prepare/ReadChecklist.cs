using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Reads the items of a checklist document, so that a person can be walked through them.</summary>
/// <remarks>Source: runbook, section 1, step 3. Items are Markdown's task list: <c>- [ ] text</c>; what is not one is explanation.</remarks>
internal sealed partial class ReadChecklist : Activity
{
    private const int MostItems = 200;
    private const int MostBytes = 256 << 10;
    private const int LongestItem = 400;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("prepare.checklist", new LocalizedText("odczytuje punkty listy kontrolnej z dokumentu Markdown", "reads the items of a checklist from a Markdown document"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.May("document", InputType.File, "dokument z listą kontrolną", "the document that holds the checklist", "docs/deployment/oem_installation.md"),
        ],
        Outputs =
        [
            Fields.Gives("items", InputType.List, "punkty: id, text, required", "the items: id, text, required"),
            Fields.Gives("count", InputType.Integer, "ich liczba", "their number"),
            Fields.Gives("document", InputType.Path, "dokument", "the document"),
        ],
        Errors = [Codes.ChecklistEmpty, Codes.TextMalformed, Codes.FileTooLarge, Codes.FileLink, .. Codes.Disk],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Execute(call, CancellationToken.None);
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure)
            : new PlannedWork([Fields.Line(false, $"odczyta punkty listy {Document(call)}: {outcome.Outputs["count"].ToText()}", $"reads the items of {Document(call)}: {outcome.Outputs["count"].ToText()}")], outcome.Outputs);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var document = Document(call);
        var items = Lines(document)
            .Select(static l => Item().Match(l)).Where(static m => m.Success).Select(static m => SpecText.Trim(m.Groups[1].Value)).Where(static t => t.Length > 0)
            .Take(MostItems)
            .Select(static (t, i) => Value.MapOf(("id", Value.Of($"item-{i + 1}")), ("text", Value.Of(t.Length <= LongestItem ? t : t[..LongestItem] + "…")), ("required", Value.True)))
            .ToList();
        return items.Count == 0
            ? Outcome.Failed(Faults.ChecklistEmpty(document.Shown))
            : Outcome.Done(("items", Value.List(items)), ("count", Value.Of(items.Count)), ("document", Value.Of(document.Shown))) with { Artefacts = [FileCopy.Artefact(document)] };
    }

    [GeneratedRegex(@"^\s{0,8}[-*+]\s+\[[ xX]\]\s+(.+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Item();

    private static StationPath Document(Call call) => call.Station.Resolve(call.Text("document") is { Length: > 0 } given ? given : "docs/deployment/oem_installation.md");

    private static string[] Lines(StationPath document)
    {
        FileCopy.DemandFile(document);
        return new FileInfo(document.Full).Length > MostBytes
            ? throw new CodedException(Faults.FileTooLarge(document.Shown, MostBytes))
            : Texts.Strict(document).ReplaceLineEndings("\n").Split('\n');
    }
}
