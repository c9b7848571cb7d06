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
    // The verbs, each group in the order in which its readers look for them. All else about a verb stands in its own file.
    private static readonly (Func<Globals, Command> Create, Verb[] Verbs)[] Files =
    [
        // Technicians.
        (DemoCommand.Create, DemoCommand.Verbs),
        (ListCommand.Create, ListCommand.Verbs),
        (ShowCommand.Create, ShowCommand.Verbs),
        (RunCommand.Create, RunCommand.Verbs),
        (ResumeCommand.Create, ResumeCommand.Verbs),
        (RunsCommand.Create, RunsCommand.Verbs),
        (StatusCommand.Create, StatusCommand.Verbs),
        (ConfirmCommand.Create, ConfirmCommand.Verbs),
        (ReportCommand.Create, ReportCommand.Verbs),
        // Tools.
        (LicenseCommand.Create, LicenseCommand.Verbs),
        (FingerprintCommand.Create, FingerprintCommand.Verbs),
        (BundleCommand.Create, BundleCommand.Verbs),
        (DeltaCommand.Create, DeltaCommand.Verbs),
        (PackageCommand.Create, PackageCommand.Verbs),
        (NotaryCommand.Create, NotaryCommand.Verbs),
        // Leads.
        (NewCommand.Create, NewCommand.Verbs),
        (LintCommand.Create, LintCommand.Verbs),
        (TestCommand.Create, TestCommand.Verbs),
        (DiffCommand.Create, DiffCommand.Verbs),
        (ImpactCommand.Create, ImpactCommand.Verbs),
        (GraphCommand.Create, GraphCommand.Verbs),
        (PackCommand.Create, PackCommand.Verbs),
        (SchemaCommand.Create, SchemaCommand.Verbs),
        (ActivitiesCommand.Create, ActivitiesCommand.Verbs),
        (ExplainCommand.Create, ExplainCommand.Verbs),
        (ExportCommand.Create, ExportCommand.Verbs),
        // Auditors.
        (JournalCommand.Create, JournalCommand.Verbs),
        (ReplayCommand.Create, ReplayCommand.Verbs),
        (KeyCommand.Create, KeyCommand.Verbs),
        (ApproveCommand.Create, ApproveCommand.Verbs),
    ];

    /// <summary>Every verb and every word that holds verbs together.</summary>
    internal static IEnumerable<Verb> Verbs => Files.SelectMany(static f => f.Verbs);

    /// <summary>What a verb's file says about it.</summary>
    internal static Verb? VerbAt(string path) => Verbs.FirstOrDefault(v => v.Path == path);

    internal static RootCommand Build(Locale language)
    {
        var globals = new Globals(language);
        var root = new RootCommand(globals.Say(Says.RootBuilderRunsOfflineSupportRunbooksGuides));
        foreach (var option in (Option[])[globals.Station, globals.Library, globals.Lang, globals.Format, globals.Verbose])
        {
            root.Options.Add(option);
        }

        foreach (var (create, _) in Files)
        {
            root.Subcommands.Add(create(globals));
        }

        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Description = globals.Say(Says.RootBuilderShowHelp);
                help.Action = new HelpPage(language);
            }
            else if (option is VersionOption version)
            {
                version.Description = globals.Say(Says.RootBuilderShowProgramsVersion);
                version.Action = new VersionLine(Globals.Product.Version);
            }
        }

        return root;
    }
}
