using System.Text;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Packs;

/// <summary>The digests that a station has been told to refuse. It only ever grows: a later pack can't take a revocation back.</summary>
public sealed class Revocations
{
    private const string Place = "var/runbook/revoked.txt";
    private const int MostLines = 100_000;
    private readonly string file;
    private readonly HashSet<string> remembered;
    private readonly HashSet<string> all;

    /// <summary>Reads what a station remembers.</summary>
    public Revocations(StationDirectory station)
    {
        file = Path.Combine(station.Root, Place);
        remembered = File.Exists(file)
            ? [.. Disk.All.ReadText(file).Split('\n').Select(static l => l.TrimEnd('\r')).Where(PackManifest.IsDigest).Take(MostLines)]
            : [];
        all = [.. remembered];
    }

    /// <summary>Every digest that is revoked.</summary>
    public IReadOnlySet<string> All => all;

    /// <summary>Takes in what an authenticated pack revokes; it counts at once, also when the pack itself is out of force.</summary>
    public void Add(PackManifest manifest) => all.UnionWith(manifest.Revoked);

    /// <summary>Writes down what is new.</summary>
    public void Remember()
    {
        if (all.Count > remembered.Count)
        {
            Durable.CreateDirectory(Path.GetDirectoryName(file)!);
            Durable.Replace(file, Encoding.ASCII.GetBytes(string.Concat(all.Order(StringComparer.Ordinal).Select(static d => d + "\n"))));
            remembered.UnionWith(all);
        }
    }
}
