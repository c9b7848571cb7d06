using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Drawing;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>What both papers have: whose machine, who, when, how it ended, what is left, where to sign, the receipt.</summary>
internal sealed class PaperView(Page page)
{
    private static readonly (string Name, LocalizedText Words)[] Labels =
    [
        ("done", Says.PaperDone),
        ("checked", Says.PaperChecked),
        ("agreed", Says.PaperAgreed),
        ("undone", Says.PaperUndone),
        ("left", Says.PaperLeft),
        ("remarks", Says.PaperRemarks),
        ("sign", Says.PaperSign),
        ("sign_name", Says.PaperSignName),
        ("sign_date", Says.PaperSignDate),
        ("receipt", Says.PaperReceipt),
        ("run", Says.PaperRun),
        ("item", Says.ProtocolItem),
        ("field", Says.ProtocolField),
        ("value", Says.ProtocolValue),
        ("comment", Says.ProtocolComment),
        ("auto_checked", Says.ProtocolChecked),
        ("none", Says.ProtocolNone),
        ("hint", Says.Hint),
    ];

    private readonly RunReport report = page.Report;

    internal Sheet Of(LocalizedText kind)
    {
        var receipt = report.Journal.Proof.Receipt;
        return new Sheet()
            .Put("lang", new Inked(page.Language.Code()))
            .Put("style", PageStyle.Of(page))
            .Put("kind", page.Word(kind))
            .Put("title", page.Text(report.Title.In(page.Language)))
            .Put("about", page.Text(report.Description?.In(page.Language) ?? ""))
            .Put("run", page.Code(report.RunId))
            .Put("tone", new Inked(Tone()))
            .Put("mark", new Inked(Mark()))
            .Put("outcome", page.Word(Outcome()))
            .Put("cause", Cause())
            .Put("facts", Facts())
            .Put("is_clear", !Remains().Any())
            .PutEach("left", Left().Select(Line))
            .PutEach("remarks", Remarks().Select(Line))
            .Put("signers", Signers())
            .Put("receipt", page.Code(receipt))
            .Put("receipt_why", page.Word(AboutReceipt()))
            .Put(
                "qr",
                page.IsHtml && receipt is not null && QrCode.Of(receipt) is { } code
                    ? code.Svg("qr", page.Word(Says.ProofQr(receipt)))
                    : Inked.Empty
            )
            .Put("w", Labels.Aggregate(new Sheet(), (words, label) => words.Put(label.Name, page.Word(label.Words))));
    }

    internal static Sheet Line(Inked text) => new Sheet().Put("text", text);

    // A record that was changed, or cut short, proves nothing.
    private LocalizedText AboutReceipt() =>
        report.Journal.Proof.Verdict is "INVALID" or "TRUNCATED" ? Says.PaperReceiptBroken
        : report.Standing.IsOver() ? Says.PaperReceiptWhy
        : Says.PaperReceiptInterim;

    private bool IsUnsure => !report.HalfDone.IsEmpty || report.UndoFailures > 0;

    private string Tone() =>
        report.Standing switch
        {
            RunStanding.Succeeded => report.Departures > 0 ? "warn" : "good",
            RunStanding.Failed => "bad",
            RunStanding.RolledBack => IsUnsure ? "bad" : "warn",
            RunStanding.Escalated or RunStanding.Cancelled => "warn",
            RunStanding.Running or RunStanding.Waiting or RunStanding.Answered or RunStanding.Interrupted => "info",
        };

    private string Mark() =>
        Tone() switch
        {
            "good" => "✓",
            "bad" => "✗",
            "warn" => "!",
            _ => "…",
        };

    private Sentence Outcome() =>
        report.Standing switch
        {
            RunStanding.Succeeded => report.Departures > 0 ? Says.PaperStateDepartures : Says.PaperStateSucceeded,
            RunStanding.Escalated => Says.PaperStateEscalated(Team()),
            RunStanding.Failed or RunStanding.RolledBack when IsUnsure => Says.PaperStateHalfDone,
            RunStanding.RolledBack when report.NotUndone.IsEmpty => Says.PaperStateRolledBack,
            RunStanding.Failed or RunStanding.RolledBack => Says.PaperStateFailed,
            RunStanding.Cancelled => Says.PaperStateCancelled,
            RunStanding.Running or RunStanding.Waiting or RunStanding.Answered or RunStanding.Interrupted => Says.PaperStateOpen,
        };

    private LocalizedText Team() => report.EscalatedToName ?? Says.FlowTeam(report.EscalatedTo ?? "").InBoth();

    // A customer has no use for a code.
    private Inked Cause() => report.Failure is { } failure ? page.Word(Says.PaperCause(failure.Words.In(page.Language))) : Inked.Empty;

