using System.Runtime.CompilerServices;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>Tells when one of the tested files, or one beside them, has changed.</summary>
/// <remarks>
/// It looks at times and sizes: file system notifications do not come from every medium that a support lead keeps runbooks on.
/// </remarks>
public sealed class TestWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly Workplace work;
    private readonly string[] paths;
    private SortedDictionary<string, (DateTime, long)> seen;

    /// <summary>Remembers how the files are now, before the first tests run: what changes while they run is not missed.</summary>
    public TestWatch(Workplace work, string[] paths)
    {
        this.work = work;
        this.paths = paths;
        seen = Look();
    }

    /// <summary>The file that changed, each time that one did; ends when it is cancelled.</summary>
    public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await NextAsync(timer, cancellation).ConfigureAwait(false))
        {
            var now = Look();
            if (now.Keys.Union(seen.Keys).FirstOrDefault(f => now.GetValueOrDefault(f) != seen.GetValueOrDefault(f)) is { } changed)
            {
                seen = now;
                yield return changed;
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private SortedDictionary<string, (DateTime, long)> Look()
    {
        var directories = new TestTargets(work)
            .Of(paths)
            .SelectMany(static t => (string?[])[t.Runbook, t.Tests])
            .OfType<string>()
            .Where(File.Exists)
            .Select(static f => Path.GetDirectoryName(Path.GetFullPath(f))!)
            .Distinct(StringComparer.Ordinal);
        var files = new SortedDictionary<string, (DateTime, long)>(StringComparer.Ordinal);
        foreach (var file in directories.SelectMany(static d => Junk.FilesIn(d, "*.yaml")).Select(static f => new FileInfo(f)))
        {
            files[file.FullName] = (file.LastWriteTimeUtc, file.Length);
        }

        return files;
    }
}
