using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Station.Library;

namespace OemRunbooks.Cli.Commands;

/// <summary>The files that <c>runbook new</c> writes; never over one that somebody has.</summary>
internal sealed class NewFiles
{
    private readonly string directory;
    private readonly List<string> written = [];

    /// <summary>Those of a runbook in a directory.</summary>
    /// <exception cref="CodedException"><c>new.exists</c></exception>
    internal NewFiles(string id, string directory)
    {
        (Id, this.directory) = (id, directory);
        if (new[] { Runbook, Tests }.FirstOrDefault(File.Exists) is { } taken)
        {
            throw new CodedException(Faults.NewExists(taken));
        }
    }

    /// <summary>The runbook's id.</summary>
    internal string Id { get; }

    /// <summary>Where its definition lies.</summary>
    internal string Runbook => Path.Combine(directory, Id + RunbookFiles.Ending);

    /// <summary>Where its scenario tests lie.</summary>
    internal string Tests => Path.Combine(directory, Id + ScenarioFile.Ending);

    /// <summary>What was written, in this order.</summary>
    internal IReadOnlyList<string> Written => written;

    /// <summary>Writes the definition and its scenario tests.</summary>
    internal void Write(string runbook, string tests)
    {
        Write(Runbook, Encoding.UTF8.GetBytes(runbook));
        Write(Tests, Encoding.UTF8.GetBytes(tests));
    }

    /// <summary>Writes a runbook that it calls, with its tests, unless the library has one of that name: then that one is meant.</summary>
    internal void WriteCalled(string id, string runbook, string tests)
    {
        var file = Path.Combine(directory, id + RunbookFiles.Ending);
        if (!File.Exists(file) && !File.Exists(RunbookLibrary.TestsOf(file)))
        {
            Write(file, Encoding.UTF8.GetBytes(runbook));
            Write(RunbookLibrary.TestsOf(file), Encoding.UTF8.GetBytes(tests));
        }
    }

    /// <summary>Writes an activity made of YAML beside it, unless the library has one of that name: then that one is meant.</summary>
    internal void WriteActivity(string name, byte[] bytes)
    {
        var file = Path.Combine(directory, RunbookFiles.Activities, name);
        if (!File.Exists(file))
        {
            Write(file, bytes);
        }
    }

    // Never over a file that somebody made in the meantime.
    private void Write(string file, byte[] bytes)
    {
        Durable.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        Disk.All.CreateNew(file, bytes);
        written.Add(file);
    }
}
