using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Execution;

/// <summary>The pictures of a run's steps, kept with it like its definitions: what a person saw is told from the run alone.</summary>
/// <remarks>A picture that is not there or can't be shown keeps nothing from running: <c>lint</c> says so before.</remarks>
internal sealed class KeptPictures
{
    // Each is named in the first entry, whose line has a bound.
    private const int Most = 100;
    private const long MostBytes = 16 << 20;
    private readonly Dictionary<string, (UsedPicture Used, ReadOnlyMemory<byte> Bytes)> byDigest = new(StringComparer.Ordinal);
    private readonly Dictionary<Runbook, UsedDefinition> used = new(ReferenceEqualityComparer.Instance);
    private readonly Func<Runbook, string, byte[]?> find;
    private int count;
    private long length;

    private KeptPictures(Func<Runbook, string, byte[]?> find) => this.find = find;

    /// <summary>Gathers those of definitions.</summary>
    internal static KeptPictures Of(IEnumerable<Runbook> definitions, Func<Runbook, string, byte[]?> find)
    {
        var kept = new KeptPictures(find);
        foreach (var definition in definitions)
        {
            kept.used[definition] = new(definition.Id, definition.Version, definition.Source.Digest, definition.Source.Path)
            {
                Pictures = [.. StepPictures.NamedIn(definition).Select(p => kept.Take(definition, p)).OfType<UsedPicture>()],
            };
        }

        return kept;
    }

    /// <summary>Every picture with its bytes.</summary>
    internal IEnumerable<(UsedPicture Used, ReadOnlyMemory<byte> Bytes)> All => byDigest.Values;

    /// <summary>A definition with its pictures, as a journal names it.</summary>
    internal UsedDefinition In(Runbook definition) => used[definition];

    private UsedPicture? Take(Runbook definition, string path)
    {
        if (count == Most || find(definition, path) is not { } bytes || Picture.Of(bytes) is not { } kind)
        {
            return null;
        }

        var picture = new UsedPicture(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), kind.Ending);
        if (!byDigest.ContainsKey(picture.Digest))
        {
            if (length + bytes.Length > MostBytes)
            {
                return null;
            }

            length += bytes.Length;
            byDigest.Add(picture.Digest, (picture, bytes));
        }

        count++;
        return picture;
    }
}
