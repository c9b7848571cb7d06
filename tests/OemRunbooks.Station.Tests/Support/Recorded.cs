using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Fleet;

namespace OemRunbooks.Station.Tests.Support;

/// <summary>Runs as journals hold them, one entry every 100 ms.</summary>
internal static class Recorded
{
    internal static DateTimeOffset Day { get; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    internal static FieldRun Run(string station, string id, params Fact[] facts) => Run(station, id, "1.0.0", facts);

    internal static FieldRun Run(string station, string id, string version, params Fact[] facts) =>
        new(
            station,
            [.. facts.Prepend(Started(id, version)).Select(static (f, i) => new Entry(i + 1, Day.AddMilliseconds(100 * i), 100 * i, f))]
        );

    internal static Fact Begun(string path) =>
        new StepStarted(path, 1, "backup.file", Value.MapOf(("source", Value.Of("top-secret"))), false, Value.Null);

    internal static Fact Done(string path) =>
        new StepSucceeded(path, Value.MapOf(("path", Value.Of("top-secret"))), [], [], null, Reconciled: false);

    internal static Fact Failed(string path, string code) =>
        new StepFailed(path, 1, Failure.Of(code, ("path", Value.Of("top-secret"))), null, null, []);

    internal static Fact Skipped(string path) => new StepSkipped(path, "inputs.kind == 'top-secret'", Value.EmptyMap);

    internal static Fact Resumed() => new RunResumed("jan.nowak", "boot", 2, "1.0.0", 0, null);

    internal static Fact Ended(RunOutcome outcome = RunOutcome.Succeeded) =>
        new RunFinished(outcome, null, null, null, 0, 0, Value.MapOf(("made", Value.Of("top-secret"))));

    internal static Fact[] Whole(string path) => [Begun(path), Done(path), Ended()];

    private static RunStarted Started(string id, string version) =>
        new(
            id,
            new("update", version, new('0', 64), "runbooks/update.yaml"),
            [],
            Value.MapOf(("license", Value.Of("top-secret"))),
            Value.MapOf(("name", Value.Of("station-seven"))),
            "jan.nowak",
            "boot",
            2,
            "1.0.0",
            "pl"
        );
}
