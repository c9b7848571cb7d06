using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Media;

/// <summary>What a prepared medium holds: every file with its digest, signed with the bundle's key.</summary>
/// <param name="CreatedAt">When it was written, second form.</param>
/// <param name="Run">The run that prepared the medium.</param>
/// <param name="Platform">For which platform.</param>
/// <param name="Bundle">File name of the bundle on it.</param>
/// <param name="Files">The files, by path.</param>
/// <remarks>
/// The shape is that of the other signed documents: payload and HMAC-SHA384 signature (formats.md, 4). The format is ours: the seed asks
/// for the medium, not for a list.
/// </remarks>
public sealed record MediaManifest(string CreatedAt, string Run, string Platform, string Bundle, IReadOnlyList<Artefact> Files)
{
    /// <summary>The manifest's name on a medium.</summary>
    public const string FileName = "media-manifest.json";

    private const string Format = "oem-runbooks-media";
    private const int MostFiles = 10_000;

    /// <summary>The signed document, ready to be written.</summary>
    /// <exception cref="OemException"><see cref="Codes.KeyTooShort"/>.</exception>
    public byte[] Compose(byte[] key)
    {
        Demand(key);
        var payload = new OemObject
        {
            { "format", Format },
            { "version", OemJson.Of(1) },
            { "created_at", CreatedAt },
            { "run", Run },
            { "platform", Platform },
            { "bundle", Bundle },
            {
                "files",
                new OemArray(
                    Files
                        .OrderBy(static f => f.Path, CodePointOrder.Instance)
                        .Select(static f =>
                            (OemJson)
                                new OemObject
                                {
                                    { "path", f.Path },
                                    { "size", OemJson.Of(f.Size) },
                                    { "sha384", f.Sha384 },
                                }
                        )
                )
            },
        };
        return OemJsonWriter.WriteBytes(OemSignature.Wrap(payload, key, OemSignature.Sha384), JsonStyle.PrettySorted);
    }

    /// <summary>Whether bytes look like a manifest of ours, whoever signed it.</summary>
    public static bool IsOurs(byte[] bytes)
    {
        try
        {
            return OemJsonReader.ParseObject(bytes, FileName, Faults.MediaManifestInvalid)["payload"] is OemObject payload
                && payload.TextOf("format") == Format;
        }
        catch (OemException)
        {
            return false;
        }
    }

    /// <summary>Reads a medium's manifest and checks its signature.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.MediaManifestMissing"/>, <see cref="Codes.MediaManifestInvalid"/>, <see cref="Codes.MediaSignatureMismatch"/>, <see
    /// cref="Codes.KeyTooShort"/>.
    /// </exception>
    public static MediaManifest Load(IDisk disk, string medium, byte[] key)
    {
        Demand(key);
        var path = System.IO.Path.Combine(medium, FileName);
        var document = OemJsonReader.ParseObject(disk.ReadDocument(path, Faults.MediaManifestMissing), path, Faults.MediaManifestInvalid);
        if (
            document["payload"] is not OemObject payload
            || OemSignature.Check(payload, document["signature"], key) != SignatureOutcome.Valid
        )
        {
            throw new OemException(Faults.MediaSignatureMismatch(path));
        }

        var files = payload["files"] as OemArray;
        if (
            payload.TextOf("format") != Format
            || payload["version"] is not OemInteger { Value.IsOne: true }
            || files is null
            || files.Count > MostFiles
        )
        {
            throw new OemException(Faults.MediaManifestInvalid(path, "format"));
        }

        return new MediaManifest(
            payload.TextOf("created_at") ?? "",
            payload.TextOf("run") ?? "",
            payload.TextOf("platform") ?? "",
            payload.TextOf("bundle") ?? "",
            [.. files.Select(f => FileOf(f, path))]
        );
    }

    private static Artefact FileOf(OemJson item, string path) =>
        item is OemObject o
        && o.TextOf("path") is { } name
        && EntryName.Problem(name) is null
        && o["size"] is OemInteger { Value.Sign: >= 0 } size
        && size.Value <= long.MaxValue
        && o.TextOf("sha384") is { Length: 96 } digest
            ? new Artefact(name, (long)size.Value, digest)
            : throw new OemException(Faults.MediaManifestInvalid(path, "files"));

    private static void Demand(byte[] key)
    {
        const int least = 32;
        if (key.Length < least)
        {
            throw new OemException(Faults.KeyTooShort(key.Length, least));
        }
    }
}
