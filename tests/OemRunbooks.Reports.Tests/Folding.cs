using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Tests.Fixtures;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>What a journal is understood to say.</summary>
public sealed class Folding
{
    [Fact]
    public void A_journal_without_a_start_is_refused_with_a_code()
    {
        var refused = Assert.Throws<CodedException>(() => Some.Journal().Finish().Report());
        Assert.Equal("report.no-start", refused.Failure.Code);
    }

    [Fact]
    public void Steps_are_found_in_groups_loops_catches_and_finally()
    {
        var report = Some.Journal()
            .Run()
            .Step("install/extract", "extract.bundle", 1)
            .Step("deltas[1]/apply-delta", "extract.delta", 1)
            .Step("verify-licence/catch[0]/ask-anyway", "person.confirm", 1)
            .Step("finally/note", "escalate.note", 1)
            .Begin("deltas[1]", null)
            .Report();
        Assert.Equal(
            ["Verify and extract the bundle", "Apply the delta", "Go on anyway?", "Note for the ticket", "Delta packages – 2"],
            report.Steps.Select(static s => s.Title.En)
        );
        Assert.Equal(ReportStepKind.Iteration, report.Steps[4].Kind);
    }

    [Fact]
    public void A_step_of_another_definition_keeps_its_own_name() =>
        Assert.Equal("gone", Some.Journal().Run().Step("install/gone", "x.y", 1).Report().Steps[0].Title.Pl);

    [Fact]
    public void Steps_that_were_never_reached_are_listed_outermost_first() =>
        Assert.Equal(["deltas", "check-logs"], Runs.RolledBackAndEscalated.Report().Omitted.Select(static o => o.Path));

    [Fact]
    public void Passes_of_a_loop_that_were_never_reached_stand_as_one()
    {
        var list = Some.Map(("in", Value.List(Enumerable.Range(0, 10).Select(static i => Value.Of((long)i)))));
        var omitted = Some.Journal()
            .Run()
            .Begin("deltas", null, list)
            .Begin("deltas[0]", null)
            .Step("deltas[0]/apply-delta", "extract.delta", 5)
            .Report()
            .Omitted;
        Assert.Contains(omitted, static o => o is { Path: "deltas[1…9]", Count: 9 });
    }

    [Fact]
    public void A_step_that_was_undone_is_compensated_and_the_failed_undo_is_kept()
    {
        var report = Runs.RolledBackAndEscalated.Report();
        Assert.Equal(StepStanding.Compensated, report.Step("install/extract")!.Standing);
        Assert.Equal(StepStanding.Succeeded, report.Step("backup-store")!.Standing);
        Assert.Equal([StepStanding.Succeeded, StepStanding.Failed], report.Undos.Select(static u => u.Standing));
        Assert.Equal((RunStanding.Escalated, "hardware", 1, 1), (report.Standing, report.EscalatedTo, report.Undone, report.UndoFailures));
    }

    [Fact]
    public void A_crash_shows_as_an_interruption_of_the_step_in_the_middle()
    {
        var report = Runs.InterruptedAndResumed.Report();
        Assert.Equal(["crash", "signal"], report.Interruptions.Select(static i => i.Reason));
        Assert.Equal("install/extract", Assert.Single(report.Interruptions[0].Steps));
        Assert.Equal(
            (213, 7_800_000, false),
            (report.Interruptions[0].TornBytes, report.Interruptions[0].StoppedFor, report.Interruptions[0].SameBoot)
        );
        Assert.True(report.Interruptions[1].SameBoot);
        Assert.Equal(7_860_000, report.Times.Stopped);
        Assert.Equal(report.Times.Total, report.Times.Working + report.Times.Stopped + report.Times.Waiting);
    }

    [Fact]
    public void Stops_do_not_count_into_a_steps_duration()
    {
        var extract = Runs.InterruptedAndResumed.Report().Step("install/extract")!;
        Assert.Equal(12_000 + 30 + 31_000, extract.Duration);
        Assert.Equal([12_000L, 31_000L], extract.Tries.Select(static t => t.Duration!.Value));
        Assert.True(extract.Rerun);
    }

    [Fact]
    public void A_rerun_and_a_persons_choice_are_deviations() =>
        Assert.Equal(
            [(DeviationKind.Rerun, "install/extract"), (DeviationKind.Person, "check-logs")],
            Runs.InterruptedAndResumed.Report().Deviations.Select(static d => (d.Kind, d.Step))
        );

