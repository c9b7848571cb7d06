using OemRunbooks.Foundation.Failures;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Oem.Deltas;

/// <summary>What to apply to what.</summary>
/// <param name="Archive">The delta, .tar.gz or .zip.</param>
/// <param name="Installation">Directory with the installed bundle; it is only read.</param>
public sealed record DeltaRequest(string Archive, string Installation)
{
    /// <summary>HMAC key of the delta's own manifest; null needs <see cref="AllowUnsigned"/>.</summary>
    public byte[]? Key { get; init; }

    /// <summary>
    /// HMAC key of bundles: of the installed and the target manifest, and of configuration files; null when it is <see cref="Key"/>.
    /// </summary>
    public byte[]? BundleKey { get; init; }

    internal byte[]? ContentKey => BundleKey ?? Key;

    /// <summary>The published <c>….delta.json</c>; the one beside the archive, if there is one, when null.</summary>
    public string? ManifestPath { get; init; }

    /// <summary>Accepts a delta without a signed manifest or without a key to check it.</summary>
    public bool AllowUnsigned { get; init; }

    /// <summary>Platform that the delta must be for; the installation's own when null.</summary>
    public string? Platform { get; init; }

    /// <summary>Reads this machine's fingerprint, for manifests bound to one; null leaves that unchecked.</summary>
    public Func<string>? DeviceFingerprint { get; init; }

    /// <summary><c>manifest.json</c> of the target version, with <c>manifest.sig</c> beside it; it authenticates the content.</summary>
    public string? TargetManifestPath { get; init; }

    /// <summary>Lets the delta replace a provisioned <c>config/fingerprint.expected.json</c>; by default that is kept.</summary>
    public bool ReplaceProvisionedFingerprint { get; init; }

    /// <summary>Directory for staging on the installation's file system; the installation's parent when null.</summary>
    public string? StagingParent { get; init; }

    /// <summary>Ceilings for the archive.</summary>
    internal ArchiveLimits Limits { get; init; } = new();
}

/// <summary>What a staged delta does.</summary>
/// <param name="BaseVersion">Version before.</param>
/// <param name="TargetVersion">Version after.</param>
/// <param name="Platform">Platform.</param>
/// <param name="Changed">Files that it wrote.</param>
/// <param name="Removed">Files that it deleted.</param>
/// <param name="Bytes">Bytes that it wrote.</param>
/// <param name="ArchiveSha384">SHA-384 of the archive.</param>
/// <param name="Signed">Whether a published manifest's signature was checked.</param>
/// <param name="Warnings">
/// What a person should know of: <c>delta.unsigned</c>, <c>delta.content-unauthenticated</c>, <c>delta.fingerprint-kept</c>,
/// <c>delta.fingerprint-replaced</c>, <c>delta.extra-file</c>.
/// </param>
public sealed record DeltaInfo(
    string BaseVersion,
    string TargetVersion,
    string Platform,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Removed,
    long Bytes,
    string ArchiveSha384,
    bool Signed,
    IReadOnlyList<Failure> Warnings
);
