using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Packages;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook package verify</c>.</summary>
/// <remarks>Source: formats.md, 12.</remarks>
internal sealed class PackageCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 50;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("package", VerbGroup.Tools, null),
        new(
            "package verify",
            VerbGroup.Tools,
            ToolExamples.Load
                + $"runbook package verify var/dist/packages/core-oem-{StationDirectory.Platform}-2024.06"
                + " --hmac-key env:OEM_DELTA_HMAC_KEY",
            new Exit(1, Says.WordWorkWasDoneOutcomeBad),
            Exit.Interrupted
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        var directory = tool.Argument(Says.WordDir, Says.PackagePackagesDirectoryHoldsManifestJson);
        var key = tool.Key(Says.PackagePackagesKey);
        var verify = tool.Does(
            new Command("verify", tool.Say(Says.PackageChecksPackagesSignatureSizesDigests)) { directory, key },
            call =>
            {
                var path = call.Path(directory);
                var secret = call.Key(key);
                var report = PackageReport.Of(ToolCall.Disk, path, secret, call.Cancellation);
                if (secret is null)
                {
                    call.Warn(Faults.PackageSignatureUnchecked(path));
                }

                Show(call, path, report);
                return report.IsValid ? ExitCode.Good : ExitCode.Bad;
            }
        );
        return new Command("package", tool.Say(Says.PackageUpdatePackages)) { verify };
    }

    private static void Show(ToolCall call, string path, PackageReport report)
    {
        var ui = call.Ui;
        if (ui.IsJson)
        {
            ui.Json(
                Value.MapOf(
                    ("ok", Value.Of(report.IsValid)),
                    ("path", Value.Of(path)),
                    ("version", Value.Of(report.Version)),
                    ("platform", Value.Of(report.Platform)),
                    ("runtime", Value.Of(report.Runtime)),
                    ("signature", Value.Of(Word(report.Signature))),
                    ("signed", Value.Of(report.HasSignature)),
                    (
                        "artifacts",
                        Value.List(
                            report.Artifacts.Select(static a =>
                                Value.MapOf(
                                    ("path", Value.Of(a.Path)),
                                    ("size", Value.Of(a.Size)),
                                    ("type", Value.Of(a.Kind)),
                                    ("issues", Value.List(a.Issues.Select(Value.Of)))
                                )
                            )
                        )
                    )
                )
            );
            return;
        }

        var verdict = report.IsValid ? ui.Say(Says.PackagePackageGood) : ui.Say(Says.PackagePackageNotGood);
        ui.Out.WriteLine(
            $"{Visible.Text($"{path}: {report.Version} {report.Platform} {report.Runtime}")}: {verdict} ("
                + $"{ui.Say(Says.PackageSignature)}: {Word(report.Signature)})"
        );
        var table = new Table(ui.Say(Says.WordFile), ui.Say(Says.WordType), ui.Say(Says.PackageResult));
        foreach (var artifact in report.Artifacts)
        {
            table.Add(artifact.Path, artifact.Kind, artifact.Issues.Count == 0 ? "ok" : string.Join(", ", artifact.Issues));
        }

        table.Write(ui);
    }

    private static string Word(SignatureOutcome outcome) =>
        outcome switch
        {
            SignatureOutcome.Valid => "valid",
            SignatureOutcome.NotChecked => "not-checked",
            SignatureOutcome.UnsupportedAlgorithm or SignatureOutcome.Failure => "unsupported-algorithm",
            SignatureOutcome.Mismatch => "mismatch",
        };
}
