namespace OemRunbooks.Words.Generator;

/// <summary>The part of an entry that explains a finding: why it is refused, and an example of each side.</summary>
internal static class Page
{
    /// <summary>Fields that every finding has.</summary>
    private static readonly string[] Needed = ["why pl", "why en", "wrong", "right"];

    /// <summary>What an example is, when it is not a runbook or a part of one; the words of <c>ExampleKind</c>.</summary>
    private static readonly string[] Kinds = ["whole", "tests", "teams", "unattended", "orphan", "library"];

    /// <summary>All its fields.</summary>
    internal static readonly string[] Fields = [.. Needed, "example", "beside"];

    /// <summary>Fields whose lines stand as they are.</summary>
    internal static readonly string[] Blocks = ["wrong", "right", "beside"];

    /// <summary>What is wrong with an entry's explanation: a finding has a whole one, whatever else has none.</summary>
    internal static IEnumerable<Problem> Check(Entry entry)
    {
        var missing = Needed.Where(n => string.IsNullOrWhiteSpace(entry.Field(n)?.Text)).ToList();
        if (IsFinding(entry) && missing.Count > 0)
        {
            yield return new(Problems.PageIncomplete, entry.File, entry.Number, $"{entry.Key} has no {string.Join(", ", missing)}");
        }
        else if (!IsFinding(entry) && Fields.Select(entry.Field).FirstOrDefault(static f => f is not null) is { } stray)
        {
            yield return new(Problems.PageIncomplete, entry.File, stray.Number, $"{entry.Key} is no finding (RBnnnn) and is not explained");
        }

        if (entry.Field("example") is { } kind && !Kinds.Contains(kind.Text))
        {
            yield return new(Problems.PageIncomplete, entry.File, kind.Number, $"an example is one of {string.Join(", ", Kinds)}");
        }
    }

    /// <summary>The explanation as C#; nothing for what is no finding or has no whole one.</summary>
    internal static string Made(Entry entry)
    {
        if (!IsFinding(entry) || Needed.Any(n => entry.Field(n) is null))
        {
            return "";
        }

        var why = $"new({Text(entry, "why pl")}, {Text(entry, "why en")})";
        var word = Kinds.FirstOrDefault(k => k == entry.Field("example")?.Text) ?? "runbook";
        var kind = char.ToUpperInvariant(word[0]) + word.Substring(1);
        var beside = entry.Field("beside") is null ? "null" : Text(entry, "beside");
        var examples = $"{beside}, {Text(entry, "wrong")}, {Text(entry, "right")}";
        return $" {{ Explanation = new({why}, global::OemRunbooks.Foundation.Words.ExampleKind.{kind}, {examples}) }}";
    }

    private static bool IsFinding(Entry entry) => entry.Kind == EntryKind.Code && entry.Key.StartsWith("RB", StringComparison.Ordinal);

    private static string Text(Entry entry, string field) => Source.Literal(entry.Field(field)!.Text.TrimEnd('\n'));
}
