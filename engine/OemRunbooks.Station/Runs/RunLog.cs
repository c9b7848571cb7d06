using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using Serilog;
using Serilog.Core;
using Serilog.Formatting.Compact;

namespace OemRunbooks.Station.Runs;

/// <summary>The technical log of what the program did: compact JSON in the station's <c>var/log/runbook/</c>, secrets masked.</summary>
internal sealed class RunLog : IRunObserver, IDisposable
{
    private readonly Logger log;
    private readonly Redactor redactor;

    internal RunLog(StationDirectory station, Redactor redactor, TextWriter? verbose)
    {
        this.redactor = redactor;
        var configuration = new LoggerConfiguration().MinimumLevel.Debug();
        var directory = Path.Combine(station.Root, "var", "log", "runbook");
        configuration.WriteTo.File(
            new CompactJsonFormatter(),
            Path.Combine(directory, "runbook-.clef"),
            rollingInterval: RollingInterval.Day,
            retainedFileCountLimit: 90
        );
        log = configuration.CreateLogger();
        Verbose = verbose;
    }

    private TextWriter? Verbose { get; }

    public void OnEntry(Entry entry, RunState state)
    {
        var data = redactor.Apply(CanonicalJson.Text(entry.Fact.ToData()));
        log.Information(
            "{Run} {Seq} {Type} {Path} {Data}",
            state.Started?.RunId,
            entry.Seq,
            entry.Fact.Type.Name(),
            entry.Fact.StepPath,
            data
        );
        Verbose?.WriteLine($"{FactCodec.Time(entry.At)} {entry.Seq} {entry.Fact.Type.Name()} {Visible.Text(data)}");
    }

    public void OnProgress(string path, WorkProgress progress) { }

    public void OnUnexpected(string path, Exception exception)
    {
        // As a text, so that secrets in messages of exceptions are masked as well.
        log.Error("{Path} {Exception}", path, redactor.Apply(exception.ToString()));
    }

    public void Dispose()
    {
        try
        {
            log.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The log is for us; a full disk shows in the journal and must not hide how the run ended.
            Verbose?.WriteLine(redactor.Apply(error.Message));
        }
    }
}
