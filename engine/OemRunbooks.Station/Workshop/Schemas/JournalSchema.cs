using System.Text.Json.Nodes;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Station.Workshop.Schemas;

/// <summary>The schema of one line of a journal: for each entry type the members of its <c>data</c>.</summary>
/// <remarks>
/// The facts write them and <see cref="FactCodec"/> reads them; a house test holds the three together. Source: journal.md, "Entries".
/// </remarks>
internal static class JournalSchema
{
    internal static JsonObject Document()
    {
        var root = Js.Object(
            ("at", Time().Told(Says.JournalSchemaUtcWallTimePeopleOrder)),
            ("data", Js.Map().Told(Says.JournalSchemaWhatHappened)),
            ("mono", Js.Integer().Told(Says.JournalSchemaMillisecondsSinceRunWasOpened)),
            ("prev", Hash().Told(Says.JournalSchemaHashEntryBefore)),
            ("seq", Js.Integer().Told(Says.JournalSchemaEntrysNumberFrom)),
            ("type", Js.Words(EntryTypes.All).Told(Says.JournalSchemaEntryType))
        );
        root["allOf"] = new JsonArray([.. EntryTypes.All.Select(static name => (JsonNode)DataOf(name))]);
        root["$defs"] = Definitions();
        return Js.Document("journal", Says.JournalSchemaJournalEntry, root);
    }

