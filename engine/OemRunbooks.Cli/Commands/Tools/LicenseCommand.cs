using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Oem.Licensing;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook license status|verify|recover</c>: <c>offline_portal.py</c> with every flag it has.</summary>
/// <remarks>Source: formats.md, 6 and 7.</remarks>
internal sealed class LicenseCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 10;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("license", VerbGroup.Tools, null),
        new(
            "license status",
            VerbGroup.Tools,
            ToolExamples.Load + "runbook license status --store secrets/license_store.json --read-local",
            Exit.AsOriginal,
            Exit.Interrupted
        ),
        new(
            "license verify",
            VerbGroup.Tools,
            ToolExamples.Load
                + "runbook license verify --store secrets/license_store.json --license media/usb/licence.json --read-local"
                + " --hmac-key env:OEM_LICENSE_HMAC_KEY",
            Exit.AsOriginal,
            Exit.Interrupted
        ),
        new(
            "license recover",
            VerbGroup.Tools,
            ToolExamples.Load
                + "runbook license recover --store backups/license_store.old.json --output secrets/recovered.json"
                + " --old-fingerprint-file backups/fingerprint.old --read-local-new"
                + " --report var/reports/licensing/recovery.json",
            Exit.AsOriginal,
            Exit.Interrupted
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        return new Command("license", tool.Say(Says.LicenseLicenceStoreStateCheckingLicence)) { Status(tool), Verify(tool), Recover(tool) };
    }

    private static Command Status(Tool tool)
    {
        var store = Store(tool);
        var fingerprint = Device(tool);
        var command = new Command("status", tool.Say(Says.LicenseShowsLicencesStoreJson)) { store };
        fingerprint.AddTo(command);
        return tool.Does(
            command,
            call =>
            {
                var device = fingerprint.Resolve(call);
                var path = call.Path(store)!;
                var isMissing = !File.Exists(path);
                var status = LicenseTool.Status(ToolCall.Disk, path, device);
                WarnIf(isMissing, call, path);
                return call.Print(status);
            },
            isDropIn: true
        );
    }

    private static Command Verify(Tool tool)
    {
        var store = Store(tool);
        var license = tool.Option("--license", "FILE", Says.LicenseLicenceFileRequired, required: true);
        var key = tool.Key(Says.LicenseKeyCheckSignature);
        var fingerprint = Device(tool);
        var command = new Command("verify", tool.Say(Says.LicenseComparesLicenceStoreMachineJson)) { store, license, key };
        fingerprint.AddTo(command);
        return tool.Does(
            command,
            call =>
            {
                var device = fingerprint.Resolve(call);
                var path = call.Path(store)!;
                var isMissing = !File.Exists(path);
                var result = LicenseTool.Verify(ToolCall.Disk, new VerifyRequest(path, call.Path(license)!, device, call.Key(key)));
                WarnIf(isMissing, call, path);
                return call.Print(result.Text);
            },
            isDropIn: true
        );
    }

    private static Command Recover(Tool tool)
    {
        var store = Store(tool);
        var output = tool.Option("--output", "FILE", Says.LicenseWhereWriteDefaultStore);
        var report = tool.Option("--report", "FILE", Says.LicenseWhereWriteReport);
        var before = new FingerprintOptions(tool, "old", "--old-fingerprint", Says.LicenseFingerprintOpensStore, null);
        var after = new FingerprintOptions(tool, "new", "--new-fingerprint", Says.LicenseFingerprintEncrypt, "--read-local-new");
        var command = new Command("recover", tool.Say(Says.LicenseEncryptsStoreAnewAnotherFingerprint)) { store, output, report };
        before.AddTo(command);
        after.AddTo(command);
        return tool.Does(
            command,
            call =>
            {
                var request = new RecoverRequest(
                    call.Path(store)!,
                    before.Resolve(call),
                    after.Resolve(call),
                    call.Path(output),
                    call.Path(report)
                );
                var isMissing = !File.Exists(request.StorePath);
                var result = LicenseTool.Recover(ToolCall.Disk, request, TimeProvider.System);
                WarnIf(isMissing, call, request.StorePath);
                return call.Print(result.Text);
            },
            isDropIn: true
        );
    }

    private static Option<string[]> Store(Tool tool) => tool.Option("--store", "FILE", Says.LicenseLicenceStoreRequired, required: true);

    private static FingerprintOptions Device(Tool tool) =>
        new(tool, "device", "--fingerprint", Says.WordMachinesFingerprint, "--read-local");

    private static void WarnIf(bool isMissing, ToolCall call, string path)
    {
        if (isMissing)
        {
            call.Warn(Faults.StoreTakenAsEmpty(path));
        }
    }
}
