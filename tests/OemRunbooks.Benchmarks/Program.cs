using System.Globalization;
using OemRunbooks.Benchmarks;

// One class a question; benchmarks.sh asks them all.
switch (args)
{
    case ["durable-step", var directory, var rounds]:
        await DurableStep.RunAsync(directory, int.Parse(rounds, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        return 0;
    case ["planner", var rounds]:
        FlatPlanner.Run(int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["inflate", var archive]:
        Inflating.Run(archive);
        return 0;
    case ["scenarios"]:
        await ScenarioStage.RunAsync().ConfigureAwait(false);
        return 0;
    case ["journals", var station, .. var counts]:
        SealedRuns.Make(station, counts.Select(static c => int.Parse(c, CultureInfo.InvariantCulture)));
        return 0;
    default:
        Console.Error.WriteLine("durable-step DIRECTORY ROUNDS | planner ROUNDS | inflate ARCHIVE | scenarios | journals STATION STEPS...");
        return 2;
}
