using System.CommandLine;
using System.CommandLine.Parsing;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>What the commands that stand in for the original tools have in common: options, the place they work in, exit codes.</summary>
internal sealed class Tool(Globals globals)
{
    internal string Say(Sentence words) => globals.Say(words);

    /// <summary>An option with a value; of a repeated one the last counts, as in the original.</summary>
    internal Option<string[]> Option(string name, string value, Sentence about, bool required = false)
    {
        var option = new Option<string[]>(name)
        {
            Description = Say(about),
            HelpName = value,
            Required = required,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

        // Where a value was forgotten, the parser takes the next option for it.
        option.Validators.Add(result =>
        {
            if (result.Parent is CommandResult call && result.Tokens.Any(t => call.Command.Options.Any(o => o.Name == t.Value)))
            {
                result.AddError(Say(Says.ToolOptionNeedsValue(name)));
            }
        });
        return option;
    }

    /// <summary>An option without a value: the word after it is never taken for one.</summary>
    internal Option<bool> Flag(string name, Sentence about) => new(name) { Description = Say(about), Arity = ArgumentArity.Zero };

    internal Argument<string> Argument(LocalizedText name, Sentence about) => new(Say(name)) { Description = Say(about) };

    internal Option<string[]> Key(Sentence about) => Option("--hmac-key", "KEY", Says.ToolKey(about));

    /// <summary>Gives a command its work.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">Gives the exit code.</param>
    /// <param name="isDropIn">True where the original knew only 0, 1 and 2, and printed nothing but its result.</param>
    internal Command Does(Command command, Func<ToolCall, int> work, bool isDropIn = false)
    {
        command.SetAction(parse =>
        {
            var ui = new Ui(globals.Language, parse.GetValue(globals.Format) == "json", Globals.Words, Console.Out, Console.Error);
            using var stop = new Interrupts(static () => { });
            try
            {
                Enter(parse.GetValue(globals.Station)!);
                return work(new ToolCall(parse, ui, stop.Token));
            }
            catch (OperationCanceledException)
            {
                ui.Error.WriteLine(ui.Say(Says.ToolInterruptedNothingWasChanged));
                return ExitCode.Interrupted;
            }
            catch (OemException error)
            {
                return Fail(ui, Explained(FailureOf(error)), isDropIn);
            }
            catch (Exception error) when (error is CodedException or IOException or UnauthorizedAccessException)
            {
                return Fail(ui, Failures.From(error), isDropIn);
            }
        });
        return command;
    }

    // Called in a station, a tool knows what its fingerprint was made of.
    private static Failure Explained(Failure failure) =>
        FingerprintParts.Explain(failure, ToolCall.Disk, Directory.GetCurrentDirectory(), ToolCall.LocalMachine());

    // As text, whatever the format knew: what scripts read of a tool stays as it was.
    internal static Failure FailureOf(OemException error) =>
        new(error.Code, Value.Map(error.Args.Select(static a => KeyValuePair.Create(a.Key, Value.Of(a.Value)))));

    private static int Fail(Ui ui, Failure failure, bool isDropIn)
    {
        var code = isDropIn ? ExitCode.Bad : ToolExit.Of(failure.Code);
        if (ui.IsJson && !isDropIn && code == ExitCode.Bad)
        {
            ui.Json(
                Value.MapOf(
                    ("ok", Value.False),
                    ("code", Value.Of(failure.Code)),
                    ("message", Value.Of(ui.Words(failure))),
                    ("arguments", failure.Arguments)
                )
            );
        }

        return ui.Fail(failure, code);
    }

    // Paths are shown as they were given, as the original does: so the directory changes, not the paths.
    private static void Enter(string station)
    {
        if (!Directory.Exists(station))
        {
            throw new CodedException(Faults.StationMissing(station));
        }

        Directory.SetCurrentDirectory(station);
    }
}
