using System.Diagnostics;
using System.Globalization;
using OemRunbooks.Benchmarks;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Values;

if (args is ["scenarios"])
{
    await ScenarioStage.RunAsync().ConfigureAwait(false);
    return 0;
}

if (args is ["journals", var station, .. var counts])
{
    SealedRuns.Make(station, counts.Select(static c => int.Parse(c, CultureInfo.InvariantCulture)));
    return 0;
}

// Questions: what does one durable step cost beside one synced append of the same bytes, and does it stay flat?
// Both sides write into the same directory, in turn, in one process; medians of several rounds.
var directory = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "oemrunbooks-bench");
const int rounds = 7;
const int small = 1000;
var steps = new List<double>();
var floor = new List<double>();
for (var round = 0; round < rounds; round++)
{
    var (micros, bytes) = await RunSteps(directory, small).ConfigureAwait(false);
    steps.Add(micros);
    floor.Add(Appends(directory, small, bytes / small));
}

Console.WriteLine($"one durable step    {Show(Median(steps))} µs (journal entry pair, one sync)");
Console.WriteLine($"one synced append   {Show(Median(floor))} µs (same number of bytes)");
Console.WriteLine($"ratio               {Show(Median(steps) / Median(floor))}");
var hundred = new List<double>();
var tenThousand = new List<double>();
for (var round = 0; round < rounds; round++)
{
    hundred.Add(Stages.MicrosPerStep(100, 100));
    tenThousand.Add(Stages.MicrosPerStep(10_000, 1));
}

Console.WriteLine($"planner, 100 steps     {Show(Median(hundred))} µs a step (no disk)");
Console.WriteLine($"planner, 10,000 steps  {Show(Median(tenThousand))} µs a step (no disk)");
Console.WriteLine($"growth                 {Show(Median(tenThousand) / Median(hundred))}");
return 0;

static string Show(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static async Task<(double Micros, long Bytes)> RunSteps(string directory, int count)
{
    var root = Path.Combine(directory, "station");
    if (Directory.Exists(root))
    {
        Directory.Delete(root, true);
    }

    Directory.CreateDirectory(root);
    var host = Stages.Host(root);
    var runbook = Stages.Book(count);
    var (run, state) = RunService.Open(host, runbook, Value.EmptyMap, "bench");
    var begin = Stopwatch.GetTimestamp();
    await new Runner(host, run, state).RunAsync(CancellationToken.None).ConfigureAwait(false);
    var took = Stopwatch.GetElapsedTime(begin);
    run.Dispose();
    return (took.TotalMicroseconds / count, new FileInfo(run.Journal).Length);
}

static double Appends(string directory, int count, long size)
{
    var path = Path.Combine(directory, "floor.bin");
    File.Delete(path);
    var bytes = new byte[size];
    using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
    var begin = Stopwatch.GetTimestamp();
    for (var i = 0; i < count; i++)
    {
        RandomAccess.Write(handle, bytes, i * size);
        Native.DataSync(handle);
    }

    return Stopwatch.GetElapsedTime(begin).TotalMicroseconds / count;
}
