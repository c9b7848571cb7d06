using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Journal.Packs;

/// <summary>A signed pack whose signature and digests have been checked.</summary>
/// <remarks>
/// The file is: the line <c>oem-runbook-pack 1</c>; the length of the note in decimal on a line; a C2SP signed note that holds length and
/// SHA-384 of
/// the manifest; the manifest (canonical JSON); the files, one after another in the manifest's order; nothing else. Nothing is parsed
/// before it is
/// authenticated but the note itself, whose reader is strict and bounded. No compression, so nothing to inflate. Source: trust.md; ADR
/// 0007.
/// </remarks>
public sealed class Pack
{
    /// <summary>How a pack's file name ends.</summary>
    public const string Ending = ".rbpack";

    private const string Magic = "oem-runbook-pack 1\n";
    private const string Origin = "oem-runbooks/pack";
    private const int MostNoteBytes = 4096;
    private readonly ImmutableDictionary<string, byte[]> contents;

    private Pack(PackManifest manifest, ImmutableDictionary<string, byte[]> contents, VerifyingKey signer, string digest) =>
        (Manifest, this.contents, Signer, Digest) = (manifest, contents, signer, digest);

    /// <summary>What it says of itself.</summary>
    public PackManifest Manifest { get; }

    /// <summary>Who signed it.</summary>
    public VerifyingKey Signer { get; }

    /// <summary>SHA-256 of the whole file, lower-case hex: what a revocation names.</summary>
    public string Digest { get; }

    /// <summary>The content of a file of the manifest.</summary>
    public byte[] this[string path] => contents[path];

    /// <summary>Makes a pack; equal arguments give equal bytes.</summary>
    /// <param name="manifest">Id, version, times, revocations; its files are those of <paramref name="files"/>.</param>
    /// <param name="files">The contents by path.</param>
    /// <param name="key">Who signs.</param>
    /// <exception cref="CodedException"><c>pack.too-large</c>, <c>pack.name-refused</c>, <c>pack.empty</c></exception>
    public static byte[] Write(PackManifest manifest, IReadOnlyDictionary<string, byte[]> files, SigningKey key)
    {
        var ordered = files.OrderBy(static f => f.Key, StringComparer.Ordinal).ToList();
        foreach (var (path, content) in ordered)
        {
            if (!PackManifest.IsPath(path))
            {
                throw new CodedException(Faults.PackNameRefused(path));
            }

            if (content.Length > PackManifest.MostBytes)
            {
                throw new CodedException(Faults.PackTooLarge(path));
            }
        }

        if (ordered.Count is 0 or > PackManifest.MostFiles)
        {
            throw new CodedException(ordered.Count == 0 ? Faults.PackEmpty(manifest.Id) : Faults.PackTooLarge(manifest.Id));
        }

        var described = (
            manifest with
            {
                Files = [.. ordered.Select(static f => new Artefact(f.Key, f.Value.Length, Sha384(f.Value)))],
            }
        ).ToBytes();
        var note = SignedNote.Sign($"{Origin}\n{PackManifest.Number(described.Length)}\n{Sha384(described)}\n", key).ToBytes();
        var bytes = (byte[])
            [
                .. Encoding.ASCII.GetBytes($"{Magic}{PackManifest.Number(note.Length)}\n"),
                .. note,
                .. described,
                .. ordered.SelectMany(static f => f.Value),
            ];
        return described.Length <= PackManifest.MostManifestBytes && bytes.Length <= PackManifest.MostPackBytes
            ? bytes
            : throw new CodedException(Faults.PackTooLarge(manifest.Id));
    }

