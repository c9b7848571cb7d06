namespace OemRunbooks.Oem;

/// <summary>The codes of <see cref="OemException"/>. A code never changes its meaning.</summary>
public static class OemCodes
{
    /// <summary>The licence store does not exist. Args: path.</summary>
    public const string StoreMissing = "store.missing";

    /// <summary>The licence store cannot be read. Args: path.</summary>
    public const string StoreUnreadable = "store.unreadable";

    /// <summary>The licence store is not what section 5 describes. Args: path, reason.</summary>
    public const string StoreMalformed = "store.malformed";

    /// <summary>The licence store does not open with this fingerprint: probably other hardware. Args: path.</summary>
    public const string StoreDecryptionFailed = "store.decryption-failed";

    /// <summary>The licence file does not exist. Args: path.</summary>
    public const string LicenseMissing = "license.missing";

    /// <summary>The licence file cannot be read. Args: path.</summary>
    public const string LicenseUnreadable = "license.unreadable";

    /// <summary>The licence file is not a licence document. Args: path, reason.</summary>
    public const string LicenseMalformed = "license.malformed";

    /// <summary>A signature names an algorithm that is not supported. Args: algorithm.</summary>
    public const string SignatureUnsupportedAlgorithm = "signature.unsupported-algorithm";

    /// <summary>The variable that a secret reference names is not defined. Args: name.</summary>
    public const string SecretUndefined = "secret.undefined";

    /// <summary>The file that a secret reference names cannot be read. Args: path.</summary>
    public const string SecretUnreadable = "secret.unreadable";

    /// <summary>A secret reference cannot be decoded. Args: form.</summary>
    public const string SecretMalformed = "secret.malformed";

    /// <summary>A signing key has fewer bytes than required. Args: minimum, found.</summary>
    public const string KeyTooShort = "key.too-short";

    /// <summary>A key is needed and none was given. Args: name.</summary>
    public const string KeyMissing = "key.missing";

    /// <summary>A key file is open to group or others. Args: path.</summary>
    public const string KeyExposed = "key.exposed";

    /// <summary>A text is not JSON. Args: path, reason, line, column.</summary>
    public const string JsonMalformed = "json.malformed";

    /// <summary>A JSON value cannot be written. Args: reason.</summary>
    public const string JsonUnwritable = "json.unwritable";

    /// <summary>A file is not strict UTF-8. Args: path.</summary>
    public const string TextMalformed = "text.malformed";

    /// <summary>No fingerprint was given, or the file that should hold one does not exist. Args: path.</summary>
    public const string FingerprintMissing = "fingerprint.missing";

    /// <summary>A fingerprint file cannot be read. Args: path.</summary>
    public const string FingerprintUnreadable = "fingerprint.unreadable";

    /// <summary>This machine offers no repeatable fingerprint. Args: factor.</summary>
    public const string FingerprintUnavailable = "fingerprint.unavailable";

    /// <summary>A fingerprint is blank. Args: role.</summary>
    public const string FingerprintBlank = "fingerprint.blank";

    /// <summary>The machine's fingerprint is not the expected one. Args: expected, found.</summary>
    public const string FingerprintMismatch = "fingerprint.mismatch";

    /// <summary>The expected-fingerprint document still holds a placeholder. Args: path, found.</summary>
    public const string FingerprintUnprovisioned = "fingerprint.unprovisioned";

    /// <summary>A fingerprint document or its factors are malformed. Args: path, reason.</summary>
    public const string FingerprintMalformed = "fingerprint.malformed";

    /// <summary>The signature of a fingerprint document does not match. Args: path.</summary>
    public const string FingerprintSignatureMismatch = "fingerprint.signature-mismatch";

    /// <summary>A file is neither a gzip-compressed tar nor a zip archive, or uses a feature that is refused. Args: reason.</summary>
    public const string ArchiveUnsupported = "archive.unsupported";

    /// <summary>An archive ends too early. Args: where.</summary>
    public const string ArchiveTruncated = "archive.truncated";

    /// <summary>An archive is damaged: a checksum, a size or a header is wrong. Args: reason, entry.</summary>
    public const string ArchiveCorrupt = "archive.corrupt";

