using System.Runtime.ExceptionServices;

namespace OemRunbooks.Foundation.Files;

/// <summary>Work on many files by several threads: digests are bound to a core, and two of them keep up with a fast disk.</summary>
public static class SideBySide
{
    /// <summary>Does something with each thing; all of it is done when this returns.</summary>
    /// <remarks>The first thing that fails fails the whole; what stopped beside it only follows from it.</remarks>
    public static void Each<T>(IEnumerable<T> things, Action<T> work, CancellationToken cancellation)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount),
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.ForEach(things, options, work);
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(
                errors.InnerExceptions.FirstOrDefault(static e => e is not OperationCanceledException) ?? errors.InnerExceptions[0]
            );
        }
    }
}
