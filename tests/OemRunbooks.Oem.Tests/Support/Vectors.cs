using System.Text.Json;

namespace OemRunbooks.Oem.Tests.Support;

/// <summary>The specification's test vectors, copied beside the tests.</summary>
internal static class Vectors
{
    public static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", name + ".json"))).RootElement;

    /// <summary>One row per element: index and a name to read in the test list.</summary>
    public static IEnumerable<object[]> Rows(string name, params string[] path)
    {
        var list = path.Aggregate(Load(name), (e, p) => e.GetProperty(p));
        return Enumerable.Range(0, list.GetArrayLength()).Select(i => new object[] { i });
    }

    public static JsonElement Row(string name, int index, params string[] path) =>
        path.Aggregate(Load(name), (e, p) => e.GetProperty(p))[index];

    public static string Text(this JsonElement e, string name) => e.GetProperty(name).GetString()!;

    public static string? Maybe(this JsonElement e, string name) => e.TryGetProperty(name, out var v) ? v.GetString() : null;

    public static bool Has(this JsonElement e, string name) => e.TryGetProperty(name, out _);

    public static byte[] Hex(this JsonElement e, string name) => Convert.FromHexString(e.Text(name));

    public static string[] Texts(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(x => x.GetString()!)];
}
