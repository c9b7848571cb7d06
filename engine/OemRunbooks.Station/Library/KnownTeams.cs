using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Library;

/// <summary>The teams of a library: read when a runbook names one.</summary>
/// <remarks>A teams file with mistakes is found when it is checked itself; runbooks are not blamed for it.</remarks>
/// <param name="find">Gives the teams file; null when there is none.</param>
/// <param name="collectors">What evidence can be gathered.</param>
/// <param name="isEdited">Whether somebody may be writing the file: then the teams are those of the text as it stands.</param>
internal sealed class KnownTeams(Func<(string Path, byte[] Bytes)?> find, IReadOnlyCollection<string> collectors, bool isEdited)
{
    private State? last;

    /// <summary>Their ids; null when there is no teams file.</summary>
    internal List<string>? Ids()
    {
        if (last is { } known && !isEdited)
        {
            return known.Ids;
        }

        var file = find();
        if (last is { } before && before.Bytes.AsSpan().SequenceEqual(file?.Bytes) && before.Ids is null == file is null)
        {
            return before.Ids;
        }

        var now = file is { } found
            ? new State(found.Bytes, [.. TeamsFile.Read(found.Path, found.Bytes, collectors).Teams.Keys])
            : new State([], null);
        last = now;
        return now.Ids;
    }

    private sealed record State(byte[] Bytes, List<string>? Ids);
}
