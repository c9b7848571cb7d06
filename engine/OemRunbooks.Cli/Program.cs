using System.CommandLine;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Values;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var language = Languages.Choose(args);
var root = RootBuilder.Build(language);

// A value that begins with @ is a value: no word of the command line is ever replaced by a file's content.
var parse = root.Parse(CommandLine.WithEmptyValues(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parse.Errors.Count > 0)
{
    var ui = new Ui(language, json: false, Globals.Words, Console.Out, Console.Error);
    var reason = UsageErrors.Say(parse, language);
    return ui.Fail(Engine.Failure(reason));
}

return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);

internal static class Engine
{
    internal static OemRunbooks.Foundation.Failures.Failure Failure(string reason) =>
        OemRunbooks.Foundation.Failures.Failure.Of("usage.wrong", ("reason", Value.Of(reason)));
}
