using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>What somebody reads who reads nothing else: outcome, what was done, what to do next.</summary>
internal sealed class FirstPage(Page page)
{
    private readonly RunReport report = page.Report;

    internal void Fill(Sheet sheet) =>
        sheet
            .Put("tone", new Inked(Tone()))
            .Put("mark", new Inked(Mark()))
            .Put("outcome", Outcome())
            .Put("summary", Inked.Join(new(" "), Summary().Select(page.Text)))
            .Put("has_cause", report.Failure is not null)
            .Put("cause", report.Failure is { } failure ? page.Words(failure) : Inked.Empty)
            .Put("cause_where", report.FailedStep is { } path ? Where(path) : Inked.Empty)
            .Put("next", new NextSteps(page).All())
            .PutEach("reservations", new Reservations(page).All())
            .PutEach(
                "remarks",
                report.Remarks.Select(r => Reservations.Item(page.Line(r.Code), page.Named(r.Step), Block.Hint(page, r.Code)))
            )
            .Put("facts", Facts());

    private string Tone() =>
        report.Standing switch
        {
            RunStanding.Succeeded => "good",
            RunStanding.Failed or RunStanding.RolledBack => "bad",
            RunStanding.Escalated or RunStanding.Interrupted => "warn",
            RunStanding.Cancelled => "muted",
            RunStanding.Running or RunStanding.Waiting or RunStanding.Answered => "info",
        };

    private string Mark() =>
        report.Standing switch
        {
            RunStanding.Succeeded => "✓",
            RunStanding.Failed => "✗",
            RunStanding.Escalated => "↗",
            RunStanding.RolledBack => "↩",
            RunStanding.Cancelled => "⊘",
            RunStanding.Running => "▶",
            RunStanding.Waiting => "…",
            RunStanding.Answered => "▷",
            RunStanding.Interrupted => "‖",
        };

    private Inked Outcome() => page.Text(Names.Capital(page.Say(report.Said(Team()))));

    private LocalizedText? Team() => report.EscalatedToName ?? (report.EscalatedTo is { } id ? Says.FlowTeam(id).InBoth() : null);

    private IEnumerable<string> Summary()
    {
        var times = report.Times;
        yield return page.Say(
            Says.SumStarted(
                report.Title.In(page.Language),
                report.Definition.Version,
                Station(),
                page.Clock.Show(report.Started),
                report.Operator
            )
        );
        var working = page.Time(times.Working);
        yield return page.Say(report.Standing.IsOver() ? Says.SumWorked(working) : Says.SumWorkedSoFar(working));
        if (times.Waiting > 0)
        {
            yield return page.Say(Says.SumWaited(page.Time(times.Waiting)));
        }

        if (times.Stopped > 0)
        {
            yield return page.Say(Says.SumStopped(page.Time(times.Stopped)));
        }

        // Frames around other steps would be counted twice; one that was skipped stands for what is in it.
        var work = report
            .Steps.Where(static s => s.Kind is ReportStepKind.Action or ReportStepKind.Escalation || s.Standing == StepStanding.Skipped)
            .ToList();
        var all = work.Count + report.Omitted.Sum(static o => o.Count);
        var done = work.Count(static s => s.Standing is StepStanding.Succeeded or StepStanding.Compensated);
        yield return page.Say(Says.SumDone(Figures.Number(done, page.Language), Says.CountOfSteps(all)));
        if (work.Count(static s => s.SkippedBy is not null) is > 0 and var byPersons)
        {
            yield return page.Say(Says.SumSkippedByPerson(Says.CountSteps(byPersons)));
        }

        if (work.Count(static s => s.Manner == StepManner.SkippedByCondition) is > 0 and var skipped)
        {
            yield return page.Say(Says.SumSkipped(Says.CountSteps(skipped)));
        }

        if (work.Count(static s => s.Standing == StepStanding.Failed) is > 0 and var failed)
        {
            yield return page.Say(Says.SumFailed(Says.CountSteps(failed)));
        }

        if (work.Count(static s => s.Standing == StepStanding.Compensated) is > 0 and var undone)
        {
            yield return page.Say(Says.SumUndone(Says.CountSteps(undone)));
        }
    }

    private string Station()
    {
        var name = report.Station["name"].AsText() is { Length: > 0 } text ? page.Say(Says.Quoted(text)) : page.Say(Says.Unnamed);
        var kind = string.Join(
            ", ",
            new[] { report.Station["platform"].AsText(), report.Station["architecture"].AsText() }.Where(static t =>
                !string.IsNullOrEmpty(t)
            )
        );
        return kind.Length == 0 ? name : $"{name} ({kind})";
    }

    private Inked Where(string path) =>
        report.Step(path) is { } step
            ? page.Word(Says.SumWhere(Figures.Plain(step.Number), step.Title.In(page.Language), path))
            : page.Code(path);

    // Of a station that nobody has described, nothing is said.
    private IEnumerable<Sheet> Whose() =>
        from name in new[] { "customer", "site", "device" }
        where report.Station[name].AsText() is { Length: > 0 }
        select Fact(Names.Fact(name)!, page.Text(report.Station[name].ToText()));

    private IEnumerable<Sheet> Facts()
    {
        var times = report.Times;
        foreach (var whose in Whose())
        {
            yield return whose;
        }

        yield return Fact(Says.Station, page.Text(Station()));
        yield return Fact(Says.Operator, page.Text(report.Operator));
        yield return Fact(Says.Start, page.MomentWithUtc(report.Started));
        yield return report.Ended is { } end
            ? Fact(Says.End, page.MomentWithUtc(end))
            : Fact(Says.LastEntry, page.MomentWithUtc(report.LastEntry));
        yield return Fact(Says.Working, page.Text(page.Time(times.Working)));
        if (times.Waiting > 0)
        {
            yield return Fact(Says.WaitingTime, page.Text(page.Time(times.Waiting)));
        }

        if (times.Stopped > 0)
        {
            yield return Fact(Says.StoppedTime, page.Text(page.Time(times.Stopped)));
        }

        yield return Fact(Says.Runbook, page.Code(report.Definition.Id) + new Inked(" ") + page.Text(report.Definition.Version));
        yield return Fact(Says.Run, page.Code(report.RunId));
        yield return Fact(Says.Digest, page.Code(report.Definition.Digest));
        if (report.Origin is { } origin)
        {
            yield return Fact(Says.Origin, page.Word(OriginWords.Of(origin)));
        }

        if (report.Pack is { } pack)
        {
            yield return Fact(Says.Pack, Packed(pack));
        }

        if (report.ApprovedPlan is { } plan)
        {
            yield return Fact(Says.ApprovedPlan, page.Code(plan));
        }
    }

    private Inked Packed(UsedPack pack) =>
        page.Code(pack.Id) + new Inked(" ") + page.Text(pack.Version) + new Inked(" – ") + page.Text(pack.Signer.Split('+')[0]);

    private Sheet Fact(LocalizedText label, Inked value) => new Sheet().Put("label", page.Word(label)).Put("value", value);
}
