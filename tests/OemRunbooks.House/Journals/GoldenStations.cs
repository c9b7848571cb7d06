namespace OemRunbooks.House.Journals;

/// <summary>The recorded runs of all releases, laid out once for all tests.</summary>
public sealed class GoldenStations : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("runbook-golden-").FullName;

    public GoldenStations() => Releases = [.. GoldenJournals.Releases.Keys.Select(LayOut)];

    internal IReadOnlyList<(Golden Golden, IReadOnlyList<string> Stations)> Releases { get; }

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>A directory for one test, gone when all are done.</summary>
    internal string NewDirectory() => Directory.CreateDirectory(Path.Combine(root, Path.GetRandomFileName())).FullName;

    private (Golden Golden, IReadOnlyList<string> Stations) LayOut(string release)
    {
        var golden = GoldenJournals.Of(release);
        return (golden, golden.LayOut(NewDirectory()));
    }
}
