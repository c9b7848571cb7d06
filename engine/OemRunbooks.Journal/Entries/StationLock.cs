using System.Diagnostics;
using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Entries;

/// <summary>Who holds a station.</summary>
/// <param name="Host">The computer.</param>
/// <param name="Process">The process's number.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Run">The run that it is at; empty when it is at none.</param>
public sealed record LockHolder(string Host, string Process, string Since, string Run);

/// <summary>The one writer of a station: an operating-system lock held by handle, which vanishes with the process.</summary>
/// <remarks>
/// Who wants to know whether it is held asks the system, and takes nothing: nobody who wants the lock at that instant is turned away.
/// Source: journal.md, "Durability".
/// </remarks>
public sealed class StationLock : IDisposable
{
    private const string Name = "lock";
    private const string HolderName = "lock.holder";
    private readonly FileStream stream;
    private readonly string holder;
    private LockHolder who;

    private StationLock(FileStream stream, string holder, LockHolder who) => (this.stream, this.holder, this.who) = (stream, holder, who);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="CodedException"><c>station.locked</c> with who holds it; <c>disk.read-only</c>, <c>file.denied</c>.</exception>
    public static StationLock Take(StationDirectory station, TimeProvider clock)
    {
        var directory = Path.Combine(station.Root, "var", "runbook");
        var path = Path.Combine(directory, Name);
        var holder = Path.Combine(directory, HolderName);
        try
        {
            Durable.CreateDirectory(directory);
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            LockProbe.Mark(stream.SafeFileHandle);
            var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            var taken = new StationLock(stream, holder, new(Environment.MachineName, process, FactCodec.Time(clock.GetUtcNow()), ""));
            taken.Write();
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
            var by = ReadHolder(holder);
            throw new CodedException(Faults.StationLocked(by.Host, by.Process, by.Since));
        }
    }

    /// <summary>Whether a live process is at a run. It takes nothing and disturbs nobody.</summary>
    public static bool IsHeldFor(RunDirectory run) =>
        HolderOf(Path.GetFullPath(Path.Combine(run.Root, "..", ".."))) is { } by && by.Run == run.Id;

    /// <summary>Who holds a station at this moment; null when nobody does. It takes nothing and disturbs nobody.</summary>
    public static LockHolder? HolderOf(StationDirectory station) => HolderOf(Path.Combine(station.Root, "var", "runbook"));

    /// <summary>Says which run the holder is at from here on.</summary>
    public void IsAt(string runId)
    {
        who = who with { Run = runId };
        Write();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (who.Run.Length > 0)
        {
            IsAt("");
        }

        stream.Dispose();
    }

    private static LockHolder? HolderOf(string directory)
    {
        var by = ReadHolder(Path.Combine(directory, HolderName));
        return LockProbe.IsHeld(Path.Combine(directory, Name)) ?? IsAlive(by) ? by : null;
    }

    private static bool IsAlive(LockHolder by)
    {
        if (by.Host != Environment.MachineName || !int.TryParse(by.Process, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);

            // Another process can have got the number since; it began after the record was made.
            return !process.HasExited && process.StartTime.ToUniversalTime() <= FactCodec.ParseTime(by.Since).UtcDateTime.AddSeconds(1);
        }
        catch (Exception error)
            when (error is ArgumentException or InvalidOperationException or FormatException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    // In one step: whoever reads it meanwhile sees the whole old or the whole new one.
    private void Write() => Durable.Replace(holder, Encoding.UTF8.GetBytes($"{who.Host}\n{who.Process}\n{who.Since}\n{who.Run}\n"));

    private static LockHolder ReadHolder(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            return lines.Length >= 3 ? new(lines[0], lines[1], lines[2], lines.ElementAtOrDefault(3) ?? "") : new("?", "?", "?", "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new("?", "?", "?", "");
        }
    }
}
