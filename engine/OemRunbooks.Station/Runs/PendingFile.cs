using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Station.Runs;

/// <summary>A file that is being written beside its target: readers see the whole old or the whole new one.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly IDisk disk;
    private readonly string temporary;
    private bool isPublished;

    internal PendingFile(IDisk disk, string path)
    {
        (this.disk, Path, temporary) = (disk, path, Durable.TemporaryBeside(path));
        Content = new DiskStream(disk.Open(temporary, FileUse.CreateNew), canWrite: true);
        Content.File.Resemble(path, rights: true);
    }

    internal string Path { get; }

    internal DiskStream Content { get; }

    /// <summary>Puts it in its place. Its name is not on the disk before its directory was synced.</summary>
    internal void Publish()
    {
        Content.File.Sync();
        Content.Dispose();
        disk.Rename(temporary, Path);
        isPublished = true;
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        Content.Dispose();
        if (isPublished)
        {
            return;
        }

        try
        {
            disk.Delete(temporary);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // The error that brought us here is the one to report; the next writer removes it.
        }
    }
}
