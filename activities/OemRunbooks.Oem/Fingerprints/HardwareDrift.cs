using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>What became of a machine's parts between two records.</summary>
/// <param name="Status"><c>match</c>, <c>degraded</c> or <c>rebind_required</c>.</param>
/// <param name="Changed">Names that differ, by code point.</param>
/// <param name="Tolerated">Those that may differ.</param>
/// <param name="Blocked">Those that may not.</param>
public sealed record DriftResult(
    string Status,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Tolerated,
    IReadOnlyList<string> Blocked
)
{
    /// <summary>The report as JSON, with a summary in English.</summary>
    public OemObject Json =>
        new()
        {
            { "status", Status },
            { "changed_components", OemJson.Of(Changed) },
            { "tolerated", OemJson.Of(Tolerated) },
            { "blocked", OemJson.Of(Blocked) },
            { "summary", Changed.Count == 0 ? "no component changed" : $"changed: {string.Join(", ", Changed)}" },
        };
}

/// <summary>Judges how much of a machine changed.</summary>
/// <remarks>Source: formats.md, 14.2.</remarks>
public static class HardwareDrift
{
    /// <summary>Compares two records by their <c>component_digests</c>.</summary>
    /// <param name="baseline">The earlier record.</param>
    /// <param name="candidate">The present record.</param>
    /// <param name="tolerances">Numbers by component name, added to or replacing <c>mac</c> 1 and <c>disk</c> 1.</param>
    public static DriftResult Evaluate(OemObject baseline, OemObject candidate, OemObject? tolerances = null)
    {
        var before = Digests(baseline);
        var after = Digests(candidate);
        var changed = before
            .Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Order(CodePointOrder.Instance)
            .ToArray();
        var tolerated = changed.Where(name => IsTolerated(name, tolerances)).ToArray();
        var blocked = changed.Except(tolerated, StringComparer.Ordinal).ToArray();
        var status =
            blocked.Length > 0 ? "rebind_required"
            : changed.Length > 0 ? "degraded"
            : "match";
        return new DriftResult(status, changed, tolerated, blocked);
    }

    /// <summary>Reads a record, signed or bare; a signature is not checked.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.FileMissing"/>, <see cref="Codes.FileUnreadable"/>, <see cref="Codes.TextMalformed"/>, <see
    /// cref="Codes.JsonMalformed"/>.
    /// </exception>
    public static OemObject Load(IDisk disk, string path)
    {
        var document = OemJsonReader.ParseObject(disk.ReadDocument(path), path, OemJsonReader.Malformed);
        return !document.Has("component_digests") && document["payload"] is OemObject payload ? payload : document;
    }

    /// <summary>Reads tolerances from a text, such as <c>{"mac": 1}</c>.</summary>
    /// <exception cref="OemException"><see cref="Codes.JsonMalformed"/>.</exception>
    public static OemObject ParseTolerances(string text) =>
        OemJsonReader.ParseObject(Encoding.UTF8.GetBytes(text), "tolerances", OemJsonReader.Malformed);

    private static Dictionary<string, string> Digests(OemObject record) =>
        (record["component_digests"] as OemObject ?? [])
            .Where(static d => d.Value is not OemNull)
            .ToDictionary(
                static d => d.Key,
                static d => TextForm.Of(d.Value) ?? OemJsonWriter.Write(d.Value, JsonStyle.Canonical),
                StringComparer.Ordinal
            );

    private static bool IsTolerated(string name, OemObject? tolerances) =>
        tolerances?[name] switch
        {
            OemInteger i => i.Value > 0,
            OemDouble d => d.Value > 0,
            OemBool b => b.Value,
            null => name is "mac" or "disk",
            _ => false,
        };
}
