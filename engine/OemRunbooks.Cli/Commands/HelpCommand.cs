using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook help [COMMAND…]</c>.</summary>
internal sealed class HelpCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 100;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("help", VerbGroup.Technicians, "runbook help run")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var words = new Argument<string[]>(globals.Say(Says.HelpCommand))
        {
            Description = globals.Say(Says.HelpOfWhat),
            Arity = ArgumentArity.ZeroOrMore,
        };
        return globals.Does(
            new Command("help", globals.Say(Says.HelpShows)) { words },
            async (parse, _, _) => await ShowAsync(parse.GetValue(words) ?? [], globals.Language).ConfigureAwait(false)
        );
    }

    private static async Task<int> ShowAsync(string[] words, Locale language)
    {
        Command at = RootBuilder.Build(language);
        foreach (var word in words)
        {
            at =
                at.Subcommands.FirstOrDefault(c => c.Name == word)
                ?? throw new CodedException(
                    Faults.UsageWrong(UsageErrors.Unknown(word, at.Subcommands.Select(static c => c.Name), language))
                );
        }

        // As if --help had been asked behind the command: one page, whichever way somebody asks.
        return await RootBuilder.Build(language).Parse([.. words, "--help"]).InvokeAsync().ConfigureAwait(false);
    }
}
