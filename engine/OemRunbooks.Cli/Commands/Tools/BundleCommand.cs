using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook bundle verify|extract</c>.</summary>
/// <remarks>Source: formats.md, 10.4; trust.md, "Archives".</remarks>
internal sealed class BundleCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 30;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("bundle", VerbGroup.Tools, null),
        new(
            "bundle verify",
            VerbGroup.Tools,
            ToolExamples.Load + $"runbook bundle verify media/usb/{ToolExamples.Bundle} --version 2024.06",
            new Exit(1, Says.WordWorkWasDoneOutcomeBad),
            Exit.Interrupted
        ),
        new(
            "bundle extract",
            VerbGroup.Tools,
            ToolExamples.Load + $"runbook bundle extract media/usb/{ToolExamples.Bundle} --to var/unpacked/core-oem",
            new Exit(1, Says.WordWorkWasDoneOutcomeBad),
            Exit.Interrupted
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        return new Command("bundle", tool.Say(Says.BundleBundlesCheckingSafeExtraction)) { Verify(tool), Extract(tool) };
    }

    private static Command Verify(Tool tool)
    {
        var bundle = tool.Argument(Says.BundleBundle, Says.BundleTarGzZipArchiveInstallations);
        var key = Key(tool);
        var platform = tool.Option("--platform", "linux|macos|windows", Says.BundleExpectedPlatformDefaultFromFiles);
        var version = tool.Option("--version", "VERSION", Says.BundleExpectedVersionDefaultFromFiles);
        return tool.Does(
            new Command("verify", tool.Say(Says.BundleChecksManifestsSignatureEveryFiles)) { bundle, key, platform, version },
            call =>
            {
                var path = call.Path(bundle);
                var expected = new BundleExpectations(call.Text(platform), call.Text(version)).OrFromFileName(path);
                var info = BundleVerifier.Verify(ToolCall.Disk, path, Demand(call, key), expected, cancellation: call.Cancellation);
                foreach (var file in info.Unsigned)
                {
                    call.Warn(Faults.BundleFileUnsigned(file));
                }

                Show(call, info, ("path", Value.Of(path)));
                return ExitCode.Good;
            }
        );
    }

    private static Command Extract(Tool tool)
    {
        var bundle = tool.Argument(Says.WordArchive, Says.BundleTarGzZipArchive);
        var to = tool.Option("--to", "DIR", Says.BundleNewEmptyDirectoryRequired, required: true);
        var key = Key(tool);
        return tool.Does(
            new Command("extract", tool.Say(Says.BundleExtractsChecksOnePassDirectory)) { bundle, to, key },
            call =>
            {
                var (path, target) = (call.Path(bundle), call.Path(to)!);
                TreePlace.DemandFree(target);
                if (Directory.Exists(path))
                {
                    throw new CodedException(Faults.ArchiveUnsupported("directory"));
                }

                var info = TreePlace.PublishNew(
                    target,
                    parent =>
                        BundleExtractor.Extract(
                            ToolCall.Disk,
                            path,
                            Demand(call, key),
                            new BundleExpectations().OrFromFileName(path),
                            parent,
                            cancellation: call.Cancellation
                        )
                );
                Show(call, info, ("path", Value.Of(target)));
                return ExitCode.Good;
            }
        );
    }

    private static Option<string[]> Key(Tool tool) => tool.Key(Says.BundleBundlesKeyDefaultOemBundle);

    private static byte[] Demand(ToolCall call, Option<string[]> key) =>
        call.BundleKey(key) ?? throw new CodedException(Faults.KeyMissing("--hmac-key"));

    private static void Show(ToolCall call, BundleInfo info, (string Name, Value? Value) place)
    {
        if (call.Ui.IsJson)
        {
            call.Ui.Json(
                Value.MapOf(
                    ("ok", Value.True),
                    place,
                    ("version", Value.Of(info.Version)),
                    ("platform", Value.Of(info.Platform)),
                    ("created", Value.Of(info.Created)),
                    ("files", Value.Of(info.Files)),
                    ("bytes", Value.Of(info.Bytes)),
                    ("manifestSha384", Value.Of(info.ManifestSha384)),
                    ("archiveSha384", Value.Of(info.ArchiveSha384)),
                    ("expectedFingerprint", Value.Of(info.ExpectedFingerprint)),
                    ("unsigned", Value.List(info.Unsigned.Select(Value.Of)))
                )
            );
            return;
        }

        var ui = call.Ui;
        ui.Out.WriteLine(ui.Say(Says.BundleCoreOemSignatureAllDigests(Visible.Text(place.Value!.ToText()), info.Version, info.Platform)));
        ui.Out.WriteLine($"  {ui.Say(Says.BundleFiles), -11} {info.Files} ({info.Bytes} B)");
        ui.Out.WriteLine($"  {ui.Say(Says.BundleCreated), -11} {Visible.Text(info.Created ?? "-")}");
        ui.Out.WriteLine($"  manifest    {info.ManifestSha384}");
        if (info.ArchiveSha384 is { } archive)
        {
            ui.Out.WriteLine($"  {ui.Say(Says.BundleArchiveOf), -11} {archive}");
        }

        ui.Out.WriteLine($"  fingerprint {Visible.Text(info.ExpectedFingerprint ?? "-")}");
    }
}
