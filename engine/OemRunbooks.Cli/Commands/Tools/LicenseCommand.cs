using System.CommandLine;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Oem.Licensing;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook license status|verify|recover</c>: <c>offline_portal.py</c> with every flag it has.</summary>
/// <remarks>Source: formats.md, 6 and 7.</remarks>
internal static class LicenseCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("license", VerbGroup.Tools, null),
        new("license status", VerbGroup.Tools,
            ToolExamples.Load + "runbook license status --store secrets/license_store.json --read-local",
            Exit.AsOriginal, Exit.Interrupted),
        new("license verify", VerbGroup.Tools,
            ToolExamples.Load + "runbook license verify --store secrets/license_store.json --license media/usb/licence.json --read-local"
            + " --hmac-key env:OEM_LICENSE_HMAC_KEY",
            Exit.AsOriginal, Exit.Interrupted),
        new("license recover", VerbGroup.Tools,
            ToolExamples.Load + "runbook license recover --store backups/license_store.old.json --output secrets/recovered.json"
            + " --old-fingerprint-file backups/fingerprint.old --read-local-new"
            + " --report var/reports/licensing/recovery.json",
            Exit.AsOriginal, Exit.Interrupted),
    ];

    internal static Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        return new Command("license", tool.Say("Magazyn licencji: stan, sprawdzenie licencji, odzyskiwanie po wymianie sprzętu.", "The licence store: its state, checking a licence, recovery after a change of hardware."))
        {
            Status(tool), Verify(tool), Recover(tool),
        };
    }

    private static Command Status(Tool tool)
    {
        var store = Store(tool);
        var fingerprint = Device(tool);
        var command = new Command("status", tool.Say("Pokazuje licencje w magazynie, jako JSON.", "Shows the licences in the store, as JSON.")) { store };
        fingerprint.AddTo(command);
        return tool.Does(
            command,
            call =>
            {
                var device = fingerprint.Resolve(call);
                var path = call.Path(store)!;
                var isMissing = !File.Exists(path);
                var status = LicenseTool.Status(path, device);
                WarnIf(isMissing, call, path);
                return call.Print(status);
            },
            isDropIn: true);
    }

    private static Command Verify(Tool tool)
    {
        var store = Store(tool);
        var license = tool.Option("--license", "FILE", "plik licencji (wymagany)", "the licence file (required)", required: true);
        var key = tool.Key("klucz, którym sprawdzić podpis", "the key to check the signature with");
        var fingerprint = Device(tool);
        var command = new Command("verify", tool.Say("Porównuje licencję z magazynem i urządzeniem, jako JSON. Kod wyjścia 0 także wtedy, gdy są zastrzeżenia.", "Compares a licence with the store and the machine, as JSON. Exit code 0 even when there are issues.")) { store, license, key };
        fingerprint.AddTo(command);
        return tool.Does(
            command,
            call =>
            {
                var device = fingerprint.Resolve(call);
                var path = call.Path(store)!;
                var isMissing = !File.Exists(path);
                var result = LicenseTool.Verify(new VerifyRequest(path, call.Path(license)!, device, call.Key(key)));
                WarnIf(isMissing, call, path);
                return call.Print(result.Text);
            },
            isDropIn: true);
    }

    private static Command Recover(Tool tool)
    {
        var store = Store(tool);
        var output = tool.Option("--output", "FILE", "dokąd zapisać (domyślnie --store)", "where to write (default: --store)");
        var report = tool.Option("--report", "FILE", "dokąd zapisać raport", "where to write a report");
        var before = new FingerprintOptions(tool, "old", "--old-fingerprint", "fingerprint, którym otworzyć magazyn", "the fingerprint that opens the store", null);
        var after = new FingerprintOptions(tool, "new", "--new-fingerprint", "fingerprint, dla którego zaszyfrować", "the fingerprint to encrypt for", "--read-local-new");
        var command = new Command("recover", tool.Say("Szyfruje magazyn ponownie dla nowego fingerprintu; poprzedni plik zostaje jako .bak.", "Encrypts the store anew for another fingerprint; the former file stays as .bak.")) { store, output, report };
        before.AddTo(command);
        after.AddTo(command);
        return tool.Does(
            command,
            call =>
            {
                var request = new RecoverRequest(call.Path(store)!, before.Resolve(call), after.Resolve(call), call.Path(output), call.Path(report));
                DemandNoLink(request.OutputPath ?? request.StorePath);
                var isMissing = !File.Exists(request.StorePath);
                var result = LicenseTool.Recover(request, TimeProvider.System);
                WarnIf(isMissing, call, request.StorePath);
                return call.Print(result.Text);
            },
            isDropIn: true);
    }

    private static Option<string[]> Store(Tool tool) => tool.Option("--store", "FILE", "magazyn licencji (wymagany)", "the licence store (required)", required: true);

    private static FingerprintOptions Device(Tool tool) => new(tool, "device", "--fingerprint", "fingerprint urządzenia", "the machine's fingerprint", "--read-local");

    // Written by a rename, a store that is a link would stop being one, and the file that it names would stay as it was.
    private static void DemandNoLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new CodedException(Faults.FileLink(path));
        }
    }

    private static void WarnIf(bool isMissing, ToolCall call, string path)
    {
        if (isMissing)
        {
            call.Warn(Faults.StoreTakenAsEmpty(path));
        }
    }
}
