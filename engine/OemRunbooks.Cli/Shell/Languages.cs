using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Shell;

/// <summary>Chooses the language: <c>--lang</c>, then RUNBOOK_LANG, LC_ALL, LC_MESSAGES, LANG, then Polish.</summary>
internal static class Languages
{
    internal static Locale Choose(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var given =
                args[i].StartsWith("--lang=", StringComparison.Ordinal) ? args[i][7..]
                : args[i] == "--lang" && i + 1 < args.Length ? args[i + 1]
                : null;
            if (Parse(given) is { } chosen)
            {
                return chosen;
            }
        }

        // The first variable that is set decides, as everywhere; one in another language than ours leaves Polish.
        foreach (var name in (string[])["RUNBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                return Parse(value) ?? Locale.Pl;
            }
        }

        return Locale.Pl;
    }

    private static Locale? Parse(string? text) =>
        text switch
        {
            null => null,
            _ when text.StartsWith("pl", StringComparison.OrdinalIgnoreCase) => Locale.Pl,
            _ when text.StartsWith("en", StringComparison.OrdinalIgnoreCase) => Locale.En,
            _ => null,
        };
}
