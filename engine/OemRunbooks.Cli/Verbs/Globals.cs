using System.Collections;
using System.CommandLine;
using OemRunbooks.Activities;
using OemRunbooks.Activities.Common;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Cli.Verbs;

/// <summary>The options that every command has, and what every command does around its own work.</summary>
internal sealed class Globals(Locale language)
{
    internal Option<string> Station { get; } =
        new("--station")
        {
            Description = Says.GlobalsCustomersStationDirectoryDefaultCurrent.In(language),
            HelpName = Says.WordDir.In(language),
            Recursive = true,
            DefaultValueFactory = static _ => ".",
        };

    internal Option<string?> Library { get; } =
        new("--library")
        {
            Description = Says.GlobalsDirectoryRunbooksPackRbpackSearched.In(language),
            HelpName = Says.GlobalsDirPack.In(language),
            Recursive = true,
        };

    internal Option<string?> Lang { get; } =
        new("--lang")
        {
            Description = Says.GlobalsLanguageEverythingYouReadPl.In(language),
            HelpName = "pl|en",
            Recursive = true,
        };

    internal Option<string> Format { get; } =
        new("--format")
        {
            Description = Says.GlobalsFormResultTextJson.In(language),
            HelpName = "text|json",
            Recursive = true,
            DefaultValueFactory = static _ => "text",
        };

    internal Option<bool> Verbose { get; } =
        new("-v", "--verbose") { Description = Says.GlobalsShowTechnicalLogWell.In(language), Recursive = true };

    internal Locale Language { get; } = language;

    internal string Say(Sentence words) => words.In(Language);

    /// <summary>What this program brings along.</summary>
    internal static Product Product => LazyProduct.Value;

    /// <summary>Every code that the program can show.</summary>
    internal static CodeCatalogue Codes => LazyCodes.Value;

    internal static Messages Words => Product.Messages;

    // Help and completion need no activity and no words of codes: what a command does not ask for is not made.
    private static readonly Lazy<Product> LazyProduct = new(static () =>
        new(ProgramVersion.Text, OemActivities.All, new Messages(CliWords.All))
        {
            Collectors = OemActivities.Collectors,
            BuiltInFiles = BuiltIn.Files,
            ReadBuiltIn = BuiltIn.Read,
            Recipes = BuiltIn.Recipes,
            Facts = static s => [.. ProductFacts.Of(s).Select(static f => new StationFact(f.Key, f.Name, f.Value))],
        }
    );

    private static readonly Lazy<CodeCatalogue> LazyCodes = new(static () => new(Product));

    internal static Dictionary<string, string> EnvironmentVariables() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(static e => (string)e.Key, static e => (string?)e.Value ?? "", StringComparer.Ordinal);

    /// <summary>Gives a command its work; errors with a code become one line and an exit code, and nobody sees a stack trace.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">Its work.</param>
    /// <param name="formats">The forms of its result beside text and JSON, when it has more of them.</param>
    internal Command Does(Command command, Func<ParseResult, Ui, CancellationToken, Task<int>> work, params string[] formats)
    {
        string[] all = ["text", "json", .. formats];
        command.SetAction(
            async (parse, cancellation) =>
            {
                var ui = new Ui(Language, parse.GetValue(Format) == "json", Words, Console.Out, Console.Error);
                try
                {
                    if (command.Options.All(static o => o.Name != "--format"))
                    {
                        FormatOf(parse, all);
                    }

                    return await work(parse, ui, cancellation).ConfigureAwait(false);
                }
                catch (CodedException error)
                {
                    return ui.Fail(error.Failure, ExitCode.For(error.Failure.Code));
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    return ui.Fail(Failures.From(error));
                }
            }
        );
        return command;
    }

    /// <summary>The form of a reference: as everywhere, or the whole page as Markdown.</summary>
    internal Option<string> PageFormat() =>
        new("--format")
        {
            Description = Say(Says.GlobalsFormTextJsonMd),
            HelpName = "text|json|md",
            DefaultValueFactory = static _ => "text",
        };

