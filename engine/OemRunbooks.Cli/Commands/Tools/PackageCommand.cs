using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Packages;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook package verify</c>.</summary>
/// <remarks>Source: formats.md, 12.</remarks>
internal static class PackageCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("package", VerbGroup.Tools, null),
        new("package verify", VerbGroup.Tools,
            ToolExamples.Load + $"runbook package verify var/dist/packages/core-oem-{StationDirectory.Platform}-2024.06"
            + " --hmac-key env:OEM_DELTA_HMAC_KEY",
            new Exit(1, "praca wykonana, wynik zły: zły podpis, odmowa", "the work was done and its outcome is bad: a wrong signature, a refusal"),
            Exit.Interrupted),
    ];

    internal static Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        var directory = tool.Argument("KATALOG", "DIR", "katalog paczki, w którym leży manifest.json", "the package's directory, which holds manifest.json");
        var key = tool.Key("klucz paczki", "the package's key");
        var verify = tool.Does(
            new Command("verify", tool.Say("Sprawdza podpis, rozmiary i skróty paczki.", "Checks a package's signature, sizes and digests.")) { directory, key },
            call =>
            {
                var path = call.Path(directory);
                var secret = call.Key(key);
                var report = UpdatePackage.Check(path, secret, call.Cancellation);
                if (secret is null)
                {
                    call.Warn(Faults.PackageSignatureUnchecked(path));
                }

                Show(call, path, report);
                return report.IsValid ? ExitCode.Good : ExitCode.Bad;
            });
        return new Command("package", tool.Say("Paczki aktualizacji.", "Update packages.")) { verify };
    }

    private static void Show(ToolCall call, string path, PackageReport report)
    {
        var ui = call.Ui;
        if (ui.IsJson)
        {
            ui.Json(Value.MapOf(
                ("ok", Value.Of(report.IsValid)), ("path", Value.Of(path)), ("version", Value.Of(report.Version)), ("platform", Value.Of(report.Platform)), ("runtime", Value.Of(report.Runtime)),
                ("signature", Value.Of(Word(report.Signature))), ("signed", Value.Of(report.HasSignature)),
                ("artifacts", Value.List(report.Artifacts.Select(static a => Value.MapOf(
                    ("path", Value.Of(a.Path)), ("size", Value.Of(a.Size)), ("type", Value.Of(a.Kind)), ("issues", Value.List(a.Issues.Select(Value.Of)))))))));
            return;
        }

        var verdict = report.IsValid ? ui.Say("paczka zgodna", "the package is good") : ui.Say("paczka NIEZGODNA", "the package is NOT good");
        ui.Out.WriteLine($"{Visible.Text($"{path}: {report.Version} {report.Platform} {report.Runtime}")}: {verdict} ({ui.Say("podpis", "signature")}: {Word(report.Signature)})");
        var table = new Table(ui.Say("PLIK", "FILE"), ui.Say("TYP", "TYPE"), ui.Say("WYNIK", "RESULT"));
        foreach (var artifact in report.Artifacts)
        {
            table.Add(artifact.Path, artifact.Kind, artifact.Issues.Count == 0 ? "ok" : string.Join(", ", artifact.Issues));
        }

        table.Write(ui);
    }

    private static string Word(SignatureOutcome outcome) => outcome switch
    {
        SignatureOutcome.Valid => "valid",
        SignatureOutcome.NotChecked => "not-checked",
        SignatureOutcome.UnsupportedAlgorithm or SignatureOutcome.Failure => "unsupported-algorithm",
        SignatureOutcome.Mismatch => "mismatch",
    };
}
