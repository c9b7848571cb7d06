using System.Diagnostics;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Benchmarks;

/// <summary>Question: what does one durable step cost beside one synced append of as many bytes?</summary>
/// <remarks>Both write into the same directory, in turn, in one process. The step's activity does nothing and may be repeated.</remarks>
internal static class DurableStep
{
    private const int Steps = 1000;

    internal static async Task RunAsync(string directory, int rounds)
    {
        var steps = new List<double>();
        var floor = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var (micros, bytes) = await RunSteps(directory).ConfigureAwait(false);
            steps.Add(micros);
            floor.Add(Appends(directory, bytes / Steps));
        }

        var (step, append) = (Medians.Of(steps), Medians.Of(floor));
        Console.WriteLine(
            $"| a durable step that does nothing | {step:F0} µs | {append:F0} µs: a synced append, as long | {step / append:F2} | 1.5 |"
        );
    }

    private static async Task<(double Micros, long Bytes)> RunSteps(string directory)
    {
        var root = Path.Combine(directory, "station");
        if (Directory.Exists(root))
        {
            Directory.Delete(root, true);
        }

        Directory.CreateDirectory(root);
        var host = Stages.Host(root);
        var (run, state) = RunService.Open(host, Stages.Book(Steps), Value.EmptyMap, "bench");
        var begin = Stopwatch.GetTimestamp();
        await new Runner(host, run, state).RunAsync(CancellationToken.None).ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(begin);
        run.Dispose();
        return (took.TotalMicroseconds / Steps, new FileInfo(run.Journal).Length);
    }

    private static double Appends(string directory, long size)
    {
        var path = Path.Combine(directory, "floor.bin");
        File.Delete(path);
        var bytes = new byte[size];
        using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < Steps; i++)
        {
            RandomAccess.Write(handle, bytes, i * size);
            Native.DataSync(handle);
        }

        return Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Steps;
    }
}
