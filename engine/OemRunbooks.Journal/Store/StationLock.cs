using System.Diagnostics;
using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Store;

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
internal sealed class StationLock : IStationHold
{
    private const string Name = "lock";
    private const string HolderName = "lock.holder";
    private const int MostBytes = 4096;
    private readonly IDisk disk;
    private readonly DiskFile file;
    private readonly string holder;
    private LockHolder who;

    private StationLock(IDisk disk, DiskFile file, string holder, LockHolder who) =>
        (this.disk, this.file, this.holder, this.who) = (disk, file, holder, who);

    /// <summary>Takes the lock; null when somebody holds it.</summary>
    /// <exception cref="CodedException"><c>disk.read-only</c>, <c>file.denied</c> …</exception>
    internal static StationLock? TryTake(IDisk disk, string directory, TimeProvider clock)
    {
        try
        {
            disk.CreateDirectory(directory);
            var file = disk.Open(Path.Combine(directory, Name), FileUse.Hold);
            var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            var who = new LockHolder(Environment.MachineName, process, FactCodec.Time(clock.GetUtcNow()), "");
            var taken = new StationLock(disk, file, Path.Combine(directory, HolderName), who);
            taken.Write();
            return taken;
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            var failure = Failures.From(error);
            return failure.Code is Codes.IoFailed or Codes.FileExists or Codes.FileMissing or Codes.DiskFailed
                ? null
                : throw new CodedException(failure);
        }
    }

    /// <summary>Who holds a station, if anybody does. It takes nothing and disturbs nobody.</summary>
    internal static LockHolder? HolderOf(IDisk disk, string directory)
    {
        var by = RecordOf(disk, directory);
        return LockProbe.IsHeld(Path.Combine(directory, Name)) ?? IsAlive(by) ? by : null;
    }

    /// <summary>Who held a station last, as he noted it himself.</summary>
    internal static LockHolder RecordOf(IDisk disk, string directory)
    {
        try
        {
            var lines = disk.ReadText(Path.Combine(directory, HolderName), MostBytes).Split('\n');
            return lines.Length >= 4 ? new(lines[0], lines[1], lines[2], lines[3]) : new("?", "?", "?", "");
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return new("?", "?", "?", "");
        }
    }

    /// <summary>Says which run the holder is at from here on.</summary>
    public void IsAt(string runId)
    {
        who = who with { Run = runId };
        Write();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (who.Run.Length > 0)
            {
                IsAt("");
            }
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // The note is for people, and its process will be gone: a full disk must not hide what the run came to.
        }
        finally
        {
            file.Dispose();
        }
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
    private void Write() => disk.Note(holder, Encoding.UTF8.GetBytes($"{who.Host}\n{who.Process}\n{who.Since}\n{who.Run}\n"));
}