    /// <exception cref="CodedException"><c>input.invalid</c></exception>
    internal string PageFormatOf(string given) =>
        given is "text" or "json" or "md"
            ? given
            : throw new CodedException(Faults.UsageWrong(Say(Says.UsageOneOf("--format", given, "text|json|md"))));

    /// <summary>The form of a result, for a command that has more of them than most.</summary>
    /// <exception cref="CodedException"><c>usage.wrong</c></exception>
    internal string FormatOf(ParseResult parse, params string[] allowed)
    {
        var format = parse.GetValue(Format)!;
        var all = string.Join(", ", allowed);
        return allowed.Contains(format)
            ? format
            : throw new CodedException(Faults.UsageWrong(Say(Says.GlobalsUnknownFormatThere(format, all))));
    }

    /// <summary>Opens a station that a command is about to write to, or to look for runs in.</summary>
    /// <remarks>A directory that nobody named as a station, and that looks like none, is left as it is.</remarks>
    /// <exception cref="CodedException"><c>station.none</c></exception>
    internal Workplace OpenStation(ParseResult parse, Ui ui)
    {
        DemandStation(parse);
        return Open(parse, ui);
    }

    /// <exception cref="CodedException"><c>station.none</c></exception>
    internal void DemandStation(ParseResult parse)
    {
        var station = parse.GetValue(Station)!;
        if (parse.GetResult(Station) is not { Implicit: false } && !Workplace.LooksLikeOne(station))
        {
            throw new CodedException(Faults.StationNone(Path.GetFullPath(station)));
        }
    }

    internal Workplace Open(ParseResult parse, Ui ui) => Open(parse, ui, parse.GetValue(Station)!, new Dictionary<string, string>());

    /// <summary>Opens a station for the work of a person whose name may have been given.</summary>
    /// <exception cref="CodedException"><c>operator.invalid</c></exception>
    internal Workplace OpenFor(ParseResult parse, Ui ui, Option<string?> name)
    {
        var settings = Settings(parse, ui, parse.GetValue(Station)!, EnvironmentVariables()) with { Operator = parse.GetValue(name) };
        var work = new Workplace(settings);
        _ = work.Operator;
        return work;
    }

    /// <summary>The option that says who does the work.</summary>
    internal Option<string?> Operator() => new("--operator") { Description = Say(Says.OperatorOption), HelpName = Say(Says.OperatorName) };

    /// <summary>Opens a directory as a station for somebody who edits its texts.</summary>
    internal Workplace Open(ParseResult parse, Ui ui, string station, EditedTexts edited) =>
        new(Settings(parse, ui, station, EnvironmentVariables()) with { Edited = edited });

    /// <summary>Opens the station for somebody else than who sits at the terminal: their language, their texts, their name.</summary>
    internal Workplace OpenFor(ParseResult parse, Ui ui, Locale language, EditedTexts edited, string? person) =>
        new(
            Settings(parse, ui, parse.GetValue(Station)!, EnvironmentVariables()) with
            {
                Edited = edited,
                Locale = language,
                Operator = person,
                Passphrase = static _ => null,
            }
        );

    /// <summary>Opens a station with further variables beside those of the process.</summary>
    internal Workplace Open(ParseResult parse, Ui ui, string station, IReadOnlyDictionary<string, string> more)
    {
        var environment = EnvironmentVariables();
        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return new(Settings(parse, ui, station, environment));
    }

    private WorkplaceSettings Settings(ParseResult parse, Ui ui, string station, Dictionary<string, string> environment) =>
        new(Product, station, environment, Language)
        {
            Library = parse.GetValue(Library),
            Verbose = parse.GetValue(Verbose) ? ui.Error.Raw : null,
            Passphrase = key => Passphrases.Ask(ui, key),
        };
}
