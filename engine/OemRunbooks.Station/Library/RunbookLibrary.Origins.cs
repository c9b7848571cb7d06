using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Station.Library;

/// <content>Where a definition came from, and who vouches for it.</content>
public sealed partial class RunbookLibrary
{
    /// <summary>
    /// Where a definition came from, and which of the runbooks that it uses look like one that is vouched for and are not it.
    /// </summary>
    public UsedOrigin OriginOf(Runbook runbook)
    {
        var place =
            trust.PackOf(runbook.Source.Digest) is not null ? "pack"
            : product.BuiltInFiles.Any(f => IsRunbook(f) && PackTrust.Digest(product.ReadBuiltIn(f)!) == runbook.Source.Digest) ? "built-in"
            : items.FirstOrDefault(i => i.Path == runbook.Source.Path)?.Origin ?? "file";
        return new(place, [.. RunbookLoader.Called(runbook).Prepend(runbook).Where(Resembles).Select(static r => r.Id).Distinct()]);
    }

    // One with the id and the version of a runbook that this program or a pack vouches for, and with other bytes.
    private bool Resembles(Runbook runbook) =>
        !trust.Covers(runbook.Source.Digest)
        && Vouched().Any(bytes => RunbookLoader.Names(bytes) is { } names && names.Id == runbook.Id && names.Version == runbook.Version);

    private IEnumerable<byte[]> Vouched() =>
        product
            .BuiltInFiles.Where(IsRunbook)
            .Select(f => product.ReadBuiltIn(f)!)
            .Concat(
                Packs
                    .Where(static p => p is { Refusal: null, Pack: not null })
                    .SelectMany(static p =>
                        p.Pack!.Manifest.Files.Select(static f => f.Path)
                            .Where(static f => f.StartsWith("runbooks/", StringComparison.Ordinal) && IsRunbook(f))
                            .Select(f => p.Pack[f])
                    )
            );
}
