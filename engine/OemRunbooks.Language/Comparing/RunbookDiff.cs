using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Comparing;

/// <summary>
/// Says what changed in meaning between two versions of a runbook: not lines of text, but steps, order, inputs and routes.
/// </summary>
/// <remarks>
/// Steps are the same when their ids are. One that only changed its id is found by what it does. A step moved when it left its block, or
/// when it
/// is not in the longest run of its siblings that kept their order (Schensted's longest increasing subsequence).
/// </remarks>
public static class RunbookDiff
{
    /// <summary>Every difference, the runbook's own first, then by part and in the order of the text.</summary>
    public static ImmutableArray<Change> Compare(Runbook old, Runbook @new)
    {
        var changes = ImmutableArray.CreateBuilder<Change>();
        Fields(changes, RunbookPart.Runbook, "", Facets.Of(old), Facets.Of(@new), 1, 1);
        Work(changes, old, @new);
        Named(changes, RunbookPart.Escalation, Items(old.Escalations), Items(@new.Escalations));
        Order(changes, RunbookPart.Escalation, Items(old.Escalations), Items(@new.Escalations));
        Named(changes, RunbookPart.Output, Items(old.Outputs), Items(@new.Outputs));
        return changes.ToImmutable();
    }

    /// <summary>Every difference of two versions of an activity made of YAML; those that break what uses it say so.</summary>
    public static ImmutableArray<Change> Compare(MadeActivity old, MadeActivity @new)
    {
        var changes = ImmutableArray.CreateBuilder<Change>();
        Fields(changes, RunbookPart.Activity, "", Facets.Of(old), Facets.Of(@new), 1, 1);
        Work(changes, old.Body, @new.Body);
        Named(changes, RunbookPart.Output, Items(old), Items(@new));
        return [.. changes.Select(c => c with { IsBreaking = Breaking.Is(c, old, @new) })];
    }

    /// <summary>Whether a version may break with another one: a new major one, or below 1.0 a new minor one.</summary>
    /// <remarks>Source: Semantic Versioning 2.0.0, rules 4 and 8.</remarks>
    public static bool MayBreak(string old, string @new) => Breaking.IsAllowed(old, @new);

    private static void Work(ImmutableArray<Change>.Builder changes, Runbook old, Runbook @new)
    {
        Named(changes, RunbookPart.Input, Items(old.Inputs), Items(@new.Inputs));
        Named(changes, RunbookPart.Code, Items(old.Codes), Items(@new.Codes));
        Named(changes, RunbookPart.Variable, Items(old.Variables), Items(@new.Variables));
        Steps(changes, old, @new);
    }

    private static List<Item> Items(ImmutableArray<InputDefinition> inputs) =>
        [.. inputs.Select(static i => new Item(i.Name, "", Facets.Of(i), i.Span.Line))];

    private static List<Item> Items(ImmutableArray<OwnCode> codes) =>
        [.. codes.Select(static c => new Item(c.Code, "", Facets.Of(c), c.Span.Line))];

    private static List<Item> Items(MadeActivity activity) =>
        [
            .. activity
                .Info.Outputs.Select(o => (Output: o, Value: activity.Body.Outputs.FirstOrDefault(v => v.Name == o.Name)))
                .Select(static o => new Item(o.Output.Name, "", Facets.Of(o.Output, o.Value), o.Value?.Span.Line ?? 0)),
        ];

    private static List<Item> Items(ImmutableArray<NamedTemplate> values) =>
        [.. values.Select(static v => new Item(v.Name, "", Facets.Of(v), v.Span.Line))];

    private static List<Item> Items(ImmutableArray<Escalation> rules) =>
        [.. rules.Select(static r => new Item(string.Join(", ", r.On), "", Facets.Of(r), r.Span.Line)).DistinctBy(static i => i.Name)];

    private static List<Item> Items(Runbook runbook)
    {
        var items = new List<Item>();
        Add(runbook.Steps, StepPath.Root);
        Add(runbook.Finally, StepPath.Root.Finally());
        return items;

        void Add(ImmutableArray<Step> steps, StepPath block)
        {
            foreach (var step in steps)
            {
                items.Add(new(step.Id, block.ToString(), Facets.Of(step), step.Span.Line));
                var own = StepPath.Root.Step(step.Id);
                Add(step.Steps, own);
                for (var i = 0; i < step.Catch.Length; i++)
                {
                    Add(step.Catch[i].Steps, own.Catch(i));
                }
            }
        }
    }

    private static void Steps(ImmutableArray<Change>.Builder changes, Runbook old, Runbook @new)
    {
        var (before, after) = (Items(old), Items(@new));
        foreach (var (gone, come) in Renamed(before, after))
        {
            changes.Add(
                new(ChangeKind.Renamed, RunbookPart.Step, come.Name, null, gone.Name, come.Name)
                {
                    OldLine = gone.Line,
                    NewLine = come.Line,
                }
            );
            before[before.IndexOf(gone)] = gone with { Name = come.Name };
            Inside(before, gone.Name, come.Name);
        }

        Named(changes, RunbookPart.Step, before, after);
        Order(changes, RunbookPart.Step, before, after);
    }

