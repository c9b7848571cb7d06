using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>Shows a command's help in the chosen language, with an example that works in a demo station.</summary>
internal sealed class HelpPage(Locale language) : SynchronousCommandLineAction
{
    private Prose output = Prose.On(TextWriter.Null);

    /// <summary>Whoever asks for help need not give what the command requires.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        output = Prose.On(parseResult.InvocationConfiguration.Output);
        var isRoot = command is RootCommand;
        var path = PathOf(parseResult.CommandResult);
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"{Say(Says.HelpUsage)} {Synopsis(command, isRoot ? "" : " " + path)}");
        if (isRoot)
        {
            Groups(command);
        }
        else
        {
            Section(Say(Says.HelpCommands), command.Subcommands.Where(static c => !c.Hidden).Select(static c => (c.Name, c.Description)));
        }

        Section(Say(Says.HelpArguments), command.Arguments.Select(static a => (a.Name, a.Description)));
        var inherited = isRoot ? [] : parseResult.RootCommandResult.Command.Options.Where(static o => o.Recursive && !o.Hidden);
        Section(Say(Says.HelpOptions), command.Options.Concat(inherited).Distinct().Select(static o => (Names(o), o.Description)));
        if (RootBuilder.VerbAt(path)?.Example is { } example)
        {
            output.WriteLine();
            output.WriteLine(Say(Says.HelpExampleDemoStation));
            foreach (var line in example.Split('\n'))
            {
                output.Raw.WriteLine($"  {line}");
            }
        }

        return 0;
    }

    /// <summary>How a command is written, its words after <c>runbook</c> given.</summary>
    internal string Synopsis(Command command, string path)
    {
        var own = string.Concat(command.Arguments.Select(Usage));
        var rest =
            command.Subcommands.Count == 0 ? own
            : command.Action is null || own.Length == 0 ? " " + Say(Says.HelpCommand)
            : $"{own} | {Say(Says.HelpCommand)}";
        return $"runbook{path}{rest} {Say(Says.HelpOptionsUsage)}";
    }

    /// <summary>An option as it is written, its short form first.</summary>
    internal static string Names(Option option) =>
        string.Join(", ", option.Aliases.Prepend(option.Name).OrderBy(static n => n.Length))
        + (option.HelpName is { } value ? $" {value}" : "");

    private static string Usage(Argument argument) =>
        argument.Arity.MinimumNumberOfValues == 0
            ? $" [{argument.Name}]"
            : $" {argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "…" : "")}";

    private void Groups(Command root)
    {
        (string Title, VerbGroup Group)[] groups =
        [
            (Say(Says.HelpTechnicians), VerbGroup.Technicians),
            (Say(Says.HelpToolsOriginalOnes), VerbGroup.Tools),
            (Say(Says.HelpSupportLeads), VerbGroup.Leads),
            (Say(Says.HelpAuditors), VerbGroup.Auditors),
        ];
        foreach (var (title, group) in groups)
        {
            Section(
                title,
                root.Subcommands.Where(c => RootBuilder.VerbAt(c.Name)?.Group == group).Select(static c => (c.Name, c.Description))
            );
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent
            ? $"{PathOf(parent)} {result.Command.Name}"
            : result.Command.Name;

    private void Section(string title, IEnumerable<(string Name, string? Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        var width = list.Max(static r => r.Name.Length) + 2;
        foreach (var (name, text) in list)
        {
            output.WriteLine($"  {name.PadRight(width)}{text}");
        }
    }

    private string Say(LocalizedText words) => words.In(language);
}

/// <summary>Shows the program's version.</summary>
internal sealed class VersionLine(string version) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(version);
        return 0;
    }
}
