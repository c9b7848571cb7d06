using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Run;

/// <summary>Runs the bundle's own installer where that is possible, and records it where it isn't.</summary>
/// <remarks>
/// Source: runbook, section 2, step 3, and <c>docs/deployment/oem_installation.md</c>. The script only verifies; our own fingerprint check
/// is the rule, so a missing script or Python is a recorded fact and not a failure.
/// </remarks>
internal sealed class RunInstaller : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(RunInstallerWords.Activity)
        {
            Interruption = Interruption.Verify,
            HalfDone = [Codes.InstallerFailed, Codes.InstallerInterrupted],
            Acted = Gives.Ran.Name,
            Inputs = [StationTakes.InstallRoot, Takes.Platform, Takes.Fingerprint, StationTakes.Key],
            Outputs = [Gives.Ran, Gives.Reason, Gives.ExitCode],
            Errors =
            [
                Codes.InstallerFailed,
                Codes.InstallerInterrupted,
                Codes.CommandNotFound,
                Codes.CommandNotExecutable,
                Codes.KeyMissing,
                Codes.FingerprintUnavailable,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var script = Script(call);
        var isHere = (call.Get(Takes.Platform) ?? StationDirectory.Platform) == StationDirectory.Platform;
        if (!isHere || OnPath(call, OperatingSystem.IsWindows() ? "python.exe" : "python3") is null)
        {
            return isHere
                ? Fields.Looks(Says.PlanRunInstallerNoPython(script.Shown))
                : Fields.Looks(Says.PlanRunInstallerOtherSystem(script.Shown));
        }

        return PlannedWork.Of(
            Fields.Line(true, Says.PlanRunInstallerRuns(script.Shown)) with
            {
                Effect = new(EffectKind.Runs, script.Shown),
            }
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var script = Script(call);
        var platform = call.Get(Takes.Platform) ?? StationDirectory.Platform;
        if (platform != StationDirectory.Platform)
        {
            return NotRun("other-platform", Faults.InstallerOtherPlatform(platform));
        }

        if (!call.Disk.IsFile(script.Full))
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

        var fingerprint = call.Get(Takes.Fingerprint) is { Length: > 0 } text and not Keys.Local ? text : Keys.LocalFingerprint(call);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OEM_FINGERPRINT"] = fingerprint,
            ["OEM_BUNDLE_HMAC_KEY"] = Keys.BundleText(call, StationTakes.Key),
            // Compiled modules beside the scripts would be files of no bundle.
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        string[] arguments = isWindows ? ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", script.Full] : [script.Full];

        // From here on only the installer knows how far it got.
        call.SaveCheckpoint(Value.MapOf(("started", Value.True)));
        var result = CommandRunner.Run(
            new Command(shell, arguments, call.Station.Root, environment, "installer-output.txt"),
            call,
            cancellation
        );
        var evidence = result.Keep();
        return result.ExitCode == 0
            ? Outcome.Done(Gives.Ran.Is(true), Gives.Reason.Is("ran"), Gives.ExitCode.Is(0)) with
            {
                Artefacts = [evidence],
            }
            : Outcome.Failed(Faults.InstallerFailed(script.Shown, result.ExitCode, result.Said, evidence.Path)) with
            {
                Artefacts = [evidence],
            };
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        if (call.Checkpoint.IsNull)
        {
            return Reconciliation.NotBegun;
        }

        return Reconciliation.Failed(Faults.InstallerInterrupted(Script(call).Shown));
    }

    /// <inheritdoc/>
    protected override void Fence(Call call) => CommandRunner.EndLeft(call);

    private static Outcome NotRun(string reason, Failure why) =>
        Outcome.Done(Gives.Ran.Is(false), Gives.Reason.Is(reason)) with
        {
            Remarks = [why.AsRemark()],
        };

    private static StationPath Script(Call call)
    {
        var platform = call.Get(Takes.Platform) ?? StationDirectory.Platform;
        return call.Get(StationTakes.InstallRoot).Below(platform == "windows" ? "bootstrap/install.ps1" : "bootstrap/install.sh");
    }

    private static string? OnPath(Call call, string program) =>
        (Keys.Variable(call, "PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(static path => Path.IsPathRooted(path) && Disk.All.IsFile(path));

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string?> Platform { get; } = Input.String(RunInstallerWords.Takes.Platform).Optional();

        internal static Input<string> Fingerprint { get; } = Input.String(RunInstallerWords.Takes.Fingerprint).Or(Keys.Local);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<bool> Ran { get; } = Output.Boolean(RunInstallerWords.Gives.Ran);

        internal static Output<string> Reason { get; } = Output.String(RunInstallerWords.Gives.Reason);

        internal static Output<long?> ExitCode { get; } = Output.Integer(RunInstallerWords.Gives.ExitCode).Sometimes();
    }
}
