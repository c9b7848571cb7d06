using System.Collections.Immutable;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities;

/// <summary>The codes that the activities add to those of the formats, and the families that descriptors are made of.</summary>
internal static class Codes
{
    internal const string FileLink = "file.link";
    internal const string BackupOlderKept = "backup.older-kept";
    internal const string BackupMissing = "backup.missing";
    internal const string BackupUnverified = "backup.unverified";
    internal const string LicenseMissingInStore = "license.missing-in-store";
    internal const string LicenseSignatureInvalid = "license.signature-invalid";
    internal const string LicenseSignatureUnchecked = "license.signature-unchecked";
    internal const string SecretDecodedBare = "secret.decoded-bare";
    internal const string BundleDowngrade = "bundle.downgrade";
    internal const string BundleNoneFound = "bundle.none-found";
    internal const string DeltaNoneFound = "delta.none-found";
    internal const string DeltaAlreadyBrought = "delta.skipped-already-brought";
    internal const string DeltaSkippedBase = "delta.skipped-base-mismatch";
    internal const string NotaryNone = "notary.none";
    internal const string NotaryUnusualForm = "notary.unusual-form";
    internal const string LogsNone = "logs.none";
    internal const string LogsErrors = "logs.errors";
    internal const string LogsErrorsFound = "logs.errors-found";
    internal const string LogsPattern = "logs.pattern-invalid";
    internal const string LogsTruncated = "logs.truncated";
    internal const string CommandNotFound = "command.not-found";
    internal const string CommandNotExecutable = "command.not-executable";
    internal const string CommandFailed = "command.failed";
    internal const string CommandEnvironment = "command.environment-invalid";
    internal const string CommandOutputTruncated = "command.output-truncated";
    internal const string InstallerFailed = "installer.failed";
    internal const string InstallerScriptMissing = "installer.script-missing";
    internal const string InstallerPythonMissing = "installer.python-missing";
    internal const string InstallerPlatform = "installer.other-platform";
    internal const string EscalationEvidenceMissing = "escalation.evidence-missing";
    internal const string EscalationLeftOut = "escalation.left-out";
    internal const string EscalationTeamInvalid = "escalation.team-invalid";
    internal const string NoteIdInvalid = "note.id-invalid";
    internal const string DemoNotEmpty = "demo.not-empty";

    internal static ImmutableArray<ErrorCode> Disk { get; } =
    [
        OemCodes.FileMissing, OemCodes.FileUnreadable, OemCodes.FileExists, OemCodes.DiskFull, OemCodes.DiskReadOnly, new(OemCodes.DiskFailed, Retryable: true),
    ];

    internal static ImmutableArray<ErrorCode> Secrets { get; } = [OemCodes.SecretUndefined, OemCodes.SecretUnreadable, OemCodes.SecretMalformed];

    internal static ImmutableArray<ErrorCode> Archive { get; } =
    [
        OemCodes.ArchiveUnsupported, OemCodes.ArchiveTruncated, OemCodes.ArchiveCorrupt, OemCodes.ArchiveHostileName, OemCodes.ArchiveNameCollision,
        OemCodes.ArchiveLink, OemCodes.ArchiveSpecial, OemCodes.ArchiveTooLarge, OemCodes.ArchiveTrailingData,
    ];

    internal static ImmutableArray<ErrorCode> Bundle { get; } =
    [
        OemCodes.BundleManifestMissing, OemCodes.BundleManifestInvalid, OemCodes.BundleSignatureMismatch, OemCodes.BundleSignatureMissing,
        OemCodes.BundleDigestMismatch, OemCodes.BundleFileMissing, OemCodes.BundleFileUnexpected, OemCodes.BundleWrongPlatform, OemCodes.BundleWrongVersion,
        OemCodes.BundleWrongName, OemCodes.FingerprintMalformed, OemCodes.FingerprintSignatureMismatch, OemCodes.SignatureUnsupportedAlgorithm,
        OemCodes.KeyTooShort, OemCodes.InstallationStateMalformed, OemCodes.FileTooLarge,
    ];

    internal static ImmutableArray<ErrorCode> Delta { get; } =
    [
        OemCodes.DeltaManifestInvalid, OemCodes.DeltaManifestMissing, OemCodes.DeltaBaseMismatch, OemCodes.DeltaUnsigned, OemCodes.DeltaSignatureMismatch,
        OemCodes.DeltaMembersMismatch, OemCodes.DeltaResultMismatch, OemCodes.InstallationMissing, OemCodes.FingerprintMismatch,
        OemCodes.FingerprintUnavailable, OemCodes.JsonMalformed, OemCodes.TextMalformed,
    ];
}
