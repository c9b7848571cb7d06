using System.Buffers;
using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;

namespace OemRunbooks.Oem.Packages;

/// <summary>One artifact of an update package.</summary>
/// <param name="Path">Path below the package's directory.</param>
/// <param name="Size">Stated bytes.</param>
/// <param name="Kind"><c>full</c>, <c>diff</c> or what else is stated, in lower case.</param>
/// <param name="Issues">
/// What is wrong with it: <c>unsafe-path</c>, <c>missing</c>, <c>size-mismatch</c>, <c>sha384-mismatch</c>, <c>sha256-mismatch</c>.
/// </param>
public sealed record PackageArtifact(string Path, long Size, string Kind, IReadOnlyList<string> Issues);

/// <summary>What the check of an update package found.</summary>
/// <param name="Version">Version.</param>
/// <param name="Platform">Platform.</param>
/// <param name="Runtime">Runtime.</param>
/// <param name="Signature">Outcome of the embedded signature; <see cref="SignatureOutcome.NotChecked"/> without a key.</param>
/// <param name="HasSignature">Whether a signature is there at all.</param>
/// <param name="Artifacts">Its artifacts.</param>
public sealed record PackageReport(
    string Version,
    string Platform,
    string Runtime,
    SignatureOutcome Signature,
    bool HasSignature,
    IReadOnlyList<PackageArtifact> Artifacts
)
{
    /// <summary>True when nothing is wrong: every artifact is right, and with a key so is the signature.</summary>
    public bool IsValid =>
        Signature is SignatureOutcome.Valid or SignatureOutcome.NotChecked && Artifacts.All(static a => a.Issues.Count == 0);

    /// <summary>Checks a package.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="directory">The package's directory.</param>
    /// <param name="key">The key; null only notes whether there is a signature.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException">
    /// <see cref="Codes.PackageMalformed"/>, <see cref="Codes.FileMissing"/>, <see cref="Codes.FileUnreadable"/>.
    /// </exception>
    public static PackageReport Of(IDisk disk, string directory, byte[]? key, CancellationToken cancellation = default) =>
        UpdatePackage.Check(disk, directory, key, cancellation);
}

/// <summary>The check of an update package's directory.</summary>
/// <remarks>
/// Unlike the original it compares sizes, refuses unsafe paths and reads the wrapped <c>manifest.sig</c>. Unknown fields of artifacts are
/// not
/// protected by the signature, as the original signs only the known ones. Source: formats.md, 12 and 15.
/// </remarks>
internal static class UpdatePackage
{
    /// <summary>Checks a package.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="directory">The package's directory.</param>
    /// <param name="key">The key; null only notes whether there is a signature.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException">
    /// <see cref="Codes.PackageMalformed"/>, <see cref="Codes.FileMissing"/>, <see cref="Codes.FileUnreadable"/>.
    /// </exception>
    internal static PackageReport Check(IDisk disk, string directory, byte[]? key, CancellationToken cancellation = default)
    {
        var path = Path.Combine(directory, "manifest.json");
        var manifest = OemJsonReader.ParseObject(disk.ReadDocument(path), path, Faults.PackageMalformed);
        string Text(string name) => manifest.TextOf(name) ?? throw Malformed(path, name);
        var (version, platform, runtime) = (Text("version"), Text("platform"), Text("runtime"));
        var artifacts = (manifest["artifacts"] as OemArray ?? throw Malformed(path, "artifacts")).Select(a => Known(a, path)).ToArray();
        var signed = manifest.Without("signature");
        signed["artifacts"] = new OemArray(artifacts);
        var signature = manifest["signature"] ?? Separate(disk, directory);
        var outcome =
            key is null ? SignatureOutcome.NotChecked
            : signature is null ? SignatureOutcome.Mismatch
            : Outcome(OemSignature.Examine(signed, signature, key));
        return new PackageReport(
            version,
            platform,
            runtime,
            outcome,
            signature is OemObject,
            [.. artifacts.Select(a => Look(disk, directory, a, cancellation))]
        );
    }

