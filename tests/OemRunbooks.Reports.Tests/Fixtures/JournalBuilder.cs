using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Tests.Fixtures;

/// <summary>Writes a journal entry by entry, with both clocks driven by hand.</summary>
internal sealed class JournalBuilder
{
    private readonly List<Entry> entries = [];
    private DateTimeOffset now = Some.Evening;
    private long mono = 40;
    private Runbook definition = Some.ClientUpdate;

    internal IReadOnlyList<Entry> Entries => entries;

    /// <summary>Says of which runbook the journal is.</summary>
    internal JournalBuilder Of(Runbook runbook)
    {
        definition = runbook;
        return this;
    }

    /// <summary>Lets time go by.</summary>
    internal JournalBuilder After(long milliseconds)
    {
        now = now.AddMilliseconds(milliseconds);
        mono += milliseconds;
        return this;
    }

    /// <summary>Sets the wall clock without time going by.</summary>
    internal JournalBuilder WallClock(TimeSpan by)
    {
        now += by;
        return this;
    }

    internal JournalBuilder Add(Fact fact)
    {
        entries.Add(new(entries.Count + 1, now, mono, fact));
        return this;
    }

    internal JournalBuilder Run(Value? inputs = null, string by = "anna.kowalska", Value? station = null, long logic = 1) =>
        Add(
            new RunStarted(
                "20261123-195312-client-update-k7f2",
                new("client-update", "1.0.0", new string('a', 64), "runbooks/client-update.yaml"),
                [],
                inputs
                    ?? Some.Map(
                        ("store", Value.Of("secrets/license_store.json")),
                        ("license", Value.Of("media/usb/licence.json")),
                        ("hmacKey", Value.SecretReference("env:OEM_LICENSE_HMAC_KEY"))
                    ),
                station
                    ?? Some.Map(
                        ("name", Value.Of("linia-3")),
                        ("platform", Value.Of("linux")),
                        ("architecture", Value.Of("x64")),
                        ("os", Value.Of("Debian 12"))
                    ),
                by,
                new string('b', 16),
                logic,
                "0.1.0",
                "pl"
            )
        );

    internal JournalBuilder Begin(string path, string? activity, Value? inputs = null, int attempt = 1, bool rerun = false) =>
        Add(new StepStarted(path, attempt, activity, inputs ?? Value.EmptyMap, rerun, Value.Null));

    internal JournalBuilder Done(
        string path,
        Value? outputs = null,
        Artefact? file = null,
        Remark? remark = null,
        bool reconciled = false
    ) =>
        Add(
            new StepSucceeded(path, outputs ?? Value.EmptyMap, file is null ? [] : [file], remark is null ? [] : [remark], null, reconciled)
        );

    internal JournalBuilder Step(
        string path,
        string activity,
        long takes,
        Value? outputs = null,
        Artefact? file = null,
        Remark? remark = null,
        Value? inputs = null
    ) => Begin(path, activity, inputs).After(takes).Done(path, outputs, file, remark).After(4);

    internal JournalBuilder Fails(string path, Failure why, int attempt = 1, string? from = null, Artefact? file = null) =>
        Add(new StepFailed(path, attempt, why, null, from, file is null ? [] : [file]));

    internal JournalBuilder Skip(string path, string condition, Value seen) => Add(new StepSkipped(path, condition, seen));

    internal JournalBuilder Goes(string path, Route route, string code, string? team = null) =>
        Add(new RouteTaken(path, route, code, route == Route.Escalation ? 0 : -1, team));

    internal JournalBuilder Resume(string by = "jan.nowak", string boot = "cccccccccccccccc", long torn = 0)
    {
        mono = 15;
        return Add(new RunResumed(by, boot, 1, "0.1.0", torn, torn == 0 ? null : new string('d', 64)));
    }

    internal JournalBuilder Finish(
        RunOutcome outcome = RunOutcome.Succeeded,
        Failure? why = null,
        string? step = null,
        string? team = null,
        long undone = 0,
        long undoFailures = 0,
        Value? outputs = null
    ) => Add(new RunFinished(outcome, why, step, team, undone, undoFailures, outputs ?? Value.EmptyMap));

    internal RunReport Report(Runbook? runbook = null) => ReportBuilder.Build(Source(runbook));

    internal ReportSource Source(Runbook? runbook = null) => new(entries, runbook ?? definition, Some.Messages) { IsHeld = true };
}
