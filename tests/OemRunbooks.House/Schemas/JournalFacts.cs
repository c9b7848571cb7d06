using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using Xunit;

namespace OemRunbooks.House.Schemas;

/// <summary>What the facts write, what the codec reads and what <c>journal.schema.json</c> says are one thing.</summary>
public sealed class JournalFacts
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset At = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly Value Some = Value.MapOf(("a", Value.Of(1)));
    private static readonly UsedDefinition Used = new("id", "1.0.0", Hash, "id.yaml");
    private static readonly Failure Failure = new("disk.full", Some, true);
    private static readonly Artefact File = new("a", 1, Hash + Hash[..32]);
    private static readonly Remark Remark = new("bundle.unsigned", Some, true);

    // Of each type one entry with all that it can hold, and one with nothing that it can do without.
    private static readonly Dictionary<EntryType, (Fact Full, Fact Least)> Facts = new()
    {
        [EntryType.RunStarted] = (
            new RunStarted("r", Used, [Used], Some, Some, "o", "b", 1, "0.1.0", "pl")
            {
                Certificate = "c",
                Plan = Hash,
                Pack = new("p", "1.0.0", Hash, "k"),
                OlderThan = "1.0.1",
                Origin = new("station", ["r"]),
                Ledger = new(3, Hash),
                Undoes = new("r", 3, Hash, ["a"]),
            },
            new RunStarted("r", Used, [], Value.EmptyMap, Some, "o", "b", 1, "0.1.0", "pl")
        ),
        [EntryType.RunInterrupted] = (new RunInterrupted("signal"), new RunInterrupted("signal")),
        [EntryType.RunResumed] = (
            new RunResumed("o", "b", 1, "0.1.0", 4, Hash) { Certificate = "c" },
            new RunResumed("o", "b", 1, "0.1.0", 0, null)
        ),
        [EntryType.RunFinished] = (
            new RunFinished(RunOutcome.RolledBack, Failure, "s", "hardware", 1, 1, Some) { HalfDone = ["s"] },
            new RunFinished(RunOutcome.Succeeded, null, null, null, 0, 0, Value.EmptyMap)
        ),
        [EntryType.StepStarted] = (
            new StepStarted("s", 1, "backup.file", Some, true, Some) { Name = new("p", "e") },
            new StepStarted("s", 1, null, Value.EmptyMap, false, Value.Null)
        ),
        [EntryType.StepCheckpoint] = (new StepCheckpoint("s", Some), new StepCheckpoint("s", Value.Null)),
        [EntryType.StepReconciled] = (new StepReconciled("s", Finding.HalfDone), new StepReconciled("s", Finding.NotBegun)),
        [EntryType.StepSucceeded] = (
            new StepSucceeded("s", Some, [File], [Remark], new("backup.restore", Some), true),
            new StepSucceeded("s", Value.EmptyMap, [], [], null, false)
        ),
        [EntryType.StepFailed] = (
            new StepFailed("s", 1, Failure, "g", "t", [File]) { HalfDone = true, Compensation = new("backup.restore", Some) },
            new StepFailed("s", 0, Failure, null, null, [])
        ),
        [EntryType.StepSkipped] = (new StepSkipped("s", "a == b", Some), new StepSkipped("s", "a == b", Value.EmptyMap)),
        [EntryType.StepWaiting] = (new StepWaiting("s", "confirm", Some, At), new StepWaiting("s", "interrupted", Value.EmptyMap, null)),
        [EntryType.PersonAnswered] = (
            new PersonAnswered("s", "anna", "pl", "Tak?", true, Some, "c", "terminal") { Signature = "n", Artefacts = [File] },
            new PersonAnswered("s", "anna", "pl", "Tak?", true, Value.EmptyMap, null, "terminal")
        ),
        [EntryType.RetryScheduled] = (new RetryScheduled("s", 2, 1000, At), new RetryScheduled("s", 2, 1000, At)),
        [EntryType.RouteTaken] = (
            new RouteTaken("s", Route.Escalation, "disk.full", 0, "l3"),
            new RouteTaken("s", Route.Abort, "disk.full", -1, null)
        ),
        [EntryType.UndoStarted] = (
            new UndoStarted("s", "backup.restore", Some, true),
            new UndoStarted("s", "backup.restore", Value.EmptyMap, false)
        ),
        [EntryType.UndoSucceeded] = (
            new UndoSucceeded("s", Some) { Artefacts = [File], Remarks = [Remark] },
            new UndoSucceeded("s", Value.EmptyMap)
        ),
        [EntryType.UndoFailed] = (new UndoFailed("s", Failure) { Artefacts = [File] }, new UndoFailed("s", Failure)),
        [EntryType.Deviation] = (new Deviation("s", "skip", "anna", "r", Some), new Deviation("s", "skip", "anna", "r", Value.Null)),
        [EntryType.Sealed] = (new Sealed("finished", Hash), new Sealed("opened", null)),
        [EntryType.LedgerPack] = Both(EntryType.LedgerPack, ("pack", Value.Of("p")), ("version", Value.Of("1.0.0"))),
        [EntryType.LedgerOpened] = Both(EntryType.LedgerOpened, ("run", Value.Of("r"))),
        [EntryType.LedgerSealed] = Both(EntryType.LedgerSealed, ("run", Value.Of("r")), ("size", Value.Of(3)), ("root", Value.Of(Hash))),
    };

    // The ledger's own facts are nobody's but the ledger's; all else knows them as the codec reads them.
    private static (Fact Full, Fact Least) Both(EntryType type, params ReadOnlySpan<(string Name, Value? Value)> data)
    {
        var fact = FactCodec.Read(type, Value.MapOf(data));
        return (fact, fact);
    }

    public static TheoryData<EntryType> Types => [.. Enum.GetValues<EntryType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_schema_names_every_member_of_an_entry_and_no_other(EntryType type)
    {
        var data = JsonNode.Parse(Repository.Read("schemas/journal.schema.json"))!["$defs"]![type.Name()]!;
        Assert.Equal(Names(data["properties"]!.AsObject().Select(static p => p.Key)), Names(Facts[type].Full.ToData().Members.Keys));
        Assert.Equal(
            Names(data["required"]!.AsArray().Select(static r => r!.GetValue<string>())),
            Names(Facts[type].Least.ToData().Members.Keys)
        );
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_schema_accepts_an_entry_and_the_codec_reads_it_back(EntryType type)
    {
        var schema = Validation.Schema("journal");
        foreach (var fact in new[] { Facts[type].Full, Facts[type].Least })
        {
            Assert.Empty(Validation.Problems(schema, Line(type.Name(), fact.ToData())));
            Assert.Equal(CanonicalJson.Text(fact.ToData()), CanonicalJson.Text(FactCodec.Read(type, fact.ToData()).ToData()));
        }
    }

    [Fact]
    public void The_schema_refuses_what_is_no_entry()
    {
        var schema = Validation.Schema("journal");
        Assert.NotEmpty(Validation.Problems(schema, Line("step.began", Value.EmptyMap)));
        Assert.NotEmpty(Validation.Problems(schema, Line("step.failed", Facts[EntryType.StepSucceeded].Full.ToData())));
        Assert.NotEmpty(
            Validation.Problems(schema, Line("step.failed", Facts[EntryType.StepFailed].Full.ToData().With("extra", Value.Of(1))))
        );
    }

    private static JsonNode? Line(string type, Value data) =>
        JsonNode.Parse(
            CanonicalJson.Text(
                Value.MapOf(
                    ("at", Value.Of("2026-11-25T09:00:00.000Z")),
                    ("data", data),
                    ("mono", Value.Of(0)),
                    ("prev", Value.Of(Hash)),
                    ("seq", Value.Of(1)),
                    ("type", Value.Of(type))
                )
            )
        );

    private static string[] Names(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
