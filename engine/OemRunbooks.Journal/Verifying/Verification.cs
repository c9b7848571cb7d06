using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Journal.Verifying;

/// <summary>What a verification comes to. Only the first is good without anything to add.</summary>
public enum Verdict
{
    /// <summary>Complete, sealed to its end, by somebody who is vouched for.</summary>
    Valid,

    /// <summary>Right so far, but not finished, or not sealed to its end.</summary>
    Open,

    /// <summary>Shorter than a seal, the ledger or a receipt says.</summary>
    Truncated,

    /// <summary>Something in it is not what was sealed.</summary>
    Invalid,

    /// <summary>Chained, but signed by nobody, or by nobody who is vouched for.</summary>
    Unsigned,
}

/// <summary>What is verified, and against what.</summary>
/// <param name="Run">The run.</param>
/// <param name="Trusted">Keys that are vouched for.</param>
public sealed record VerificationRequest(StoredRun Run, IReadOnlyList<VerifyingKey> Trusted)
{
    /// <summary>The station's ledger, or null when it is not at hand.</summary>
    public string? Ledger { get; init; }

    /// <summary>A receipt that was written down elsewhere, or null.</summary>
    public string? Receipt { get; init; }

    /// <summary>The run that it must be; null where its place does not say.</summary>
    public string? RunId { get; init; }
}

/// <summary>What vouches for a consent.</summary>
public enum Vouching
{
    /// <summary>Its signature's key is vouched for.</summary>
    VouchedFor,

    /// <summary>It is signed, by a key that nobody vouches for: anybody could have made it.</summary>
    KnownOnlyHere,

    /// <summary>It is the response to a challenge: only the approver and this station can compute it.</summary>
    SpokenCode,

    /// <summary>It is a name alone.</summary>
    Unsigned,
}

/// <summary>How the reports that lie beside a journal compare with those that follow from it.</summary>
public enum BesideReports
{
    /// <summary>They are the same.</summary>
    Same,

    /// <summary>One at least says something else.</summary>
    Differ,

    /// <summary>They can't be compared: files of the run or its seals are not at hand, or another program rendered them.</summary>
    NotCompared,
}

/// <summary>Somebody who gave consent.</summary>
/// <param name="Step">The path of the step that asked.</param>
/// <param name="By">The name.</param>
/// <param name="Key">The public key, or null.</param>
/// <param name="Vouching">What vouches for it.</param>
public sealed record Approver(string Step, string By, string? Key, Vouching Vouching);

/// <summary>What a verification found.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Findings">What is wrong or missing, the gravest first: codes with arguments.</param>
public sealed record Verification(Verdict Verdict, ImmutableArray<Failure> Findings)
{
    /// <summary>A verdict as verifiers print it, the same in every language.</summary>
    public static string Word(Verdict verdict) =>
        verdict switch
        {
            Verdict.Valid => "VALID",
            Verdict.Open => "OPEN",
            Verdict.Truncated => "TRUNCATED",
            Verdict.Invalid => "INVALID",
            Verdict.Unsigned => "UNSIGNED",
        };

    /// <summary>The run, or null when the journal's beginning can't be read.</summary>
    public string? RunId { get; init; }

    /// <summary>Whole entries.</summary>
    public long Entries { get; init; }

    /// <summary>Entries under the newest good seal.</summary>
    public long SealedEntries { get; init; }

    /// <summary>Number of good seals.</summary>
    public long Seals { get; init; }

    /// <summary>The newest good seal, or null.</summary>
    public Checkpoint? LastSeal { get; init; }

    /// <summary>Who certified the run's keys, or null.</summary>
    public VerifyingKey? Signer { get; init; }

    /// <summary>Files of the run that were compared with their digests.</summary>
    public long FilesChecked { get; init; }

    /// <summary>Files of the run that are not at hand.</summary>
    public long FilesAbsent { get; init; }

    /// <summary>What the run was opened with, or null.</summary>
    public RunStarted? Started { get; init; }

    /// <summary>Whether the run is over.</summary>
    public bool IsFinished { get; init; }

    /// <summary>How many departures from the runbook people made.</summary>
    public long Departures { get; init; }

    /// <summary>The entries that the given receipt covers; 0 when none was given or it is not of this run.</summary>
    public long ReceiptEntries { get; init; }

    /// <summary>The reports beside the journal; null where there are none, or nobody looked.</summary>
    public BesideReports? Reports { get; init; }

    /// <summary>Who gave consent, each with what vouches for it.</summary>
    public ImmutableArray<Approver> Approvers { get; init; } = [];
}
