namespace OemRunbooks.Words.Generator;

/// <summary>The types that an argument can have.</summary>
internal static class Types
{
    /// <summary>Every type's word with the C# type of a factory's parameter.</summary>
    internal static readonly IReadOnlyDictionary<string, string> ByWord = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bytes"] = "long",
        ["choice"] = "long",
        ["figure"] = "long",
        ["flag"] = "bool",
        ["list"] = "global::System.Collections.Generic.IEnumerable<string>",
        ["number"] = "long",
        ["path"] = "string",
        ["text"] = "string",
        ["time"] = "global::System.DateTimeOffset",
        ["value"] = "global::OemRunbooks.Foundation.Values.Value",
        ["words"] = "global::OemRunbooks.Foundation.Words.Sentence",
    };

    /// <summary>Whether a number of this type chooses the form of a noun.</summary>
    internal static bool IsCounted(string type) => type is "number" or "figure" or "bytes";

    /// <summary>Whether texts may choose by it at all.</summary>
    internal static bool Chooses(string type) => IsCounted(type) || type == "choice";
}
