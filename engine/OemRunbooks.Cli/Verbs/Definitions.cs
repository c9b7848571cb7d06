using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Verbs;

/// <summary>Loads definitions for commands and shows what is wrong with them.</summary>
internal static class Definitions
{
    /// <summary>The runbook, or null after its errors were shown.</summary>
    /// <exception cref="CodedException"><c>runbook.is-activity</c>, and those of the library.</exception>
    internal static Runbook? Load(Ui ui, Workplace work, string nameOrFile) =>
        Load(ui, work.Library.Load(nameOrFile)) switch
        {
            null => null,
            { Made: { } made } => throw new CodedException(Faults.RunbookIsActivity(made.Info.Name)),
            var loaded => loaded.Runbook,
        };

    /// <summary>What is edited: a runbook, or an activity made of YAML; null after its errors were shown.</summary>
    /// <exception cref="CodedException">Those of the library.</exception>
    internal static Edited? LoadEdited(Ui ui, Workplace work, string nameOrFile) =>
        Load(ui, work.Library.LoadAny(nameOrFile)) is { } loaded ? Edited.Of(loaded) : null;

    internal static void Show(Ui ui, LoadResult loaded)
    {
        foreach (var diagnostic in loaded.Diagnostics)
        {
            ui.Show(ui.Error, diagnostic, loaded.Text);
        }
    }

    private static LoadResult? Load(Ui ui, LoadResult loaded)
    {
        if (loaded is { Runbook: null, Made: null })
        {
            Show(ui, loaded);
            return null;
        }

        return loaded;
    }
}
