using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Writes and reads the parts of facts; reading is strict where a planner depends on it.</summary>
public static class FactCodec
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>How deep an entry's data lies in its line.</summary>
    public const int DataDepth = 1;

    /// <summary>A point in time as journals spell it: UTC, milliseconds.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>Reads a point in time.</summary>
    /// <exception cref="FormatException">It is spelt in another way.</exception>
    public static DateTimeOffset ParseTime(string text) =>
        TimeSpelling.TryRead<char>(text, out var at) ? at : throw new FormatException("another form of time");

    /// <summary>The word for an outcome.</summary>
    public static string Word(this RunOutcome outcome) =>
        outcome switch
        {
            RunOutcome.Succeeded => "succeeded",
            RunOutcome.Failed => "failed",
            RunOutcome.Escalated => "escalated",
            RunOutcome.RolledBack => "rolled-back",
            RunOutcome.Cancelled => "cancelled",
        };

    /// <summary>The word for how an interrupted step was found.</summary>
    public static string Word(this Finding found) =>
        found switch
        {
            Finding.Done => "done",
            Finding.NotBegun => "not-begun",
            Finding.HalfDone => "half-done",
        };

    /// <summary>The word for a route.</summary>
    public static string Word(this Route route) =>
        route switch
        {
            Route.Catch => "catch",
            Route.Continue => "continue",
            Route.Abort => "abort",
            Route.Rollback => "rollback",
            Route.Escalation => "escalation",
        };

    /// <summary>Reads the data of an entry.</summary>
    /// <exception cref="FormatException">A member that a planner depends on is missing or of another kind.</exception>
    public static Fact Read(EntryType type, Value data) =>
        type switch
        {
            EntryType.RunStarted => new RunStarted(
                Text(data, "run"),
                ReadDefinition(data["definition"]),
                ReadList(data["called"], ReadDefinition),
                data["inputs"],
                data["station"],
                Text(data, "operator"),
                Text(data, "boot"),
                Integer(data, "logic"),
                Text(data, "program"),
                Text(data, "language")
            )
            {
                Certificate = TextOrNull(data, "certificate"),
                Plan = TextOrNull(data, "plan"),
                Pack = data["pack"] is { IsNull: false } pack ? ReadPack(pack) : null,
                OlderThan = TextOrNull(data, "olderThan"),
                Origin = data["origin"] is { IsNull: false } origin ? ReadOrigin(origin) : null,
                Ledger = data["ledger"] is { IsNull: false } pin ? new(Integer(pin, "size"), Text(pin, "root")) : null,
                Undoes = data["undoes"] is { IsNull: false } of ? ReadUndone(of) : null,
            },
            EntryType.RunInterrupted => new RunInterrupted(Text(data, "reason")),
            EntryType.RunResumed => new RunResumed(
                Text(data, "operator"),
                Text(data, "boot"),
                Integer(data, "logic"),
                Text(data, "program"),
                IntegerOr(data, "tornBytes", 0),
                TextOrNull(data, "tornDigest")
            )
            {
                Certificate = TextOrNull(data, "certificate"),
            },
            EntryType.RunFinished => new RunFinished(
                Word<RunOutcome>(data, "outcome", Word),
                ReadFailureOrNull(data["failure"]),
                TextOrNull(data, "failedStep"),
                TextOrNull(data, "escalatedTo"),
                IntegerOr(data, "undone", 0),
                IntegerOr(data, "undoFailures", 0),
                MapOrEmpty(data["outputs"])
            )
            {
                HalfDone = ReadList(data["halfDone"], TextOf),
            },
            EntryType.StepStarted => new StepStarted(
                Text(data, "path"),
                Small(data, "attempt"),
                TextOrNull(data, "activity"),
                MapOrEmpty(data["inputs"]),
                Flag(data, "rerun"),
                data["intent"]
            )
            {
                Name = data["name"] is { IsNull: false } name ? new(Text(name, "pl"), Text(name, "en")) : null,
            },
            EntryType.StepCheckpoint => new StepCheckpoint(Text(data, "path"), data["data"]),
            EntryType.StepReconciled => new StepReconciled(Text(data, "path"), Word<Finding>(data, "found", Word)),
            EntryType.StepSucceeded => new StepSucceeded(
                Text(data, "path"),
                MapOrEmpty(data["outputs"]),
                ReadList(data["artefacts"], ReadArtefact),
                ReadList(data["remarks"], ReadRemark),
                ReadCompensation(data["compensation"]),
                Flag(data, "reconciled")
            ),
            EntryType.StepFailed => new StepFailed(
                Text(data, "path"),
                Small(data, "attempt"),
                ReadFailure(data["failure"]),
                TextOrNull(data, "scope"),
                TextOrNull(data, "from"),
                ReadList(data["artefacts"], ReadArtefact)
            )
            {
                HalfDone = Flag(data, "halfDone"),
                Compensation = ReadCompensation(data["compensation"]),
            },
            EntryType.StepSkipped => new StepSkipped(Text(data, "path"), Text(data, "condition"), MapOrEmpty(data["seen"])),
            EntryType.StepWaiting => new StepWaiting(
                Text(data, "path"),
                Text(data, "kind"),
                MapOrEmpty(data["request"]),
                TextOrNull(data, "expires") is { } expires ? ParseTime(expires) : null
            ),
            EntryType.PersonAnswered => new PersonAnswered(
                Text(data, "path"),
                Text(data, "by"),
                Text(data, "language"),
                Text(data, "shown"),
                Flag(data, "accepted"),
                MapOrEmpty(data["values"]),
                TextOrNull(data, "comment"),
                Text(data, "channel")
            )
            {
                Signature = TextOrNull(data, "signature"),
                Artefacts = ReadList(data["artefacts"], ReadArtefact),
            },
            EntryType.RetryScheduled => new RetryScheduled(
                Text(data, "path"),
                Small(data, "attempt"),
                Integer(data, "delay"),
                ParseTime(Text(data, "until"))
            ),
            EntryType.RouteTaken => new RouteTaken(
                Text(data, "path"),
                Word<Route>(data, "route", Word),
                Text(data, "code"),
                data["index"].IsNull ? -1 : Small(data, "index"),
                TextOrNull(data, "team")
            ),
            EntryType.UndoStarted => new UndoStarted(
                Text(data, "path"),
                Text(data, "action"),
                MapOrEmpty(data["inputs"]),
                Flag(data, "rerun")
            ),
            EntryType.UndoSucceeded => new UndoSucceeded(Text(data, "path"), MapOrEmpty(data["outputs"]))
            {
                Remarks = ReadList(data["remarks"], ReadRemark),
                Artefacts = ReadList(data["artefacts"], ReadArtefact),
            },
            EntryType.UndoFailed => new UndoFailed(Text(data, "path"), ReadFailure(data["failure"]))
            {
                Artefacts = ReadList(data["artefacts"], ReadArtefact),
            },
            EntryType.Deviation => new Deviation(
                Text(data, "path"),
                Text(data, "kind"),
                Text(data, "by"),
                Text(data, "reason"),
                data["values"]
            ),
            EntryType.Sealed => new Sealed(Text(data, "reason"), TextOrNull(data, "before")),
            EntryType.LedgerPack => new LedgerPack(Text(data, "pack"), Text(data, "version")),
            EntryType.LedgerOpened => new LedgerOpened(Text(data, "run")),
            EntryType.LedgerSealed => new LedgerSealed(Text(data, "run"), Integer(data, "size"), Text(data, "root")),
        };

    /// <summary>A map that has members, or null.</summary>
    internal static Value? Filled(Value map) => map.Kind != ValueKind.Map || map.Equals(Value.EmptyMap) ? null : map;

    internal static Value? Write(DateTimeOffset? at) => at is { } time ? Value.Of(Time(time)) : null;

    internal static Value? Write(Failure? failure) =>
        failure is null
            ? null
            : Value.MapOf(
                ("code", Value.Of(failure.Code)),
                ("arguments", Filled(failure.Arguments)),
                ("retryable", failure.Retryable ? Value.True : null)
            );

    internal static Value? Write(ResolvedCompensation? how) =>
        how is null ? null : Value.MapOf(("action", Value.Of(how.Action)), ("inputs", how.Inputs));

    internal static Value Write(UsedDefinition used) =>
        Value.MapOf(
            ("id", Value.Of(used.Id)),
            ("version", Value.Of(used.Version)),
            ("sha256", Value.Of(used.Digest)),
            ("path", Value.Of(used.Path)),
            ("pictures", WriteList(used.Pictures, Write))
        );

    private static Value Write(UsedPicture used) =>
        Value.MapOf(("path", Value.Of(used.Path)), ("sha256", Value.Of(used.Digest)), ("ending", Value.Of(used.Ending)));

    internal static Value Write(UsedPack used) =>
        Value.MapOf(
            ("id", Value.Of(used.Id)),
            ("version", Value.Of(used.Version)),
            ("sha256", Value.Of(used.Digest)),
            ("signer", Value.Of(used.Signer))
        );

    internal static Value Write(UsedOrigin origin) =>
        Value.MapOf(("place", Value.Of(origin.Place)), ("resembles", WriteList(origin.Resembles, static id => Value.Of(id))));

    internal static Value Write(LedgerPin pin) => Value.MapOf(("size", Value.Of(pin.Size)), ("root", Value.Of(pin.Root)));

    internal static Value Write(UndoneRun of) =>
        Value.MapOf(
            ("run", Value.Of(of.Run)),
            ("size", Value.Of(of.Size)),
            ("leaf", Value.Of(of.Leaf)),
            ("steps", WriteList(of.Steps, static s => Value.Of(s)))
        );

    private static UndoneRun ReadUndone(Value of) =>
        new(Text(of, "run"), Integer(of, "size"), Text(of, "leaf"), ReadList(of["steps"], TextOf));

    internal static Value Write(Artefact artefact) =>
        Value.MapOf(("path", Value.Of(artefact.Path)), ("size", Value.Of(artefact.Size)), ("sha384", Value.Of(artefact.Sha384)));

    internal static Value Write(Remark remark) =>
        Value.MapOf(
            ("code", Value.Of(remark.Code)),
            ("arguments", Filled(remark.Arguments)),
            ("deviation", remark.IsDeviation ? Value.True : null)
        );

    internal static Value? WriteList<T>(ImmutableArray<T> items, Func<T, Value> write) =>
        items.IsEmpty ? null : Value.List(items.Select(write));

    private static ImmutableArray<T> ReadList<T>(Value list, Func<Value, T> read) =>
        list.IsNull ? []
        : list.Kind == ValueKind.List ? [.. list.Items.Select(read)]
        : throw new FormatException("a member must be a list");

    private static UsedDefinition ReadDefinition(Value data) =>
        new(Text(data, "id"), Text(data, "version"), Text(data, "sha256"), Text(data, "path"))
        {
            Pictures = ReadList(data["pictures"], ReadPicture),
        };

    private static UsedPicture ReadPicture(Value data) => new(Text(data, "path"), Text(data, "sha256"), Text(data, "ending"));

    private static UsedPack ReadPack(Value data) =>
        new(Text(data, "id"), Text(data, "version"), Text(data, "sha256"), Text(data, "signer"));

    private static UsedOrigin ReadOrigin(Value data) => new(Text(data, "place"), ReadList(data["resembles"], TextOf));

    private static ResolvedCompensation? ReadCompensation(Value data) =>
        data.IsNull ? null : new(Text(data, "action"), MapOrEmpty(data["inputs"]));

    private static Artefact ReadArtefact(Value data) => new(Text(data, "path"), Integer(data, "size"), Text(data, "sha384"));

    private static Remark ReadRemark(Value data) => new(Text(data, "code"), MapOrEmpty(data["arguments"]), Flag(data, "deviation"));

    private static Failure ReadFailure(Value data) => new(Text(data, "code"), MapOrEmpty(data["arguments"]), Flag(data, "retryable"));

    private static Failure? ReadFailureOrNull(Value data) => data.IsNull ? null : ReadFailure(data);

    // What an entry leaves out is nothing; what it says in another kind is no such member. The second verifier holds the same.
    private static Value MapOrEmpty(Value value) =>
        value.IsNull ? Value.EmptyMap
        : value.Kind == ValueKind.Map ? value
        : throw new FormatException("a member must be an object");

    private static string TextOf(Value value) =>
        value.Kind == ValueKind.Text ? value.ToText() : throw new FormatException("an item must be a text");

    private static string? TextOrNull(Value data, string name) => data[name].IsNull ? null : Text(data, name);

    private static long IntegerOr(Value data, string name, long otherwise) => data[name].IsNull ? otherwise : Integer(data, name);

    private static bool Flag(Value data, string name) =>
        !data[name].IsNull && (data[name].AsBoolean() ?? throw new FormatException($"data.{name} must be true or false"));

    private static string Text(Value data, string name) =>
        data[name].Kind == ValueKind.Text ? data[name].ToText() : throw new FormatException($"data.{name} must be a text");

    private static long Integer(Value data, string name) =>
        data[name].AsInteger() ?? throw new FormatException($"data.{name} must be an integer");

    private static int Small(Value data, string name) =>
        Integer(data, name) is >= int.MinValue and <= int.MaxValue and var value
            ? (int)value
            : throw new FormatException($"data.{name} is too large");

    private static T Word<T>(Value data, string name, Func<T, string> word)
        where T : struct, Enum
    {
        var text = Text(data, name);
        foreach (var value in Enum.GetValues<T>())
        {
            if (word(value) == text)
            {
                return value;
            }
        }

        throw new FormatException($"data.{name} is unknown: {text}");
    }
}
