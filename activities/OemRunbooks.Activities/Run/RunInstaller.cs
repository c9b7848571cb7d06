using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Run;

/// <summary>Runs the bundle's own installer where that is possible, and records it where it isn't.</summary>
/// <remarks>
/// Source: runbook, section 2, step 3, and <c>docs/deployment/oem_installation.md</c>. The script only verifies; our own fingerprint check is the
/// rule, so a missing script or Python is a recorded fact and not a failure.
/// </remarks>
internal sealed class RunInstaller : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("run.installer", new LocalizedText("uruchamia instalator z bundla tam, gdzie to możliwe", "runs the bundle's installer where that is possible"))
    {
        Interruption = Interruption.Verify,
        Inputs =
        [
            Fields.May("installRoot", InputType.Directory, "katalog instalacji", "the installation's directory", "opt/core-oem"),
            Fields.May("platform", InputType.String, "platforma instalacji; domyślnie ta", "the installation's platform; this one by default"),
            Fields.May("fingerprint", InputType.String, "fingerprint dla instalatora: „local” albo tekst", "the fingerprint for the installer: “local” or a text", "local"),
            Fields.Need("key", InputType.Secret, "klucz HMAC bundla w base64", "the bundle's HMAC key in base64"),
        ],
        Outputs =
        [
            Fields.Gives("ran", InputType.Boolean, "czy instalator uruchomiono", "whether the installer was run"),
            Fields.Gives("reason", InputType.String, "ran, script-missing, python-missing albo other-platform", "ran, script-missing, python-missing or other-platform"),
            Fields.Gives("exitCode", InputType.Integer, "kod wyjścia; brak, gdy nie uruchomiono", "exit code; none when it was not run"),
        ],
        Errors = [Codes.InstallerFailed, Codes.CommandNotFound, Codes.CommandNotExecutable, Codes.KeyMissing, Codes.FingerprintUnavailable, .. Codes.Secrets, .. Codes.Disk],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var script = Script(call);
        var isHere = (call.Text("platform") ?? StationDirectory.Platform) == StationDirectory.Platform;
        if (!isHere || OnPath(call, OperatingSystem.IsWindows() ? "python.exe" : "python3") is null)
        {
            return isHere
                ? Fields.Looks($"nie uruchomi {script}: na tym stanowisku nie ma Pythona", $"does not run {script}: there is no Python on this station")
                : Fields.Looks($"nie uruchomi {script}: jest dla innego systemu", $"does not run {script}: it is for another system");
        }

        return PlannedWork.Of(Fields.Line(true, $"uruchomi {script} (instalator producenta; usługi i pliki zmienia on sam)", $"runs {script} (the OEM's installer; services and files are changed by it)") with { Effect = new(EffectKind.Runs, script.Shown) });
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var script = Script(call);
        var platform = call.Text("platform") ?? StationDirectory.Platform;
        if (platform != StationDirectory.Platform)
        {
            return NotRun("other-platform", Faults.InstallerOtherPlatform(platform));
        }

        if (!File.Exists(script.Full))
        {
            return NotRun("script-missing", Faults.InstallerScriptMissing(script.Shown));
        }

        var isWindows = OperatingSystem.IsWindows();
        if (OnPath(call, isWindows ? "python.exe" : "python3") is null)
        {
            return NotRun("python-missing", Faults.InstallerPythonMissing("python3"));
        }

        if (OnPath(call, isWindows ? "powershell.exe" : "sh") is not { } shell)
        {
            return NotRun("python-missing", Faults.InstallerPythonMissing(isWindows ? "powershell" : "sh"));
        }

        var fingerprint = call.Text("fingerprint") is { Length: > 0 } text and not "local" ? text : Keys.LocalFingerprint(call);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OEM_FINGERPRINT"] = fingerprint,
            ["OEM_BUNDLE_HMAC_KEY"] = Keys.BundleText(call, "key"),
            // Compiled modules beside the scripts would be files of no bundle.
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        string[] arguments = isWindows ? ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", script.Full] : [script.Full];
        var result = CommandRunner.Run(new Command(shell, arguments, call.Station.Root, environment, "installer-output.txt"), call, cancellation);
        return result.ExitCode == 0
            ? Outcome.Done(("ran", Value.True), ("reason", Value.Of("ran")), ("exitCode", Value.Of(0))) with { Artefacts = [result.Evidence] }
            : Outcome.Failed(Faults.InstallerFailed(script.Shown, result.ExitCode)) with { Artefacts = [result.Evidence] };
    }

    private static Outcome NotRun(string reason, Failure why) =>
        Outcome.Done(("ran", Value.False), ("reason", Value.Of(reason))) with { Remarks = [why.AsRemark()] };

    private static StationPath Script(Call call)
    {
        var platform = call.Text("platform") ?? StationDirectory.Platform;
        return call.Station.Resolve(call.Text("installRoot") ?? "opt/core-oem").Below(platform == "windows" ? "bootstrap/install.ps1" : "bootstrap/install.sh");
    }

    private static string? OnPath(Call call, string program) =>
        (Keys.Variable(call, "PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(static path => Path.IsPathRooted(path) && File.Exists(path));
}
