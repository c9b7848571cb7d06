using System.Text.Json.Nodes;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Station.Workshop.Schemas;

/// <summary>The schema of <c>report.json</c>: stable English names, texts in both languages, lengths of time in milliseconds.</summary>
/// <remarks>The reports of the tests are validated against it, and every member that it names stands in one of them.</remarks>
internal static class ReportSchema
{
    internal static JsonObject Document()
    {
        var root = Js.Object(
            ("reportVersion", new() { ["const"] = 1 }),
            ("run", Run()),
            ("pack?", Js.Object(("id", Js.Text()), ("version", Js.Text()), ("sha256", Js.Text()), ("signer", Js.Text()))),
            ("runbook", Definition(("title", Js.Ref("text")), ("description?", Js.Ref("text")))),
            ("called", Js.List(Definition())),
            ("station", Js.Map()),
            (
                "times",
                Js.Object(("totalMs", Js.Integer()), ("workingMs", Js.Integer()), ("waitingMs", Js.Integer()), ("stoppedMs", Js.Integer()))
            ),
            (
                "pauses",
                Js.List(Js.Object(("kind", Js.Words("stopped", "waiting")), ("offsetMs", Js.Integer()), ("durationMs", Js.Integer())))
            ),
            (
                "inputs",
                Js.List(
                    Js.Object(
                        ("name", Js.Text()),
                        ("title", Js.Ref("text")),
                        ("type", Js.Text()),
                        ("secret", Js.Flag()),
                        ("withheld", Js.Flag()),
                        ("value", Anything())
                    )
                )
            ),
            ("outputs", Anything()),
            ("steps", Js.List(Js.Ref("step"))),
            (
                "omitted",
                Js.List(
                    Js.Object(
                        ("path", Js.Text()),
                        ("title", Js.Ref("text")),
                        ("kind", Js.Text()),
                        ("activity?", Js.Text()),
                        ("count?", Js.Integer())
                    )
                )
            ),
            ("routes", Js.List(Js.Ref("route"))),
            ("undos", Js.List(Undo())),
            ("interruptions", Js.List(Interruption())),
            (
                "clockSteps",
                Js.List(Js.Object(("seq", Js.Integer()), ("before", Js.Ref("time")), ("after", Js.Ref("time")), ("backMs", Js.Integer())))
            ),
            (
                "deviations",
                Js.List(
                    Js.Object(
                        ("kind", Js.Words("person", "remark", "rerun")),
                        ("step?", Js.Text()),
                        ("at", Js.Ref("time")),
                        ("action?", Js.Text()),
                        ("by?", Js.Text()),
                        ("reason?", Js.Text()),
                        ("code?", Js.Ref("code")),
                        ("values", Anything())
                    )
                )
            ),
            ("remarks", Js.List(Js.Ref("remark"))),
            ("artefacts", Js.List(Js.Ref("artefact"))),
            (
                "journal",
                Js.Object(
                    ("entries", Js.Integer()),
                    ("seals", Js.Integer()),
                    ("lastLeaf?", Js.Text()),
                    ("verdict?", Js.Text()),
                    ("receipt?", Js.Text()),
                    ("signer?", Js.Text()),
                    ("findings", Js.List(Js.Ref("code")))
                )
            )
        );
        root["$defs"] = Definitions();
        return Js.Document("report", Says.ReportSchemaReportRun, root);
    }

    private static JsonObject Run() =>
        Js.Object(
            ("id", Js.Text()),
            ("standing", Js.Text()),
            ("operator", Js.Text()),
            ("language", Js.Text()),
            ("program", Js.Text()),
            ("logic", Js.Integer()),
            ("boot", Js.Text()),
            ("plan?", Js.Text()),
            ("started", Js.Ref("time")),
            ("ended?", Js.Ref("time")),
            ("lastEntry", Js.Ref("time")),
            ("failedStep?", Js.Text()),
            ("escalatedTo?", Js.Text()),
            ("halfDone?", Js.List(Js.Text())),
            ("undone", Js.Integer()),
            ("undoFailures", Js.Integer()),
            ("failure?", Js.Ref("code"))
        );

    private static JsonObject Definition(params (string, JsonObject)[] also) =>
        Js.Object([("id", Js.Text()), ("version", Js.Text()), ("sha256", Js.Text()), ("path", Js.Text()), .. also]);

    private static JsonObject Undo() =>
        Js.Object(
            ("step", Js.Text()),
            ("title", Js.Ref("text")),
            ("action", Js.Text()),
            ("standing", Js.Text()),
            ("started?", Js.Ref("time")),
            ("ended?", Js.Ref("time")),
            ("durationMs?", Js.Integer()),
            ("rerun?", Js.Flag()),
            ("failure?", Js.Ref("code")),
            ("inputs", Fields()),
            ("outputs", Fields())
        );

