using System.CommandLine;
using OemRunbooks.Engine.Text;

namespace OemRunbooks.Cli.Commands;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class UsageErrors
{
    internal static string Say(ParseResult parse, Language language)
    {
        var pl = language == Language.Pl;
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
        return missing is not null
            ? (pl ? $"brakuje argumentu {missing.Name} polecenia {command.Name}" : $"{command.Name} needs the argument {missing.Name}")
            : parse.Errors[0].Message;
    }
}
