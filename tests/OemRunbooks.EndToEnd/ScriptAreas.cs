using System.Reflection;
using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class TechnicianScripts : ScriptTests
{
    [Theory, Scripts("technician"), SkippedScripts("technician")]
    public void Script(string name) => Check(name);
}

public sealed class CrashScripts : ScriptTests
{
    [Theory, Scripts("crash"), SkippedScripts("crash")]
    public void Script(string name) => Check(name);
}

public sealed class AuditorScripts : ScriptTests
{
    [Theory, Scripts("auditor"), SkippedScripts("auditor")]
    public void Script(string name) => Check(name);
}

public sealed class PackScripts : ScriptTests
{
    [Theory, Scripts("packs"), SkippedScripts("packs")]
    public void Script(string name) => Check(name);
}

public sealed class LeadScripts : ScriptTests
{
    [Theory, Scripts("lead"), SkippedScripts("lead")]
    public void Script(string name) => Check(name);
}

public sealed class ToolScripts : ScriptTests
{
    [Theory, Scripts("tools"), SkippedScripts("tools")]
    public void Script(string name) => Check(name);
}

public sealed class LintScripts : ScriptTests
{
    [Theory, Scripts("lint"), SkippedScripts("lint")]
    public void Script(string name) => Check(name);
}

public sealed class ActivityScripts : ScriptTests
{
    [Theory, Scripts("activities"), SkippedScripts("activities")]
    public void Script(string name) => Check(name);
}

public sealed class RecipeScripts : ScriptTests
{
    [Theory, Scripts("recipes"), SkippedScripts("recipes")]
    public void Script(string name) => Check(name);
}

public sealed class AreasOfScripts
{
    [Fact]
    public void Every_directory_of_scripts_is_run_by_a_class()
    {
        var run = typeof(ScriptTests)
            .Assembly.GetTypes()
            .SelectMany(static t => t.GetMethods())
            .Select(static m => m.GetCustomAttribute<ScriptsAttribute>()?.Area)
            .OfType<string>();
        Assert.Equal(Directory.GetDirectories(ScriptTests.Root).Select(static d => Path.GetFileName(d)).Order(), run.Order());
    }
}
