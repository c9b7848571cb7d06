using OemRunbooks.Journal.Verifying;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>Everything that keeps a reader from taking the run as exactly what the runbook prescribes and proves.</summary>
internal sealed class Reservations(Page page)
{
    internal IEnumerable<Sheet> All() =>
        page.Report.Deviations.Select(Of).Concat(Origin()).Concat(Clock()).Concat(Proof()).Concat(Consents()).Concat(Automatic());

    internal static Sheet Item(Inked text, Inked where, Inked detail) =>
        new Sheet().Put("text", text).Put("where", where).Put("detail", detail);

    private Sheet Of(ReportDeviation deviation) =>
        deviation.Kind switch
        {
            DeviationKind.Person => Item(Person(deviation), page.Named(deviation.Step), Reason(deviation)),
            DeviationKind.Remark => Item(page.Line(deviation.Code!), page.Named(deviation.Step), Block.Hint(page, deviation.Code)),
            DeviationKind.Rerun => Item(
                page.Word(deviation.Action == "undo" ? Says.DevRerunUndo : Says.DevRerun),
                page.Named(deviation.Step),
                Inked.Empty
            ),
        };

    private Inked Person(ReportDeviation deviation) => page.Word(Names.Deviation(deviation.Action, deviation.By ?? ""));

    private Inked Reason(ReportDeviation deviation)
    {
        var reason = deviation.Reason is { Length: > 0 } text ? page.Word(Says.DevReason(text)) : Inked.Empty;
        return deviation.Values.Members.IsEmpty
            ? reason
            : reason
                + new Inked("; ")
                + Inked.Join(page.Comma, deviation.Values.Members.Select(m => page.Code(m.Key) + new Inked(" = ") + page.Value(m.Value)));
    }

    // What looks like a runbook that somebody vouches for and is another one.
    private IEnumerable<Sheet> Origin()
    {
        if (page.Report.Origin is { Resembles: { IsEmpty: false } ids })
        {
            yield return Item(page.Word(Says.DevLookalike(string.Join(", ", ids))), Inked.Empty, Inked.Empty);
        }

        if (page.Report.OlderThan is { } newer)
        {
            yield return Item(page.Word(Says.DevOlderPack(newer)), Inked.Empty, Inked.Empty);
        }
    }

    private IEnumerable<Sheet> Clock() =>
        page.Report.ClockSteps.IsEmpty
            ? []
            : [Item(page.Word(Says.DevClock(page.Time(page.Report.ClockSteps.Max(static c => c.Back)))), Inked.Empty, Inked.Empty)];

    /// <summary>More findings than these are in the verifier's own output.</summary>
    private const int MostFindings = 10;

    private IEnumerable<Sheet> Proof()
    {
        var journal = page.Report.Journal;
        if (journal.Proof.Verdict != "VALID")
        {
            yield return Item(page.Text(new ProofView(page).Words()), Inked.Empty, Inked.Empty);
        }

        // That the run is not finished the verdict's words have just said.
        foreach (var finding in journal.Findings.Where(static f => f.Code != Codes.JournalUnfinished).Take(MostFindings))
        {
            yield return Item(page.Line(finding), Inked.Empty, Block.Hint(page, finding));
        }
    }

    /// <summary>Consents for which nobody vouches: by a key that anybody could have made, or by a name alone.</summary>
    private IEnumerable<Sheet> Consents() =>
        page
            .Report.Journal.Proof.Approvers.Where(static a => a.Vouching == Vouching.KnownOnlyHere)
            .Select(a => Item(page.Word(Says.DevConsentUnknownKey(a.By)), page.Named(a.Step), page.Code(a.Key ?? "")))
            .Concat(UnsignedConsents());

    private IEnumerable<Sheet> UnsignedConsents() =>
        page
            .Report.Steps.Where(static s =>
                s.Questions.Any(static q =>
                    q.Kind == "approve" && q.Answers.Any(static a => a.Accepted && a.Channel is not ("signed" or "challenge"))
                )
            )
            .Select(s => Item(page.Word(Says.DevConsentUnsigned), page.Named(s.Path), Inked.Empty));

    private IEnumerable<Sheet> Automatic() =>
        page
            .Report.Steps.Where(static s => s.Questions.Any(static q => q.Answers.Any(static a => a.Channel == "yes")))
            .Select(s => Item(page.Word(Says.DevAutomatic), page.Named(s.Path), Inked.Empty));
}
