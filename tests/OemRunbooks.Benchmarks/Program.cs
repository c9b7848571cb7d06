using System.Globalization;
using OemRunbooks.Benchmarks;
using OemRunbooks.Benchmarks.Editors;

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
    case ["editor", var program, var directory, var rounds]:
        new EditorStage(program, directory, int.Parse(rounds, CultureInfo.InvariantCulture)).Run();
        return 0;
    case ["journals", var station, .. var counts]:
        SealedRuns.Make(station, counts.Select(static c => int.Parse(c, CultureInfo.InvariantCulture)));
        return 0;
    default:
        Console.Error.WriteLine(
            "durable-step DIRECTORY ROUNDS | planner ROUNDS | inflate ARCHIVE | scenarios | editor PROGRAM DIRECTORY ROUNDS "
                + "| journals STATION STEPS..."
        );
        return 2;
}
