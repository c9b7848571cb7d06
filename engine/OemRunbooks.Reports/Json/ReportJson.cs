using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Json;

/// <summary>
/// Writes a report as JSON: stable English names, texts as <c>{"pl": …, "en": …}</c>, times and secrets as the journal spells them.
/// </summary>
/// <remarks>Members without a value are left out; lists are always there. Lengths of time end in <c>Ms</c>.</remarks>
internal sealed class ReportJson(RunReport report, Stream into, long longest) : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = Encoder(),
    };

    private readonly Utf8JsonWriter json = new(into, Options);

    internal void Begin()
    {
        json.WriteStartObject();
        json.WriteNumber("reportVersion", 1);
        Head(json, report);
        json.List(
            "inputs",
            report.Inputs,
            static (j, i) =>
                j.Object(() =>
                    j.Words("name", i.Name)
                        .Localized("title", i.Title)
                        .Words("type", Word(i.Type))
                        .Flag("secret", i.IsSecret)
                        .Flag("withheld", i.IsWithheld)
                        .Value("value", i.Value)
                )
        );
        json.Value("outputs", report.Outputs);
        json.WriteStartArray("steps");
    }

    internal void Step(ReportStep step)
    {
        StepJson.Write(json, step);
        json.Pass();
        if (json.BytesCommitted + json.BytesPending > longest)
        {
            throw new CodedException(Faults.ReportTooLarge(longest));
        }
    }

    internal void End()
    {
        json.WriteEndArray();
        json.List(
            "omitted",
            report.Omitted,
            static (j, o) =>
                j.Object(() =>
                    j.Words("path", o.Path)
                        .Localized("title", o.Title)
                        .Words("kind", o.Kind.Word())
                        .Words("activity", o.Activity)
                        .Number("count", o.Count)
                )
        );
        Tail(json, report);
        json.WriteEndObject();
        json.Flush();
        into.Write("\n"u8);
    }

    public void Dispose() => json.Dispose();

    internal static string Word(InputType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    /// <summary>Polish letters stay readable; what can't be seen is escaped.</summary>
    private static JavaScriptEncoder Encoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        for (var c = 0; c <= 0xFFFF; c++)
        {
            if (Rune.TryCreate(c, out var rune) && PlainText.IsHidden(rune))
            {
                settings.ForbidCharacter((char)c);
            }
        }

        return JavaScriptEncoder.Create(settings);
    }

    private static void Head(Utf8JsonWriter json, RunReport report)
    {
        json.Object(
            "run",
            () =>
            {
                json.Words("id", report.RunId)
                    .Words("standing", report.Standing.Word())
                    .Words("operator", report.Operator)
                    .Words("language", report.Language)
                    .Words("program", report.Program)
                    .Number("logic", report.Logic)
                    .Words("boot", report.Boot)
                    .Words("plan", report.ApprovedPlan)
                    .Time("started", report.Started)
                    .Time("ended", report.Ended)
                    .Time("lastEntry", report.LastEntry)
                    .Words("failedStep", report.FailedStep)
                    .Words("escalatedTo", report.EscalatedTo)
                    .Number("undone", report.Undone)
                    .Number("undoFailures", report.UndoFailures)
                    .Code("failure", report.Failure);
                if (!report.HalfDone.IsEmpty)
                {
                    json.List("halfDone", report.HalfDone, static (j, path) => j.WriteStringValue(path));
                }

                if (!report.NotUndone.IsEmpty)
                {
                    json.List("notUndone", report.NotUndone, static (j, path) => j.WriteStringValue(path));
                }
            }
        );
        if (report.Pack is { } pack)
        {
            json.Object(
                "pack",
                () => json.Words("id", pack.Id).Words("version", pack.Version).Words("sha256", pack.Digest).Words("signer", pack.Signer)
            );
        }

        json.Object(
            "runbook",
            () =>
            {
                Definition(json, report.Definition);
                json.Localized("title", report.Title).Localized("description", report.Description);
            }
        );
        json.List("called", report.Called, static (j, d) => j.Object(() => Definition(j, d)));
        json.Value("station", report.Station);
        json.Object(
            "times",
            () =>
                json.Number("totalMs", report.Times.Total)
                    .Number("workingMs", report.Times.Working)
                    .Number("waitingMs", report.Times.Waiting)
                    .Number("stoppedMs", report.Times.Stopped)
        );
        json.List(
            "pauses",
            report.Pauses,
            static (j, p) =>
                j.Object(() =>
                    j.Words("kind", p.IsStop ? "stopped" : "waiting").Number("offsetMs", p.Offset).Number("durationMs", p.Duration)
                )
        );
    }

    private static void Tail(Utf8JsonWriter json, RunReport report)
    {
        json.List("routes", report.Routes, StepJson.Route);
        json.List(
            "undos",
            report.Undos,
            static (j, u) =>
                j.Object(() =>
                {
                    j.Words("step", u.Step)
                        .Localized("title", u.Title)
                        .Words("action", u.Action)
                        .Words("standing", u.Standing.Word())
                        .Time("started", u.Started)
                        .Time("ended", u.Ended)
                        .Number("durationMs", u.Duration)
                        .Flag("rerun", u.Rerun)
                        .Code("failure", u.Failure);
                    StepJson.Fields(j, "inputs", u.Inputs);
                    StepJson.Fields(j, "outputs", u.Outputs);
                })
        );
        json.List(
            "interruptions",
            report.Interruptions,
            static (j, i) =>
                j.Object(() =>
                {
                    j.Words("reason", i.Reason)
                        .Time("stoppedAt", i.StoppedAt)
                        .Time("resumedAt", i.ResumedAt)
                        .Number("offsetMs", i.Offset)
                        .Number("stoppedForMs", i.StoppedFor)
                        .Words("resumedBy", i.ResumedBy)
                        .Flag("sameBoot", i.SameBoot)
                        .Words("program", i.Program)
                        .Number("tornBytes", i.TornBytes)
                        .Words("tornSha256", i.TornDigest);
                    j.List("steps", i.Steps, static (k, s) => k.WriteStringValue(s));
                })
        );
        json.List(
            "clockSteps",
            report.ClockSteps,
            static (j, c) => j.Object(() => j.Number("seq", c.Seq).Time("before", c.Before).Time("after", c.After).Number("backMs", c.Back))
        );
        json.List(
            "deviations",
            report.Deviations,
            static (j, d) =>
                j.Object(() =>
                    j.Words("kind", Kind(d.Kind))
                        .Words("step", d.Step)
                        .Time("at", d.At)
                        .Words("action", d.Action)
                        .Words("by", d.By)
                        .Words("reason", d.Reason)
                        .Code("code", d.Code)
                        .Value("values", d.Values)
                )
        );
        json.List("remarks", report.Remarks, StepJson.Remark);
        json.List("artefacts", report.Artefacts, StepJson.Artefact);
        json.Object(
            "journal",
            () =>
            {
                json.Number("entries", report.Journal.Entries)
                    .Number("seals", report.Journal.Seals)
                    .Words("lastLeaf", report.Journal.LastLeaf)
                    .Words("verdict", report.Journal.Proof.Verdict)
                    .Words("receipt", report.Journal.Proof.Receipt)
                    .Words("signer", report.Journal.Proof.Signer);
                json.List(
                    "findings",
                    report.Journal.Findings,
                    static (j, f) =>
                        j.Object(() =>
                            j.Words("code", f.Code).Value("arguments", f.Arguments).Localized("words", f.Words).Localized("hint", f.Hint)
                        )
                );
            }
        );
    }

    private static void Definition(Utf8JsonWriter json, ReportDefinition used) =>
        json.Words("id", used.Id).Words("version", used.Version).Words("sha256", used.Digest).Words("path", used.Path);

    private static string Kind(DeviationKind kind) =>
        kind switch
        {
            DeviationKind.Person => "person",
            DeviationKind.Remark => "remark",
            DeviationKind.Rerun => "rerun",
        };
}
