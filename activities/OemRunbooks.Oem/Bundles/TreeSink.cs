using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Refuses a member before a byte of it is taken.</summary>
/// <param name="path">Its path.</param>
/// <param name="seen">What came before it.</param>
internal delegate void MemberGate(string path, SeenTree seen);

/// <summary>Hashes an archive's files and, where a directory is given, writes them: 0644 or 0755, directories 0755.</summary>
internal sealed class TreeSink(IDisk disk, string? root, ArchiveLimits limits, MemberGate? gate = null, bool keeps = true)
    : IEntrySink,
        IDisposable
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
    private readonly HashSet<string> directories = new(StringComparer.Ordinal);
    private DiskFile? file;
    private MemoryStream? kept;
    private ArchiveEntry entry;
    private long written;
    private long keptBytes;

    internal SeenTree Seen { get; } = new();

    public void Begin(in ArchiveEntry entry)
    {
        this.entry = entry;
        if (entry.IsDirectory)
        {
            MakeDirectory(entry.Path);
            return;
        }

        gate?.Invoke(entry.Path, Seen);
        written = 0;
        kept = Keep(entry);
        if (root is not null)
        {
            var slash = entry.Path.LastIndexOf('/');
            MakeDirectory(slash < 0 ? string.Empty : entry.Path[..slash]);
            file = Create(entry.Executable);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        kept?.Write(bytes);
        if (file is not null)
        {
            try
            {
                file.Write(bytes, written);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw OemDisk.Failed(e, Target(entry.Path));
            }
        }

        written += bytes.Length;
    }

    public void End()
    {
        file?.Dispose();
        file = null;
        Span<byte> digest = stackalloc byte[48];
        hash.GetHashAndReset(digest);
        Seen.Files.Add(entry.Path, new FileFact(written, Convert.ToHexStringLower(digest)));
        if (kept is not null)
        {
            Seen.Contents.Add(entry.Path, kept.Length == kept.Capacity ? kept.GetBuffer() : kept.ToArray());
            kept = null;
        }
    }

    public void Dispose()
    {
        file?.Dispose();
        hash.Dispose();
    }

    private MemoryStream? Keep(in ArchiveEntry entry)
    {
        if (!keeps || SeenTree.KeepLimit(entry.Path) is not { } limit)
        {
            return null;
        }

        keptBytes += entry.Size;
        return entry.Size > limit ? throw new OemException(Faults.ArchiveTooLarge(limit, "document", entry.Path))
            : keptBytes > limits.KeptBytes ? throw new OemException(Faults.ArchiveTooLarge(limits.KeptBytes, "documents"))
            : new MemoryStream((int)entry.Size);
    }

    private string Target(string path) => Path.Combine(root!, path);

    private DiskFile Create(bool executable)
    {
        var path = Target(entry.Path);
        return OemDisk.Do(
            path,
            () =>
            {
                // Whatever the umask is, an installation looks the same.
                var created = disk.Open(path, FileUse.CreateNew);
                created.SetRights(executable ? Executable : Plain);
                return created;
            }
        );
    }

    private void MakeDirectory(string path)
    {
        if (root is null || path.Length == 0 || !directories.Add(path))
        {
            return;
        }

        var slash = path.LastIndexOf('/');
        MakeDirectory(slash < 0 ? string.Empty : path[..slash]);
        var target = Target(path);
        OemDisk.Do(target, () => disk.MakeDirectory(target, Executable));
    }
}
