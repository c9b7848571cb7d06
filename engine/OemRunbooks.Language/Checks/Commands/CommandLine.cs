using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Commands;

/// <summary>The programs that a step or its undoing runs, and what they are given, as far as it is written down.</summary>
internal static class CommandLine
{
    private const string Activity = "run.command";

    private static readonly string[] OfWindows =
    [
        "bcdedit",
        "certutil",
        "cmd",
        "dism",
        "fc",
        "icacls",
        "ipconfig",
        "msiexec",
        "net",
        "netsh",
        "powershell",
        "reg",
        "robocopy",
        "sc",
        "schtasks",
        "taskkill",
        "tasklist",
        "wevtutil",
        "where",
        "wmic",
        "xcopy",
    ];

    /// <summary>Where a program of that bare name most often lies, on the system on which there is one.</summary>
    internal static string Whole(string program)
    {
        var name = program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program[..^4] : program;
        return name switch
        {
            "powershell" => "C:/Windows/System32/WindowsPowerShell/v1.0/powershell.exe",
            "sh" or "bash" => "/bin/" + name,
            _ when name != program || OfWindows.Contains(name) => $"C:/Windows/System32/{name}.exe",
            _ => "/usr/bin/" + program,
        };
    }

    internal static IEnumerable<(string Text, Span Span)> Programs(Step step) => Given(step, "program").SelectMany(static t => Texts(t));

    internal static IEnumerable<(string Text, Span Span)> Arguments(Step step) => Given(step, "arguments").SelectMany(static t => Texts(t));

    internal static IEnumerable<(string Text, Span Span)> ExitCodes(Step step) =>
        Given(step, "allowedExitCodes").SelectMany(static t => Texts(t));

    private static IEnumerable<Template> Given(Step step, string field) =>
        Of(step.Activity, step.With, field).Concat(Of(step.Compensate?.Action, step.Compensate?.With ?? [], field));

    private static IEnumerable<Template> Of(ActivityInfo? activity, IEnumerable<NamedTemplate> with, string field) =>
        activity?.Name == Activity ? with.Where(w => w.Name == field).Select(static w => w.Template) : [];

    private static IEnumerable<(string Text, Span Span)> Texts(Template template) =>
        template switch
        {
            Template.Literal { Value.Kind: ValueKind.Text } literal => [(literal.Value.ToText(), literal.Span)],
            Template.Sequence list => list.Items.SelectMany(static i => Texts(i)),
            _ => [],
        };
}
