using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Escalate;

/// <summary>The outputs that several activities of this family have in common.</summary>
internal static class EscalateGives
{
    /// <summary>Whether all required evidence is there.</summary>
    internal static Output<bool> Complete { get; } = Output.Boolean(EscalateWords.Gives.Complete);

    /// <summary>The missing evidence.</summary>
    internal static Output<IEnumerable<string>> Missing { get; } = Output.Texts(EscalateWords.Gives.Missing);
}
