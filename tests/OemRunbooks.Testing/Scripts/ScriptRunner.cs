using System.Diagnostics;

namespace OemRunbooks.Testing.Scripts;

/// <summary>What became of a script.</summary>
/// <param name="IsGood">Whether every expectation holds.</param>
/// <param name="Report">If not, what whoever mends it has to know.</param>
public sealed record Outcome(bool IsGood, string Report);

/// <summary>Runs scripts, each in a directory of its own.</summary>
/// <param name="program">The program under test.</param>
/// <param name="station">Gives the directory of the station of which each script gets copies; asked only when one is needed.</param>
/// <param name="rerun">The command that runs one script again, from its name.</param>
/// <param name="isUpdating">Whether expected texts that differ are rewritten in the script's file.</param>
public sealed class ScriptRunner(IProgram program, Func<string> station, Func<string, string> rerun, bool isUpdating)
{
    /// <summary>What people set to rewrite expected texts: <c>UPDATE=1</c>.</summary>
    public static bool IsUpdateWanted => Environment.GetEnvironmentVariable("UPDATE") == "1";

    /// <summary>Runs the script of a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="name">What it is called in reports, such as <c>technician/update</c>.</param>
    public Outcome Run(string file, string name)
    {
        var report = new ScriptReport(name, rerun(name));
        var work = Directory.CreateTempSubdirectory("runbook-script-").FullName;
        try
        {
            var script = Script.Parse(File.ReadAllBytes(file));
            UnusedFiles.Check(script);
            using var state = new ScriptState(program, station, script, work, isUpdating);
            foreach (var phase in script.Phases)
            {
                Run(phase, state, report);
            }

            if (state.IsChanged)
            {
                File.WriteAllBytes(file, script.Files.Write());
            }

            return new Outcome(true, "");
        }
        catch (ScriptException e)
        {
            return new Outcome(false, report.Failed(e.Message).Replace(work, "$WORK", StringComparison.Ordinal));
        }
        finally
        {
            Clean(work);
        }
    }

    private void Run(Phase phase, ScriptState state, ScriptReport report)
    {
        var since = Stopwatch.GetTimestamp();
        report.Begin(phase.Heading);
        state.Begin(phase, report);
        foreach (var line in phase.Lines.Where(l => state.Conditions.Missing(l.Conditions).Count == 0))
        {
            report.Line(line);
            Verbs.Carry(line, state);
        }

        state.EndTerminal();
        report.End(Stopwatch.GetElapsedTime(since));
    }

    // What a script has made unreadable or unwritable is its own; it has to go all the same.
    private static void Clean(string work)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (var directory in Directory.EnumerateDirectories(work, "*", new EnumerationOptions { RecurseSubdirectories = true }))
            {
                if (new DirectoryInfo(directory).LinkTarget is null)
                {
                    File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }
        }

        Directory.Delete(work, recursive: true);
    }
}
