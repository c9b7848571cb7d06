namespace OemRunbooks.Words.Generator;

/// <summary>Writes the table of a project's own messages.</summary>
internal static class Tables
{
    /// <param name="name">The project's namespace.</param>
    /// <param name="own">Its entries.</param>
    /// <param name="hints">The shared hints.</param>
    /// <param name="below">The namespaces of the projects below it, in order.</param>
    internal static string Messages(string name, IEnumerable<Entry> own, Dictionary<string, Entry> hints, IEnumerable<string> below)
    {
        const string Message = "global::OemRunbooks.Foundation.Words.Message";
        var text = Source
            .File(name)
            .Append("/// <summary>The words of this project's own codes.</summary>\n")
            .Append("public static class ")
            .Append(Class(name))
            .Append("\n{\n")
            .Append("    /// <summary>All of them, in the order of the words files.</summary>\n")
            .Append($"    public static global::System.Collections.Generic.IReadOnlyList<{Message}> Messages {{ get; }} =\n    [\n");
        foreach (var entry in own.Where(static e => e.Kind == EntryKind.Code))
        {
            var shared = entry.HintName is { } hint && hints.TryGetValue(hint.Text, out var found) ? found : null;
            var (pl, en) = (entry.HintPl ?? shared?.Pl, entry.HintEn ?? shared?.En);
            var hinted = pl is null || en is null ? "null" : $"new({Pair(pl, en)})";
            text.Append($"        new({Source.Literal(entry.Key)}, new({Pair(entry.Pl!, entry.En!)}), {hinted}){Page.Made(entry)},\n");
        }

        return text.Append("    ];\n\n")
            .Append("    /// <summary>All of them, after those of the projects below.</summary>\n")
            .Append(
                $"    public static global::System.Collections.Generic.IEnumerable<{Message}> All => ["
                    + $"{string.Concat(below.Select(static b => $".. global::{b}.{Class(b)}.Messages, "))}.. Messages];\n"
            )
            .Append("}\n")
            .ToString();
    }

    private static string Class(string name) => name.Substring(name.LastIndexOf('.') + 1) + "Words";

    private static string Pair(Line pl, Line en) => $"{Source.Literal(pl.Text)}, {Source.Literal(en.Text)}";
}
