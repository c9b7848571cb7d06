using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Oem.Deltas;

/// <summary>What of a delta is signed, and by whom.</summary>
internal static class DeltaTrust
{
    /// <summary>Reads and checks the published manifest; null when there is none and none is demanded.</summary>
    internal static (OemObject? Document, bool Signed) Published(IDisk disk, DeltaRequest request)
    {
        var path = request.ManifestPath ?? DeltaName.ManifestBeside(request.Archive);
        if (!disk.Has(path))
        {
            return request.ManifestPath is not null ? throw new OemException(Faults.DeltaManifestMissing(path))
                : request.AllowUnsigned ? (null, false)
                : throw new OemException(Faults.DeltaUnsigned(path, "no-manifest"));
        }

        if (request.Key is null && !request.AllowUnsigned)
        {
            throw new OemException(Faults.DeltaUnsigned(path, "no-key"));
        }

        var document = OemJsonReader.ParseObject(disk.ReadDocument(path), path, DeltaManifest.Unreadable);
        var signature = disk.Has(path + ".sig") ? disk.ReadDocument(path + ".sig") : null;
        if (signature is null && request.Key is not null && request.AllowUnsigned)
        {
            // Without a signature file there is nothing to check; a wrong one is never allowed.
            Demand(DeltaIssues.Find(document, null, null, request.DeviceFingerprint), path);
            return (document, false);
        }

        Demand(DeltaIssues.Find(document, request.Key, signature, request.DeviceFingerprint), path);
        return (document, request.Key is not null);
    }

    /// <summary>Checks the signatures that a delta brings for files of <c>config/</c>.</summary>
    internal static void DemandConfig(DeltaPlan plan)
    {
        if (plan.Request.ContentKey is not { } key)
        {
            return;
        }

        foreach (
            var file in plan.Delta.ChangedFiles.Where(static f =>
                f.StartsWith("config/", StringComparison.Ordinal) && !SeenTree.IsConfigSignature(f)
            )
        )
        {
            if (file == ExpectedFingerprint.BundlePath)
            {
                ExpectedFingerprint.CheckSignature(plan.Seen.Contents[file], key);
            }
            else
            {
                var signature =
                    plan.Seen.Contents.GetValueOrDefault(file + ".sig") ?? throw new OemException(Faults.BundleSignatureMissing(file));
                FileSignature.Demand(file, plan.Seen.Files[file].Sha384, signature, key);
            }
        }
    }

    /// <summary>Demands of the result what a verification demands of a bundle: each file of <c>config/</c> with its signature.</summary>
    /// <exception cref="OemException">
    /// <c>bundle.signature-missing</c>, <c>bundle.signature-mismatch</c>, <c>bundle.file-missing</c>, <c>bundle.file-unexpected</c>.
    /// </exception>
    internal static void DemandWhole(DeltaPlan plan, IReadOnlyDictionary<string, string> result)
    {
        if (plan.Installed.Files.ContainsKey(ExpectedFingerprint.BundlePath) && !result.ContainsKey(ExpectedFingerprint.BundlePath))
        {
            throw new OemException(Faults.BundleFileMissing(ExpectedFingerprint.BundlePath));
        }

        foreach (var (file, digest) in result)
        {
            if (SeenTree.IsConfigSignature(file))
            {
                var signed = file[..^4];
                if (!result.TryGetValue(signed, out var content))
                {
                    throw new OemException(Faults.BundleFileUnexpected(file));
                }

                if (plan.Request.ContentKey is { } key && plan.Seen.Contents.TryGetValue(file, out var signature))
                {
                    FileSignature.Demand(signed, content, signature, key);
                }
            }
            else if (
                file.StartsWith("config/", StringComparison.Ordinal)
                && file != ExpectedFingerprint.BundlePath
                && !result.ContainsKey(file + ".sig")
            )
            {
                throw new OemException(Faults.BundleSignatureMissing(file));
            }
        }
    }

    /// <summary>Compares the result with the target version's manifest; false when that is not at hand.</summary>
    internal static bool DemandResult(DeltaPlan plan, IReadOnlyDictionary<string, string> result)
    {
        if (plan.Request.TargetManifestPath is not { } path)
        {
            return false;
        }

        var disk = plan.Disk;
        var bytes = disk.ReadDocument(path);
        var signaturePath = Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, BundleManifest.SignatureName);
        var target = plan.Request.ContentKey is { } key
            ? BundleManifest.Authenticate(
                bytes,
                disk.ReadDocument(signaturePath, static path => Faults.BundleSignatureMissing(Path.GetFileName(path))),
                key
            )
            : BundleManifest.Parse(bytes);
        if (target.Version != plan.Delta.TargetVersion || target.Platform != plan.Delta.Platform)
        {
            throw new OemException(
                Faults.DeltaResultMismatch(
                    expected: $"{target.Version} {target.Platform}",
                    found: $"{plan.Delta.TargetVersion} {plan.Delta.Platform}"
                )
            );
        }

        foreach (var file in target.Files.Keys.Union(result.Keys, StringComparer.Ordinal))
        {
            var isProvisioned =
                file == ExpectedFingerprint.BundlePath && plan.Installed.Provisioned && !plan.Request.ReplaceProvisionedFingerprint;
            if (!isProvisioned && target.Files.GetValueOrDefault(file) != result.GetValueOrDefault(file))
            {
                throw new OemException(
                    Faults.DeltaResultMismatch(file, target.Files.GetValueOrDefault(file), result.GetValueOrDefault(file))
                );
            }
        }

        return plan.Request.ContentKey is not null;
    }

    private static void Demand(IReadOnlyList<string> issues, string path)
    {
        if (issues.Count == 0)
        {
            return;
        }

        var all = string.Join(' ', issues);
        throw new OemException(
            issues[0] switch
            {
                "missing-signature" => Faults.DeltaUnsigned(path, issues: all),
                "signature-mismatch" or "signature-unsupported-algorithm" => Faults.DeltaSignatureMismatch(path, all),
                "fingerprint-mismatch" => Faults.FingerprintMismatch(path: path, issues: all),
                "fingerprint-unavailable" => Faults.FingerprintUnavailable(path: path, issues: all),
                _ => Faults.DeltaManifestInvalid(all, path),
            }
        );
    }
}
