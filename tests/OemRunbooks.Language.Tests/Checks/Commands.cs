using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Testing.Runbooks;

namespace OemRunbooks.Language.Tests.Checks;

/// <summary>The fake activities, and one that runs a program.</summary>
internal static class Commands
{
    internal static IReadOnlyList<ActivityInfo> Infos { get; } =
    [
        .. FakeActivities.Infos,
        new("run.command", LocalizedText.Both("runs a program"))
        {
            Interruption = Interruption.Ask,
            Inputs =
            [
                Input.String(new("program", new("program", "program"))),
                Input.Texts(new("arguments", new("arguments", "arguments"))).OrEmpty(),
                Input.Texts(new("allowedExitCodes", new("exit codes", "exit codes"))).OrEmpty(),
            ],
            Outputs = [Output.Integer(new("exitCode", new("exit code", "exit code")))],
        },
    ];
}
