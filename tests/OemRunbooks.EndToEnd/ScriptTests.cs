using System.Reflection;
using OemRunbooks.Testing.Scripts;
using Xunit;
using Xunit.Sdk;

namespace OemRunbooks.EndToEnd;

/// <summary>Runs the scripts below <c>scripts/</c>, each as a test case by its name; OemRunbooks.Testing/README.md explains them.</summary>
/// <remarks>An area is a class, since classes run side by side and the cases of one do not.</remarks>
public abstract class ScriptTests
{
    // Built once; removed when the tests' process ends.
    private static readonly Lazy<string> Station = new(Build);

    private static readonly ProcessProgram Process = new();

    /// <summary>The program that scripts drive unless they need a process.</summary>
    internal static IProgram Usual { get; } = ProcessProgram.IsNative ? Process : new WarmProgram();

    internal static string Root { get; } = Path.Combine(Repository.Root, "tests", "OemRunbooks.EndToEnd", "scripts");

    private protected static void Check(string name)
    {
        var file = FileOf(name);
        var runner = new ScriptRunner(ProgramOf(file), () => Station.Value, Again, ScriptRunner.IsUpdateWanted);
        var outcome = runner.Run(file, name);
        Assert.True(outcome.IsGood, outcome.Report);
    }

    /// <summary>The names of an area's scripts with what each of them misses here.</summary>
    internal static IEnumerable<(string Name, IReadOnlyList<string> Missing)> Of(string area)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root, area), "*.txtar").Order(StringComparer.Ordinal))
        {
            yield return ($"{area}/{Path.GetFileNameWithoutExtension(file)}", Missing(file));
        }
    }

    private static string FileOf(string name) => Path.Combine(Root, name + ".txtar");

    private static string Again(string name) =>
        $"dotnet test tests/OemRunbooks.EndToEnd --filter \"DisplayName~{name}\"   (UPDATE=1 before it rewrites expected texts)";

    private static IProgram ProgramOf(string file) => NeedsProcess(Script.Parse(File.ReadAllBytes(file))) ? Process : Usual;

    private static bool NeedsProcess(Script script) => script.Conditions.Intersect(["process", "pty", "gcc"]).Any();

    // A script that can't be read is run: that is where its mistake is told.
    private static IReadOnlyList<string> Missing(string file)
    {
        try
        {
            var script = Script.Parse(File.ReadAllBytes(file));
            return new Conditions(NeedsProcess(script) ? Process : Usual).Missing(script.Conditions);
        }
        catch (ScriptException)
        {
            return [];
        }
    }

    private static string Build()
    {
        var root = Directory.CreateTempSubdirectory("runbook-e2e-built-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        var built = Usual.Run(new Invocation(["demo", root, "--only-build", "--lang", "en"], root, new Dictionary<string, string>()));
        return built.ExitCode == 0 ? root : throw new InvalidOperationException(built.Out + built.Error);
    }
}

/// <summary>The scripts of an area that can be run here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScriptsAttribute(string area) : DataAttribute
{
    internal string Area { get; } = area;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        ScriptTests.Of(Area).Where(static s => s.Missing.Count == 0).Select(static s => new object[] { s.Name });
}

/// <summary>The scripts of an area that are skipped here, by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SkippedScriptsAttribute : DataAttribute
{
    private readonly string area;

    public SkippedScriptsAttribute(string area)
    {
        this.area = area;
        Skip = "needs " + string.Join(", ", ScriptTests.Of(area).SelectMany(static s => s.Missing).Distinct());
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        ScriptTests.Of(area).Where(static s => s.Missing.Count > 0).Select(static s => new object[] { s.Name });
}
