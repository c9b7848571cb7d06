using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.LanguageServer;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook dap</c>.</summary>
internal sealed class DapCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 86;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("dap", VerbGroup.Leads, "runbook dap < /dev/null || true", new Exit(1, Says.DapEndedWithoutDisconnect))];

    /// <inheritdoc/>
    internal override Command Create(Globals globals) =>
        EditorStreams.Command(
            globals,
            new Command("dap", globals.Say(Says.DapServesDebuggers)),
            Says.DapStartedByEditors,
            static (settings, input, output) => new DebugAdapter(settings).Run(input, output)
        );
}
