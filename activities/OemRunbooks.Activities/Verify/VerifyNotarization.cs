using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Notarization;

namespace OemRunbooks.Activities.Verify;

/// <summary>Judges the notarisation reports that belong to a bundle.</summary>
/// <remarks>Source: runbook, sections 1 and 4; formats.md, 13.</remarks>
internal sealed class VerifyNotarization : Activity
{
    // What weighs most is told first: a refusal is not hidden by a report that can't be read.
    private static readonly string[] Weight = [Codes.NotaryRejected, Codes.NotaryMalformed, Codes.NotaryNoStatus, Codes.NotaryInProgress];

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyNotarizationWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Reports, Takes.Bundle, Takes.Required],
            Outputs = [Gives.Accepted, Gives.Checked, Gives.Reports],
            Errors =
            [
                Codes.NotaryMissing,
                Codes.NotaryMalformed,
                Codes.NotaryNoStatus,
                Codes.NotaryRejected,
                new(Codes.NotaryInProgress, Retryable: true),
                Codes.NotaryDryRun,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        return Probe(call, o => [Fields.Line(false, Says.PlanVerifyNotarizationAccepts(Gives.Checked.In(o).ToText()))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var required = call.Get(Takes.Required);
        var verdicts = Reports(call).Select(path => Judge(call, path)).ToArray();
        var artefacts = verdicts.Select(v => FileCopy.Artefact(call.Disk, v.Path)).ToArray();
        var worst = Weight.Select(code => verdicts.FirstOrDefault(v => v.Failure?.Code == code)).FirstOrDefault(static v => v is not null);
        if (worst is not null)
        {
            return Outcome.Failed(worst.Failure!) with { Artefacts = [.. artefacts] };
        }

        var accepted = verdicts.Any(static v => v.Report?.Verdict == NotaryVerdict.Passed);
        var dry = verdicts.FirstOrDefault(static v => v.Failure?.Code == Codes.NotaryDryRun);
        if (required && !accepted)
        {
            var failure = dry?.Failure ?? Faults.NotaryMissing(string.Join(", ", Patterns(call)), Wanted(call)?.FileName);
            return Outcome.Failed(failure) with { Artefacts = [.. artefacts] };
        }

        return Outcome.Done(
            Gives.Accepted.Is(accepted),
            Gives.Checked.Is(verdicts.Length),
            Gives.Reports.Is(
                verdicts.Select(static v =>
                    Value.MapOf(
                        ("path", Value.Of(v.Path.Shown)),
                        ("status", Value.Of(v.Report?.Status ?? "dry-run")),
                        ("id", Value.Of(v.Report?.Id))
                    )
                )
            )
        ) with
        {
            Artefacts = [.. artefacts],
            Remarks = [.. Remarks(verdicts, dry)],
        };
    }

    private static IEnumerable<Remark> Remarks(Verdict[] verdicts, Verdict? dry)
    {
        if (verdicts.Length == 0)
        {
            yield return Faults.NotaryNone().AsRemark(isDeviation: true);
        }

        if (dry is not null)
        {
            yield return Faults.NotaryDryRun(dry.Path.Shown).AsRemark(isDeviation: true);
        }

        foreach (var verdict in verdicts.Where(static v => v.Report?.Form == NotaryForm.ToolText))
        {
            yield return Faults.NotaryUnusualForm(verdict.Path.Shown).AsRemark();
        }
    }

    private static Failure? Fault(NotaryReport report, string path)
    {
        var issues = report.Issues.Count == 0 ? null : report.Issues.Take(20).Select(static i => $"{i.Severity} {i.Path}: {i.Message}");
        var failure = report.FailureCode switch
        {
            null => null,
            Codes.NotaryRejected => Faults.NotaryRejected(path, report.Status, report.Message, issues),
            Codes.NotaryInProgress => Faults.NotaryInProgress(path, report.Status, report.Message, issues),
            _ => Faults.NotaryDryRun(path, report.Status, report.Message, issues),
        };
        return failure is null ? null : failure with { Retryable = OemFailures.IsRetryable(failure.Code) };
    }

    private static Verdict Judge(Call call, StationPath path)
    {
        try
        {
            var report = NotaryReport.Load(call.Disk, path.Full);
            return new Verdict(path, report, Fault(report, path.Shown));
        }
        catch (OemException e)
        {
            return new Verdict(path, null, OemFailures.From(e, call)!);
        }
    }

    private static IReadOnlyList<string> Patterns(Call call) => call.Get(Takes.Reports);

    private static BundleName? Wanted(Call call) => call.Get(Takes.Bundle) is { } path ? BundleName.Parse(path.Shown) : null;

    private static List<StationPath> Reports(Call call)
    {
        var bundle = Wanted(call);
        return
        [
            .. Patterns(call)
                .SelectMany(p => Globs.Find(call, p))
                .DistinctBy(static p => p.Full, StringComparer.Ordinal)
                .Where(p => bundle is null || Belongs(call, p, bundle)),
        ];
    }

    /// <summary>
    /// Whether a report is about the bundle: as its own fields say, else its name; one that says nothing counts, so that a refusal can't
    /// hide.
    /// </summary>
    private static bool Belongs(Call call, StationPath path, BundleName bundle)
    {
        var json = Json(call, path.Full);
        if (json?.TextOf("archiveFilename") is { Length: > 0 } archive)
        {
            return Path.GetFileName(archive) == bundle.FileName
                || (BundleName.Parse(archive) is { } other ? other == bundle : NamesIt(archive, bundle));
        }

        if (json?.TextOf("version") is { } version && json.TextOf("platform") is { } platform)
        {
            return version == bundle.Version && platform == bundle.Platform;
        }

        var name = Path.GetFileName(path.Full);
        return NamesIt(name, bundle) || !name.StartsWith(BundleName.Bundle, StringComparison.Ordinal);
    }

    private static bool NamesIt(string name, BundleName bundle) =>
        name.Contains($"{bundle.Version}-{bundle.Platform}", StringComparison.Ordinal);

    private static OemObject? Json(Call call, string path)
    {
        try
        {
            return call.Disk.Length(path) <= 16 << 20 ? OemJsonReader.Parse(call.Disk.ReadAll(path), path) as OemObject : null;
        }
        catch (OemException)
        {
            return null;
        }
    }

    private sealed record Verdict(StationPath Path, NotaryReport? Report, Failure? Failure);

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<IReadOnlyList<string>> Reports { get; } =
            Input.Patterns(VerifyNotarizationWords.Takes.Reports).Or(["var/dist/notary/*.json"]);

        internal static Input<StationPath?> Bundle { get; } = Input.Path(VerifyNotarizationWords.Takes.Bundle).Optional();

        internal static Input<bool> Required { get; } = Input.Boolean(VerifyNotarizationWords.Takes.Required).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<bool> Accepted { get; } = Output.Boolean(VerifyNotarizationWords.Gives.Accepted);

        internal static Output<long> Checked { get; } = Output.Integer(VerifyNotarizationWords.Gives.Checked);

        internal static Output<IEnumerable<Value>> Reports { get; } = Output.List(VerifyNotarizationWords.Gives.Reports);
    }
}