    /// <summary>
    /// Opens a pack: signature first, then the manifest, then each file's digest; whether it is in force is another question.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="trusted">Whose signature counts.</param>
    /// <param name="path">Where it came from, as shown to people.</param>
    /// <exception cref="CodedException">
    /// <c>pack.malformed</c>, <c>pack.truncated</c>, <c>pack.tampered</c>, <c>pack.untrusted</c>, <c>pack.form-newer</c>,
    /// <c>pack.too-large</c>
    /// </exception>
    public static Pack Open(byte[] bytes, IReadOnlyList<VerifyingKey> trusted, string path)
    {
        CodedException Bad(Func<string, Failure> fault) => new(fault(path));
        if (bytes.Length > PackManifest.MostPackBytes)
        {
            throw Bad(Faults.PackTooLarge);
        }

        if (!bytes.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Magic)))
        {
            throw Bad(Encoding.ASCII.GetBytes(Magic).AsSpan().StartsWith(bytes) ? Faults.PackTruncated : Faults.PackMalformed);
        }

        var at = Magic.Length;
        var noteLength =
            Line(bytes, ref at) is { } text
            && int.TryParse(text, out var number)
            && number is > 0 and <= MostNoteBytes
            && PackManifest.Number(number) == text
                ? number
                : throw Bad(Faults.PackMalformed);
        var (note, signer) = NoteOf(Take(bytes, ref at, noteLength) ?? throw Bad(Faults.PackTruncated), trusted, path);
        var described = Take(bytes, ref at, note.Length) ?? throw Bad(Faults.PackTruncated);
        if (!Same(Sha384(described), note.Digest))
        {
            throw Bad(Faults.PackTampered);
        }

        PackManifest manifest;
        try
        {
            manifest = PackManifest.Parse(described);
        }
        catch (FormatException)
        {
            throw Bad(Faults.PackMalformed);
        }

        var contents = ImmutableDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            var content = Take(bytes, ref at, (int)file.Size) ?? throw Bad(Faults.PackTruncated);
            contents[file.Path] = Same(Sha384(content), file.Sha384) ? content : throw Bad(Faults.PackTampered);
        }

        return at == bytes.Length
            ? new(manifest, contents.ToImmutable(), signer, Convert.ToHexStringLower(SHA256.HashData(bytes)))
            : throw Bad(Faults.PackTampered);
    }

    /// <summary>Why the pack must not be used now; null when it may.</summary>
    /// <param name="now">The time.</param>
    /// <param name="program">This program's version.</param>
    /// <param name="revoked">Digests that are revoked.</param>
    public Failure? Objection(DateTimeOffset now, string program, IReadOnlySet<string> revoked)
    {
        if (revoked.Contains(Digest))
        {
            return Faults.PackRevoked(Manifest.Id, Manifest.Version);
        }

        if (Manifest.Expires is { } end && now >= end)
        {
            return Faults.PackExpired(Manifest.Id, FactCodec.Time(end));
        }

        return Manifest.MinimumProgram is { } least && DottedVersion.Compare(program, least) < 0
            ? Faults.PackProgramOlder(Manifest.Id, least, program)
            : null;
    }

    private static ((int Length, string Digest) Note, VerifyingKey Signer) NoteOf(
        byte[] bytes,
        IReadOnlyList<VerifyingKey> trusted,
        string path
    )
    {
        SignedNote note;
        try
        {
            note = SignedNote.Parse(bytes);
        }
        catch (FormatException)
        {
            throw new CodedException(Faults.PackUnsigned(path));
        }

        // One signature, so that no byte of the file is without meaning.
        if (note.Signatures is not [var signature] || !note.ToBytes().AsSpan().SequenceEqual(bytes))
        {
            throw new CodedException(Faults.PackMalformed(path));
        }

        var signer =
            trusted.FirstOrDefault(k => k.Name == signature.Name && k.Id == signature.KeyId)
            ?? throw new CodedException(Faults.PackUntrusted(path, signature.Name));
        if (!note.IsSignedBy(signer))
        {
            throw new CodedException(Faults.PackTampered(path));
        }

        return
            note.Text.Split('\n') is [Origin, var length, var digest, ""]
            && int.TryParse(length, out var size)
            && size is > 0 and <= PackManifest.MostManifestBytes
            ? ((size, digest), signer)
            : throw new CodedException(Faults.PackMalformed(path));
    }

    private static string? Line(byte[] bytes, ref int at)
    {
        var end = bytes.AsSpan(at, Math.Min(8, bytes.Length - at)).IndexOf((byte)'\n');
        if (end < 0)
        {
            return null;
        }

        var line = Encoding.ASCII.GetString(bytes, at, end);
        at += end + 1;
        return line;
    }

    private static byte[]? Take(byte[] bytes, ref int at, int count)
    {
        if (count > bytes.Length - at)
        {
            return null;
        }

        var taken = bytes[at..(at + count)];
        at += count;
        return taken;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static string Sha384(byte[] bytes) => Convert.ToHexStringLower(SHA384.HashData(bytes));
}
