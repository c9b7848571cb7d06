using System.CommandLine;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class UsageErrors
{
    internal static string Say(ParseResult parse, Locale language)
    {
        if (parse.UnmatchedTokens.Count > 0)
        {
            var word = parse.UnmatchedTokens[0];
            var known = parse
                .CommandResult.Command.Subcommands.Select(static c => c.Name)
                .Concat(parse.CommandResult.Command.Options.Select(static o => o.Name));
            var closest = Closest.To(word, known);
            return Says.UsageUnknown(word).In(language) + (closest is null ? "" : " " + Says.UsageMeant(closest).In(language));
        }

        var command = parse.CommandResult.Command;
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            return Says.UsageNoCommand.In(language);
        }

        var missing = command.Arguments.FirstOrDefault(a =>
            parse.GetResult(a) is not { Tokens.Count: > 0 } && a.Arity.MinimumNumberOfValues > 0
        );
        if (missing is null && OfOptions(parse, language) is { } fault)
        {
            return fault;
        }

        return missing is not null ? Says.UsageArgumentMissing(missing.Name, command.Name).In(language) : parse.Errors[0].Message;
    }

    private static string? OfOptions(ParseResult parse, Locale language)
    {
        var own = parse
            .CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options.Where(static o => o.Recursive))
            .ToList();
        if (own.Find(o => parse.GetResult(o) is { Implicit: false, Tokens.Count: 0 } && o.Arity.MinimumNumberOfValues > 0) is { } empty)
        {
            return Says.UsageValueMissing(empty.Name).In(language);
        }

        return own.Find(o => o.Required && parse.GetResult(o) is null or { Implicit: true }) is { } absent
            ? Says.UsageOptionMissing(absent.Name).In(language)
            : null;
    }
}
