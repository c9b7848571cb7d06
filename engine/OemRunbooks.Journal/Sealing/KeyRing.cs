using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Sealing;

/// <summary>
/// A directory of keys, outside of the station: own ones (<c>NAME.key</c>) and those that this person or station trusts
/// (<c>trusted.keys</c>).
/// </summary>
/// <param name="directory">The directory; need not exist.</param>
public sealed class KeyRing(string directory)
{
    private const string Ending = ".key";
    private const string Approver = ".approver";
    private const int MostBytes = 64 << 10;

    /// <summary>The directory.</summary>
    public string Directory { get; } = directory;

    /// <summary>
    /// The key that seals runs when none is named: the only one, or the one of the name <c>station</c>; null when there is none or no
    /// telling.
    /// </summary>
    public string? Default =>
        Files is { Count: 1 } only ? only[0] : Files.FirstOrDefault(static f => Path.GetFileNameWithoutExtension(f) == "station");

    /// <summary>The own key files, by name.</summary>
    public IReadOnlyList<string> Files => System.IO.Directory.Exists(Directory) ? [.. Junk.FilesIn(Directory, "*" + Ending)] : [];

    /// <summary>The file of a key.</summary>
    public string FileOf(string name) => Path.Combine(Directory, name + Ending);

    /// <summary>The file of a key that is there, by the file's name or by the key's own; where it would be when there is none.</summary>
    public string Find(string name) =>
        FileOf(name) is var file && File.Exists(file) ? file : Files.FirstOrDefault(f => Trusting(f)?.Name == name) ?? file;

    // A damaged key file vouches for nobody; whoever needs the key itself is told.
    private static VerifyingKey? Trusting(string file)
    {
        try
        {
            return SigningKey.PublicIn(file);
        }
        catch (CodedException)
        {
            return null;
        }
    }

    /// <summary>The file of a secret that an approver shares with this station.</summary>
    public string ApproverFile(string name)
    {
        var file = Path.Combine(Directory, name + Approver);
        return File.Exists(file) || !System.IO.Directory.Exists(Directory)
            ? file
            : Junk.FilesIn(Directory, "*" + Approver)
                .FirstOrDefault(f => PersonNames.Folded(Path.GetFileNameWithoutExtension(f)) == PersonNames.Folded(name))
                ?? file;
    }

    /// <summary>Everybody whom this ring vouches for: its own keys and the trusted ones. A line that is no key is left out.</summary>
    public IReadOnlyList<VerifyingKey> Trusted()
    {
        var own = Files.Select(Trusting).OfType<VerifyingKey>();
        return [.. own.Concat(Others()).DistinctBy(static k => k.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The keys of others that are trusted.</summary>
    public IReadOnlyList<VerifyingKey> Others() => File.Exists(TrustedFile) ? Parse(Disk.All.ReadText(TrustedFile, MostBytes)) : [];

    /// <summary>Whether a key of somebody else is trusted.</summary>
    public bool TrustsOthers => Others().Count > 0;

    /// <summary>Trusts keys from now on, all of them or none.</summary>
    /// <exception cref="CodedException">
    /// <c>file.too-large</c>: with them the file would hold more than is read of it, and nobody would be trusted any more.
    /// </exception>
    public void Trust(params IReadOnlyList<VerifyingKey> keys)
    {
        var known = Trusted().Select(static k => k.ToString()).ToHashSet(StringComparer.Ordinal);
        var added = string.Concat(keys.Select(static k => k.ToString()).Where(known.Add).Select(static k => k + "\n"));
        if (added.Length == 0)
        {
            return;
        }

        Durable.CreateDirectory(Directory);
        var before = File.Exists(TrustedFile) ? Disk.All.ReadText(TrustedFile, MostBytes) : "";
        var bytes = Encoding.UTF8.GetBytes($"{before}{(before.Length == 0 || before.EndsWith('\n') ? "" : "\n")}{added}");
        if (bytes.Length > MostBytes)
        {
            throw new CodedException(Faults.FileTooLarge(TrustedFile, MostBytes));
        }

        Durable.Replace(TrustedFile, bytes);
    }

    /// <summary>The keys in a file that somebody gives, in UTF-8 or with a byte-order mark; none where nothing in it is one.</summary>
    public static IReadOnlyList<VerifyingKey> Read(string file) => Parse(Disk.All.ReadText(file, MostBytes));

    /// <summary>The keys in a text, one a line; comments and what is no key are passed over.</summary>
    public static IReadOnlyList<VerifyingKey> Parse(string text)
    {
        var found = new List<VerifyingKey>();
        foreach (var line in text.Split('\n', '\r').Where(static l => !l.StartsWith('#') && !string.IsNullOrWhiteSpace(l)))
        {
            try
            {
                found.Add(VerifyingKey.Parse(line));
            }
            catch (FormatException)
            {
                continue;
            }
        }

        return found;
    }

    private string TrustedFile => Path.Combine(Directory, "trusted.keys");
}
