using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Files;

/// <summary>Renames that have happened, or have not.</summary>
internal static class Moves
{
    /// <summary>Renames to a free name, synced; one that can't be synced is taken back.</summary>
    internal static void MoveNewOrNot(this IDisk disk, string from, string to)
    {
        disk.RenameNew(from, to);
        try
        {
            disk.SyncDirectory(Durable.ParentOf(to));
            disk.SyncDirectory(Durable.ParentOf(from));
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            TakeBack(disk, from, to);
            throw;
        }
    }

    private static void TakeBack(IDisk disk, string from, string to)
    {
        try
        {
            disk.MoveNew(to, from);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // The error that brought us here is the one to report.
        }
    }
}
