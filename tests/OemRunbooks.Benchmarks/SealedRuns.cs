using System.Globalization;
using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Benchmarks;

/// <summary>
/// Makes sealed runs of a given number of steps for whole-program measurements; what they record is what a planner prescribes.
/// </summary>
internal static class SealedRuns
{
    private const int Inner = 500;

    /// <summary>Makes the runs <c>steps-N</c> in a station, and its public key in <c>keys.txt</c>.</summary>
    internal static void Make(string station, IEnumerable<int> counts)
    {
        Directory.CreateDirectory(station);
        using var signer = SigningKey.New("bench");
        File.WriteAllText(Path.Combine(station, "keys.txt"), signer.Public + "\n");
        foreach (var count in counts)
        {
            Run(station, signer, count);
        }
    }

    private static void Run(string station, SigningKey signer, int count)
    {
        // An activity that the shipped program knows, so that it can load the kept definition.
        var activity = OemRunbooks.Activities.OemActivities.All.First(static a => a.Info.Name == "verify.logs").Info;
        var outer = Math.Max(1, count / Inner);
        var text = $$$$"""
            schemaVersion: "1.0"
            id: bench
            version: 1.0.0
            name: bench
            steps:
              - id: all
                forEach: {in: "${{ string.split(vars.outer, ',') }}", as: group}
                steps:
                  - id: some
                    forEach: {in: "${{ string.split(vars.inner, ',') }}"}
                    steps:
                      - {id: one, action: verify.logs, with: {directory: "var/log/${{ group }}/${{ item }}"}}
            vars: {outer: "{{{{Numbers(outer)}}}}", inner: "{{{{Numbers(Math.Min(count, Inner))}}}}"}
            """;
        var loaded = new RunbookLoader([activity], static _ => null).Load("bench.yaml", Encoding.UTF8.GetBytes(text));
        var runbook = loaded.Runbook ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        var (run, state) = RunService.Open(
            Stages.Host(station) with
            {
                Signer = signer,
            },
            runbook,
            Value.EmptyMap,
            "steps-" + count.ToString(CultureInfo.InvariantCulture)
        );
        using (run)
        {
            while (true)
            {
                switch (Planner.Next(state))
                {
                    case Decision.Record record:
                        state.Apply(run.Append(record.Fact with { IsSynced = record.Fact is RunFinished }));
                        break;
                    case Decision.Execute execute:
                        state.Apply(run.Append(execute.Fact with { IsSynced = false }));
                        var done = Outcome.Done(("errors", Value.Of(0)), ("warnings", Value.Of(0)));
                        state.Apply(
                            run.Append(Planner.Completed(state, execute.Fact.Path, done, reconciled: false) with { IsSynced = false })
                        );
                        break;
                    default:
                        Console.WriteLine($"{run.Id}: {state.Seq} entries, {new FileInfo(run.Journal).Length >> 10} KiB");
                        return;
                }
            }
        }
    }

    private static string Numbers(int count) =>
        string.Join(',', Enumerable.Range(1, count).Select(static i => i.ToString(CultureInfo.InvariantCulture)));
}
