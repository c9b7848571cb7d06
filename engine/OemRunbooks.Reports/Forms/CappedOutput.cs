using System.Runtime.ExceptionServices;
using System.Text;
using OemRunbooks.Foundation.Failures;
using Scriban.Runtime;
using Scriban.Syntax;

namespace OemRunbooks.Reports.Forms;

/// <summary>Writes a document to a stream, up to a length.</summary>
/// <param name="into">The stream; it stays open.</param>
/// <param name="longest">The length, in UTF-16 units.</param>
/// <param name="besides">What does not count: pictures have a bound of their own.</param>
internal sealed class CappedOutput(Stream into, int longest, Func<long>? besides = null) : IScriptOutput, IDisposable
{
    private const int Buffer = 16 * 1024;
    private readonly StreamWriter writer = new(into, new UTF8Encoding(false), Buffer, leaveOpen: true);
    private long written;

    /// <summary>Why nothing more can be written; a template that writes wraps what is thrown.</summary>
    internal Exception? Problem { get; private set; }

    public void Write(string text, int offset, int count)
    {
        try
        {
            written += count;
            if (written > longest + (besides?.Invoke() ?? 0))
            {
                throw new CodedException(Faults.ReportTooLarge(longest));
            }

            writer.Write(text.AsSpan(offset, count));
        }
        catch (Exception error)
        {
            Problem = error;
            throw;
        }
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    /// <summary>Has a template write here; what keeps it from that is thrown as it is.</summary>
    internal void Try(Action write)
    {
        try
        {
            write();
        }
        catch (ScriptRuntimeException) when (Problem is not null)
        {
            ExceptionDispatchInfo.Throw(Problem);
        }
    }

    /// <summary>Nothing: what was written is gone to its stream.</summary>
    public override string ToString() => "";

    /// <summary>Writes what waits.</summary>
    public void Dispose() => writer.Dispose();
}
