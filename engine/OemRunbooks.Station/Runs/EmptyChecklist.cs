using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Checklists;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>The empty checklist of a runbook, for a station.</summary>
public static class EmptyChecklist
{
    /// <summary>Writes it, with what is known of the station and the pictures that lie beside the runbook.</summary>
    /// <param name="work">The station.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="format"><c>html</c> or <c>md</c>.</param>
    /// <param name="language">The language.</param>
    /// <param name="into">Where it is written to; that stays open.</param>
    public static void Write(Workplace work, Runbook runbook, string format, Locale language, Stream into)
    {
        ArgumentNullException.ThrowIfNull(work);
        var station = StationFile.IdentityOf(work.Station.Root).Members.ToDictionary(static m => m.Key, static m => m.Value.ToText());
        ChecklistRenderer.Write(
            new(runbook)
            {
                Station = station,
                Picture = (owner, path) =>
                    work.Library.PictureOf(owner, path) is { } bytes && Picture.Of(bytes) is { } kind ? (kind.MediaType, bytes) : null,
            },
            format,
            language,
            into
        );
    }
}
