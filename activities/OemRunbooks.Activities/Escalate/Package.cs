using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Activities.Escalate;

/// <summary>One file of an escalation package.</summary>
internal sealed record PackageMember(string Name, string Original, long Size, string Sha384, bool Masked, int Redactions);

/// <summary>Writes an escalation package: a zip whose members are in order, masked, and listed with digests.</summary>
/// <remarks>Source: trust.md, "Escalation packages". Signing and encryption to a team come with a later issue.</remarks>
internal sealed class Package : IDisposable
{
    private const long MostBytes = 256L << 20;
    private const long MostFile = 32L << 20;
    private readonly Redactor redactor;
    private readonly DateTimeOffset time;
    private readonly IDisk disk;
    private readonly DiskStream file;
    private readonly ZipArchive zip;
    private readonly List<PackageMember> members = [];
    private readonly SortedDictionary<string, string> leftOut = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private long total;

    internal Package(IDisk disk, string path, Redactor redactor, DateTimeOffset time)
    {
        this.disk = disk;
        this.redactor = redactor;

        // A zip's clock begins in 1980.
        this.time = time.Year < 1980 ? new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero) : time.ToUniversalTime();
        file = disk.CreateStream(path);
        zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
    }

    internal int Files => members.Count;

    internal int LeftOut => leftOut.Count;

    /// <summary>Adds bytes as they are.</summary>
    internal void Add(string name, ReadOnlySpan<byte> bytes, bool masked = false, int redactions = 0)
    {
        var inside = Free(EntryName.Safe(name));
        var entry = zip.CreateEntry(inside, CompressionLevel.Optimal);
        entry.LastWriteTime = time;
        using var stream = entry.Open();
        stream.Write(bytes);
        members.Add(new PackageMember(inside, name, bytes.Length, Convert.ToHexStringLower(SHA384.HashData(bytes)), masked, redactions));
        total += bytes.Length;
    }

    /// <summary>Adds a file of the station, masked; one that is secret, too large or unreadable is noted instead.</summary>
    internal void Add(string name, StationPath source)
    {
        if (IsSecret(source.Shown))
        {
            leftOut[Visible.Text(source.Shown)] = "secret";
            return;
        }

        try
        {
            var length = disk.Length(source.Full);
            if (length > MostFile || total + length > MostBytes)
            {
                leftOut[Visible.Text(source.Shown)] = length > MostFile ? "larger than 32 MiB" : "package larger than 256 MiB";
                return;
            }

            switch (MaskedFile.Of(disk.ReadAll(source.Full), redactor))
            {
                case MaskedFile.Looked looked:
                    Add(name, looked.Bytes, masked: true, looked.Count);
                    break;
                case MaskedFile.Opaque closed:
                    leftOut[Visible.Text(source.Shown)] = $"can't be searched for secrets ({closed.Form})";
                    break;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            leftOut[Visible.Text(source.Shown)] = "unreadable";
        }
    }

    /// <summary>Writes the list of members, last; the package is on the disk when this returns.</summary>
    internal void Complete(OemObject head)
    {
        head.Add("files", new OemArray(members.OrderBy(static m => m.Name, StringComparer.Ordinal).Select(static m => (OemJson)Row(m))));
        head.Add(
            "redactions",
            new OemArray(
                members
                    .Where(static m => m.Redactions > 0)
                    .OrderBy(static m => m.Name, StringComparer.Ordinal)
                    .Select(static m => (OemJson)new OemObject { { "path", m.Name }, { "count", OemJson.Of(m.Redactions) } })
            )
        );
        head.Add("left_out", new OemArray(leftOut.Select(static l => (OemJson)new OemObject { { "path", l.Key }, { "reason", l.Value } })));
        Add("manifest.json", OemJsonWriter.WriteBytes(head, JsonStyle.PrettyInOrder));
        zip.Dispose();
        file.File.Sync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        zip.Dispose();
        file.Dispose();
    }

    private static OemObject Row(PackageMember member)
    {
        var row = new OemObject
        {
            { "path", member.Name },
            { "size", OemJson.Of(member.Size) },
            { "sha384", member.Sha384 },
            { "masked", OemJson.Of(member.Masked) },
        };
        if (member.Original != member.Name)
        {
            row.Add("original", Visible.Text(member.Original));
        }

        return row;
    }

    // Two files whose names differ only in what an archive may not hold, or in case, get a number.
    private string Free(string name)
    {
        var free = name;
        for (var n = 2; !taken.Add(free.ToUpperInvariant()); n++)
        {
            var extension = Path.GetExtension(name);
            free = string.Create(CultureInfo.InvariantCulture, $"{name[..^extension.Length]}~{n}{extension}");
        }

        return free;
    }

    /// <summary>Whether a file holds what must not leave the station, wherever it lies.</summary>
    internal static bool IsSecret(string shown)
    {
        var path = shown.Replace('\\', '/').ToLowerInvariant();
        var name = path[(path.LastIndexOf('/') + 1)..];
        return path.StartsWith("secrets/", StringComparison.Ordinal)
            || path.Contains("/secrets/", StringComparison.Ordinal)
            || name.Contains("license_store", StringComparison.Ordinal)
            || name.EndsWith(".env", StringComparison.Ordinal)
            || name.EndsWith(".key", StringComparison.Ordinal)
            || name.EndsWith(".pem", StringComparison.Ordinal);
    }
}
