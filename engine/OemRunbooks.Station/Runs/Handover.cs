using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>To whom a run handed its case, and with what.</summary>
/// <param name="Team">The team's name.</param>
/// <param name="Contact">How to reach it, or null.</param>
/// <param name="Package">The package for it, relative to the station; null when none was made.</param>
public sealed record Handover(LocalizedText Team, LocalizedText? Contact, string? Package)
{
    /// <summary>The handover of a run that ended; null when nobody was told.</summary>
    internal static Handover? Of(Workplace work, StoredRun run, RunFinished? finished)
    {
        if (finished?.EscalatedTo is not { } id)
        {
            return null;
        }

        var team = Find(work, id);
        return new(team.Name, team.Contact, PackageOf(run));
    }

    /// <summary>The name of a team; its id where the station knows no more.</summary>
    public static LocalizedText NameOf(Workplace work, string id)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Find(work, id).Name;
    }

    private static Language.Definition.Team Find(Workplace work, string id) =>
        work.Library.Companion(TeamsFile.FileName) is { } file
        && TeamsFile.Read(file.Path, file.Bytes, work.Product.Collectors).Teams.TryGetValue(id, out var team)
            ? team
            : Language.Definition.Team.Unknown(id);

    private static string? PackageOf(StoredRun run)
    {
        var packing = new HashSet<string>(StringComparer.Ordinal);
        string? package = null;
        foreach (var entry in run.Read())
        {
            if (entry.Fact is StepStarted { Activity: Language.Definition.Runbook.Escalating } started)
            {
                packing.Add(started.Path);
            }
            else if (entry.Fact is StepSucceeded done && packing.Contains(done.Path))
            {
                package = done.Outputs["path"].AsText() ?? package;
            }
        }

        return package;
    }
}
