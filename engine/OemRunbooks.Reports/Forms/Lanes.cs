using System.Runtime.ExceptionServices;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Reports.Forms;

/// <summary>The forms of a report, written by one thread, or side by side by two where the report is long.</summary>
/// <remarks>
/// A form that would be too long is given up and keeps nobody from the others. Each form belongs to one thread from its first piece to its
/// last.
/// </remarks>
internal sealed class Lanes : IDisposable
{
    private readonly Lane own;
    private readonly Lane? second;
    private readonly AutoResetEvent given = new(false);
    private readonly AutoResetEvent done = new(false);
    private Action<FormWriter>? work;
    private ExceptionDispatchInfo? problem;

    internal Lanes(IEnumerable<(ReportForm Form, FormWriter Writer)> forms, bool sideBySide)
    {
        var all = forms.ToList();
        own = new([.. all.Where((_, i) => !sideBySide || i % 2 == 0)]);
        if (own.Open.Count < all.Count)
        {
            second = new([.. all.Where(static (_, i) => i % 2 == 1)]);
            new Thread(Follow) { IsBackground = true, Name = "reports" }.Start();
        }
    }

    /// <summary>Has each form do something; it is done when this returns.</summary>
    internal void Each(Action<FormWriter> write)
    {
        if (second is null)
        {
            own.Each(write);
            return;
        }

        work = write;
        given.Set();
        try
        {
            own.Each(write);
        }
        finally
        {
            done.WaitOne();
        }

        problem?.Throw();
    }

    /// <summary>Lets the other thread go.</summary>
    public void Dispose()
    {
        if (second is null)
        {
            given.Dispose();
            done.Dispose();
            return;
        }

        work = null;
        given.Set();
    }

    private void Follow()
    {
        while (true)
        {
            given.WaitOne();
            if (work is not { } write)
            {
                given.Dispose();
                done.Dispose();
                return;
            }

            try
            {
                second!.Each(write);
            }
            catch (Exception error)
            {
                // Whoever waits throws it.
                problem = ExceptionDispatchInfo.Capture(error);
            }

            done.Set();
        }
    }

    private sealed class Lane(List<(ReportForm Form, FormWriter Writer)> open)
    {
        internal List<(ReportForm Form, FormWriter Writer)> Open => open;

        internal void Each(Action<FormWriter> write)
        {
            for (var i = open.Count - 1; i >= 0; i--)
            {
                try
                {
                    write(open[i].Writer);
                }
                catch (CodedException error) when (error.Failure.Code == Codes.ReportTooLarge)
                {
                    open[i].Form.Failure = error.Failure;
                    open.RemoveAt(i);
                }
            }
        }
    }
}