    /// <summary>An entry has a name that is refused. Args: entry, reason.</summary>
    public const string ArchiveHostileName = "archive.hostile-name";

    /// <summary>Two entries have the same name or differ only by case or Unicode form. Args: entry, other.</summary>
    public const string ArchiveNameCollision = "archive.name-collision";

    /// <summary>An entry is a link. Args: entry.</summary>
    public const string ArchiveLink = "archive.link";

    /// <summary>An entry is a device, a pipe or another special file. Args: entry, type.</summary>
    public const string ArchiveSpecial = "archive.special";

    /// <summary>An archive exceeds a ceiling. Args: limit, what.</summary>
    public const string ArchiveTooLarge = "archive.too-large";

    /// <summary>Something follows the end of an archive. Args: where.</summary>
    public const string ArchiveTrailingData = "archive.trailing-data";

    /// <summary>There is no manifest. Args: path.</summary>
    public const string BundleManifestMissing = "bundle.manifest-missing";

    /// <summary>The manifest is not what section 10.2 describes. Args: reason.</summary>
    public const string BundleManifestInvalid = "bundle.manifest-invalid";

    /// <summary>A signature of the bundle does not match. Args: file.</summary>
    public const string BundleSignatureMismatch = "bundle.signature-mismatch";

    /// <summary>A signature of the bundle is not there. Args: file.</summary>
    public const string BundleSignatureMissing = "bundle.signature-missing";

    /// <summary>A file's SHA-384 is not the listed one. Args: file.</summary>
    public const string BundleDigestMismatch = "bundle.digest-mismatch";

    /// <summary>A listed file is not there. Args: file.</summary>
    public const string BundleFileMissing = "bundle.file-missing";

    /// <summary>A file is there that is not listed. Args: file.</summary>
    public const string BundleFileUnexpected = "bundle.file-unexpected";

    /// <summary>The bundle is for another platform. Args: expected, found.</summary>
    public const string BundleWrongPlatform = "bundle.wrong-platform";

    /// <summary>The bundle has another version. Args: expected, found.</summary>
    public const string BundleWrongVersion = "bundle.wrong-version";

    /// <summary>The bundle is not core-oem, or a version or platform name is malformed. Args: found.</summary>
    public const string BundleWrongName = "bundle.wrong-name";

    /// <summary>There is no installed bundle. Args: path.</summary>
    public const string InstallationMissing = "installation.missing";

    /// <summary>The installation's state file is malformed. Args: path, reason.</summary>
    public const string InstallationStateMalformed = "installation.state-malformed";

    /// <summary>The delta manifest breaks rules of section 11.4. Args: issues.</summary>
    public const string DeltaManifestInvalid = "delta.manifest-invalid";

    /// <summary>There is no delta manifest. Args: path.</summary>
    public const string DeltaManifestMissing = "delta.manifest-missing";

    /// <summary>The installed version or tree is not the delta's base. Args: expected, found, file.</summary>
    public const string DeltaBaseMismatch = "delta.base-mismatch";

    /// <summary>The delta has no signed manifest, or there is no key to check it. Args: path, reason.</summary>
    public const string DeltaUnsigned = "delta.unsigned";

    /// <summary>The delta manifest's signature does not match. Args: path.</summary>
    public const string DeltaSignatureMismatch = "delta.signature-mismatch";

    /// <summary>The archive's members are not the delta's changed files, or its delta.json differs from the published one. Args: file, reason.</summary>
    public const string DeltaMembersMismatch = "delta.members-mismatch";

    /// <summary>The tree that the delta makes is not the target version's. Args: file.</summary>
    public const string DeltaResultMismatch = "delta.result-mismatch";

    /// <summary>Warning: no target manifest was at hand, so only the delta's names are authenticated.</summary>
    public const string DeltaContentUnauthenticated = "delta.content-unauthenticated";

    /// <summary>Warning: the provisioned fingerprint document was kept. Args: path.</summary>
    public const string DeltaFingerprintKept = "delta.fingerprint-kept";

    /// <summary>Warning: the delta replaces the provisioned fingerprint document. Args: path.</summary>
    public const string DeltaFingerprintReplaced = "delta.fingerprint-replaced";

