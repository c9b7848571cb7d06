using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Tests.Fixtures;

/// <summary>The runbooks that the drawings show.</summary>
internal static class Flows
{
    internal const string Hostile = "1. \"x\"] --> n1; <script>alert(1)</script> %%{init: {}}%% & # \\N `c` **b** \u202E\u001b[31m\nend";

    private static readonly Span Here = new(1, 1, 1);

    /// <summary>Every shape that a definition can have.</summary>
    internal static Runbook Everything { get; } =
        Some.Runbook(
            [
                Some.Step("select", "Wybór paczki", "Select the bundle", "prepare.select-bundle") with
                {
                    Retry = new(3, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(9), []),
                },
                Some.Step(
                    "verify",
                    "Sprawdzenie licencji",
                    "Verify the licence",
                    "verify.license",
                    Some.Step("anyway", "Czy mimo to?", "Go on anyway?", "person.confirm")
                ) with
                {
                    OnFailure = FailureRoute.Rollback,
                },
                Some.Block(
                    StepKind.Parallel,
                    "copies",
                    "Kopie",
                    "Copies",
                    Some.Step("a", "Kopia A", "Copy A", "backup.file"),
                    Some.Step("b", "Kopia B", "Copy B", "backup.file")
                ),
                Some.Block(
                    StepKind.ForEach,
                    "deltas",
                    "Delty",
                    "Deltas",
                    Some.Step("apply", "Zastosowanie", "Apply", "extract.delta") with
                    {
                        OnFailure = FailureRoute.Continue,
                    }
                ) with
                {
                    In = new Template.Literal(Value.List([Value.Of(1), Value.Of(2)]), Here),
                    As = "delta",
                },
                new()
                {
                    Kind = StepKind.Call,
                    Id = "recover",
                    Name = new("Odzyskiwanie", "Recovery"),
                    Span = Here,
                    Called = Called,
                },
            ],
            [Some.Step("note", "Notatka", "Note", "escalate.note")]
        ) with
        {
            Escalations = [Told("fingerprint.*", "hardware"), Told("license.*", "l3")],
        };

    /// <summary>The same shapes, each text an attack.</summary>
    internal static Runbook Attacked { get; } = Bad(Everything);

    /// <summary>A run through <see cref="Everything"/>: caught, looped, escalated.</summary>
    internal static RunReport Run =>
        Some.Journal()
            .Run()
            .Step("select", "prepare.select-bundle", 5)
            .Begin("verify", "verify.license")
            .Fails("verify", Failure.Of("license.missing"))
            .Add(new RouteTaken("verify", Route.Catch, "license.missing", 0, null))
            .Step("verify/catch[0]/anyway", "person.confirm", 5)
            .Begin("copies", null)
            .Step("copies/a", "backup.file", 5)
            .Step("copies/b", "backup.file", 5)
            .Done("copies")
            .Begin("deltas", null)
            .Step("deltas[0]/apply", "extract.delta", 5)
            .Begin("deltas[1]/apply", "extract.delta")
            .Fails("deltas[1]/apply", Failure.Of("fingerprint.mismatch"))
            .Fails("deltas", Failure.Of("fingerprint.mismatch"), from: "deltas[1]/apply")
            .Goes("", Route.Escalation, "fingerprint.mismatch", "hardware")
            .Step("escalations[0]", "escalate.team", 3)
            .Step("finally/note", "escalate.note", 3)
            .Finish(RunOutcome.Escalated, Failure.Of("fingerprint.mismatch"), "deltas[1]/apply", "hardware")
            .Report(Everything);

    private static Runbook Called =>
        Some.Runbook(
            [Some.Step("try", "Próba otwarcia", "Try to open", "verify.store")],
            [Some.Step("memo", "Zapis", "Memo", "escalate.note")]
        ) with
        {
            Id = "license-recovery",
            Escalations = [Told("store.*", "l3")],
        };

    private static Escalation Told(string code, string team) =>
        new([code], team, Some.Step("escalation", "Eskalacja", "Escalation", "escalate.team"), Here);

    private static Runbook Bad(Runbook runbook) =>
        runbook with
        {
            Name = LocalizedText.Both(Hostile),
            Steps = [.. runbook.Steps.Select(Bad)],
            Finally = [.. runbook.Finally.Select(Bad)],
            Escalations = [.. runbook.Escalations.Select(static e => e with { Team = Hostile, On = [Hostile] })],
        };

    private static Step Bad(Step step) =>
        step with
        {
            Name = LocalizedText.Both(Hostile),
            Steps = [.. step.Steps.Select(Bad)],
            Catch = [.. step.Catch.Select(static c => c with { On = [Hostile], Steps = [.. c.Steps.Select(Bad)] })],
            In = step.In is null ? null : new Template.Literal(Value.Of(Hostile), Here),
            Called = step.Called is { } called ? Bad(called) : null,
        };
}
