using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Testing.Clocks;
using OemRunbooks.Testing.Disks;
using Xunit;

namespace OemRunbooks.Journal.Tests.Entries;

/// <summary>The file of a journal: how long a line may be, and what becomes of it on a disk that is full.</summary>
public sealed class Lines : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("runbook-").FullName;
    private readonly ManualClock clock = new();

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void An_entry_that_is_too_large_is_refused_and_the_next_one_is_written()
    {
        var path = Path.Combine(root, "j.jsonl");
        using (var file = Disk.All.Open(path, FileUse.CreateNew))
        using (var journal = JournalFile.Begin(file, clock))
        {
            journal.Append(new StepCheckpoint("a", Value.Of(1)) { IsSynced = false });
            Assert.Equal(
                "journal.entry-too-large",
                Assert.Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(new string('x', 66_000))))).Failure.Code
            );
            Assert.Equal(
                "journal.entry-malformed",
                Assert.Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of("\uDC00")))).Failure.Code
            );
            journal.Append(new StepCheckpoint("a", Value.Of(2)));
        }

        Assert.Equal([1L, 2L], DirectoryStore.At(path).Read().Select(static e => ((StepCheckpoint)e.Fact).Data.AsInteger()!.Value));
    }

    [Fact]
    public void The_longest_line_is_written_and_read_and_one_byte_more_is_not()
    {
        var path = Path.Combine(root, "j.jsonl");
        using (var file = Disk.All.Open(path, FileUse.CreateNew))
        using (var journal = JournalFile.Begin(file, clock))
        {
            journal.Append(new StepCheckpoint("a", Value.Of("")));
            var rest = CanonicalJson.MaxLine - (int)new FileInfo(path).Length + 1;
            Assert.Equal(
                "journal.entry-too-large",
                Assert
                    .Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(new string('x', rest + 1)))))
                    .Failure.Code
            );
            journal.Append(new StepCheckpoint("a", Value.Of(new string('x', rest))));
            journal.Append(new StepCheckpoint("a", Value.Of(3)));
        }

        Assert.Equal(3, DirectoryStore.At(path).Read().Count());
    }

    [Fact]
    public void A_disk_that_is_full_stops_the_journal_for_good()
    {
        // To open it is the first operation, to write the second.
        using var file = FaultyDisk.Failing(2).Open(Path.Combine(root, "j.jsonl"), FileUse.CreateNew);
        using var journal = JournalFile.Begin(file, clock);
        Assert.Equal("disk.full", Assert.Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(1)))).Failure.Code);
        Assert.Equal(
            "journal.write-failed",
            Assert.Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(1)) { IsSynced = false })).Failure.Code
        );
    }
}
