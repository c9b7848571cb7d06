using System.CommandLine;
using System.CommandLine.Help;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>Puts the commands together, in the order in which their readers look for them.</summary>
internal static partial class RootBuilder
{
    // By group, in each in the order in which its readers look for them. All about a verb stands in its own file.
    private static readonly VerbFile[] Files =
    [
        .. Written()
            .OrderBy(static f => f.Verbs[0].Group)
            .ThenBy(static f => f.Place)
            .ThenBy(static f => f.Verbs[0].Path, StringComparer.Ordinal),
    ];

    /// <summary>Every verb and every word that holds verbs together.</summary>
    internal static IEnumerable<Verb> Verbs => Files.SelectMany(static f => f.Verbs);

    /// <summary>What a verb's file says about it.</summary>
    internal static Verb? VerbAt(string path) => Verbs.FirstOrDefault(v => v.Path == path);

    /// <summary>The whole command line.</summary>
    /// <param name="language">In which language it speaks.</param>
    /// <param name="first">The first word that was given: where it is a verb's, the others are left out, which nobody will see.</param>
    internal static RootCommand Build(Locale language, string? first = null)
    {
        var globals = new Globals(language);
        var root = new RootCommand(globals.Say(Says.RootBuilderRunsOfflineSupportRunbooksGuides));
        foreach (var option in (Option[])[globals.Station, globals.Library, globals.Lang, globals.Format, globals.Verbose])
        {
            root.Options.Add(option);
        }

        var named = Files
            .Where(f => f.Verbs.Any(v => v.Path == first || v.Path.StartsWith(first + " ", StringComparison.Ordinal)))
            .ToList();
        foreach (var file in first is null || named.Count == 0 ? Files : [.. named])
        {
            root.Subcommands.Add(file.Create(globals));
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
                version.Action = new VersionLine(ProgramVersion.Text);
            }
        }

        return (RootCommand)globals.Does(root, (parse, ui, _) => Menu.OfAsync(globals, parse, ui));
    }

    // Generated of the classes that are files of verbs: writing one is enough.
    private static partial IReadOnlyList<VerbFile> Written();
}
