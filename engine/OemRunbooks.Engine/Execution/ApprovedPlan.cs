using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Execution;

/// <summary>A plan as it is written, approved and held against the station again before the run begins.</summary>
/// <remarks>
/// Canonical JSON, so that one plan has one digest. It is not signed and need not be: on approval everything in it is worked out anew and
/// compared, so a plan that somebody edited is one that no longer holds.
/// </remarks>
public sealed class ApprovedPlan
{
    /// <summary>The most bytes that a plan may have.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const string Form = "1.0";
    private readonly Value document;

    private ApprovedPlan(Value document, byte[] bytes) =>
        (this.document, Bytes, Digest) = (document, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>The plan's bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>SHA-256 of its bytes, lower-case hex.</summary>
    public string Digest { get; }

    /// <summary>The inputs for which it was made; secrets as references.</summary>
    public Value Inputs =>
        Value.Map(
            document["inputs"]
                .Members.Select(static m => KeyValuePair.Create(m.Key, m.Value["$secret"] is { IsNull: false } secret ? secret : m.Value))
        );

    /// <summary>Fails when the plan was made for another runbook; looks at nothing else.</summary>
    /// <exception cref="CodedException"><c>plan.other-runbook</c></exception>
    public void DemandOf(Runbook runbook)
    {
        if (document["runbook"]["id"].AsText() is { } planned && planned != runbook.Id)
        {
            throw new CodedException(Faults.PlanOtherRunbook(planned, runbook.Id));
        }
    }

    /// <summary>The paths of the steps that it says do not run.</summary>
    public IReadOnlySet<string> NotRun =>
        document["steps"]
            .Items.Where(static s => !s["skipped"].IsNull)
            .Select(static s => s["path"].ToText())
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Writes down a rehearsal.</summary>
    /// <param name="host">The station on which it was made.</param>
    /// <param name="runbook">What was rehearsed.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="steps">Its steps, as <see cref="StepOf"/> gives them.</param>
    /// <param name="lookedAt">What it looked at.</param>
    public static ApprovedPlan Of(RunHost host, Runbook runbook, Value inputs, IEnumerable<Value> steps, Value lookedAt)
    {
        var document = Value.MapOf(
            ("form", Value.Of(Form)),
            ("runbook", Used(runbook)),
            ("called", Value.List(RunbookLoader.Called(runbook).Select(Used))),
            ("inputs", inputs.Recorded()),
            ("station", Place(host)),
            ("steps", Value.List(steps)),
            ("lookedAt", lookedAt)
        );
        // As it is read from its file: what is not known is a text there.
        var bytes = CanonicalJson.Bytes(document.Recorded());
        return new(CanonicalJson.Parse(bytes), bytes);
    }

    /// <summary>A step as the plan holds it: what decides, not how it is worded.</summary>
    public static Value StepOf(RehearsedStep step) =>
        Value.MapOf(
            ("path", Value.Of(step.Path)),
            ("activity", Value.Of(step.Activity)),
            ("skipped", Value.Of(step.Skipped)),
            ("dependsOn", step.DependsOn.IsEmpty ? null : Value.TextList(step.DependsOn)),
            ("failure", Value.Of(step.Work?.Failure?.Code)),
            ("inputs", step.Inputs.Members.IsEmpty ? null : step.Inputs),
            (
                "effects",
                step.Work is null ? null : Value.List(step.Work.Lines.Select(static l => l.Effect).OfType<PlannedEffect>().Select(EffectOf))
            )
        );

    /// <summary>An effect as plans and JSON results spell it.</summary>
    public static Value EffectOf(PlannedEffect effect) =>
        Value.MapOf(
            ("kind", Value.Of(effect.Kind.ToString().ToLowerInvariant())),
            ("path", Value.Of(effect.Path)),
            ("bytes", effect.Bytes is { } bytes ? Value.Of(bytes) : null),
            ("version", Value.Of(effect.Version))
        );

    /// <summary>Reads a plan.</summary>
    /// <exception cref="CodedException"><c>plan.malformed</c>, <c>plan.other-version</c></exception>
    public static ApprovedPlan Read(byte[] bytes, string path)
    {
        // An editor's mark before the text is none of the plan: it is read, and has its digest, without.
        bytes = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        Value document;
        try
        {
            document = bytes.Length <= MostBytes ? CanonicalJson.Parse(bytes) : throw new FormatException("too large");
        }
        catch (FormatException)
        {
            throw new CodedException(Faults.PlanMalformed(path));
        }

        var form = document["form"].AsText();
        return form == Form ? new(document, bytes)
            : form is null ? throw new CodedException(Faults.PlanMalformed(path))
            : throw new CodedException(Faults.PlanOtherVersion(path, form));
    }

    /// <summary>Fails when the plan was made for another station, runbook or other inputs; looks at nothing yet.</summary>
    /// <exception cref="CodedException"><c>plan.other-station</c>, <c>plan.definition-changed</c>, <c>plan.inputs-changed</c></exception>
    public void DemandSame(RunHost host, Runbook runbook, Value inputs)
    {
        if (!document["station"].Equals(Place(host)))
        {
            throw new CodedException(Faults.PlanOtherStation(document["station"]["name"].AsText() ?? "?"));
        }

        if (
            !document["runbook"].Equals(Used(runbook)) || !document["called"].Equals(Value.List(RunbookLoader.Called(runbook).Select(Used)))
        )
        {
            throw new CodedException(Faults.PlanDefinitionChanged(runbook.Id));
        }

        var (planned, given) = (document["inputs"], Parse(inputs));
        var names = planned
            .Members.Keys.Union(given.Members.Keys)
            .Where(n => !planned[n].Equals(given[n]))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (names.Count > 0)
        {
            throw new CodedException(Faults.PlanInputsChanged(names));
        }
    }

    /// <summary>Fails when a fresh rehearsal saw another station, or would go another way.</summary>
    /// <exception cref="CodedException"><c>plan.facts-changed</c>, <c>plan.steps-changed</c></exception>
    public void DemandSame(ApprovedPlan now)
    {
        var (before, after) = (ByPath(document["lookedAt"]), ByPath(now.document["lookedAt"]));
        if (
            before
                .Keys.Union(after.Keys)
                .Order(StringComparer.Ordinal)
                .FirstOrDefault(p => !before.GetValueOrDefault(p, Value.Null).Equals(after.GetValueOrDefault(p, Value.Null))) is
            { } path
        )
        {
            throw new CodedException(Faults.PlanFactsChanged(path));
        }

        var (then, today) = (document["steps"].Items, now.document["steps"].Items);
        for (var i = 0; i < Math.Max(then.Length, today.Length); i++)
        {
            if (i >= then.Length || i >= today.Length || !then[i].Equals(today[i]))
            {
                throw new CodedException(Faults.PlanStepsChanged((i < today.Length ? today : then)[i]["path"].AsText()));
            }
        }

        if (!Bytes.AsSpan().SequenceEqual(now.Bytes))
        {
            throw new CodedException(Faults.PlanStepsChanged(""));
        }
    }

    private static Dictionary<string, Value> ByPath(Value facts) =>
        facts.Items.DistinctBy(static f => f["path"].ToText()).ToDictionary(static f => f["path"].ToText(), StringComparer.Ordinal);

    // A journal's spelling of values, as the file has it.
    private static Value Parse(Value value) => CanonicalJson.Parse(CanonicalJson.Bytes(value.Recorded()));

    private static Value Used(Runbook runbook) =>
        Value.MapOf(("id", Value.Of(runbook.Id)), ("version", Value.Of(runbook.Version)), ("sha256", Value.Of(runbook.Source.Digest)));

    // Where the plan holds: this directory of this machine. Hashed, because the plan may travel.
    private static Value Place(RunHost host)
    {
        const string machine = "/etc/machine-id";
        var id = File.Exists(machine) ? Disk.All.ReadText(machine, 4096).Trim() : "";
        var place = SHA256.HashData(
            Encoding.UTF8.GetBytes($"oem-runbooks place\n{id}\n{host.StationFacts["name"].ToText()}\n{host.Station.Root}")
        );
        return Value.MapOf(("name", host.StationFacts["name"]), ("place", Value.Of(Convert.ToHexStringLower(place))));
    }
}
