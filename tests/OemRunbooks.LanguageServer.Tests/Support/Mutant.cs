namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>A text as somebody leaves it in the middle of writing.</summary>
internal static class Mutant
{
    private static readonly string[] Words =
    [
        "steps",
        "id",
        "${{ ",
        " }}",
        "inputs.",
        "steps.a.outputs.b",
        ": ",
        "- ",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "\n",
        "  ",
        "\t",
        "#",
        "yes",
        "|",
        "ł",
        "&a",
        "*a",
        "!x",
        "\r\n",
        "\u00A0",
    ];

    internal static string Of(string text, Random random)
    {
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(12), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Words[random.Next(Words.Length)]),
                2 => text.Remove(at, length).Insert(at, Words[random.Next(Words.Length)]),
                3 => WithoutLine(text, random),
                _ => text.Insert(at, text.Substring(random.Next(text.Length - length + 1), length)),
            };
        }

        return text;
    }

    /// <summary>Something that somebody types.</summary>
    internal static string Word(Random random) => Words[random.Next(Words.Length)];

    private static string WithoutLine(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        lines.RemoveAt(random.Next(lines.Count));
        return string.Join('\n', lines);
    }
}