    private IEnumerable<Sheet> Facts()
    {
        foreach (var name in new[] { "customer", "site", "device" })
        {
            if (report.Station[name].AsText() is { Length: > 0 } said)
            {
                yield return Fact(Names.Fact(name)!, page.Text(said));
            }
        }

        // Of a station that nobody has described the machine's own name is all there is.
        if (report.Station["device"].IsNull && report.Station["name"].AsText() is { Length: > 0 } machine)
        {
            yield return Fact(Says.FactDevice, page.Text(machine));
        }

        var about = new Machine(report);
        if (about.Version() is { } version)
        {
            yield return Fact(Says.PaperVersion, page.Word(version), "wide");
        }

        if (about.Licence is { } licence)
        {
            yield return Fact(Says.PaperLicence, page.Text(licence));
        }

        yield return Fact(Says.PaperWho, page.Text(string.Join(", ", Technicians())));
        yield return Fact(Says.PaperWhen, When(), "long");
    }

    // Whoever began the work, and whoever went on with it.
    private IEnumerable<string> Technicians() =>
        report.Interruptions.Select(static i => i.ResumedBy).OfType<string>().Prepend(report.Operator).Distinct(StringComparer.Ordinal);

    private Inked When()
    {
        var from = page.Clock.Local(report.Started);
        var to = page.Clock.Local(report.Ended ?? report.LastEntry);
        var (begin, end) = (Figures.Minute(from), Figures.Minute(to));
        var until = from.Date == to.Date ? Figures.TimeOfDay(to) : end;
        var words =
            report.Ended is null ? Says.PaperSince(begin)
            : begin == end ? LocalizedText.Both(begin)
            : Says.PaperPeriod(begin, until);
        return page.Word(words) + new Inked(" ") + page.Text($"({page.Clock.Zone ?? "UTC"})");
    }

    private IEnumerable<Inked> Left() => Remains().DefaultIfEmpty(Says.PaperLeftNothing).Select(page.Word);

    private IEnumerable<Sentence> Remains() =>
        report
            .HalfDone.Select(p => (Sentence)Says.PaperLeftHalf(TitleOf(p)))
            .Concat(report.Standing.IsOver() ? report.NotUndone.Select(p => (Sentence)Says.PaperLeftChange(TitleOf(p))) : [])
            .Concat(Further());

    private IEnumerable<Sentence> Further() =>
        report.Standing switch
        {
            RunStanding.Succeeded => [],
            RunStanding.Escalated => [Says.PaperLeftTeam(Team())],
            RunStanding.Failed or RunStanding.RolledBack => report.FailedStep is { } path ? [Says.PaperLeftFailed(TitleOf(path))] : [],
            RunStanding.Cancelled => [Says.PaperLeftEnded],
            RunStanding.Waiting => Questions().DefaultIfEmpty(Says.PaperLeftResume),
            RunStanding.Running or RunStanding.Answered or RunStanding.Interrupted => [Says.PaperLeftResume],
        };

    private IEnumerable<Sentence> Questions() =>
        from step in report.Steps
        where step.Standing == StepStanding.Waiting && !step.Questions.IsEmpty
        select Says.PaperLeftAnswer((step.Questions[^1].Prompt ?? step.Title).In(page.Language));

    private IEnumerable<Inked> Remarks()
    {
        const int most = 8;
        var departures = report.Deviations.Where(static d => d.Kind == DeviationKind.Person).Select(Departure);
        var failed = report
            .Steps.Where(s =>
                s is { Standing: StepStanding.Failed, Failure: not null, Kind: ReportStepKind.Action } && s.Path != report.FailedStep
            )
            .Select(s => Says.PaperRemarkFailed(s.Title.In(page.Language), s.Failure!.Words.In(page.Language)));
        var said = report
            .Deviations.Where(static d => d.Code is not null)
            .Select(d => (Sentence)new LocalizedText(Names.Capital(d.Code!.Words.Pl), Names.Capital(d.Code.Words.En)));
        return departures.Concat(failed).Concat(said).Take(most).Select(page.Word);
    }

    private Sentence Departure(ReportDeviation departure)
    {
        var (title, by, reason) = (TitleOf(departure.Step), departure.By ?? "", departure.Reason ?? "");
        return departure.Action switch
        {
            "skip" => Says.PaperRemarkSkipped(title, by, reason),
            "repeat" or "retry" => Says.PaperRemarkRepeated(title, by, reason),
            _ => Says.PaperRemarkChanged(by, reason),
        };
    }

    private string TitleOf(string path) => report.Step(path)?.Title.In(page.Language) ?? path;

    private IEnumerable<Sheet> Signers()
    {
        yield return Signer(Says.PaperSignTechnician, page.Text(report.Operator));
        yield return Signer(Says.PaperSignCustomer, Inked.Empty);
    }

    private Sheet Signer(LocalizedText role, Inked name) => new Sheet().Put("role", page.Word(role)).Put("name", name);

    private Sheet Fact(LocalizedText label, Inked value, string kind = "") =>
        new Sheet().Put("label", page.Word(label)).Put("value", value).Put("kind", new Inked(kind));
}
