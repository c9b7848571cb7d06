using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

/// <summary>A runbook of fake activities with scenarios of it.</summary>
internal sealed class Rehearsed
{
    private static readonly Messages Words = new(EngineWords.All);

    // Columns are told as they stand in what a test wrote.
    private const int Indent = 4;
    private readonly Runbook runbook;

    internal Rehearsed(string steps, string further = "", params (string Name, string Yaml)[] library)
        : this(library, Some.Runbook(steps, further)) { }

    private Rehearsed((string Name, string Yaml)[] library, string yaml)
    {
        var loader = new RunbookLoader(
            FakeActivities.Infos,
            name =>
                library
                    .Where(l => l.Name == name)
                    .Select(static l => ((string, byte[])?)($"{l.Name}.yaml", Encoding.UTF8.GetBytes(l.Yaml)))
                    .FirstOrDefault()
        );
        var loaded = loader.Load("test.yaml", Encoding.UTF8.GetBytes(yaml));
        Assert.True(loaded.Runbook is not null, string.Join("\n", loaded.Diagnostics));
        runbook = loaded.Runbook!;
        Runner = new ScenarioRunner(runbook);
    }

    internal ScenarioRunner Runner { get; }

    /// <summary>The same in the newest language.</summary>
    internal static Rehearsed Newest(string steps) => new([], Some.Runbook(steps).Replace("\"1.0\"", "\"1.1\"", StringComparison.Ordinal));

    internal IEnumerable<string> Missing =>
        Runner.Coverage.Missing.Select(static i => $"{i.Kind} {i.Step}{(i.Index < 0 ? "" : $"[{i.Index}]")}");

    /// <summary>Reads one scenario, given without its name.</summary>
    internal ScenarioFile Read(string scenario) =>
        ScenarioFile.Read(
            "test.test.yaml",
            Encoding.UTF8.GetBytes(
                "tests:\n  - name: one\n"
                    + string.Join('\n', scenario.Trim('\n').Split('\n').Select(static l => new string(' ', Indent) + l))
                    + "\n"
            ),
            runbook
        );

    internal async Task<ScenarioResult> RunAsync(string scenario)
    {
        var file = Read(scenario);
        Assert.True(file.IsGood, string.Join("\n", file.Diagnostics.Select(d => d.Render(Words, Locale.En, file.Text))));
        return await Runner.RunAsync(file.Scenarios[0]);
    }

    /// <summary>All comes as the scenario expects.</summary>
    internal async Task<ScenarioResult> HoldsAsync(string scenario)
    {
        var result = await RunAsync(scenario);
        Assert.True(result.Passed, Told(result, Locale.En) + $"\n{result.Outcome}: {string.Join(", ", result.Path)}");
        return result;
    }

    /// <summary>What differs, as people read it.</summary>
    internal async Task<string> DiffersAsync(string scenario, Locale language = Locale.En) => Told(await RunAsync(scenario), language);

    /// <summary>Codes and places of what is found in a scenario.</summary>
    internal IEnumerable<string> Found(string scenario) =>
        Read(scenario).Diagnostics.Select(static d => $"{d.Span.Line}:{d.Span.Column - Indent} {d.Code}");

    private static string Told(ScenarioResult result, Locale language) =>
        string.Join(
            '\n',
            result.Mismatches.Select(m =>
                $"{m.Span.Line}:{m.Span.Column - Indent} {m.Code}: {Words.Words(m.Code, m.Arguments, language).TrimEnd()} | "
                + $"{Words.Hint(m.Code, m.Arguments, language)}"
            )
        );
}
