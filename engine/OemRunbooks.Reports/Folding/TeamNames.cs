using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Reports.Folding;

/// <summary>What escalations called the teams that they told. Older programs recorded the id alone.</summary>
internal sealed class TeamNames
{
    private readonly Dictionary<string, LocalizedText> byId = new(StringComparer.Ordinal);

    internal void Note(StepSucceeded fact)
    {
        if (fact.Outputs["team"].AsText() is { } id && fact.Outputs["name"] is { Kind: ValueKind.Map } name)
        {
            byId[id] = new(name["pl"].ToText(), name["en"].ToText());
        }
    }

    internal LocalizedText? Of(string? id) => id is null ? null : byId.GetValueOrDefault(id);
}
