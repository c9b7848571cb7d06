using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Journal.Entries;

/// <summary>What is wrong with a journal, a seal or a proof: a closed set of reasons, each with words in both languages.</summary>
public static class Damage
{
    /// <summary>An entry is damaged.</summary>
    /// <param name="entry">Its number.</param>
    /// <param name="reason">What the reader met, for those who mend programs.</param>
    /// <param name="run">Whose it is.</param>
    public static Failure OfEntry(long entry, string reason, string run) => Faults.JournalDamaged(entry, Words(reason), reason, run);

    /// <summary>A seal does not fit.</summary>
    internal static Failure OfSeal(long entry, string reason) =>
        Faults.SealWrong(
            entry,
            reason switch
            {
                "order" => Says.SealDamageOrder,
                "origin" => Says.SealDamageOrigin,
                "signature" => Says.SealDamageSignature,
                "root" => Says.SealDamageRoot,
                "entry" => Says.SealDamageEntry,
                "gap" => Says.SealDamageGap,
                _ => Says.SealDamageBefore,
            },
            reason
        );

    /// <summary>A proof does not hold.</summary>
    internal static Failure OfProof(string reason) =>
        Faults.ProofWrong(
            reason switch
            {
                "signature" => Says.ProofDamageSignature,
                "seq" => Says.ProofDamageSeq,
                "path" => Says.ProofDamagePath,
                _ => Says.ProofDamageForm,
            },
            reason
        );

    private static Sentence Words(string reason) =>
        reason switch
        {
            "seq is not the next number" => Says.DamageSeq,
            "too deep" => Says.DamageDeep,
            "line too long" => Says.DamageLong,
            "unknown type" => Says.DamageType,
            "run.started is missing" => Says.DamageFirst,
            "another form of time" => Says.DamageTime,
            "no seq" or "no mono" or "members missing or foreign" => Says.DamageMembers,
            _ when reason.StartsWith("prev ", StringComparison.Ordinal) => Says.DamagePrev,
            _ when reason.StartsWith("data.", StringComparison.Ordinal) || reason.Contains(" must be ", StringComparison.Ordinal) =>
                Says.DamageMembers,
            _ => Says.DamageForm,
        };
}
