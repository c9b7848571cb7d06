using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>Reads the raw texts of a machine's components, from which a component record is built.</summary>
/// <remarks>
/// The original joins the processor's text in an order that changes from process to process; ours is its id alone, so that two records of
/// one machine are equal. The disk is the first fixed one by name. Source: formats.md, 8.5 and 15.
/// </remarks>
public static class LocalComponents
{
    private static readonly string[] NotFixed = ["loop", "ram", "zram", "dm-", "md", "sr", "fd", "nbd"];
    private static readonly string[] Serials = ["serial", "device/serial", "device/wwid", "wwid", "device/cid"];

    /// <summary>
    /// Reads <c>cpu</c>, <c>tpm</c>, <c>mac</c>, <c>disk</c> and <c>dongle</c>; null for what the machine does not have or does not tell.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> Read(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["cpu"] = Known(() => FactorCollector.Processor(machine)),
            ["tpm"] = FactorCollector.TrustedModule(machine),
            ["mac"] = Known(() => string.Join(',', FactorCollector.MacAddresses(machine))),
            ["disk"] = FactorCollector.Override(machine, "OEM_DISK_ID") ?? Disk(machine),
            ["dongle"] = FactorCollector.DongleId(machine),
        };
    }

    // A machine without a network has no address; the rest of its record is still worth having.
    private static string? Known(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (OemException e) when (e.Code == Codes.FingerprintUnavailable)
        {
            return null;
        }
    }

    private static string? Disk(Machine machine)
    {
        var directory = Path.Combine(machine.Root, "sys/block");
        if (!machine.HasSysfs || !Directory.Exists(directory))
        {
            return null;
        }

        return Directory
            .EnumerateFileSystemEntries(directory)
            .Where(static d => !NotFixed.Any(n => Path.GetFileName(d).StartsWith(n, StringComparison.Ordinal)))
            .Where(static d => FactorCollector.FirstLineOf(Path.Combine(d, "removable")) != "1")
            .Order(CodePointOrder.Instance)
            .Select(static d =>
                Serials.Select(s => FactorCollector.FirstLineOf(Path.Combine(d, s))).FirstOrDefault(static s => s is not null)
            )
            .FirstOrDefault(static s => s is not null);
    }
}
