using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Deltas;

/// <summary>The check of a delta manifest.</summary>
/// <remarks>Source: formats.md, 11.3 and 11.4; the order of the codes is fixed there.</remarks>
internal static class DeltaIssues
{
    /// <summary>Lists issue codes, none when all is well.</summary>
    /// <param name="document">The manifest.</param>
    /// <param name="key">The key; null leaves the signature unchecked.</param>
    /// <param name="signatureFile">Content of the <c>.sig</c> file; null when there is none.</param>
    /// <param name="device">Reads this machine's fingerprint; null leaves it unchecked.</param>
    public static IReadOnlyList<string> Find(
        OemObject document,
        byte[]? key = null,
        byte[]? signatureFile = null,
        Func<string>? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        var issues = new List<string>();
        if (key is not null && OfSignature(document, key, signatureFile) is { } signature)
        {
            issues.Add(signature);
        }

        issues.AddRange(OfVersions(document));
        var changed = OfList(document["changed_files"], "changed", issues);
        var removed = OfList(document["removed_files"], "removed", issues);
        if (changed is not null && removed is not null)
        {
            issues.AddRange(OfBoth(changed, removed));
        }

        issues.AddRange(OfDevice(document, device));
        return issues;
    }

    /// <summary>Tells whether a path is safe: relative, slashes only, no empty, <c>.</c> or <c>..</c> segment.</summary>
    public static bool IsSafePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var hasDrive = path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':';
        return !hasDrive && !path.Contains('\\', StringComparison.Ordinal) && path.Split('/').All(static s => s is not ("" or "." or ".."));
    }

    internal static string[]? Entries(OemJson? list) =>
        list is OemArray items && items.All(static i => i is OemText t && !SpecText.IsBlank(t.Value))
            ? [.. items.Select(static i => SpecText.Trim(((OemText)i).Value))]
            : null;

    private static string? OfSignature(OemObject document, byte[] key, byte[]? file)
    {
        if (file is null)
        {
            return "missing-signature";
        }

        OemJson? signature;
        try
        {
            signature = (OemJsonReader.Parse(file) as OemObject)?["signature"];
        }
        catch (OemException)
        {
            return "signature-mismatch";
        }

        var check = OemSignature.Examine(document, signature, key);
        return check switch
        {
            { Outcome: SignatureOutcome.Valid, Algorithm: OemSignature.Sha256 } => null,
            { Outcome: SignatureOutcome.Valid or SignatureOutcome.UnsupportedAlgorithm or SignatureOutcome.Failure } =>
                "signature-unsupported-algorithm",
            _ => "signature-mismatch",
        };
    }

    private static IEnumerable<string> OfVersions(OemObject document)
    {
        if (IsMissing(document, "bundle"))
        {
            yield return "missing-bundle";
        }

        var (from, to) = (Version(document, "base_version"), Version(document, "target_version"));
        foreach (var (name, version) in new[] { ("base", from), ("target", to) })
        {
            if (SpecText.IsBlank(version))
            {
                yield return $"missing-{name}-version";
            }
            else if (!BundleName.IsVersion(version!))
            {
                yield return $"invalid-{name}-version";
            }
        }

        if (IsMissing(document, "platform"))
        {
            yield return "missing-platform";
        }

        if (
            from is not null
            && to is not null
            && BundleName.IsVersion(from)
            && BundleName.IsVersion(to)
            && VersionOrder.Instance.Compare(to, from) <= 0
        )
        {
            yield return "non-incremental-version";
        }
    }

    private static string[]? OfList(OemJson? list, string name, List<string> issues)
    {
        if (list is null or OemNull)
        {
            issues.Add($"missing-{name}-files");
            return null;
        }

        if (Entries(list) is not { } entries)
        {
            issues.Add($"invalid-{name}-files");
            return null;
        }

        if (IssueOf(entries, name) is { } issue)
        {
            issues.Add(issue);
        }

        return entries;
    }

    private static string? IssueOf(string[] entries, string name)
    {
        if (entries.Distinct(StringComparer.Ordinal).Count() < entries.Length)
        {
            return $"duplicate-{name}-files";
        }

        if (entries.DistinctBy(UnicodeTables.Fold, StringComparer.Ordinal).Count() < entries.Length)
        {
            return $"duplicate-{name}-files-casefold";
        }

        return entries.All(IsSafePath) ? null : $"invalid-{name}-file-path";
    }

    private static IEnumerable<string> OfBoth(string[] changed, string[] removed)
    {
        if (changed.Intersect(removed, StringComparer.Ordinal).Any())
        {
            yield return "conflicting-file-lists";
        }
        else if (changed.Select(UnicodeTables.Fold).Intersect(removed.Select(UnicodeTables.Fold), StringComparer.Ordinal).Any())
        {
            yield return "conflicting-file-lists-casefold";
        }

        if (changed.Length + removed.Length == 0)
        {
            yield return "empty-file-lists";
        }
    }

    /// <summary>The fingerprint that a manifest is bound to; empty when there is none. A blank one counts for none.</summary>
    internal static string BoundTo(OemObject document) =>
        Bound(document) is { Length: > 0 } own ? own : Bound(document["metadata"] as OemObject);

    private static string Bound(OemObject? document) => SpecText.Trim(document?.TextOf("fingerprint") ?? string.Empty);

    /// <summary>A version as it is judged and shown: trimmed; null when it is no text.</summary>
    internal static string? Version(OemObject document, string name) => document.TextOf(name) is { } text ? SpecText.Trim(text) : null;

    private static IEnumerable<string> OfDevice(OemObject document, Func<string>? device)
    {
        var bound = BoundTo(document);
        if (bound.Length == 0 || device is null)
        {
            return [];
        }

        try
        {
            return SpecText.Trim(device()) == bound ? [] : ["fingerprint-mismatch"];
        }
        catch (OemException)
        {
            return ["fingerprint-unavailable"];
        }
    }

    private static bool IsMissing(OemObject document, string name) => SpecText.IsBlank(document.TextOf(name));
}
