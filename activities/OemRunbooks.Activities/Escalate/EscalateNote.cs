using System.Globalization;
using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Support;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Escalate;

/// <summary>Ends a ticket with a note in the support articles: Polish first, then English, with links to the reports.</summary>
/// <remarks>Source: runbook, section 4; formats.md, 14.3. An existing article is continued, never overwritten.</remarks>
internal sealed class EscalateNote : Activity
{
    private const string AnyMark = "<!-- runbook ";
    private const int MostLinks = 20;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(EscalateNoteWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [Takes.Article, Takes.Id, Takes.Mode, Takes.Title, Takes.Summary],
            Outputs = [Gives.Path, Gives.Appended],
            Errors = [Codes.NoteIdInvalid, Codes.NoteExists, Codes.NoteTicketMissing, Codes.TextMalformed, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var target = Target(call);
        DemandMode(call, target);
        return PlannedWork.Of(
            call.Disk.Has(target.Full)
                ? Fields.Effect(EffectKind.Appends, target, Says.PlanEscalateNoteAppends(target.Shown))
                : Fields.Effect(EffectKind.Creates, target, Says.PlanEscalateNoteWrites(target.Shown)),
            Gives.Path.Is(target)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var target = Target(call);
        if (IsWritten(call, target))
        {
            return Done(call, target);
        }

        FileCopy.DemandNoLink(call.Disk, target);
        DemandMode(call, target);
        var section = Section(call);
        var former = call.Disk.Has(target.Full) ? Texts.Strict(call.Disk, target).TrimEnd() : null;
        var text =
            former is null ? Compose(call, section)
            // A step that was tried again ended otherwise: title and summary of its own article are the newest. People's words stay.
            : IsOwn(call, former) ? $"{Retold(call, former, section)}\n\n{section}"
            : $"{former}\n\n{section}";
        call.Disk.CreateDirectory(Durable.ParentOf(target.Full));
        call.Disk.Replace(target.Full, Encoding.UTF8.GetBytes(call.Redactor.Apply(text)), Mode(call, target));
        return Done(call, target);
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var target = Target(call);
        FileCopy.RemoveTemporaries(call.Disk, target.Full);
        return IsWritten(call, target) ? Reconciliation.Done(Done(call, target)) : Reconciliation.NotBegun;
    }

    private static string Compose(Call call, string section)
    {
        var subject = RunStory.FailureOf(call)?.Code ?? Says.NoteWithoutFailure.Pl;
        var title = call.Get(Takes.Title)?.Pl ?? $"{call.Site.RunbookId} {TimeForms.Seconds(call.Clock.GetUtcNow())[..10]}: {subject}";
        var summary = call.Get(Takes.Summary)?.Pl ?? Says.NoteSummary(call.Site.RunId, RunStory.Summary(call, Locale.Pl)).In(Locale.Pl);
        return new SupportArticle(
            Id(call),
            RunStory.Inline(title),
            RunStory.Inline(summary),
            "ticket",
            ["runbook", call.Site.RunbookId],
            [],
            $"# {RunStory.Inline(title)}\n\n{section}"
        ).Compose();
    }

    // Only the lines that this step wrote itself, as far as they are still as it wrote them.
    private static string Retold(Call call, string former, string section)
    {
        var fresh = SupportArticle.Parse("", Compose(call, section));
        var was = SupportArticle.Parse("", former);
        return former
            .Replace($"\ntitle: {was.Title}\n", $"\ntitle: {fresh.Title}\n", StringComparison.Ordinal)
            .Replace($"\nsummary: {was.Summary}\n", $"\nsummary: {fresh.Summary}\n", StringComparison.Ordinal)
            .Replace($"\n# {was.Title}\n", $"\n# {fresh.Title}\n", StringComparison.Ordinal);
    }

    private static string Section(Call call)
    {
        var at = TimeForms.Seconds(call.Clock.GetUtcNow());
        var links = Links(call);
        return $"{Mark(call)}\n{Told(call, at, links, Locale.Pl)}\n{Told(call, at, links, Locale.En)}";
    }

    private static string Told(Call call, string at, IReadOnlyList<string> links, Locale language)
    {
        var summary = call.Get(Takes.Summary) is { } given ? $"\n{RunStory.Inline(given.In(language))}\n" : "";
        return $"## {Says.NoteSection(at).In(language)}\n\n{RunStory.Body(call, language)}{Linked(call, links, language)}{summary}";
    }

    /// <summary>Links to this run's directory and to the case's reports where the runbook names them, the last in name first.</summary>
    private static List<string> Links(Call call)
    {
        var links = new List<string> { call.Site.RunDirectory };
        foreach (var place in new[] { "var/reports/licensing", "var/reports/deployment" })
        {
            var (reports, _) = CaseReports.Of(call, Globs.FindItems(call, place + "/*"), MostLinks);
            links.AddRange(reports.Select(static p => p.Shown).OrderDescending(StringComparer.Ordinal).Take(MostLinks));
        }

        return links;
    }

    private static string Linked(Call call, IReadOnlyList<string> links, Locale language)
    {
        var article = call.Get(Takes.Article).Full;
        var text = new StringBuilder("\n").Append(Says.NoteReports.In(language)).Append("\n\n");
        foreach (var link in links)
        {
            var relative = Path.GetRelativePath(article, call.Station.Resolve(link).Full).Replace('\\', '/');
            text.Append("- [")
                .Append(RunStory.Inline(link))
                .Append("](")
                .Append(Uri.EscapeDataString(relative).Replace("%2F", "/", StringComparison.Ordinal))
                .Append(")\n");
        }

        return text.ToString();
    }

    private static void DemandMode(Call call, StationPath target)
    {
        var exists = call.Disk.Has(target.Full);
        if (call.Get(Takes.Mode) == NoteMode.New && exists && !IsOwn(call, call.Disk.ReadText(target.Full)))
        {
            throw new CodedException(Faults.NoteExists(Id(call), target.Shown));
        }

        if (call.Get(Takes.Mode) == NoteMode.Append && !exists)
        {
            throw new CodedException(Faults.NoteTicketMissing(Id(call), target.Shown));
        }
    }

    // The same step comes again after a retry, with another story.
    private static string Mark(Call call)
    {
        var began = call.Site.StartedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"{MarkOf(call)}{began} -->";
    }

    private static string MarkOf(Call call) => $"{AnyMark}{call.Site.RunId} {call.Site.Path} ";

    // Whether this step of this run began the article.
    private static bool IsOwn(Call call, string text) =>
        text.IndexOf(AnyMark, StringComparison.Ordinal) is >= 0 and var first
        && text.AsSpan(first).StartsWith(MarkOf(call), StringComparison.Ordinal);

    private static bool IsWritten(Call call, StationPath target) =>
        call.Disk.Has(target.Full) && call.Disk.ReadText(target.Full).Contains(Mark(call), StringComparison.Ordinal);

    private static UnixFileMode? Mode(Call call, StationPath target) =>
        OperatingSystem.IsWindows() ? null
        : call.Disk.Look(target.Full) is { Rights: { } rights } ? rights
        : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static string Id(Call call) => call.Get(Takes.Id) is { Length: > 0 } id ? id : call.Site.RunId;

    private static StationPath Target(Call call)
    {
        var id = Id(call);
        return id.Length <= 120 && id[0] != '.' && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? call.Get(Takes.Article).Below(id + ".md")
            : throw new CodedException(Faults.NoteIdInvalid(id));
    }

    // Its own mark stands first in a note that this run began, behind the front matter.
    private static Outcome Done(Call call, StationPath target) =>
        Outcome.Done(
            Gives.Path.Is(target),
            Gives.Appended.Is(
                call.Disk.ReadText(target.Full) is var text
                    && text.IndexOf(AnyMark, StringComparison.Ordinal) != text.IndexOf(Mark(call), StringComparison.Ordinal)
            )
        ) with
        {
            Artefacts = [FileCopy.Artefact(call.Disk, target)],
        };

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<NoteMode> Mode { get; } =
            Input
                .Choice(EscalateNoteWords.Takes.Mode, ("auto", NoteMode.Auto), ("new", NoteMode.New), ("append", NoteMode.Append))
                .Or(NoteMode.Auto);

        internal static Input<StationPath> Article { get; } =
            Input.Directory(EscalateNoteWords.Takes.Article, changes: true).Or("docs/support/articles");

        internal static Input<string?> Id { get; } =
            Input.String(EscalateNoteWords.Takes.Id).Optional(told: "identyfikator przebiegu / the run's id");

        internal static Input<LocalizedText?> Title { get; } = Input.Localized(EscalateNoteWords.Takes.Title).Optional();

        internal static Input<LocalizedText?> Summary { get; } = Input.Localized(EscalateNoteWords.Takes.Summary).Optional();
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(EscalateNoteWords.Gives.Path);

        internal static Output<bool> Appended { get; } = Output.Boolean(EscalateNoteWords.Gives.Appended);
    }
}

/// <summary>Whether a note begins an article or continues one.</summary>
internal enum NoteMode
{
    /// <summary>Whichever the article needs.</summary>
    Auto,

    /// <summary>Only begins one.</summary>
    New,

    /// <summary>Only continues one.</summary>
    Append,
}
