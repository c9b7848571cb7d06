using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Debugging;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>
/// Finds what a debugger is to go through: a scenario test (<c>test</c>, <c>scenario</c>), one that comes to a step (<c>runbook</c>,
/// <c>from</c>), or a recorded run (<c>run</c>, <c>station</c>).
/// </summary>
internal sealed class Launching(DebugHost host, Locale language)
{
    private const string Separator = "::";

    /// <summary>The recording.</summary>
    /// <exception cref="RefusedException">Nothing can be gone through.</exception>
    internal Recording Of(JsonNode? arguments)
    {
        var directory = arguments.TextAt("cwd") is { Length: > 0 } given ? Path.GetFullPath(given, host.Root) : host.Root;
        var station = arguments.TextAt("station") is { Length: > 0 } named ? Path.GetFullPath(named, directory) : null;
        var work = host.Open(station ?? (Directory.Exists(directory) ? directory : null));
        if (arguments.TextAt("run") is { Length: > 0 } run)
        {
            return Recording.Of(work, File.Exists(Path.GetFullPath(run, directory)) ? Path.GetFullPath(run, directory) : run);
        }

        var (target, test) = Parted(arguments.TextAt("test") is { Length: > 0 } wanted ? wanted : arguments.TextAt("runbook") ?? "");
        if (target.Length == 0)
        {
            throw new RefusedException(Say(Says.DapNothingNamed));
        }

        target = IsFile(target) ? Path.GetFullPath(target, directory) : target;
        return arguments.TextAt("from") is { Length: > 0 } step
            ? Through(work, target, step)
            : Recording.Of(Chosen(Tested(work, target), test ?? Scenario(arguments)));
    }

    private static (string Target, string? Test) Parted(string named) =>
        named.LastIndexOf(Separator, StringComparison.Ordinal) is > 0 and var at
            ? (named[..at], named[(at + Separator.Length)..])
            : (named, null);

    private static string? Scenario(JsonNode? arguments) =>
        arguments.At("scenario") is JsonValue value
            ? value.GetValueKind() == JsonValueKind.Number
                ? value.ToJsonString()
                : arguments.TextAt("scenario")
            : null;

    private static bool IsFile(string target) =>
        target.EndsWith(RunbookFiles.Ending, StringComparison.Ordinal) || target.AsSpan().IndexOfAny('/', '\\') >= 0;

    private string Say(Sentence words) => words.In(language);

    private TestedFile Tested(Workplace work, string target)
    {
        var tested = TestedFile.RunAsync(new TestTargets(work).Of([target]).First(), keepsRuns: true).GetAwaiter().GetResult();
        if (tested.IsBad && tested.Problems.Select(static p => p.Diagnostic).FirstOrDefault() is { } problem)
        {
            var words = host.Product.Messages.Words(problem.Code, problem.Arguments, language);
            var line = problem.Span.Line.ToString(CultureInfo.InvariantCulture);
            throw new RefusedException($"{problem.File}:{line}: {problem.Code}: {words}");
        }

        return tested;
    }

    private ScenarioResult Chosen(TestedFile tested, string? wanted)
    {
        if (tested.Results.Count == 0)
        {
            throw new RefusedException(Say(Says.DapNoTest(tested.Shown)));
        }

        var one = wanted is null ? tested.Results[0].Scenario : NamedTests.One([.. tested.Results.Select(static r => r.Scenario)], wanted);
        return tested.Results.First(r => r.Scenario == one);
    }

    // The first test in which the step begins; without one, a scenario in which every step answers as when a test says nothing.
    private Recording Through(Workplace work, string target, string step)
    {
        var hasTests = !IsFile(target) || RunbookFiles.IsActivity(target) || File.Exists(RunbookLibrary.TestsOf(target));
        var tested = hasTests ? Tested(work, target) : null;
        if (tested?.Results.FirstOrDefault(r => Begins(r, step)) is { } written)
        {
            return Recording.Of(written);
        }

        var runbook = tested?.Runbook ?? work.Library.LoaderNear(target).Load(target, work.Library.Read(target)).Runbook;
        if (runbook is null)
        {
            throw new RefusedException(Say(Says.LspTestsUnreadable));
        }

        return Rehearsed(runbook, step) is { } made && Begins(made, step)
            ? Recording.Of(made)
            : throw new RefusedException(Say(Says.DapNeverReached(step)));
    }

    // What comes of it is what is expected: nobody said anything else.
    private static ScenarioResult? Rehearsed(Runbook runbook, string step)
    {
        var inputs = Improvised.Inputs(runbook) is { Length: > 0 } given ? $"\n  inputs: {given}" : "";
        var name = Says.DapImprovised(step).InBoth();
        var test = $"- name: {{pl: \"{name.Pl}\", en: \"{name.En}\"}}{inputs}\n  expect: {{outcome: ";
        return Improvised.Run(runbook, test + "succeeded}") is { } result ? Improvised.Run(runbook, $"{test}{result.Outcome}}}") : null;
    }

    private static bool Begins(ScenarioResult result, string step) =>
        result.Entries.Any(e => e.Fact is StepStarted started && StepPath.Parse(started.Path).Last.Id == step);
}
