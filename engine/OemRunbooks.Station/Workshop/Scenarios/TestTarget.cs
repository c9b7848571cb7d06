using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>A runbook and the file of scenario tests beside it.</summary>
/// <param name="Runbook">The runbook's file, as shown to people.</param>
/// <param name="Tests">The test file, as shown to people; null when there is none.</param>
/// <param name="Load">Reads the runbook.</param>
/// <param name="Read">Gives the bytes of the test file.</param>
public sealed record TestTarget(string Runbook, string? Tests, Func<LoadResult> Load, Func<byte[]> Read)
{
    /// <summary>Gives the activities that the examples of an activity made of YAML carry out.</summary>
    internal Func<string, IActivity?> Real { get; init; } = static _ => null;
}

/// <summary>Finds what <c>runbook test</c> is to run.</summary>
public sealed class TestTargets(Workplace work)
{
    private const string Ending = RunbookFiles.Ending;

    /// <summary>The targets of a path (a test file, a runbook file, a directory), of a name, or of the whole library.</summary>
    /// <exception cref="CodedException">
    /// <c>file.missing</c>, <c>test.missing</c>, <c>runbook.unknown</c>, <c>runbook.none-here</c>, <c>RB0716</c>
    /// </exception>
    public IEnumerable<TestTarget> Of(string[] paths) =>
        paths.Length == 0
            ? work.Library.Items.Where(static i => IsTested(i.TestPath, i.Read)).Concat(work.Library.Activities).Select(Of)
            : paths.SelectMany(Of);

    private IEnumerable<TestTarget> Of(string path)
    {
        if (Directory.Exists(path))
        {
            var files = RunbookFiles.In(path).ToList();
            return files.Count == 0
                ? throw RunbookFiles.None(path)
                : files
                    .Where(static f => !IsTest(f))
                    .Where(f => IsTested(Beside(f), () => work.Library.Read(f)))
                    .Select(OfRunbook)
                    .Concat(files.Where(f => IsTest(f) && !files.Contains(RunbookOf(f))).Select(OfTests))
                    .Concat(RunbookFiles.ActivitiesIn(path).Select(OfRunbook));
        }

        if (!path.EndsWith(Ending, StringComparison.Ordinal) && !path.Contains('/', StringComparison.Ordinal))
        {
            return [Demanded(Of(work.Library.ItemOf(path) ?? throw work.Library.Unknown(path)))];
        }

        if (!path.EndsWith(Ending, StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal))
        {
            throw new CodedException(File.Exists(path) ? Faults.TestNoFile(path) : Faults.FileMissing(path));
        }

        return IsTest(path) ? [OfTests(path)] : [Demanded(OfRunbook(Existing(path)))];
    }

    /// <summary>The recorded examples of an activity made of YAML, wherever its file lies.</summary>
    public TestTarget OfExamples(MadeActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var file = activity.Body.Source;
        return new(file.Path, file.Path, () => new(null, [], null) { Made = activity }, () => [.. file.Bytes]) { Real = Real };
    }

    private TestTarget Of(LibraryItem item) =>
        new(
            item.Path,
            item.Name.Contains('.', StringComparison.Ordinal) ? item.Path : item.TestPath,
            () => work.Library.Loader.Load(item.Path, item.Read()),
            item.ReadTests ?? (static () => [])
        )
        {
            Real = Real,
        };

    // Those that judge what programs wrote; what would touch the station is answered for.
    private IActivity? Real(string name) =>
        work.Product.Activities.FirstOrDefault(a => a.Info.Name == name && (a.Info.RunsProgram || a.Info.RaisesBy is not null));

    private TestTarget OfTests(string tests) =>
        RunbookOf(Existing(tests)) is var tested && File.Exists(tested)
            ? OfRunbook(tested)
            : throw new CodedException(Faults.RB0716(tested));

    private TestTarget OfRunbook(string file)
    {
        // The examples of an activity made of YAML stand in its own file.
        var tests = RunbookFiles.IsActivity(file) ? file : Beside(file);
        return new(file, tests, () => work.Library.LoaderNear(file).Load(file, work.Library.Read(file)), () => work.Library.Read(tests!))
        {
            Real = Real,
        };
    }

    private static string? Beside(string file) => RunbookLibrary.TestsOf(file) is var tests && File.Exists(tests) ? tests : null;

    // A support lead's teams file and the like are YAML too, but no runbooks.
    private static bool IsTested(string? tests, Func<byte[]> read) => tests is not null || RunbookLoader.Names(read()) is not null;

    private static string RunbookOf(string tests) => tests[..^ScenarioFile.Ending.Length] + Ending;

    private static bool IsTest(string file) => file.EndsWith(ScenarioFile.Ending, StringComparison.Ordinal);

    private static string Existing(string file) => File.Exists(file) ? file : throw new CodedException(Faults.FileMissing(file));

    private static TestTarget Demanded(TestTarget target) =>
        target.Tests is null
            ? throw new CodedException(Faults.TestMissing(target.Runbook, RunbookLibrary.TestsOf(Path.GetFileName(target.Runbook))))
            : target;
}
