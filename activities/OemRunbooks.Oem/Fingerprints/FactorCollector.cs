using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>Collects the factors of a machine's fingerprint.</summary>
/// <remarks>
/// Source: formats.md, 8.2. Where the original would take a random node, this fails: such a fingerprint cannot be repeated.
/// </remarks>
public static class FactorCollector
{
    private const string ZeroAddress = "00:00:00:00:00:00";
    private static readonly string[] ProcessorKeys = ["serial", "hardware", "processor"];

    /// <summary>Makes the machine's fingerprint.</summary>
    /// <exception cref="OemException"><see cref="Codes.FingerprintUnavailable"/>.</exception>
    public static string Fingerprint(Machine machine) => Fingerprints.Fingerprint.Of(Collect(machine));

    /// <summary>Collects the factors; those without a value are left out.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.FingerprintUnavailable"/> when the node is needed and no interface has one.
    /// </exception>
    public static OemObject Collect(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var name = machine.Name();
        var factors = new OemObject();
        AddText(factors, "cpu_id", Processor(machine));
        if (MacAddresses(machine) is { Count: > 0 } addresses)
        {
            factors.Add("mac_addresses", OemJson.Of(addresses));
        }

        AddText(factors, "hostname", Override(machine, "OEM_HOSTNAME") ?? SpecText.Trim(name.Node));
        factors.Add(
            "os",
            new OemObject
            {
                { "system", name.System },
                { "release", name.Release },
                { "version", name.Version },
                { "machine", name.Machine },
            }
        );
        AddText(factors, "tpm", TrustedModule(machine));
        AddText(factors, "dongle", DongleId(machine));
        AddText(factors, "salt", Override(machine, "OEM_FINGERPRINT_SALT"));
        return factors;
    }

    /// <summary>The processor's id.</summary>
    internal static string Processor(Machine machine) => Override(machine, "OEM_CPU_ID") ?? CpuId(machine);

    /// <summary>The TPM's id; null when there is none.</summary>
    internal static string? TrustedModule(Machine machine) => Override(machine, "OEM_TPM_ID") ?? Tpm(machine);

    /// <summary>The dongle's id; null when there is none.</summary>
    internal static string? DongleId(Machine machine) => Override(machine, "OEM_DONGLE_ID") ?? Dongle(machine);

    /// <summary>Splits the override of the addresses.</summary>
    internal static IReadOnlyList<string> AddressesOf(string list) =>
        [
            .. list.Split(',')
                .Select(SpecText.Trim)
                .Where(static a => a.Length > 0)
                .Select(static a =>
                    a.Replace(":", string.Empty, StringComparison.Ordinal)
                        .Replace("-", string.Empty, StringComparison.Ordinal)
                        .ToLowerInvariant()
                )
                .Distinct(StringComparer.Ordinal)
                .Order(CodePointOrder.Instance),
        ];

    private static void AddText(OemObject factors, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            factors.Add(name, value);
        }
    }

    internal static string? Override(Machine machine, string name) =>
        machine.Environment(name) is { } value && SpecText.Trim(value) is { Length: > 0 } trimmed ? trimmed : null;

    private static string CpuId(Machine machine) =>
        Sys(machine, "sys/devices/virtual/dmi/id/product_uuid") ?? ProcessorLine(machine) ?? NodeOf(machine, "cpu_id");

    private static string? ProcessorLine(Machine machine)
    {
        if (!machine.HasSysfs || TryRead(Disk.All, Path.Combine(machine.Root, "proc/cpuinfo")) is not { } bytes)
        {
            return null;
        }

        foreach (var line in SpecText.Lenient(bytes).Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (
                colon >= 0
                && ProcessorKeys.Contains(SpecText.Trim(line[..colon]).ToLowerInvariant(), StringComparer.Ordinal)
                && SpecText.Trim(line[(colon + 1)..]) is { Length: > 0 } value
            )
            {
                return value;
            }
        }

        return null;
    }

    internal static IReadOnlyList<string> MacAddresses(Machine machine)
    {
        if (Override(machine, "OEM_MAC_ADDRESSES") is { } list)
        {
            return AddressesOf(list);
        }

        var addresses = new SortedSet<string>(CodePointOrder.Instance) { NodeOf(machine, "mac_addresses") };
        var directory = Path.Combine(machine.Root, "sys/class/net");
        foreach (var link in machine.HasSysfs && Disk.All.IsDirectory(directory) ? Disk.All.List(directory) : [])
        {
            if (FirstLineOf(Path.Combine(link, "address")) is { } address && address != ZeroAddress)
            {
                addresses.Add(address.Replace(":", string.Empty, StringComparison.Ordinal).ToLowerInvariant());
            }
        }

        return [.. addresses];
    }

    private static string NodeOf(Machine machine, string factor) =>
        machine.Node() ?? throw new OemException(Faults.FingerprintUnavailable(factor));

    private static string? Tpm(Machine machine) =>
        Sys(machine, "sys/class/tpm/tpm0/device/unique_id")
        ?? Sys(machine, "sys/class/tpm/tpm0/unique_id")
        ?? (
            machine.TpmProperties() is { } printed && SpecText.Trim(printed) is { Length: > 0 } text
                ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
                : null
        );

    private static string? Dongle(Machine machine)
    {
        // Given empty, it names no file; only what is not given is the default.
        var path = machine.Environment("OEM_DONGLE_PATH") ?? "var/oem/dongle_id.txt";
        return path.Length == 0 ? null : FirstLineOf(machine.Disk, Path.Combine(machine.WorkingDirectory, path));
    }

    private static string? Sys(Machine machine, string path) => machine.HasSysfs ? FirstLineOf(Path.Combine(machine.Root, path)) : null;

    internal static string? FirstLineOf(string path) => FirstLineOf(Disk.All, path);

    private static string? FirstLineOf(IDisk disk, string path) => TryRead(disk, path) is { } bytes ? SpecText.FirstLine(bytes) : null;

    private static byte[]? TryRead(IDisk disk, string path)
    {
        try
        {
            return disk.ReadDocument(path);
        }
        catch (OemException)
        {
            return null;
        }
    }
}
