using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Entries;

/// <summary>The one writer of a station: an operating-system lock held by handle, which vanishes with the process.</summary>
/// <remarks>Source: journal.md, "Durability".</remarks>
public sealed class StationLock : IDisposable
{
    private readonly FileStream stream;

    private StationLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="CodedException"><c>station.locked</c> with who holds it; <c>disk.read-only</c>, <c>file.denied</c>.</exception>
    public static StationLock Take(StationDirectory station, TimeProvider clock)
    {
        var directory = Path.Combine(station.Root, "var", "runbook");
        var path = Path.Combine(directory, "lock");
        var holder = Path.Combine(directory, "lock.holder");
        try
        {
            Durable.CreateDirectory(directory);
            var taken = new StationLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
            var text = $"{Environment.MachineName}\n{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}\n{FactCodec.Time(clock.GetUtcNow())}\n";
            File.WriteAllBytes(holder, Encoding.UTF8.GetBytes(text));
            return taken;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CodedException(Failures.From(error));
        }
        catch (IOException error) when (Failures.From(error) is { Code: Codes.DiskFull or Codes.DiskReadOnly or Codes.FileDenied } known)
        {
            throw new CodedException(known);
        }
        catch (IOException)
        {
            var lines = ReadHolder(holder);
            throw new CodedException(Faults.StationLocked(lines[0], lines[1], lines[2]));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static string[] ReadHolder(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            return lines.Length >= 3 ? lines : ["?", "?", "?"];
        }
        catch (IOException)
        {
            return ["?", "?", "?"];
        }
    }
}
