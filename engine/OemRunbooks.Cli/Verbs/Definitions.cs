using OemRunbooks.Cli.Shell;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Verbs;

/// <summary>Loads definitions for commands and shows what is wrong with them.</summary>
internal static class Definitions
{
    /// <summary>The runbook, or null after its errors were shown.</summary>
    internal static Runbook? Load(Ui ui, Workplace work, string nameOrFile)
    {
        var loaded = work.Library.Load(nameOrFile);
        if (loaded.Runbook is null)
        {
            Show(ui, loaded);
        }

        return loaded.Runbook;
    }

    internal static void Show(Ui ui, LoadResult loaded)
    {
        foreach (var diagnostic in loaded.Diagnostics)
        {
            ui.Show(ui.Error, diagnostic, loaded.Text);
        }
    }
}
