using System.Text.Json;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Json;

/// <summary>Writes a step of the report and what hangs on it.</summary>
internal static class StepJson
{
    internal static void Write(Utf8JsonWriter json, ReportStep step) =>
        json.Object(() =>
        {
            json.Number("number", step.Number)
                .Words("path", step.Path)
                .Number("depth", step.Depth)
                .Localized("title", step.Title)
                .Localized("description", step.Description)
                .Words("kind", step.Kind.Word())
                .Words("activity", step.Activity)
                .Words("standing", step.Standing.Word())
                .Words("manner", step.Manner.Word())
                .Number("attempts", step.Attempts)
                .Time("started", step.Started)
                .Time("ended", step.Ended)
                .Number("offsetMs", step.Offset)
                .Number("durationMs", step.Duration)
                .Flag("reconciled", step.Reconciled)
                .Flag("rerun", step.Rerun)
                .Words("found", step.Found?.Word())
                .Number("checkpoints", step.Checkpoints)
                .Code("failure", step.Failure)
                .Words("failedFrom", step.FailedFrom)
                .Words("timeoutOf", step.TimeoutOf)
                .Words("condition", step.Condition);
            if (step.SkippedBy is { } person)
            {
                json.Object("skippedBy", () => json.Words("by", person.By).Words("reason", person.Reason));
            }

            if (step.Source is { } source)
            {
                json.Object(
                    "source",
                    () => json.Words("path", source.Path).Number("firstLine", source.First).Number("lastLine", source.Last)
                );
            }

            json.Value("seen", step.Seen).Value("intent", step.Intent);
            Fields(json, "inputs", step.Inputs);
            Fields(json, "outputs", step.Outputs);
            json.List("artefacts", step.Artefacts, Artefact);
            json.List("remarks", step.Remarks, Remark);
            json.List(
                "tries",
                step.Tries,
                static (j, t) =>
                    j.Object(() =>
                        j.Number("number", t.Number)
                            .Time("started", t.Started)
                            .Number("offsetMs", t.Offset)
                            .Number("durationMs", t.Duration)
                            .Flag("rerun", t.Rerun)
                            .Flag("interrupted", t.Interrupted)
                            .Code("failure", t.Failure)
                    )
            );
            json.List(
                "retries",
                step.Retries,
                static (j, r) => j.Object(() => j.Number("attempt", r.Attempt).Number("delayMs", r.Delay).Time("until", r.Until))
            );
            json.List("routes", step.Routes, Route);
            json.List("questions", step.Questions, Question);
        });

    internal static void Fields(Utf8JsonWriter json, string name, IEnumerable<ReportField> fields) =>
        json.List(
            name,
            fields,
            static (j, f) =>
                j.Object(() =>
                    j.Words("name", f.Name)
                        .Localized("title", f.Title)
                        .Words("type", ReportJson.Word(f.Type))
                        .Flag("withheld", f.IsWithheld ? true : null)
                        .Value("value", f.Value)
                )
        );

    internal static void Route(Utf8JsonWriter json, ReportRoute route) =>
        json.Object(() =>
            json.Words("step", route.Step)
                .Words("taken", route.Taken)
                .Words("code", route.Code)
                .Number("index", route.Index)
                .Words("team", route.Team)
                .Time("at", route.At)
        );

    internal static void Remark(Utf8JsonWriter json, ReportRemark remark) =>
        json.Object(() =>
            json.Words("step", remark.Step).Flag("deviation", remark.IsDeviation).Time("at", remark.At).Code("code", remark.Code)
        );

    internal static void Artefact(Utf8JsonWriter json, ReportArtefact file) =>
        json.Object(() => json.Words("step", file.Step).Words("path", file.Path).Number("size", file.Size).Words("sha384", file.Sha384));

    private static void Question(Utf8JsonWriter json, ReportQuestion question) =>
        json.Object(() =>
        {
            json.Words("kind", question.Kind)
                .Localized("prompt", question.Prompt)
                .Time("asked", question.Asked)
                .Time("expires", question.Expires)
                .Number("offsetMs", question.Offset)
                .Number("waitedMs", question.Waited);
            json.List(
                "answers",
                question.Answers,
                static (j, a) =>
                    j.Object(() =>
                        j.Words("by", a.By)
                            .Time("at", a.At)
                            .Words("language", a.Language)
                            .Words("shown", a.Shown)
                            .Flag("accepted", a.Accepted)
                            .Value("values", a.Values)
                            .Words("comment", a.Comment)
                            .Words("channel", a.Channel)
                    )
            );
        });
}
