using System.CommandLine;
using System.CommandLine.Help;
using OemRunbooks.Cli.Commands.Audit;
using OemRunbooks.Cli.Commands.Editing;
using OemRunbooks.Cli.Commands.Tools;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>Puts the commands together, in the order in which their readers look for them.</summary>
internal static class RootBuilder
{
    internal static RootCommand Build(Locale language)
    {
        var globals = new Globals(language);
        var root = new RootCommand(globals.Say(
            "Wykonuje runbooki wsparcia offline: prowadzi krok po kroku, zapisuje dziennik, wznawia po awarii i tworzy raport.",
            "Runs offline-support runbooks: guides step by step, keeps a journal, resumes after a crash and writes the report."));
        foreach (var option in (Option[])[globals.Station, globals.Library, globals.Lang, globals.Format, globals.Verbose])
        {
            root.Options.Add(option);
        }

        root.Subcommands.Add(DemoCommand.Create(globals));
        root.Subcommands.Add(ListCommand.Create(globals));
        root.Subcommands.Add(ShowCommand.Create(globals));
        root.Subcommands.Add(RunCommand.Create(globals));
        root.Subcommands.Add(ResumeCommand.Create(globals));
        root.Subcommands.Add(RunsCommand.Create(globals));
        root.Subcommands.Add(StatusCommand.Create(globals));
        root.Subcommands.Add(ConfirmCommand.Create(globals));
        root.Subcommands.Add(ReportCommand.Create(globals));
        root.Subcommands.Add(LintCommand.Create(globals));
        root.Subcommands.Add(DiffCommand.Create(globals));
        root.Subcommands.Add(ImpactCommand.Create(globals));
        root.Subcommands.Add(GraphCommand.Create(globals));
        root.Subcommands.Add(JournalCommand.Create(globals));
        root.Subcommands.Add(ReplayCommand.Create(globals));
        root.Subcommands.Add(ApproveCommand.Create(globals));
        root.Subcommands.Add(KeyCommand.Create(globals));
        root.Subcommands.Add(NewCommand.Create(globals));
        root.Subcommands.Add(PackCommand.Create(globals));
        root.Subcommands.Add(ExportCommand.Create(globals));
        root.Subcommands.Add(SchemaCommand.Create(globals));
        root.Subcommands.Add(ActivitiesCommand.Create(globals));
        root.Subcommands.Add(ExplainCommand.Create(globals));
        root.Subcommands.Add(LicenseCommand.Create(globals));
        root.Subcommands.Add(FingerprintCommand.Create(globals));
        root.Subcommands.Add(BundleCommand.Create(globals));
        root.Subcommands.Add(DeltaCommand.Create(globals));
        root.Subcommands.Add(PackageCommand.Create(globals));
        root.Subcommands.Add(NotaryCommand.Create(globals));
        root.Subcommands.Add(TestCommand.Create(globals));
        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Description = globals.Say("pokaż pomoc", "show help");
                help.Action = new HelpPage(language);
            }
            else if (option is VersionOption version)
            {
                version.Description = globals.Say("pokaż wersję programu", "show the program's version");
                version.Action = new VersionLine(Globals.Product.Version);
            }
        }

        return root;
    }
}
