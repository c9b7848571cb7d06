using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands.Completing;

/// <summary>What can stand where somebody writes a command.</summary>
/// <param name="language">In which language it is told what each is.</param>
/// <param name="build">Gives the whole command line.</param>
/// <param name="open">Opens a station by its directory.</param>
internal sealed class Candidates(Locale language, Func<RootCommand> build, Func<string, Workplace> open)
{
    private const int Most = 200;
    private const string Last = "last";
    private static readonly char[] Choice = ['|'];

    /// <summary>What begins as the last word does, in the order in which readers look for it.</summary>
    /// <param name="words">The words after <c>runbook</c>; the last one is being written, and may be empty.</param>
    internal IEnumerable<(string Word, string? About)> Of(IReadOnlyList<string> words)
    {
        var current = words.Count > 0 ? words[^1] : "";
        var before = words.SkipLast(1).ToArray();
        var parse = build().Parse(before);
        return All(parse, before, current).Where(c => c.Word.StartsWith(current, StringComparison.Ordinal)).Take(Most);
    }

    private IEnumerable<(string Word, string? About)> All(ParseResult parse, string[] before, string current)
    {
        var options = OptionsOf(parse);
        if (before is [.., var previous] && options.Find(o => Names(o).Contains(previous)) is { Arity.MinimumNumberOfValues: > 0 } asking)
        {
            return Values(parse, asking.HelpName ?? "");
        }

        if (current.StartsWith('-'))
        {
            return options
                .Where(o => o.Arity.MaximumNumberOfValues > 1 || parse.GetResult(o) is null or { Implicit: true })
                .Select(static o => (o.Name, o.Description));
        }

        var command = parse.CommandResult.Command;
        var verbs = command.Subcommands.Where(static c => !c.Hidden).Select(static c => (c.Name, c.Description));
        var argument = command.Arguments.FirstOrDefault(a => (parse.GetResult(a)?.Tokens.Count ?? 0) < a.Arity.MaximumNumberOfValues);
        return command is RootCommand ? InOrder() : [.. verbs, .. argument is null ? [] : Values(parse, argument.Name)];
    }

    private IEnumerable<(string, string?)> InOrder() =>
        build().Subcommands.Where(static c => !c.Hidden).Select(static c => (c.Name, c.Description));

    private static List<Option> OptionsOf(ParseResult parse) =>
        [
            .. parse
                .CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options.Where(static o => o.Recursive))
                .Distinct()
                .Where(static o => !o.Hidden),
        ];

    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name);

    // What a place takes is told by its name in the help: the same for people and here.
    private IEnumerable<(string Word, string? About)> Values(ParseResult parse, string place)
    {
        var verb = parse.CommandResult.Command.Name;
        if (place == Say(Says.WordRunArgument) || place == Say(Says.WordRunFile) || place == "RUN")
        {
            return Runs(parse);
        }

        if (place == Say(Says.WordStepArgument) || place == "STEP")
        {
            return Steps(parse, verb);
        }

        if (place == Say(Says.WordCode) || place == "CODE")
        {
            return Globals.Codes.All.Select(c => (c.Code, (string?)null));
        }

        if (place == Say(Says.WordName) && verb == "activities")
        {
            var work = Open(parse);
            return work
                .Library.Loader.Activities.Values.Concat(work.Library.MadeActivities)
                .Select(a => (a.Name, (string?)a.Summary.In(language)));
        }

        if (place == Say(Says.HelpCommand))
        {
            return InOrder();
        }

        string[] names =
        [
            Say(Says.WordNameFile),
            Say(Says.ImpactEdited),
            Say(Says.DiffOld),
            Say(Says.DiffNew),
            Say(Says.WordPath),
            "RUNBOOK",
        ];
        if (names.Contains(place) || (place == Say(Says.WordName) && verb is "show" or "run"))
        {
            return Runbooks(parse);
        }

        return place.Contains('|', StringComparison.Ordinal) && place.All(static c => char.IsAsciiLetterLower(c) || c == '|')
            ? place.Split(Choice).Select(static c => (c, (string?)null))
            : [];
    }

    private string Say(Sentence words) => words.In(language);

    private Workplace Open(ParseResult parse)
    {
        var option = parse.RootCommandResult.Command.Options.First(static o => o.Name == "--station");
        return open(parse.GetResult(option)?.Tokens is [.., var given] ? given.Value : ".");
    }

    private IEnumerable<(string, string?)> Runbooks(ParseResult parse)
    {
        var work = Open(parse);
        return work
            .Library.Items.Select(i => work.Library.Loader.Load(i.Path, i.Read()).Runbook)
            .Where(static r => r is { IsInternal: false })
            .Select(r => (r!.Id, (string?)r.Name.In(language)));
    }

    private IEnumerable<(string, string?)> Runs(ParseResult parse)
    {
        var work = Open(parse);
        var runs = work.Store.Newest().Take(Most).ToList();
        return runs.Count == 0
            ? []
            : runs.Select(r => RunSummary.Of(r, work.Library.Loader))
                .Select(r => (r.Id, (string?)$"{r.Runbook}, {r.Said.In(language)}"))
                .Prepend((Last, Say(Says.CompletionLast)));
    }

    // Where an answer is given, the steps that wait for one.
    private IEnumerable<(string, string?)> Steps(ParseResult parse, string verb)
    {
        var work = Open(parse);
        var name = parse
            .CommandResult.Command.Arguments.Select(a => parse.GetResult(a))
            .FirstOrDefault(static r => r is { Implicit: false })
            is { Tokens: [var run, ..] }
            ? run.Value
            : Last;
        using var stored = work.Run(name);
        return verb == "confirm"
            ? (RunSummary.Of(stored, work.Library.Loader).Run?.Waiting ?? []).Select(static w => (w.Path, (string?)null)).ToList()
            : ReportFiles
                .Build(stored, work.Library.Loader, Globals.Words, work.Trusted())
                .Steps.Select(s => (s.Path, (string?)s.Title.In(language)))
                .ToList();
    }
}
