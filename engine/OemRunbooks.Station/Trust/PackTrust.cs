using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Packs;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Products;

namespace OemRunbooks.Station.Trust;

/// <summary>A pack that was found, or why it is refused.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Pack">The pack, when its signature and digests are right.</param>
/// <param name="Refusal">Why it must not be used, or null.</param>
public sealed record FoundPack(string Path, Pack? Pack, Failure? Refusal);

/// <summary>Decides what may be run on this station: whose packs count, what is revoked, whether anything else is allowed.</summary>
/// <remarks>
/// Own keys and those of <c>key trust</c> may sign packs. Once another's key is trusted, only what a pack in force or the program itself
/// holds may
/// be run; it is known by its digest, wherever it was read from. A revoked digest is refused always. Source: trust.md; ADR 0007.
/// </remarks>
public sealed class PackTrust(
    StationDirectory station,
    IReadOnlyDictionary<string, string> environment,
    Product product,
    TimeProvider clock
)
{
    private readonly Dictionary<string, UsedPack> inForce = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<VerifyingKey>> trusted = new(() => Keys.Ring(environment).Trusted());
    private readonly Lazy<Revocations> revocations = new(() => new(station));
    private readonly Lazy<HashSet<string>> builtIn = new(() => [.. product.BuiltInFiles.Select(f => Digest(product.ReadBuiltIn(f)!))]);

    /// <summary>Whether somebody else's key is trusted here, so that nothing unsigned may be run.</summary>
    public bool IsConfigured { get; } = Keys.Ring(environment).TrustsOthers;

    /// <summary>Opens a pack's file.</summary>
    public FoundPack Open(string path)
    {
        var shown = station.Relative(Path.GetFullPath(path));
        Pack pack;
        try
        {
            var length = new FileInfo(path).Length;
            pack = Pack.Open(
                length <= PackManifest.MostPackBytes
                    ? Disk.All.ReadAll(path, PackManifest.MostPackBytes)
                    : throw new CodedException(Faults.PackTooLarge(shown)),
                trusted.Value,
                shown
            );
        }
        catch (CodedException error)
        {
            return new(shown, null, error.Failure);
        }

        revocations.Value.Add(pack.Manifest);
        return new(shown, pack, null);
    }

    /// <summary>Judges a pack when all are known: one pack can revoke another.</summary>
    public FoundPack Judge(FoundPack found)
    {
        if (found.Pack is not { } pack)
        {
            return found;
        }

        if (pack.Objection(clock.GetUtcNow(), product.Version, revocations.Value.All) is { } refusal)
        {
            return found with { Refusal = refusal };
        }

        var used = new UsedPack(pack.Manifest.Id, pack.Manifest.Version, pack.Digest, pack.Signer.ToString());
        foreach (var file in pack.Manifest.Files)
        {
            inForce.TryAdd(Digest(pack[file.Path]), used);
        }

        return found;
    }

    /// <summary>The pack from which a content comes, or null.</summary>
    public UsedPack? PackOf(string sha256) => inForce.GetValueOrDefault(sha256);

    /// <summary>Whether a content is of a pack in force or of the program itself.</summary>
    public bool Covers(string sha256) => inForce.ContainsKey(sha256) || builtIn.Value.Contains(sha256);

    /// <summary>Refuses a runbook that must not be run here, or that calls one.</summary>
    /// <exception cref="CodedException"><c>runbook.revoked</c>, <c>runbook.untrusted</c></exception>
    public void Demand(Runbook runbook)
    {
        foreach (var one in RunbookLoader.Called(runbook).Prepend(runbook))
        {
            if (revocations.Value.All.Contains(one.Source.Digest))
            {
                throw new CodedException(Faults.RunbookRevoked(one.Id));
            }

            if (IsConfigured && !Covers(one.Source.Digest))
            {
                throw new CodedException(Faults.RunbookUntrusted(one.Id));
            }
        }
    }

    /// <summary>Writes down on the station what has been revoked.</summary>
    public void Remember() => revocations.Value.Remember();

    /// <summary>SHA-256 of a content, lower-case hex.</summary>
    public static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
