using System.CommandLine;
using OemRunbooks.Cli.Commands.Completing;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook completion bash|zsh|fish|pwsh</c>.</summary>
/// <remarks>The script of a shell asks <c>runbook completion candidates -- WORD…</c> at each key that completes.</remarks>
internal sealed class CompletionCommand : VerbFile
{
    private const string Asked = "candidates";

    /// <inheritdoc/>
    internal override int Place => 120;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("completion", VerbGroup.Technicians, "runbook completion bash")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var shell = new Argument<string>(string.Join('|', ShellScripts.Names)) { Description = globals.Say(Says.CompletionShell) };
        var words = new Argument<string[]>(globals.Say(Says.CompletionWord))
        {
            Description = globals.Say(Says.CompletionWords),
            Arity = ArgumentArity.ZeroOrMore,
        };
        return globals.Does(
            new Command("completion", globals.Say(Says.CompletionGives)) { shell, words },
            (parse, ui, _) =>
            {
                var named = parse.GetValue(shell)!;
                if (named == Asked)
                {
                    Offer(globals, parse, ui, parse.GetValue(words) ?? []);
                }
                else
                {
                    ui.Raw.Write(
                        ShellScripts.Of(named) ?? throw new CodedException(Faults.CompletionUnknownShell(named, ShellScripts.Names))
                    );
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    // Whoever presses a key wants no error on the line that they write.
    private static void Offer(Globals globals, ParseResult parse, Ui ui, string[] words)
    {
        try
        {
            var silent = new Ui(globals.Language, json: false, Globals.Words, TextWriter.Null, TextWriter.Null);
            var candidates = new Candidates(
                globals.Language,
                () => RootBuilder.Build(globals.Language),
                station => globals.Open(parse, silent, station, new Dictionary<string, string>())
            );
            foreach (var (word, about) in candidates.Of(words))
            {
                ui.Raw.WriteLine(about is { Length: > 0 } ? $"{word}\t{about.ReplaceLineEndings(" ")}" : word);
            }
        }
        catch (Exception error) when (error is CodedException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Nothing can be offered.
        }
    }
}
