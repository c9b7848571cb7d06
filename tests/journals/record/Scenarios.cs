#:project ../../../engine/OemRunbooks.Engine
#:project ../../../activities/OemRunbooks.Activities
// The engine shows its scenario rooms to its own tests alone; this is one more of them.
#:property AssemblyName=OemRunbooks.Engine.Tests
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property TreatWarningsAsErrors=false

// Runs every scenario test of the shipped runbooks and writes the journals, which otherwise live in memory alone, as run directories:
// dotnet run Scenarios.cs -- REPOSITORY OUT. The loop is that of ScenarioRunner.RunAsync; it must be that of the release that is recorded.
using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using OemRunbooks.Activities;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Journal;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Yaml;

var (repository, target) = (args[0], args[1]);
var files = Directory.GetFiles(Path.Combine(repository, "runbooks"), "*.yaml").Order(StringComparer.Ordinal)
    .Where(static f => !f.EndsWith(ScenarioFile.Ending, StringComparison.Ordinal) && Path.GetFileName(f) != TeamsFile.FileName)
    .Select(static f => (Path: "runbooks/" + Path.GetFileName(f), Bytes: File.ReadAllBytes(f))).ToList();
var teams = TeamsFile.Read(
    "runbooks/teams.yaml", File.ReadAllBytes(Path.Combine(repository, "runbooks/teams.yaml")), OemActivities.Collectors);
var loader = new RunbookLoader(OemActivities.All.Select(static a => a.Info), Find) { Teams = [.. teams.Teams.Keys] };
var station = new Station(Path.Combine(Path.GetTempPath(), "no-station"));
Directory.CreateDirectory(Path.Combine(target, "definitions"));

foreach (var (path, bytes) in files)
{
    var runbook = loader.Load(path, bytes).Runbook!;
    var tests = Path.ChangeExtension(path, ".test.yaml");
    var number = 0;
    var names = new List<string>();
    foreach (var scenario in ScenarioFile.Read(tests, File.ReadAllBytes(Path.Combine(repository, tests)), runbook).Scenarios)
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"{runbook.Id}-{++number:00}");
        names.Add($"{run}  {scenario.Name.En}");
        Write(Path.Combine(target, $"scenarios-{runbook.Id}", run), await RunAsync(runbook, scenario, run));
    }

    File.WriteAllText(Path.Combine(target, $"scenarios-{runbook.Id}", "names.txt"), string.Concat(names.Select(static n => n + "\n")));
    foreach (var used in RunbookLoader.Called(runbook).Prepend(runbook))
    {
        File.WriteAllBytes(Path.Combine(target, "definitions", used.Source.Digest + ".yaml"), [.. used.Source.Bytes]);
    }

    Console.WriteLine($"{runbook.Id}: {number} scenarios");
}

(string, byte[])? Find(string name) => files
    .Where(f => RunbookLoader.Names(f.Bytes) is { } names && (names.Id == name || names.Aliases.Contains(name)))
    .Select(static f => ((string, byte[])?)f).FirstOrDefault();

async Task<IReadOnlyList<Entry>> RunAsync(Runbook runbook, Scenario scenario, string run)
{
    var called = RunbookLoader.Called(runbook).ToList();
    var activities = new Places(runbook).All.SelectMany(static p => (ActivityInfo?[])[p.Step.Activity, p.Step.Compensate?.Action])
        .OfType<ActivityInfo>().DistinctBy(static a => a.Name).ToList();
    var stage = new Stage(scenario);
    var journal = stage.Journal = new ScenarioJournal(stage.Time);
    var state = new RunState(runbook);
    Append(new RunStarted(
        run, Used(runbook), [.. called.Select(Used)], scenario.Inputs.Recorded(), scenario.Station,
        "operator", "boot", Planner.LogicVersion, "scenario", "en"));
    while (true)
    {
        var life = stage.Time.Life;
        var host = new RunHost
        {
            Station = station,
            Activities = activities.ToFrozenDictionary(
                static a => a.Name, IActivity (a) => new ScenarioActivity(a, stage, life), StringComparer.Ordinal),
            Messages = new Messages(EngineMessages.All),
            Clock = stage.Time,
            Secrets = new NoSecrets(),
            Environment = FrozenDictionary<string, string>.Empty,
            People = new ScenarioDesk(stage),
            Observer = stage,
            Operator = "operator",
            Language = Language.En,
            Boot = "boot",
            Program = "scenario",
            StationFacts = scenario.Station,
        };
        try
        {
            var runner = new Runner(host, journal, state, RunDirectory.Of(station, run));
            await runner.RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (ScenarioJournal.Crash)
        {
            // Seen below.
        }

        if (stage.Struck is null)
        {
            return journal.Entries;
        }

        stage.Revive();
        journal = stage.Journal = journal.Reopen();
        state = new RunState(runbook);
        foreach (var entry in journal.Entries)
        {
            state.Apply(entry);
            stage.Note(entry.Fact);
        }

        Append(new RunResumed("operator", "boot", Planner.LogicVersion, "scenario", 0, null));
    }

    void Append(Fact fact)
    {
        var entry = journal.Append(fact, durable: true);
        state.Apply(entry);
        stage.OnEntry(entry, state);
    }
}

static void Write(string directory, IReadOnlyList<Entry> entries)
{
    Directory.CreateDirectory(directory);
    using var file = File.Create(Path.Combine(directory, "journal.jsonl"));
    var previous = JournalReader.NoPrevious;
    foreach (var entry in entries)
    {
        var line = new ArrayBufferWriter<byte>();
        JournalFile.Write(line, entry, previous);
        previous = JournalReader.LeafHash(line.WrittenSpan);
        file.Write(line.WrittenSpan);
        file.Write("\n"u8);
    }
}

static UsedDefinition Used(Runbook runbook) => new(runbook.Id, runbook.Version, runbook.Source.Digest, runbook.Source.Path);

/// <summary>Activities that are replaced ask for none.</summary>
internal sealed class NoSecrets : ISecrets
{
    public string Resolve(string reference) => "";
}