    // A block that is renamed takes its steps along.
    private static void Inside(List<Item> items, string old, string name)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var block = StepPath.Parse(items[i].Block);
            if (block.Equals(StepPath.Root.Step(old)))
            {
                items[i] = items[i] with { Block = name };
            }
            else if (block.IsBelow(StepPath.Root.Step(old)))
            {
                items[i] = items[i] with { Block = StepPath.Root.Step(name).Catch(block.Last.Number).ToString() };
            }
        }
    }

    private static List<(Item Gone, Item Come)> Renamed(List<Item> before, List<Item> after)
    {
        var known = before.Select(static i => i.Name).ToHashSet(StringComparer.Ordinal);
        var kept = after.Select(static i => i.Name).ToHashSet(StringComparer.Ordinal);
        var come = after.Where(i => !known.Contains(i.Name)).ToList();
        var pairs = new List<(Item, Item)>();
        foreach (var gone in before.Where(i => !kept.Contains(i.Name)))
        {
            if (come.Find(c => c.DoesTheSameAs(gone)) is { } same)
            {
                come.Remove(same);
                pairs.Add((gone, same));
            }
        }

        return pairs;
    }

    private static void Named(ImmutableArray<Change>.Builder changes, RunbookPart part, List<Item> before, List<Item> after)
    {
        var old = before.ToDictionary(static i => i.Name, StringComparer.Ordinal);
        var now = after.ToDictionary(static i => i.Name, StringComparer.Ordinal);
        foreach (var item in before.Where(i => !now.ContainsKey(i.Name)))
        {
            changes.Add(new(ChangeKind.Removed, part, item.Name, null, item.Summary, null) { OldLine = item.Line });
        }

        foreach (var item in after)
        {
            if (!old.TryGetValue(item.Name, out var other))
            {
                changes.Add(
                    new(ChangeKind.Added, part, item.Name, part == RunbookPart.Step ? Place(item, after) : null, null, item.Summary)
                    {
                        NewLine = item.Line,
                    }
                );
            }
            else
            {
                Fields(changes, part, item.Name, other.Facets, item.Facets, other.Line, item.Line);
            }
        }
    }

    private static void Fields(
        ImmutableArray<Change>.Builder changes,
        RunbookPart part,
        string name,
        SortedDictionary<string, string> old,
        SortedDictionary<string, string> now,
        int oldLine,
        int newLine
    )
    {
        foreach (var field in old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (before, after) = (old.GetValueOrDefault(field), now.GetValueOrDefault(field));
            if (before != after)
            {
                changes.Add(new(ChangeKind.Changed, part, name, field, before, after) { OldLine = oldLine, NewLine = newLine });
            }
        }
    }

    private static void Order(ImmutableArray<Change>.Builder changes, RunbookPart part, List<Item> before, List<Item> after)
    {
        var old = before.Select(static (item, index) => (item, index)).ToDictionary(static p => p.item.Name, StringComparer.Ordinal);
        foreach (var block in after.GroupBy(static i => i.Block, StringComparer.Ordinal))
        {
            var stayed = block.Where(i => old.TryGetValue(i.Name, out var other) && other.item.Block == i.Block).ToList();
            var kept = Increasing([.. stayed.Select(i => old[i.Name].index)]);
            foreach (var item in block.Where(i => old.ContainsKey(i.Name)))
            {
                var other = old[item.Name];
                if (other.item.Block != item.Block || !kept.Contains(other.index))
                {
                    changes.Add(
                        new(ChangeKind.Moved, part, item.Name, null, Place(other.item, before), Place(item, after))
                        {
                            OldLine = other.item.Line,
                            NewLine = item.Line,
                        }
                    );
                }
            }
        }
    }

    /// <summary>Where a part stands: its block, and what it follows in there; empty for the very first place.</summary>
    private static string Place(Item item, List<Item> all)
    {
        var siblings = all.Where(i => i.Block == item.Block).ToList();
        var index = siblings.IndexOf(item);
        return (item.Block, index) switch
        {
            ("", 0) => "",
            ("", _) => $"> {siblings[index - 1].Name}",
            (var block, 0) => $"{block}/",
            var (block, _) => $"{block}/ > {siblings[index - 1].Name}",
        };
    }

    /// <summary>The values of a longest increasing subsequence.</summary>
    private static HashSet<int> Increasing(int[] values)
    {
        var tails = new List<int>();
        var previous = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var at = tails.FindIndex(t => values[t] >= values[i]);
            at = at < 0 ? tails.Count : at;
            previous[i] = at == 0 ? -1 : tails[at - 1];
            if (at == tails.Count)
            {
                tails.Add(i);
            }
            else
            {
                tails[at] = i;
            }
        }

        var kept = new HashSet<int>();
        for (var i = tails.Count == 0 ? -1 : tails[^1]; i >= 0; i = previous[i])
        {
            kept.Add(values[i]);
        }

        return kept;
    }

    private sealed record Item(string Name, string Block, SortedDictionary<string, string> Facets, int Line)
    {
        internal string Summary =>
            Facets.GetValueOrDefault("action")
            ?? Facets.GetValueOrDefault("kind")
            ?? Facets.GetValueOrDefault("type")
            ?? Facets.GetValueOrDefault("team")
            ?? Facets.GetValueOrDefault("value")
            ?? "";

        internal bool DoesTheSameAs(Item other) =>
            Facets.GetValueOrDefault("action") is not null && Meaning(Facets).SequenceEqual(Meaning(other.Facets));

        private static IEnumerable<KeyValuePair<string, string>> Meaning(SortedDictionary<string, string> facets) =>
            facets.Where(static f => !Comparing.Facets.IsWording(f.Key));
    }
}
