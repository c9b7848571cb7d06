using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using OemRunbooks.Cli.Commands.Tools;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>Shows a command's help in the chosen language, with an example that works in a demo station.</summary>
internal sealed class HelpPage(Locale language) : SynchronousCommandLineAction
{
    /// <summary>Whoever asks for help need not give what the command requires.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = Console.Out;
        var isRoot = command is RootCommand;
        var path = PathOf(parseResult.CommandResult);
        output.WriteLine(command.Description);
        output.WriteLine();
        var arguments = string.Concat(command.Arguments.Select(static a => a.Arity.MinimumNumberOfValues == 0 ? $" [{a.Name}]" : $" {a.Name}{(a.Arity.MaximumNumberOfValues > 1 ? "…" : "")}"));
        output.WriteLine($"{Say("Użycie:", "Usage:")} runbook{(isRoot ? Say(" POLECENIE [opcje]", " COMMAND [options]") : $" {path}{(command.Subcommands.Count > 0 ? Say(" POLECENIE", " COMMAND") : arguments)} {Say("[opcje]", "[options]")}")}");
        if (isRoot)
        {
            Groups(command);
        }
        else
        {
            Section(Say("Polecenia", "Commands"), command.Subcommands.Where(static c => !c.Hidden).Select(static c => (c.Name, c.Description)));
        }

        Section(Say("Argumenty", "Arguments"), command.Arguments.Select(static a => (a.Name, a.Description)));
        var inherited = isRoot ? [] : parseResult.RootCommandResult.Command.Options.Where(static o => o.Recursive && !o.Hidden);
        Section(Say("Opcje", "Options"), command.Options.Concat(inherited).Distinct().Select(static o => (Names(o), o.Description)));
        if (Examples.For(path) is { } example)
        {
            output.WriteLine();
            output.WriteLine(Say("Przykład (w stanowisku demo):", "Example (in a demo station):"));
            foreach (var line in example.Split('\n'))
            {
                output.WriteLine($"  {line}");
            }
        }

        return 0;
    }

    // Whoever looks for a verb knows who they are, not what it is called.
    private void Groups(Command root)
    {
        (string Title, string[] Names)[] groups =
        [
            (Say("Dla technika", "For technicians"), ["demo", "list", "show", "run", "resume", "runs", "status", "confirm", "report"]),
            (Say("Narzędzia, jak oryginalne", "Tools, as the original ones"), ["license", "fingerprint", "bundle", "delta", "package", "notary"]),
            (Say("Dla lidera wsparcia", "For support leads"), ["new", "lint", "test", "diff", "impact", "graph", "pack", "schema", "activities", "explain", "export"]),
            (Say("Dla audytora", "For auditors"), ["journal", "replay", "key", "approve"]),
        ];
        foreach (var (title, names) in groups)
        {
            Section(title, names.Select(n => root.Subcommands.First(c => c.Name == n)).Select(static c => (c.Name, c.Description)));
        }

        Section(Say("Inne", "Others"), root.Subcommands.Where(c => !c.Hidden && !groups.Any(g => g.Names.Contains(c.Name))).Select(static c => (c.Name, c.Description)));
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent ? $"{PathOf(parent)} {result.Command.Name}" : result.Command.Name;

    private static string Names(Option option) =>
        string.Join(", ", option.Aliases.Prepend(option.Name).OrderBy(static n => n.Length)) + (option.HelpName is { } value ? $" {value}" : "");

    private static void Section(string title, IEnumerable<(string Name, string? Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
        {
            return;
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"{title}:");
        var width = list.Max(static r => r.Name.Length) + 2;
        foreach (var (name, text) in list)
        {
            Console.Out.WriteLine($"  {name.PadRight(width)}{text}");
        }
    }

    private string Say(string pl, string en) => language == Locale.Pl ? pl : en;
}

/// <summary>Shows the program's version.</summary>
internal sealed class VersionLine(string version) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Console.Out.WriteLine(version);
        return 0;
    }
}

/// <summary>Examples for each command, one to a line; each works when pasted into a demo station.</summary>
internal static class Examples
{
    internal static string? For(string command) => command switch
    {
        "demo" => "runbook demo ./demo-station",
        "list" => "runbook list",
        "show" => "runbook show client-update",
        "run" => "set -a; . ./demo.env; set +a; runbook run client-update --set license=media/usb/licence.json",
        "resume" => "runbook resume last",
        "runs" => "runbook runs",
        "status" => "runbook status last",
        "confirm" => "runbook confirm last approve-downgrade --comment \"OK\"",
        "report" => "runbook report last --lang pl --format md",
        "test" => "runbook test client-update --coverage-min 90",
        "journal show" => "runbook journal show last\nrunbook journal show last --at 6\nrunbook journal show last --follow --format json",
        "journal verify" => "runbook journal verify last\nrunbook journal verify var/runbook/runs --format json\nrunbook key show > keys.txt; runbook journal verify last --key keys.txt",
        "journal prove" => "runbook journal prove last 1 > proof.json",
        "journal check-proof" => "runbook journal prove last 1 > proof.json; runbook journal check-proof proof.json",
        "approve" => "runbook key new anna --approver; runbook approve MFRG-GZDF-MZTW-QYLC --as anna",
        "replay" => "runbook replay last\nrunbook replay --all\nrunbook replay --all --against client-update",
        "key new" => "runbook key new inspector --no-passphrase",
        "key show" => "runbook key show",
        "key trust" => "runbook key show > keys.txt; runbook key trust keys.txt",
        "export" => "runbook export client-update --to elsa --out client-update.elsa.json",
        "new" => "runbook new night-check --template check --set name.pl='Kontrola nocna' --set name.en='Night check'",
        "pack" => "runbook key new lead --no-passphrase; runbook new night-check --template check; runbook pack runbooks --out support.rbpack --key lead --expires 180d",
        "pack verify" => "runbook key new lead --no-passphrase; runbook new night-check --template check; runbook pack runbooks --out support.rbpack --key lead; runbook pack verify support.rbpack",
        "schema" => "runbook schema runbook > runbook.schema.json",
        "activities" => "runbook activities backup.file",
        "explain" => "runbook explain fingerprint.mismatch",
        "graph" => "runbook graph client-update > client-update.mmd\nrunbook graph --run last --format svg > run.svg",
        "lint" => "runbook lint client-update",
        "impact" => "runbook show client-update --format yaml > edited.yaml; runbook impact edited.yaml",
        "diff" => "runbook show client-update --format yaml > edited.yaml; runbook diff client-update edited.yaml",
        _ => ToolExamples.For(command),
    };
}