    private static SignatureOutcome Outcome(SignatureCheck check) =>
        check switch
        {
            { Outcome: SignatureOutcome.Valid, Algorithm: not OemSignature.Sha256 } => SignatureOutcome.UnsupportedAlgorithm,
            { Outcome: SignatureOutcome.NotChecked } => SignatureOutcome.Mismatch,
            _ => check.Outcome,
        };

    private static OemJson? Separate(IDisk disk, string directory)
    {
        var path = Path.Combine(directory, "manifest.sig");
        if (!disk.Has(path))
        {
            return null;
        }

        var document = OemJsonReader.ParseObject(disk.ReadDocument(path), path, Faults.PackageMalformed);
        return document["signature"] ?? document;
    }

    /// <summary>The artifact as it is signed: known fields only, the type in lower case, <c>baseId</c> as <c>base_id</c>.</summary>
    private static OemObject Known(OemJson item, string path)
    {
        var artifact = item as OemObject ?? throw Malformed(path, "artifact");
        var known = new OemObject
        {
            { "path", artifact.TextOf("path") ?? throw Malformed(path, "artifact-path") },
            { "size", artifact["size"] as OemInteger ?? throw Malformed(path, "artifact-size") },
        };
        foreach (var digest in new[] { "sha384", "sha256" })
        {
            if (artifact.TextOf(digest) is { Length: > 0 } value)
            {
                known.Add(digest, value);
            }
        }

        if (!known.Has("sha384") && !known.Has("sha256"))
        {
            throw Malformed(path, "artifact-digest");
        }

        if (artifact.TextOf("type") is { } type)
        {
            known.Add("type", type.ToLowerInvariant());
        }

        if ((artifact["base_id"] ?? artifact["baseId"]) is { } baseId and not OemNull)
        {
            known.Add("base_id", baseId);
        }

        return known;
    }

    private static PackageArtifact Look(IDisk disk, string directory, OemObject artifact, CancellationToken cancellation)
    {
        var path = artifact.TextOf("path")!;
        var stated = ((OemInteger)artifact["size"]!).Value;
        var size = stated >= 0 && stated <= long.MaxValue ? (long)stated : -1;
        var issues = new List<string>();
        var full = Path.Combine(directory, path);
        if (EntryName.Problem(path) is not null || IsLink(disk, directory, path))
        {
            issues.Add("unsafe-path");
        }
        else if (!disk.Has(full))
        {
            issues.Add("missing");
        }
        else
        {
            var (found, sha384, sha256) = OemDisk.Do(full, () => Digest(disk, full, cancellation));
            AddIf(issues, found != size, "size-mismatch");
            AddIf(issues, Differs(artifact.TextOf("sha384"), sha384), "sha384-mismatch");
            AddIf(issues, Differs(artifact.TextOf("sha256"), sha256), "sha256-mismatch");
        }

        return new PackageArtifact(path, size, artifact.TextOf("type") ?? string.Empty, issues);
    }

    private static bool IsLink(IDisk disk, string directory, string path)
    {
        var at = directory;
        return path.Split('/').Any(segment => disk.Look(at = Path.Combine(at, segment), follows: false) is { Kind: ItemKind.Link });
    }

    private static bool Differs(string? stated, string found) =>
        stated is not null && !string.Equals(stated, found, StringComparison.OrdinalIgnoreCase);

    private static void AddIf(List<string> issues, bool condition, string issue)
    {
        if (condition)
        {
            issues.Add(issue);
        }
    }

    private static (long Size, string Sha384, string Sha256) Digest(IDisk disk, string path, CancellationToken cancellation)
    {
        using var file = disk.Open(path, FileUse.Read);
        using var sha384 = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(1 << 20);
        long size = 0;
        int count;
        while ((count = file.Read(block, size)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            sha384.AppendData(block, 0, count);
            sha256.AppendData(block, 0, count);
            size += count;
        }

        ArrayPool<byte>.Shared.Return(block);
        return (size, Convert.ToHexStringLower(sha384.GetCurrentHash()), Convert.ToHexStringLower(sha256.GetCurrentHash()));
    }

    private static OemException Malformed(string path, string reason) => new OemException(Faults.PackageMalformed(path, reason));
}
