using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary>The program: a command line in, an exit code out.</summary>
internal static class RunbookProgram
{
    /// <summary>
    /// The exit code when not all could be shown: of what was done, where something was; a result that nobody saw is none.
    /// </summary>
    internal static int Shown(int code, string[] words, Failure? problem)
    {
        if (problem is null)
        {
            return code;
        }

        var reason = new LocalizedText(
            Globals.Words.Words(problem.Code, problem.Arguments, Locale.Pl),
            Globals.Words.Words(problem.Code, problem.Arguments, Locale.En)
        );
        var hasDone = words.Any(static w => w is "run" or "resume" or "confirm" or "undo") && !words.Contains("--plan");
        new Ui(Languages.Choose(words), json: false, Globals.Words, Console.Out, Console.Error).Fail(
            hasDone ? Faults.OutputFailed(reason) : Faults.OutputLost(reason)
        );
        return code == ExitCode.Good && !hasDone ? ExitCode.Bad : code;
    }

    internal static async Task<int> RunAsync(string[] words)
    {
        // Scripts ask this of every station: no command line is built for it.
        if (words is ["--version"])
        {
            Console.Out.WriteLine(ProgramVersion.Text);
            return ExitCode.Good;
        }

        var language = Languages.Choose(words);
        var root = RootBuilder.Build(language, words.FirstOrDefault());

        // A value that begins with @ is a value: no word of the command line is ever replaced by a file's content.
        var parse = root.Parse(CommandLine.WithEmptyValues(words), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            var ui = new Ui(language, json: false, Globals.Words, Console.Out, Console.Error);
            return ui.Fail(Faults.UsageWrong(UsageErrors.Say(parse, language)));
        }

        if ((UsageErrors.Mistaken(parse, words, language) ?? Languages.Refused(parse, words, language)) is { } mistake)
        {
            return new Ui(language, json: false, Globals.Words, Console.Out, Console.Error).Fail(Faults.UsageWrong(mistake));
        }

        if (Languages.UnknownVariable() is { } unknown)
        {
            new Ui(language, json: false, Globals.Words, Console.Out, Console.Error).Warn(unknown);
        }

        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parse.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // A mistake of ours: a person gets the line, whoever mends it what the line can't hold.
            var ui = new Ui(language, json: false, Globals.Words, Console.Out, Console.Error);
            if (words.TakeWhile(static w => w != "--").Any(static w => w is "-v" or "--verbose"))
            {
                ui.Error.Raw.WriteLine(error);
            }

            return ui.Fail(Failures.From(error), ExitCode.For(Failures.From(error).Code));
        }
    }
}
