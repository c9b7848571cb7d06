using OemRunbooks.Language.Definition;

namespace OemRunbooks.Reports.Checklists;

/// <summary>What an empty checklist is made of.</summary>
/// <param name="Runbook">The runbook.</param>
public sealed record Checklist(Runbook Runbook)
{
    /// <summary>Whose machine it is for: <c>customer</c>, <c>site</c>, <c>device</c>; what is not known is left to be filled in.</summary>
    public IReadOnlyDictionary<string, string> Station { get; init; } = new Dictionary<string, string>();

    /// <summary>Gives the picture that a step of a runbook names: its media type and its bytes; null when there is none to show.</summary>
    public Func<Runbook, string, (string MediaType, byte[] Bytes)?> Picture { get; init; } = static (_, _) => null;
}
