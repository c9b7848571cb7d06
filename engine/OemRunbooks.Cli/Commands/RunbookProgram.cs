using System.CommandLine;
using OemRunbooks.Cli.Shell;

namespace OemRunbooks.Cli.Commands;

/// <summary>The program: a command line in, an exit code out.</summary>
internal static class RunbookProgram
{
    internal static async Task<int> RunAsync(string[] words)
    {
        var language = Languages.Choose(words);
        var root = RootBuilder.Build(language);

        // A value that begins with @ is a value: no word of the command line is ever replaced by a file's content.
        var parse = root.Parse(CommandLine.WithEmptyValues(words), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            var ui = new Ui(language, json: false, Globals.Words, Console.Out, Console.Error);
            return ui.Fail(Faults.UsageWrong(UsageErrors.Say(parse, language)));
        }

        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parse.InvokeAsync(invocation).ConfigureAwait(false);
    }
}