    private static JsonObject DataOf(string type) =>
        new()
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type } } },
            ["then"] = new JsonObject { ["properties"] = new JsonObject { ["data"] = Js.Ref(type) } },
        };

    private static JsonObject Definitions()
    {
        var definitions = new JsonObject
        {
            ["definition"] = Js.Object(
                ("id", Js.Text()),
                ("version", Js.Text()),
                ("sha256", Hash()),
                ("path", Js.Text()),
                ("pictures?", Js.List(Js.Ref("picture")))
            ),
            ["picture"] = Js.Object(("path", Js.Text()), ("sha256", Hash()), ("ending", Js.Text())),
            ["pack"] = Js.Object(("id", Js.Text()), ("version", Js.Text()), ("sha256", Hash()), ("signer", Js.Text())),
            ["failure"] = Js.Object(("code", Js.Text()), ("arguments?", Js.Map()), ("retryable?", Js.Flag())),
            ["artefact"] = Js.Object(("path", Js.Text()), ("size", Js.Integer()), ("sha384", Js.Pattern("^[0-9a-f]{96}$"))),
            ["remark"] = Js.Object(("code", Js.Text()), ("arguments?", Js.Map()), ("deviation?", Js.Flag())),
        };
        foreach (var type in Enum.GetValues<EntryType>())
        {
            definitions[type.Name()] = Data(type);
        }

        return definitions;
    }

    private static JsonObject Data(EntryType type) =>
        type switch
        {
            EntryType.RunStarted => Js.Object(
                ("run", Js.Text()),
                ("definition", Js.Ref("definition")),
                ("called?", Js.List(Js.Ref("definition"))),
                ("inputs", Js.Map()),
                ("station", Js.Map()),
                ("operator", Js.Text()),
                ("boot", Js.Text()),
                ("logic", Js.Integer()),
                ("program", Js.Text()),
                ("language", Js.Text()),
                ("certificate?", Js.Text()),
                ("plan?", Hash()),
                ("pack?", Js.Ref("pack")),
                ("olderThan?", Js.Text()),
                (
                    "origin?",
                    Js.Object(
                        ("place", Js.Words("built-in", "pack", "program", "library", "station", "file")),
                        ("resembles?", Js.List(Js.Text()))
                    )
                ),
                ("ledger?", Js.Object(("size", Js.Integer()), ("root", Hash()))),
                ("undoes?", Js.Object(("run", Js.Text()), ("size", Js.Integer()), ("leaf", Hash()), ("steps?", Js.List(Js.Text()))))
            ),
            EntryType.RunInterrupted => Js.Object(("reason", Js.Text())),
            EntryType.RunResumed => Js.Object(
                ("operator", Js.Text()),
                ("boot", Js.Text()),
                ("logic", Js.Integer()),
                ("program", Js.Text()),
                ("tornBytes?", Js.Integer()),
                ("tornDigest?", Hash()),
                ("certificate?", Js.Text())
            ),
            EntryType.RunFinished => Js.Object(
                ("outcome", Js.Words(Enum.GetValues<RunOutcome>().Select(FactCodec.Word))),
                ("failure?", Js.Ref("failure")),
                ("failedStep?", Js.Text()),
                ("escalatedTo?", Js.Text()),
                ("undone?", Js.Integer()),
                ("undoFailures?", Js.Integer()),
                ("halfDone?", Js.List(Js.Text())),
                ("outputs", Js.Map())
            ),
            EntryType.StepStarted => Js.Object(
                ("path", Js.Text()),
                ("attempt", Js.Integer()),
                ("activity?", Js.Text()),
                ("inputs", Js.Map()),
                ("rerun?", Js.Flag()),
                ("intent?", Anything()),
                ("name?", Js.Object(("pl", Js.Text()), ("en", Js.Text())))
            ),
            EntryType.StepCheckpoint => Js.Object(("path", Js.Text()), ("data?", Anything())),
            EntryType.StepReconciled => Js.Object(
                ("path", Js.Text()),
                ("found", Js.Words(Enum.GetValues<Finding>().Select(FactCodec.Word)))
            ),
            EntryType.StepSucceeded => Js.Object(
                ("path", Js.Text()),
                ("outputs?", Js.Map()),
                ("artefacts?", Js.List(Js.Ref("artefact"))),
                ("remarks?", Js.List(Js.Ref("remark"))),
                ("compensation?", Compensation()),
                ("reconciled?", Js.Flag())
            ),
            EntryType.StepFailed => Js.Object(
                ("path", Js.Text()),
                ("attempt", Js.Integer()),
                ("failure", Js.Ref("failure")),
                ("scope?", Js.Text()),
                ("from?", Js.Text()),
                ("halfDone?", Js.Flag()),
                ("compensation?", Compensation()),
                ("artefacts?", Js.List(Js.Ref("artefact")))
            ),
            EntryType.StepSkipped => Js.Object(("path", Js.Text()), ("condition", Js.Text()), ("seen", Js.Map())),
            EntryType.StepWaiting => Js.Object(
                ("path", Js.Text()),
                ("kind", Js.Words("confirm", "ask", "approve", "checklist", "interrupted")),
                ("request", Js.Map()),
                ("expires?", Time())
            ),
            EntryType.PersonAnswered => Js.Object(
                ("path", Js.Text()),
                ("by", Js.Text()),
                ("language", Js.Text()),
                ("shown", Js.Text()),
                ("accepted", Js.Flag()),
                ("values?", Js.Map()),
                ("comment?", Js.Text()),
                ("channel", Js.Text()),
                ("signature?", Js.Text()),
                ("artefacts?", Js.List(Js.Ref("artefact")))
            ),
            EntryType.RetryScheduled => Js.Object(
                ("path", Js.Text()),
                ("attempt", Js.Integer()),
                ("delay", Js.Integer()),
                ("until", Time())
            ),
            EntryType.RouteTaken => Js.Object(
                ("path", Js.Text()),
                ("route", Js.Words(Enum.GetValues<Route>().Select(FactCodec.Word))),
                ("code", Js.Text()),
                ("index?", Js.Integer()),
                ("team?", Js.Text())
            ),
            EntryType.UndoStarted => Js.Object(("path", Js.Text()), ("action", Js.Text()), ("inputs", Js.Map()), ("rerun?", Js.Flag())),
            EntryType.UndoSucceeded => Js.Object(
                ("path", Js.Text()),
                ("outputs?", Js.Map()),
                ("artefacts?", Js.List(Js.Ref("artefact"))),
                ("remarks?", Js.List(Js.Ref("remark")))
            ),
            EntryType.UndoFailed => Js.Object(
                ("path", Js.Text()),
                ("failure", Js.Ref("failure")),
                ("artefacts?", Js.List(Js.Ref("artefact")))
            ),
            EntryType.Deviation => Js.Object(
                ("path", Js.Text()),
                ("kind", Js.Text()),
                ("by", Js.Text()),
                ("reason", Js.Text()),
                ("values?", Anything())
            ),
            EntryType.Sealed => Js.Object(("reason", Js.Text()), ("before?", Hash())),
            EntryType.LedgerPack => Js.Object(("pack", Js.Text()), ("version", Js.Text())),
            EntryType.LedgerOpened => Js.Object(("run", Js.Text())),
            EntryType.LedgerSealed => Js.Object(("run", Js.Text()), ("size", Js.Integer()), ("root", Hash())),
        };

    private static JsonObject Anything() => [];

    private static JsonObject Hash() => Js.Pattern("^[0-9a-f]{64}$");

    private static JsonObject Compensation() => Js.Object(("action", Js.Text()), ("inputs", Js.Map()));

    private static JsonObject Time() => Js.Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$");
}
