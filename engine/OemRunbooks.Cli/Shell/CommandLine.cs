namespace OemRunbooks.Cli.Shell;

/// <summary>The words of a command line.</summary>
internal static class CommandLine
{
    /// <summary>
    /// Takes <c>--option=</c> for the option with an empty value, as the original does; the parser would take the next word for its value.
    /// </summary>
    internal static IReadOnlyList<string> WithEmptyValues(string[] words)
    {
        var end = Array.IndexOf(words, "--");
        return [.. words.SelectMany((word, i) => IsEmptyOption(word) && (end < 0 || i < end) ? new[] { word[..^1], "" } : [word])];
    }

    private static bool IsEmptyOption(string word) =>
        word.Length > 3
        && word.StartsWith("--", StringComparison.Ordinal)
        && word.IndexOf('=', StringComparison.Ordinal) == word.Length - 1;
}
