using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>One example for each tool; each works when pasted into a demo station.</summary>
internal static class ToolExamples
{
    private const string Load = "set -a; . ./demo.env; set +a; ";

    internal static string? For(string command) => command switch
    {
        "license status" => Load + "runbook license status --store secrets/license_store.json --read-local",
        "license verify" => Load + "runbook license verify --store secrets/license_store.json --license media/usb/licence.json --read-local --hmac-key env:OEM_LICENSE_HMAC_KEY",
        "license recover" => Load + "runbook license recover --store backups/license_store.old.json --output secrets/recovered.json --old-fingerprint-file backups/fingerprint.old --read-local-new --report var/reports/licensing/recovery.json",
        "fingerprint show" => Load + "runbook fingerprint show --factors",
        "fingerprint verify" => Load + "runbook fingerprint verify --expected opt/core-oem/config/fingerprint.expected.json",
        "fingerprint drift" => "runbook fingerprint drift backups/components.old.json backups/components.json --tolerances '{\"mac\": 1, \"disk\": 0}'",
        "bundle verify" => Load + $"runbook bundle verify media/usb/{Bundle} --version 2024.06",
        "bundle extract" => Load + $"runbook bundle extract media/usb/{Bundle} --to var/unpacked/core-oem",
        "delta check" => Load + $"runbook delta check media/usb/{Delta.Replace(".tar.gz", ".json", StringComparison.Ordinal)} --hmac-key env:OEM_DELTA_HMAC_KEY",
        "delta apply" => Load + $"runbook delta apply media/usb/{Delta} --to opt/core-oem --hmac-key env:OEM_DELTA_HMAC_KEY",
        "package verify" => Load + $"runbook package verify var/dist/packages/core-oem-{StationDirectory.Platform}-2024.06 --hmac-key env:OEM_DELTA_HMAC_KEY",
        "notary check" => "runbook notary check var/dist/notary/*.json",
        _ => null,
    };

    private static string Bundle => new BundleName("2024.06", StationDirectory.Platform).FileName;

    private static string Delta => DeltaName.Seed("2024.06", StationDirectory.Platform);
}