    private static JsonObject Interruption() =>
        Js.Object(
            ("reason?", Js.Text()),
            ("stoppedAt?", Js.Ref("time")),
            ("resumedAt?", Js.Ref("time")),
            ("offsetMs?", Js.Integer()),
            ("stoppedForMs?", Js.Integer()),
            ("resumedBy?", Js.Text()),
            ("sameBoot?", Js.Flag()),
            ("program?", Js.Text()),
            ("tornBytes?", Js.Integer()),
            ("tornSha256?", Js.Text()),
            ("steps", Js.List(Js.Text()))
        );

    private static JsonObject Definitions() =>
        new()
        {
            ["text"] = Js.Object(("pl", Js.Text()), ("en", Js.Text())),
            ["time"] = Js.Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$"),
            ["code"] = Js.Object(("code", Js.Text()), ("arguments", Anything()), ("words", Js.Ref("text")), ("hint?", Js.Ref("text"))),
            ["route"] = Js.Object(
                ("step", Js.Text()),
                ("taken", Js.Text()),
                ("code", Js.Text()),
                ("index?", Js.Integer()),
                ("team?", Js.Text()),
                ("at", Js.Ref("time"))
            ),
            ["remark"] = Js.Object(("step", Js.Text()), ("deviation", Js.Flag()), ("at", Js.Ref("time")), ("code", Js.Ref("code"))),
            ["artefact"] = Js.Object(("step", Js.Text()), ("path", Js.Text()), ("size", Js.Integer()), ("sha384", Js.Text())),
            ["field"] = Js.Object(
                ("name", Js.Text()),
                ("title?", Js.Ref("text")),
                ("type", Js.Text()),
                ("withheld?", Js.Flag()),
                ("value", Anything())
            ),
            ["step"] = Step(),
        };

    private static JsonObject Step() =>
        Js.Object(
            ("number", Js.Integer()),
            ("path", Js.Text()),
            ("depth", Js.Integer()),
            ("title", Js.Ref("text")),
            ("description?", Js.Ref("text")),
            ("kind", Js.Text()),
            ("activity?", Js.Text()),
            ("standing", Js.Text()),
            ("manner", Js.Text()),
            ("skippedBy?", Js.Object(("by", Js.Text()), ("reason", Js.Text()))),
            ("source?", Js.Object(("path", Js.Text()), ("firstLine", Js.Integer()), ("lastLine", Js.Integer()))),
            ("attempts", Js.Integer()),
            ("started?", Js.Ref("time")),
            ("ended?", Js.Ref("time")),
            ("offsetMs?", Js.Integer()),
            ("durationMs?", Js.Integer()),
            ("reconciled", Js.Flag()),
            ("rerun", Js.Flag()),
            ("found?", Js.Words(Enum.GetValues<Finding>().Select(FactCodec.Word))),
            ("checkpoints", Js.Integer()),
            ("failure?", Js.Ref("code")),
            ("failedFrom?", Js.Text()),
            ("timeoutOf?", Js.Text()),
            ("condition?", Js.Text()),
            ("seen", Anything()),
            ("intent", Anything()),
            ("inputs", Fields()),
            ("outputs", Fields()),
            ("artefacts", Js.List(Js.Ref("artefact"))),
            ("remarks", Js.List(Js.Ref("remark"))),
            (
                "tries",
                Js.List(
                    Js.Object(
                        ("number", Js.Integer()),
                        ("started", Js.Ref("time")),
                        ("offsetMs", Js.Integer()),
                        ("durationMs?", Js.Integer()),
                        ("rerun", Js.Flag()),
                        ("interrupted", Js.Flag()),
                        ("failure?", Js.Ref("code"))
                    )
                )
            ),
            ("retries", Js.List(Js.Object(("attempt", Js.Integer()), ("delayMs", Js.Integer()), ("until", Js.Ref("time"))))),
            ("routes", Js.List(Js.Ref("route"))),
            (
                "questions",
                Js.List(
                    Js.Object(
                        ("kind", Js.Text()),
                        ("prompt?", Js.Ref("text")),
                        ("asked", Js.Ref("time")),
                        ("expires?", Js.Ref("time")),
                        ("offsetMs", Js.Integer()),
                        ("waitedMs?", Js.Integer()),
                        (
                            "answers",
                            Js.List(
                                Js.Object(
                                    ("by", Js.Text()),
                                    ("at", Js.Ref("time")),
                                    ("language", Js.Text()),
                                    ("shown", Js.Text()),
                                    ("accepted", Js.Flag()),
                                    ("values", Anything()),
                                    ("comment?", Js.Text()),
                                    ("channel", Js.Text())
                                )
                            )
                        )
                    )
                )
            )
        );

    private static JsonObject Fields() => Js.List(Js.Ref("field"));

    private static JsonObject Anything() => [];
}