    /// <summary>Warning: a file of the installation belongs to no bundle. Args: path.</summary>
    public const string DeltaExtraFile = "delta.extra-file";

    /// <summary>An update package's manifest is malformed. Args: path, reason.</summary>
    public const string PackageMalformed = "package.malformed";

    /// <summary>The notarisation report does not exist. Args: path.</summary>
    public const string NotaryMissing = "notary.missing";

    /// <summary>The notarisation report is empty or in no known form. Args: path, reason.</summary>
    public const string NotaryMalformed = "notary.malformed";

    /// <summary>The notarisation report holds no status. Args: path.</summary>
    public const string NotaryNoStatus = "notary.no-status";

    /// <summary>Notarisation was refused. Args: status.</summary>
    public const string NotaryRejected = "notary.rejected";

    /// <summary>Notarisation has not ended yet. Args: status.</summary>
    public const string NotaryInProgress = "notary.in-progress";

    /// <summary>The report only lists the command to run. Args: path.</summary>
    public const string NotaryDryRun = "notary.dry-run";

    /// <summary>There is no room on the disk. Args: path.</summary>
    public const string DiskFull = "disk.full";

    /// <summary>The file system is mounted read-only. Args: path.</summary>
    public const string DiskReadOnly = "disk.read-only";

    /// <summary>A write did not reach the disk. Args: path, error.</summary>
    public const string DiskFailed = "disk.failed";

    /// <summary>A file does not exist. Args: path.</summary>
    public const string FileMissing = "file.missing";

    /// <summary>A file cannot be read or written. Args: path, error.</summary>
    public const string FileUnreadable = "file.unreadable";

    /// <summary>A file is larger than any valid one. Args: path, limit.</summary>
    public const string FileTooLarge = "file.too-large";

    /// <summary>A file is in the way. Args: path.</summary>
    public const string FileExists = "file.exists";

    /// <summary>A medium has no manifest. Args: path.</summary>
    public const string MediaManifestMissing = "media.manifest-missing";

    /// <summary>A medium's manifest is malformed. Args: path, reason.</summary>
    public const string MediaManifestInvalid = "media.manifest-invalid";

    /// <summary>A medium's manifest is signed by somebody else, or not at all. Args: path.</summary>
    public const string MediaSignatureMismatch = "media.signature-mismatch";

    /// <summary>Every code, in the order of this file.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        StoreMissing,
        StoreUnreadable,
        StoreMalformed,
        StoreDecryptionFailed,
        LicenseMissing,
        LicenseUnreadable,
        LicenseMalformed,
        SignatureUnsupportedAlgorithm,
        SecretUndefined,
        SecretUnreadable,
        SecretMalformed,
        KeyTooShort,
        KeyMissing,
        KeyExposed,
        JsonMalformed,
        JsonUnwritable,
        TextMalformed,
        FingerprintMissing,
        FingerprintUnreadable,
        FingerprintUnavailable,
        FingerprintBlank,
        FingerprintMismatch,
        FingerprintUnprovisioned,
        FingerprintMalformed,
        FingerprintSignatureMismatch,
        ArchiveUnsupported,
        ArchiveTruncated,
        ArchiveCorrupt,
        ArchiveHostileName,
        ArchiveNameCollision,
        ArchiveLink,
        ArchiveSpecial,
        ArchiveTooLarge,
        ArchiveTrailingData,
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
        InstallationMissing,
        InstallationStateMalformed,
        DeltaManifestInvalid,
        DeltaManifestMissing,
        DeltaBaseMismatch,
        DeltaUnsigned,
        DeltaSignatureMismatch,
        DeltaMembersMismatch,
        DeltaResultMismatch,
        DeltaContentUnauthenticated,
        DeltaFingerprintKept,
        DeltaFingerprintReplaced,
        DeltaExtraFile,
        PackageMalformed,
        NotaryMissing,
        NotaryMalformed,
        NotaryNoStatus,
        NotaryRejected,
        NotaryInProgress,
        NotaryDryRun,
        DiskFull,
        DiskReadOnly,
        DiskFailed,
        FileMissing,
        FileUnreadable,
        FileTooLarge,
        FileExists,
        MediaManifestMissing,
        MediaManifestInvalid,
        MediaSignatureMismatch,
    ];
}
