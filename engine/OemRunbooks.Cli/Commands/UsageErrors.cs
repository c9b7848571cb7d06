using System.CommandLine;
using System.CommandLine.Parsing;
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
            return Unknown(word, known, language);
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

        return missing is not null
            ? Says.UsageArgumentMissing(missing.Name, command.Name).In(language)
            : OfValue(parse.Errors[0]).In(language);
    }

    /// <summary>That nobody knows a word, and which one was perhaps meant.</summary>
    internal static string Unknown(string word, IEnumerable<string> known, Locale language) =>
        Says.UsageUnknown(word).In(language) + (Closest.To(word, known) is { } closest ? Says.UsageMeant(closest).In(language) : "");

    // The parser's own words are English, and speak of its types.
    private static Sentence OfValue(ParseError error)
    {
        var (name, type, most) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType, option.Option.Arity.MaximumNumberOfValues),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType, argument.Argument.Arity.MaximumNumberOfValues),
            _ => ("", typeof(string), int.MaxValue),
        };
        var tokens = error.SymbolResult?.Tokens.Select(static t => t.Value).ToList() ?? [];
        var given = tokens.Count > 0 ? tokens[^1] : "";
        return tokens.Count > most ? Says.UsageTwice(name)
            : IsNumber(Nullable.GetUnderlyingType(type) ?? type) ? Says.UsageNoNumber(name, given)
            : Says.UsageWrongValue(name, given);
    }

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long);

    /// <summary>
    /// An option that nobody knows and that was therefore taken for an argument; null when there is none.
    /// </summary>
    internal static string? Mistaken(ParseResult parse, string[] words, Locale language)
    {
        var end = Array.IndexOf(words, "--");
        var known = parse
            .CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options.Where(static o => o.Recursive))
            .Select(static o => o.Name)
            .ToList();
        var word = parse
            .CommandResult.Command.Arguments.SelectMany(a => parse.GetResult(a)?.Tokens ?? [])
            .Select(static t => t.Value)
            .FirstOrDefault(v => v is ['-', '-', >= 'a' and <= 'z', ..] && Array.IndexOf(words, v) is var at && (end < 0 || at < end));
        return word is null ? null : Unknown(word, known, language);
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