    [Theory]
    [InlineData(Finding.Done, StepManner.Verified, "taken as done, without running it again")]
    [InlineData(Finding.HalfDone, StepManner.Performed, "the work was found half done")]
    [InlineData(Finding.NotBegun, StepManner.Performed, "nothing of it was found on the station")]
    public void It_is_told_how_an_interrupted_step_was_found(Finding found, StepManner manner, string words)
    {
        var journal = Some.Journal()
            .Run()
            .Begin("backup-store", "backup.file")
            .After(20)
            .Add(new RunInterrupted("signal"))
            .Resume()
            .Add(new StepReconciled("backup-store", found));
        var report = (found == Finding.NotBegun ? journal.Begin("backup-store", "backup.file", rerun: true) : journal)
            .Done("backup-store", reconciled: found != Finding.NotBegun)
            .Report();
        Assert.Equal((found, manner), (report.Step("backup-store")!.Found, report.Step("backup-store")!.Manner));
        Assert.Contains(words, ReportRenderer.Html(report, Locale.En), StringComparison.Ordinal);
        Assert.Contains($"\"found\": \"{found.Word()}\"", ReportRenderer.Json(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_retry_keeps_both_attempts_and_the_pause()
    {
        var backup = Runs.InterruptedAndResumed.Report().Step("backup-store")!;
        Assert.Equal((2, StepStanding.Succeeded, 5_000L), (backup.Attempts, backup.Standing, backup.Retries[0].Delay));
        Assert.Equal("disk.busy", backup.Tries[0].Failure!.Code);
        Assert.Null(backup.Failure);
    }

    [Fact]
    public void Waiting_for_a_person_is_told_apart_from_work()
    {
        var report = Runs.Waiting.Report();
        Assert.Equal(RunStanding.Waiting, report.Standing);
        Assert.Equal(95_030, report.Times.Waiting);
        Assert.Equal(95_000, report.Step("verify-licence/catch[0]/ask-anyway")!.Questions[0].Waited);
        Assert.Equal(StepStanding.Waiting, report.Step("install/extract")!.Standing);
    }

    // A part of a checklist was ticked: until the rest is, nobody works.
    [Fact]
    public void What_follows_a_part_of_an_answer_is_waiting_still()
    {
        var ask = Some.Step("look", "L", "L", "person.checklist");
        var runbook = Some.Runbook(ask with { Activity = ask.Activity! with { Name = "person.checklist", Role = ActivityRole.Person } });
        var items = Some.Map(("prompt", Value.Of("?")), ("items", Value.TextList(["cable", "label"])));
        PersonAnswered Ticked(string item) =>
            new("look", "anna.kowalska", "pl", "?", true, Some.Map(("ticked", Value.TextList([item]))), null, "confirm");
        var asked = Some.Journal()
            .Of(runbook)
            .Run(logic: 2)
            .Begin("look", "person.checklist")
            .Add(new StepWaiting("look", "checklist", items, null));
        var partly = asked.After(60_000).Add(Ticked("1")).After(30_000);
        Assert.Equal(StepStanding.Waiting, partly.Report().Step("look")!.Standing);
        var report = partly.Add(Ticked("2")).After(1_000).Done("look").Finish().Report();
        Assert.Equal((90_000, 0), (report.Times.Waiting, report.Times.Stopped));
    }

    [Theory]
    [InlineData(true, RunStanding.Running, StepStanding.Running)]
    [InlineData(false, RunStanding.Interrupted, StepStanding.Interrupted)]
    public void A_journal_that_just_ends_is_interrupted_only_if_nobody_holds_the_run(bool held, RunStanding run, StepStanding step)
    {
        var report = ReportBuilder.Build(Some.Journal().Run().Begin("backup-store", "backup.file").Source() with { IsHeld = held });
        Assert.Equal((run, step), (report.Standing, report.Steps[0].Standing));
    }

    [Fact]
    public void A_wait_that_was_answered_later_is_no_interruption_and_its_time_is_waiting()
    {
        var ask = Some.Block(StepKind.Group, "g", "G", "G", Some.Step("extract", "E", "E", "person.confirm"));
        var runbook = Some.Runbook(
            ask with
            {
                Steps =
                [
                    ask.Steps[0] with
                    {
                        Activity = ask.Steps[0].Activity! with { Name = "person.confirm", Role = ActivityRole.Person },
                    },
                ],
            }
        );
        var asked = Some.Journal()
            .Of(runbook)
            .Run()
            .Begin("g", null)
            .Begin("g/extract", "person.confirm")
            .Add(new StepWaiting("g/extract", "confirm", Some.Map(("prompt", Value.Of("?"))), null))
            .After(60_000);
        var answer = new PersonAnswered("g/extract", "anna.kowalska", "pl", "?", true, Value.EmptyMap, null, "confirm");
        Assert.Equal(RunStanding.Waiting, asked.Report().Standing);
        var answered = asked.Add(answer).After(30_000);
        Assert.Equal(RunStanding.Answered, ReportBuilder.Build(answered.Source() with { IsHeld = false }).Standing);
        var report = answered.Resume().Done("g/extract").Done("g").Finish().Report();
        Assert.Empty(report.Interruptions);
        Assert.Equal((90_000, 0), (report.Times.Waiting, report.Times.Stopped));
        foreach (var text in (string[])[ReportRenderer.Markdown(report, Locale.En), ReportRenderer.Html(report, Locale.En)])
        {
            Assert.DoesNotContain(
                "nterrupt",
                text.Replace("interruptions", "", StringComparison.Ordinal).Replace(".interrupted", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_wall_clock_that_steps_back_is_flagged_and_changes_no_duration()
    {
        var report = Some.Journal()
            .Run()
            .Begin("backup-store", "backup.file")
            .After(600_000)
            .WallClock(TimeSpan.FromMinutes(-4))
            .Done("backup-store")
            .After(10)
            .WallClock(TimeSpan.FromHours(-2))
            .Finish()
            .Report();
        Assert.Equal([(3L, 240_000L), (4L, 7_200_000L)], report.ClockSteps.Select(static c => (c.Seq, c.Back)));
        Assert.Equal((600_000, 600_010), (report.Steps[0].Duration, report.Times.Total));
    }

    [Fact]
    public void A_clock_that_only_drifts_is_not_flagged() =>
        Assert.Empty(Some.Journal().Run().After(3_600_000).WallClock(TimeSpan.FromMilliseconds(-1_500)).Finish().Report().ClockSteps);
}
