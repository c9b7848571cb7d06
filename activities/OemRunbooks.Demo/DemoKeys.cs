using System.Security.Cryptography;
using System.Text;

namespace OemRunbooks.Demo;

/// <summary>The demo's invented keys and the overrides that fix its fingerprint.</summary>
internal static class DemoKeys
{
    internal static byte[] Licence { get; } = SHA256.HashData("OemRunbooks demo: licence key"u8);

    /// <summary>Signs bundles, and what a delta brings of them.</summary>
    internal static byte[] Bundle { get; } = SHA384.HashData("OemRunbooks demo: bundle key"u8);

    /// <summary>Signs the published manifests of deltas: another key, so that nothing rests on the two being one.</summary>
    internal static byte[] Delta { get; } = SHA256.HashData("OemRunbooks demo: delta key"u8);

    // The kernel's names stay the machine's own; everything else is fixed, root or not, container or not.
    internal static SortedDictionary<string, string> Environment { get; } =
        new(StringComparer.Ordinal)
        {
            ["OEM_BUNDLE_HMAC_KEY"] = Convert.ToBase64String(Bundle),
            ["OEM_CPU_ID"] = "DEMO-4C4C4544-0043",
            ["OEM_DELTA_HMAC_KEY"] = "base64:" + Convert.ToBase64String(Delta),
            ["OEM_DISK_ID"] = "DEMO-DISK-00417",
            ["OEM_DONGLE_ID"] = "DEMO-DONGLE-7",
            ["OEM_FINGERPRINT_SALT"] = "oem-demo",
            ["OEM_HOSTNAME"] = "demo-station",
            ["OEM_LICENSE_HMAC_KEY"] = "base64:" + Convert.ToBase64String(Licence),
            ["OEM_MAC_ADDRESSES"] = "02:00:5e:10:00:01",
            ["OEM_TPM_ID"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("OemRunbooks demo: tpm"))),
        };
}
