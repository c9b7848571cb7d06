using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Testing.Disks;

namespace OemRunbooks.Activities.Tests.Support;

/// <summary>Has an activity die, or find no room, before each operation that it does on a disk.</summary>
internal static class CrashPoints
{
    private const int TooMany = 400;

    /// <summary>The power goes before each operation; what goes on comes to the same outcome and the same station.</summary>
    internal static Task Dies(Action<CallFactory> prepare, string activity, params (string, Value)[] inputs) =>
        Dies(Enum.GetValues<Survives>(), prepare, activity, inputs);

    /// <summary>The same for some kinds of losses: whole trees are synced by one call for the whole file system.</summary>
    internal static async Task Dies(Survives[] losses, Action<CallFactory> prepare, string activity, params (string, Value)[] inputs)
    {
        using var whole = new CallFactory();
        prepare(whole);
        var expected = await whole.Succeeds(activity, inputs);
        var tree = whole.Snapshot();
        foreach (var survives in losses)
        {
            for (var n = 1; await DiedAndWentOn(n, survives); n++)
            {
                Assert.True(n < TooMany, "it never ends");
            }
        }

        async Task<bool> DiedAndWentOn(int n, Survives survives)
        {
            using var station = new CallFactory();
            prepare(station);
            var disk = FaultyDisk.Dying(n);
            station.Station = new StationDirectory(station.Root, disk);
            var hasDied = false;
            try
            {
                await station.Run(activity, inputs);
            }
            catch (PowerLostException)
            {
                hasDied = true;
            }

            disk.LosePower(survives);
            station.Station = new StationDirectory(station.Root);
            if (hasDied)
            {
                var look = await CallFactory.Activity(activity).ReconcileAsync(station.Call(inputs), CancellationToken.None);
                var outcome = look.Outcome ?? await station.Run(activity, inputs);
                Assert.True(outcome.Failure is null, $"{survives} {n}: {outcome.Failure?.Code}");
                Assert.True(expected.Outputs.Equals(outcome.Outputs), $"{survives} {n}: {look.Found} {expected.Outputs} {outcome.Outputs}");
                Assert.True(
                    tree.SequenceEqual(station.Snapshot()),
                    $"{survives} {n}: {look.Found}\n{string.Join('\n', station.Snapshot())}"
                );
            }

            return hasDied;
        }
    }

    /// <summary>The disk has no room at each operation: the code says so, and no file is another one than before.</summary>
    internal static async Task FindsNoRoom(Action<CallFactory> prepare, string activity, params (string, Value)[] inputs)
    {
        for (var n = 1; n < TooMany; n++)
        {
            using var station = new CallFactory();
            prepare(station);
            var before = Files(station);
            var disk = FaultyDisk.Failing(n);
            station.Station = new StationDirectory(station.Root, disk);
            var outcome = await station.Run(activity, inputs);
            if (!disk.HasStruck)
            {
                disk.LosePower(Survives.Everything);
                return;
            }

            if (outcome.Failure is { } failure)
            {
                Assert.Equal("disk.full", failure.Code);
                Assert.True(before.SequenceEqual(Files(station)), $"{n}:\n{string.Join('\n', Files(station))}");
            }

            disk.LosePower(Survives.Everything);
        }

        Assert.Fail("it never ends");

        static IReadOnlyList<string> Files(CallFactory station) => [.. station.Snapshot().Where(static l => !l.EndsWith('/'))];
    }
}
