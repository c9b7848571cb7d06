using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Escalate;

/// <summary>The inputs that several activities of this family have in common.</summary>
internal static class EscalateTakes
{
    /// <summary>The team's id in teams.yaml.</summary>
    internal static Input<string> Team { get; } = Input.String(EscalateWords.Takes.Team);
}
