using System.CommandLine;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class UsageErrors
{
    internal static string Say(ParseResult parse, Locale language)
    {
        var pl = language == Locale.Pl;
        if (parse.UnmatchedTokens.Count > 0)
        {
            var word = parse.UnmatchedTokens[0];
            var known = parse.CommandResult.Command.Subcommands.Select(static c => c.Name).Concat(parse.CommandResult.Command.Options.Select(static o => o.Name));
            var closest = Closest.To(word, known);
            var meant = closest is null ? "" : pl ? $" (czy chodziło o „{closest}”?)" : $" (did you mean \"{closest}\"?)";
            return (pl ? $"nieznane polecenie lub opcja „{word}”" : $"unknown command or option \"{word}\"") + meant;
        }

        var command = parse.CommandResult.Command;
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            return pl ? "nie podano polecenia" : "no command given";
        }

        var missing = command.Arguments.FirstOrDefault(a => parse.GetResult(a) is not { Tokens.Count: > 0 } && a.Arity.MinimumNumberOfValues > 0);
        if (missing is null && OfOptions(parse, pl) is { } fault)
        {
            return fault;
        }

        return missing is not null
            ? (pl ? $"brakuje argumentu {missing.Name} polecenia {command.Name}" : $"{command.Name} needs the argument {missing.Name}")
            : parse.Errors[0].Message;
    }

    private static string? OfOptions(ParseResult parse, bool pl)
    {
        var own = parse.CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options.Where(static o => o.Recursive)).ToList();
        if (own.Find(o => parse.GetResult(o) is { Implicit: false, Tokens.Count: 0 } && o.Arity.MinimumNumberOfValues > 0) is { } empty)
        {
            return pl ? $"opcja {empty.Name} wymaga wartości" : $"the option {empty.Name} needs a value";
        }

        return own.Find(o => o.Required && parse.GetResult(o) is null or { Implicit: true }) is { } absent
            ? (pl ? $"brakuje opcji {absent.Name}" : $"the option {absent.Name} is required")
            : null;
    }
}
