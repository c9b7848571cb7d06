using System.CommandLine;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>
/// <c>runbook fingerprint verify</c>: what a bundle's <c>bootstrap/verify_fingerprint.py</c> does, its audit log included.
/// </summary>
/// <remarks>Source: formats.md, 9 and 14.1.</remarks>
internal static class FingerprintVerify
{
    private const string AuditPath = "logs/security_admin.log";
    private const string Installed = "opt/core-oem/" + ExpectedFingerprint.BundlePath;

    internal static Command Create(Tool tool)
    {
        var expected = tool.Option("--expected", "FILE", Says.FingerprintVerifyFingerprintDocumentDefaultOptCore);
        return tool.Does(
            new Command("verify", tool.Say(Says.FingerprintVerifyComparesMachinesFingerprintExpectedOne)) { expected },
            call =>
                Check(
                    call,
                    call.Path(expected)
                        ?? (
                            File.Exists(Installed) || !File.Exists(ExpectedFingerprint.BundlePath)
                                ? Installed
                                : ExpectedFingerprint.BundlePath
                        )
                ),
            isDropIn: true
        );
    }

    private static int Check(ToolCall call, string path)
    {
        string? found = null;
        ExpectedFingerprint document;
        try
        {
            // The variable is looked at inside, so that the audit log names the fingerprint whichever it was.
            document = ExpectedFingerprint.Check(
                ToolCall.Disk,
                path,
                static name => name == "OEM_FINGERPRINT" ? null : ToolCall.Variable(name),
                () => found = ExpectedFingerprint.RuntimeFingerprint(ToolCall.Variable, ToolCall.LocalFingerprint)
            );
        }
        catch (OemException error)
        {
            var isRule =
                !error.Code.StartsWith("file.", StringComparison.Ordinal) && !error.Code.StartsWith("disk.", StringComparison.Ordinal);
            TryAudit(
                call,
                AuditLog.InstallerRun(
                    isRule ? "failed" : "error",
                    found,
                    null,
                    "runbook fingerprint verify",
                    error.Args.GetValueOrDefault("expected"),
                    path,
                    error.Code
                )
            );
            throw;
        }

        AuditLog.Append(
            ToolCall.Disk,
            AuditPath,
            AuditLog.InstallerRun(
                "verified",
                found,
                document.KeyId,
                "runbook fingerprint verify",
                document.Fingerprint,
                path,
                "fingerprint verified"
            ),
            TimeProvider.System
        );
        Show(call, path, document);
        return ExitCode.Good;
    }

    // A log that cannot be written must not hide why the check said no.
    private static void TryAudit(ToolCall call, AuditEntry entry)
    {
        try
        {
            AuditLog.Append(ToolCall.Disk, AuditPath, entry, TimeProvider.System);
        }
        catch (OemException error)
        {
            call.Warn(Faults.AuditNotWritten(AuditPath, error.Code));
        }
    }

    private static void Show(ToolCall call, string path, ExpectedFingerprint document)
    {
        if (call.Ui.IsJson)
        {
            call.Ui.Json(
                Value.MapOf(
                    ("ok", Value.True),
                    ("document", Value.Of(path)),
                    ("fingerprint", Value.Of(document.Fingerprint)),
                    ("keyId", Value.Of(document.KeyId)),
                    ("generatedAt", Value.Of(document.GeneratedAt))
                )
            );
        }
        else
        {
            call.Ui.Out.WriteLine(
                call.Ui.Say(
                    Says.FingerprintVerifyFingerprintVerifiedKey(Visible.Text(document.Fingerprint!), Visible.Text(document.KeyId ?? "-"))
                )
            );
        }
    }
}
