using System.Globalization;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Clocks;
using OemRunbooks.Testing.Disks;
using Xunit;

namespace OemRunbooks.Journal.Tests.Verifying;

/// <summary>What a verification may allocate: nothing that grows with a line, and for a seal what a signature needs.</summary>
[Collection(Alone.Name)]
public sealed class Budget
{
    private const int Few = 4_000;
    private const int Many = 24_000;

    // 165 were measured. Most of it is what checking the signature over every 64th entry takes.
    private const int BytesForAnEntry = 250;

    [Fact]
    public void Verifying_allocates_a_bounded_number_of_bytes_for_each_entry()
    {
        using var signer = SigningKey.New("station");
        var (few, many) = (Run(Few, signer), Run(Many, signer));

        // What is made once is not counted.
        Verified(few, signer);
        var small = Verified(few, signer);
        var large = Verified(many, signer);
        var each = (double)(large.Bytes - small.Bytes) / (large.Entries - small.Entries);
        Assert.True(each < BytesForAnEntry, string.Create(CultureInfo.InvariantCulture, $"{each:0} bytes for each entry"));
    }

    private static (long Bytes, long Entries) Verified(StoredRun run, SigningKey signer)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var said = JournalVerifier.Verify(new(run, [signer.Public]));
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(said.Signer is not null && said.Seals > 60 && said.SealedEntries == said.Entries);
        Assert.Equal(["journal.unfinished", "evidence.absent"], said.Findings.Select(static f => f.Code));
        return (bytes, said.Entries);
    }

    private static StoredRun Run(int entries, SigningKey signer)
    {
        var store = MemoryStore.Of(new StationDirectory("/station"));
        var started = new RunStarted(
            "budget",
            new("book", "1.0.0", new string('0', 64), "book.yaml"),
            [],
            Value.EmptyMap,
            Value.EmptyMap,
            "test",
            "boot",
            1,
            "test",
            "en"
        );
        var (run, _) = store.Create(started, [], new Sitting(new ManualClock(), new Redactor(), signer));
        using (run)
        {
            for (var i = 0; i < entries; i += 2)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"all/{i}/one");
                var inputs = Value.MapOf(("directory", Value.Of("var/log/" + path)));
                run.Append(new StepStarted(path, 1, "verify.logs", inputs, false, Value.Null));
                run.Append(new StepSucceeded(path, Value.MapOf(("errors", Value.Of(0))), [], [], null, false) { IsSynced = false });
            }

            run.Append(new RunInterrupted("signal"));
        }

        return store.Open("budget");
    }
}

/// <summary>Tests that count what the process allocates, while no other one runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
