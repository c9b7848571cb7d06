using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Deltas;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook delta check|apply</c>.</summary>
/// <remarks>Source: formats.md, 11.4 and 11.5; trust.md, "Deltas".</remarks>
internal sealed class DeltaCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 40;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("delta", VerbGroup.Tools, null),
        new(
            "delta check",
            VerbGroup.Tools,
            ToolExamples.Load
                + $"runbook delta check media/usb/{ToolExamples.Delta.Replace(".tar.gz", ".json", StringComparison.Ordinal)}"
                + " --hmac-key env:OEM_DELTA_HMAC_KEY",
            new Exit(1, Says.DeltaManifestIssues),
            Exit.Interrupted
        ),
        new(
            "delta apply",
            VerbGroup.Tools,
            ToolExamples.Load + $"runbook delta apply media/usb/{ToolExamples.Delta} --to opt/core-oem --hmac-key env:OEM_DELTA_HMAC_KEY",
            new Exit(1, Says.WordWorkWasDoneOutcomeBad),
            Exit.Interrupted
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        return new Command("delta", tool.Say(Says.DeltaDeltasCheckingManifestApplyingOne)) { Check(tool), Apply(tool) };
    }

    private static Command Check(Tool tool)
    {
        var manifest = tool.Argument(Says.DeltaManifest, Says.DeltaPublishedManifestDeltaJsonSignature);
        var key = tool.Key(Says.DeltaDeltasKey);
        var fingerprint = tool.Option("--fingerprint", "TEXT", Says.WordMachinesFingerprint);
        return tool.Does(
            new Command("check", tool.Say(Says.DeltaShowsWhatWrongDeltasManifest)) { manifest, key, fingerprint },
            call =>
            {
                var path = call.Path(manifest);
                var device = call.Text(fingerprint) is { } given ? SpecText.Trim(given) : null;
                if (device?.Length == 0)
                {
                    throw new CodedException(Faults.FingerprintBlank("device"));
                }

                var secret = call.Key(key);
                var check = DeltaManifestCheck.Of(ToolCall.Disk, path, secret, device);
                WarnOfUnchecked(call, path, secret is not null, check.IsBound && device is null);
                call.Print(
                    new OemObject
                    {
                        { "manifest_path", ShownPath.Tidy(path) },
                        { "platform", check.Document["platform"] ?? OemJson.Null },
                        { "base_version", check.Document["base_version"] ?? OemJson.Null },
                        { "target_version", check.Document["target_version"] ?? OemJson.Null },
                        { "signature_checked", OemJson.Of(secret is not null) },
                        { "fingerprint_checked", OemJson.Of(check.IsBound && device is not null) },
                        { "issues", OemJson.Of(check.Issues) },
                    }
                );
                return check.Issues.Count == 0 ? ExitCode.Good : ExitCode.Bad;
            }
        );
    }

    private static Command Apply(Tool tool)
    {
        var archive = tool.Argument(Says.WordArchive, Says.DeltaDeltasArchive);
        var to = tool.Option("--to", "DIR", Says.DeltaInstallationsDirectoryRequired, required: true);
        var manifest = tool.Option("--manifest", "FILE", Says.DeltaPublishedManifestDefaultOneBeside);
        var key = tool.Key(Says.DeltaDeltasKey);
        var allow = tool.Flag("--allow-unsigned", Says.DeltaAllowDeltaWithoutVerifiedSignature);
        return tool.Does(
            new Command("apply", tool.Say(Says.DeltaAppliesDeltaCopyExchangesInstallation)) { archive, to, manifest, key, allow },
            call =>
            {
                var target = call.Path(to)!;
                TreePlace.DemandNoLink(target);
                var request = new DeltaRequest(call.Path(archive), target)
                {
                    Key = call.Key(key),
                    BundleKey = call.BundleKey(),
                    ManifestPath = call.Path(manifest),
                    AllowUnsigned = call.Has(allow),
                    DeviceFingerprint = ToolCall.LocalFingerprint,
                };
                var (tree, info) = DeltaApplier.Stage(ToolCall.Disk, request, cancellation: call.Cancellation);
                using (tree)
                {
                    call.Cancellation.ThrowIfCancellationRequested();
                    Applied(call, target, info, TreePlace.Replace(target, tree));
                }

                return ExitCode.Good;
            }
        );
    }

    private static void Applied(ToolCall call, string target, DeltaInfo info, string previous)
    {
        foreach (var warning in info.Warnings)
        {
            call.Warn(warning);
        }

        var ui = call.Ui;
        if (ui.IsJson)
        {
            ui.Json(
                Value.MapOf(
                    ("ok", Value.True),
                    ("path", Value.Of(target)),
                    ("version", Value.Of(info.TargetVersion)),
                    ("previousVersion", Value.Of(info.BaseVersion)),
                    ("previous", Value.Of(previous)),
                    ("changed", Value.List(info.Changed.Select(Value.Of))),
                    ("removed", Value.List(info.Removed.Select(Value.Of))),
                    ("signed", Value.Of(info.Signed)),
                    ("archiveSha384", Value.Of(info.ArchiveSha384)),
                    (
                        "warnings",
                        Value.List(info.Warnings.Select(static w => Value.MapOf(("code", Value.Of(w.Code)), ("path", w.Arguments["path"]))))
                    )
                )
            );
            return;
        }

        ui.Out.WriteLine(
            ui.Say(
                Says.DeltaFilesWrittenRemoved(
                    Visible.Text(target),
                    info.BaseVersion,
                    info.TargetVersion,
                    info.Changed.Count,
                    info.Removed.Count
                )
            )
        );
        ui.Out.WriteLine(ui.Say(Says.DeltaFormerInstallation(Visible.Text(previous))));
    }

    private static void WarnOfUnchecked(ToolCall call, string path, bool hasKey, bool isUnbound)
    {
        if (!hasKey)
        {
            call.Warn(Faults.DeltaSignatureUnchecked(path));
        }

        if (isUnbound)
        {
            call.Warn(Faults.DeltaFingerprintUnchecked(path));
        }
    }
}
