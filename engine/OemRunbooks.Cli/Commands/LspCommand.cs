using System.CommandLine;
using OemRunbooks.Cli.Verbs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook lsp</c>.</summary>
internal sealed class LspCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 85;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("lsp", VerbGroup.Leads, "runbook lsp < /dev/null || true", new Exit(1, Says.LspEndedWithoutShutdown))];

    /// <inheritdoc/>
    internal override Command Create(Globals globals) =>
        EditorStreams.Command(
            globals,
            new Command("lsp", globals.Say(Says.LspServesEditors)),
            Says.LspStartedByEditors,
            static (settings, input, output) => new LanguageServer.LanguageServer(settings).Run(input, output)
        );
}
