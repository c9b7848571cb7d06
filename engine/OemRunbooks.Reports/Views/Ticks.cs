using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Views;

/// <summary>What several answers to one question say together: a later one adds to the earlier ones, and takes back.</summary>
internal sealed class Ticks
{
    private readonly HashSet<string> ticked = new(StringComparer.Ordinal);

    internal Ticks(IEnumerable<ReportAnswer> answers)
    {
        foreach (var answer in answers)
        {
            ticked.UnionWith(PersonFields.Ticked.In(answer.Values).Items.Select(static i => i.ToText()));
            ticked.ExceptWith(PersonFields.Unticked.In(answer.Values).Items.Select(static i => i.ToText()));
            Comments = Over(Comments, PersonFields.Comments.In(answer.Values));
            Files = Over(Files, PersonFields.Files.In(answer.Values));
            Values = Over(Values, answer.Values);
        }
    }

    /// <summary>Comments by item.</summary>
    internal Value Comments { get; } = Value.EmptyMap;

    /// <summary>Paths of kept files by item.</summary>
    internal Value Files { get; } = Value.EmptyMap;

    /// <summary>Answers by field.</summary>
    internal Value Values { get; } = Value.EmptyMap;

    /// <summary>Whether an item is ticked.</summary>
    internal bool Has(string item) => ticked.Contains(item);

    private static Value Over(Value before, Value after) => after.Members.Aggregate(before, static (all, m) => all.With(m.Key, m.Value));
}
