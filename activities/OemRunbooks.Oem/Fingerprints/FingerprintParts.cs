using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>
/// The parts of which a fingerprint was made when it last opened the licence store: what differs from them explains why it doesn't.
/// </summary>
/// <remarks>
/// Of what identifies the machine only digests are kept; host name and kernel are kept as they are, because a person has to compare them.
/// The salt is a secret, and nothing of it is kept.
/// The record explains and decides nothing, so nobody signs it. Source: trust.md, "Blame goes where it belongs"; formats.md, 8.2.
/// </remarks>
public static class FingerprintParts
{
    /// <summary>Where a station keeps the record.</summary>
    public const string Place = "backups/fingerprint-parts.json";

    private const int LongestText = 120;

    // In the order in which people look for a cause.
    private static readonly (string Name, Func<Sentence> Title, bool IsShown)[] Known =
    [
        ("hostname", static () => Says.PartHostname, true),
        ("kernel", static () => Says.PartKernel, true),
        ("cpu_id", static () => Says.PartCpu, false),
        ("mac_addresses", static () => Says.PartAddresses, false),
        ("tpm", static () => Says.PartTpm, false),
        ("dongle", static () => Says.PartDongle, false),
    ];

    /// <summary>The record of a machine as it is now.</summary>
    /// <exception cref="OemException"><see cref="Codes.FingerprintUnavailable"/>.</exception>
    public static OemObject Record(Machine machine, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var parts = Parts(machine);
        return new OemObject
        {
            { "recorded_at", TimeForms.Seconds(clock.GetUtcNow()) },
            { "parts", new OemObject(parts.Select(static p => KeyValuePair.Create(p.Key, OemJson.Of(p.Value)))) },
        };
    }

    /// <summary>A failure to open a store, with the parts that are no longer as they were recorded; any other failure as it is.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="disk">The way to the station's files.</param>
    /// <param name="station">The station's directory.</param>
    /// <param name="machine">The machine.</param>
    public static Failure Explain(Failure failure, IDisk disk, string station, Machine machine)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Code == Codes.StoreDecryptionFailed && Changed(disk, Path.Combine(station, Place), machine) is { } changed
            ? failure with
            {
                Arguments = failure.Arguments.With("changed", changed.Recorded()),
            }
            : failure;
    }

    /// <summary>What is no longer as it was recorded, in words; null when nothing is, or nothing can be compared.</summary>
    public static Sentence? Changed(IDisk disk, string record, Machine machine)
    {
        try
        {
            if (OemJsonReader.Parse(disk.ReadDocument(record)) is not OemObject { } document || document["parts"] is not OemObject before)
            {
                return null;
            }

            var now = Parts(machine);
            Sentence[] changes =
            [
                .. Known
                    .Where(k => before.TextOf(k.Name) != now.GetValueOrDefault(k.Name))
                    .Select(k => k.IsShown ? Shown(k.Title(), before.TextOf(k.Name), now.GetValueOrDefault(k.Name)) : k.Title()),
            ];
            return changes.Length == 0 ? null : new Sentence(new LocalizedText(Joined(changes, Locale.Pl), Joined(changes, Locale.En)));
        }
        catch (OemException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Parts(Machine machine) =>
        FactorCollector
            .Collect(machine)
            .Where(static f => f.Key != "salt")
            .ToDictionary(
                static f => f.Key == "os" ? "kernel" : f.Key,
                static f =>
                    f switch
                    {
                        { Key: "hostname", Value: OemText name } => name.Value,
                        { Value: OemObject os } => string.Join(' ', os.Select(static o => ((OemText)o.Value).Value)),
                        _ => Convert.ToHexStringLower(
                            SHA256.HashData(Encoding.UTF8.GetBytes(OemJsonWriter.Write(f.Value, JsonStyle.Canonical)))
                        ),
                    },
                StringComparer.Ordinal
            );

    private static Sentence Shown(Sentence title, string? was, string? now) => Says.PartChanged(title, Short(was), Short(now));

    private static string Short(string? text) =>
        text is null ? "–"
        : text.Length > LongestText ? text[..LongestText] + "…"
        : text;

    private static string Joined(IEnumerable<Sentence> changes, Locale language) => string.Join(", ", changes.Select(c => c.In(language)));
}
