using System.Collections.Immutable;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities;

/// <summary>The families of codes that descriptors are made of; the codes themselves come from the words files.</summary>
internal static partial class Codes
{
    internal static ImmutableArray<ErrorCode> Disk { get; } =
    [
        FileMissing,
        FileUnreadable,
        FileLink,
        FileSpecial,
        FileExists,
        MediaMissing,
        DiskFull,
        DiskReadOnly,
        new(DiskFailed, Retryable: true),
    ];

    internal static ImmutableArray<ErrorCode> Secrets { get; } = [SecretUndefined, SecretEmpty, SecretUnreadable, SecretMalformed];

    internal static ImmutableArray<ErrorCode> Archive { get; } =
    [
        ArchiveUnsupported,
        ArchiveTruncated,
        ArchiveCorrupt,
        ArchiveHostileName,
        ArchiveNoBundle,
        ArchiveNameCollision,
        ArchiveLink,
        ArchiveSpecial,
        ArchiveTooLarge,
        ArchiveTrailingData,
    ];

    internal static ImmutableArray<ErrorCode> Services { get; } =
    [ServiceUnsupported, ServiceNameInvalid, ServiceUnknown, CommandNotFound, CommandNotExecutable, .. Disk];

    internal static ImmutableArray<ErrorCode> AnyArchive { get; } =
    [
        ArchiveUnsupported,
        ArchiveTruncated,
        ArchiveCorrupt,
        ArchiveHostileName,
        ArchiveNameCollision,
        ArchiveLink,
        ArchiveSpecial,
        ArchiveTooLarge,
        ArchiveTrailingData,
    ];

    internal static ImmutableArray<ErrorCode> Bundle { get; } =
    [
        BundleManifestMissing,
        BundleManifestInvalid,
        BundleSignatureMismatch,
        BundleSignatureMissing,
        BundleDigestMismatch,
        BundleFileMissing,
        BundleFileUnexpected,
        BundleWrongPlatform,
        BundleWrongVersion,
        BundleWrongName,
        FingerprintMalformed,
        FingerprintSignatureMismatch,
        SignatureUnsupportedAlgorithm,
        KeyTooShort,
        InstallationStateMalformed,
        FileTooLarge,
    ];

    internal static ImmutableArray<ErrorCode> Delta { get; } =
    [
        DeltaManifestInvalid,
        DeltaManifestMissing,
        DeltaBaseMismatch,
        DeltaUnsigned,
        DeltaSignatureMismatch,
        DeltaMembersMismatch,
        DeltaResultMismatch,
        InstallationMissing,
        FingerprintMismatch,
        FingerprintUnavailable,
        JsonMalformed,
        TextMalformed,
    ];
}
