using System.Collections.Immutable;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities.Common;

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
    internal const string EscalationEvidenceRequired = "escalation.evidence-required";
    internal const string EscalationIncomplete = "escalation.incomplete";
    internal const string EscalationTeamUnknown = "escalation.team-unknown";
    internal const string TeamsInvalid = "teams.invalid";
    internal const string CaseNotarization = "case.notarization";
    internal const string CaseFingerprint = "case.fingerprint";
    internal const string CaseLicensing = "case.licensing";
    internal const string CaseOther = "case.other";
    internal const string EvidenceMissing = "evidence.missing";
    internal const string EvidenceTooLarge = "evidence.too-large";
    internal const string ChecklistEmpty = "checklist.empty";
    internal const string MediaMissing = "media.missing";
    internal const string MediaNoSpace = "media.no-space";
    internal const string MediaFileTooLarge = "media.file-too-large";
    internal const string MediaSameName = "media.same-name";
    internal const string MediaTooMany = "media.too-many-files";
    internal const string MediaProgramSkipped = "media.program-skipped";
    internal const string MediaWouldReplace = "media.would-replace";
    internal const string MediaUnverified = "media.unverified";
    internal const string MediaRemoved = "media.removed";
    internal const string MediaFileMissing = "media.file-missing";
    internal const string MediaDigestMismatch = "media.digest-mismatch";
    internal const string StoreLegacy = "store.legacy";
    internal const string StoreOpens = "store.opens";
    internal const string StoreWrongOldFingerprint = "store.wrong-old-fingerprint";
    internal const string StoreAlreadyRecovered = "store.already-recovered";
    internal const string HardwareNoBaseline = "hardware.no-baseline";
    internal const string HardwareRecordMalformed = "hardware.record-malformed";
    internal const string HardwareSignatureMismatch = "hardware.signature-mismatch";
    internal const string HardwareRebindRequired = "hardware.rebind-required";
    internal const string HardwareDegraded = "hardware.degraded";
    internal const string HardwareChanged = "hardware.changed";
    internal const string NoteExists = "note.exists";
    internal const string NoteTicketMissing = "note.ticket-missing";
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
