using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Store;
using OemRunbooks.Testing.Clocks;
using Xunit;

namespace OemRunbooks.Journal.Tests.Store;

/// <summary>Where runs are kept: whose turn it is to write, and what lies in a journal's place.</summary>
public sealed class Places : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("runbook-").FullName;
    private readonly ManualClock clock = new();
    private readonly IRunStore store;

    public Places() => store = new DirectoryStore(new StationDirectory(root));

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_pipe_or_device_in_a_journals_place_is_named_and_never_waited_for()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        var path = Path.Combine(root, "j.jsonl");
        File.CreateSymbolicLink(path, "/dev/full");
        Assert.Equal("file.special", Assert.Throws<CodedException>(() => DirectoryStore.At(path).Read().Count()).Failure.Code);
    }

    // Copied runs are all written at one moment; others a while after they began.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_newest_runs_come_first_whenever_their_directories_were_written(bool isCopied)
    {
        var start = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
        foreach (var (id, minutes) in new[] { ("b", 30), ("d", 5), ("a", 600), ("c", 90), ("e", 5) })
        {
            var directory = Path.Combine(root, DirectoryStore.Runs, id);
            Directory.CreateDirectory(directory);
            var began = start.AddMinutes(minutes);
            File.WriteAllText(Path.Combine(directory, "journal.jsonl"), $"{{\"at\":\"{began:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",");
            Directory.SetLastWriteTimeUtc(directory, (isCopied ? start.AddDays(3) : began.AddMinutes(minutes % 7)).UtcDateTime);
        }

        Directory.CreateDirectory(Path.Combine(root, DirectoryStore.Runs, "no-run"));
        Assert.Equal(["a", "c", "b", "e", "d"], store.Newest().Select(static r => r.Id));
        Assert.Equal(["a", "c", "b", "e", "d"], store.List().Select(static r => r.Id));
        Assert.Equal(["b"], store.Ids("b"));
        Assert.Empty(store.Ids("no"));
    }

    [Fact]
    public void The_second_writer_of_a_station_is_told_who_the_first_is()
    {
        using (store.Lock(clock))
        {
            var error = Assert.Throws<CodedException>(() => store.Lock(clock)).Failure;
            Assert.Equal("station.locked", error.Code);
            Assert.Equal(
                Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                error.Arguments["process"].ToText()
            );
            Assert.Equal(
                (Environment.MachineName, "2026-11-23T19:53:12.000Z"),
                (error.Arguments["host"].ToText(), error.Arguments["since"].ToText())
            );
        }

        store.Lock(clock).Dispose();
    }
}
