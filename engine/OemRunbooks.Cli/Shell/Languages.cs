using System.CommandLine;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Shell;

/// <summary>Chooses the language: <c>--lang</c>, then RUNBOOK_LANG, LC_ALL, LC_MESSAGES, LANG, then Polish.</summary>
internal static class Languages
{
    private const string Variable = "RUNBOOK_LANG";

    internal static Locale Choose(string[] args)
    {
        if (Given(args).Select(Parse).FirstOrDefault(static l => l is not null) is { } chosen)
        {
            return chosen;
        }

        // The first variable that is set decides, as everywhere; one in another language than ours leaves Polish.
        foreach (var name in (string[])[Variable, "LC_ALL", "LC_MESSAGES", "LANG"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                return Parse(value) ?? Locale.Pl;
            }
        }

        return Locale.Pl;
    }

    /// <summary>What is wrong with a language that was asked for; null when nothing is.</summary>
    /// <remarks>A command with such an option of its own, as a report that can be had in both, says itself what it takes.</remarks>
    internal static string? Refused(ParseResult parse, string[] args, Locale language) =>
        (parse.CommandResult.Command is RootCommand || parse.CommandResult.Command.Options.All(static o => o.Name != "--lang"))
        && Given(args).FirstOrDefault(static g => Parse(g) is null) is { } other
            ? Says.UsageOneOf("--lang", other, "pl|en").In(language)
            : null;

    /// <summary>The remark about a variable of ours that names no language of ours, or null.</summary>
    internal static Failure? UnknownVariable() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value && Parse(value) is null
            ? Faults.LanguageUnknown(Variable, value)
            : null;

    private static IEnumerable<string> Given(string[] args)
    {
        for (var i = 0; i < args.Length && args[i] != "--"; i++)
        {
            if (args[i].StartsWith("--lang=", StringComparison.Ordinal))
            {
                yield return args[i][7..];
            }
            else if (args[i] == "--lang" && i + 1 < args.Length)
            {
                yield return args[i + 1];
            }
        }
    }

    // "pl", "pl_PL.UTF-8", "en-GB", and nothing that only begins so.
    private static Locale? Parse(string? text) =>
        text?.Split('_', '-', '.', '@')[0].ToLowerInvariant() switch
        {
            "pl" => Locale.Pl,
            "en" => Locale.En,
            _ => null,
        };
}
