using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>How far the rotation of a key has come.</summary>
internal enum KeyRotation
{
    /// <summary>Not due.</summary>
    Current,

    /// <summary>Due.</summary>
    Due,

    /// <summary>Overdue, or never rotated.</summary>
    Overdue,
}

/// <summary>A named signing key.</summary>
/// <param name="Id">Name, written as <c>key_id</c>.</param>
/// <param name="Bytes">The key.</param>
/// <param name="Rotation">How far its rotation has come.</param>
/// <param name="RotatedAt">When it was last rotated; null when never.</param>
internal sealed record NamedKey(string Id, byte[] Bytes, KeyRotation Rotation, DateTimeOffset? RotatedAt);

/// <summary>The newer record of a machine's parts, from which drift is judged.</summary>
/// <remarks>Source: formats.md, 8.5.</remarks>
public static class ComponentRecord
{
    private static readonly string[] Names = ["cpu", "tpm", "mac", "disk", "dongle"];

    /// <summary>
    /// Builds the payload from the raw texts of the components <c>cpu</c>, <c>tpm</c>, <c>mac</c>, <c>disk</c>, <c>dongle</c>; blank ones
    /// become null.
    /// </summary>
    public static OemObject Build(IReadOnlyDictionary<string, string?> raw, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(clock);
        var components = new OemObject(
            Names.Select(name =>
                KeyValuePair.Create(name, Component(raw.GetValueOrDefault(name), isAddress: name == "mac") ?? OemJson.Null)
            )
        );
        var digests = new OemObject(
            components
                .Where(static c => c.Value is OemObject)
                .Select(static c => KeyValuePair.Create(c.Key, ((OemObject)c.Value)["digest"]!))
        );
        var identity = new OemObject { { "version", OemJson.Of(1) }, { "components", digests } };
        return new OemObject
        {
            { "version", OemJson.Of(1) },
            { "collected_at", TimeForms.Seconds(clock.GetUtcNow()) },
            { "components", components },
            { "component_digests", digests },
            {
                "fingerprint",
                new OemObject { { "algorithm", "sha256" }, { "value", Digest(OemJsonWriter.Canonical(identity)) } }
            },
        };
    }

    /// <summary>Wraps a record with its signature, made with the best of several keys.</summary>
    internal static OemObject Sign(OemObject payload, IEnumerable<NamedKey> keys)
    {
        var best = Order(keys).First();
        return Sign(payload, best.Bytes, best.Id);
    }

    /// <summary>Wraps a record with its signature.</summary>
    public static OemObject Sign(OemObject payload, byte[] key, string keyId) =>
        OemSignature.Wrap(payload, key, OemSignature.Sha384, keyId);

    /// <summary>Orders keys: not due, due, overdue; among equals the most recently rotated, then by id.</summary>
    internal static IEnumerable<NamedKey> Order(IEnumerable<NamedKey> keys) =>
        keys.OrderBy(static k => k.RotatedAt is null ? KeyRotation.Overdue : k.Rotation)
            .ThenByDescending(static k => k.RotatedAt ?? DateTimeOffset.MinValue)
            .ThenBy(static k => k.Id, CodePointOrder.Instance);

    /// <summary>Makes one component: raw, normalised and digest; null when blank.</summary>
    public static OemObject? Component(string? raw, bool isAddress = false)
    {
        var trimmed = SpecText.Trim(raw ?? string.Empty);
        var normal = isAddress
            ? string.Concat(trimmed.ToLowerInvariant().Where(char.IsAsciiHexDigit))
            : string.Join(' ', Words(trimmed.ToLowerInvariant()));
        return normal.Length == 0
            ? null
            : new OemObject
            {
                { "raw", trimmed },
                { "normalized", normal },
                { "digest", Digest(Encoding.UTF8.GetBytes(normal)) },
            };
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var space = i == text.Length || SpecText.IsSpace(text[i]);
            if (space && start >= 0)
            {
                yield return text[start..i];
                start = -1;
            }
            else if (!space && start < 0)
            {
                start = i;
            }
        }
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
