using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What may stand at the cursor outside of expressions: keys, fields, words, names, whole steps.</summary>
internal sealed partial class StructureItems(Session session, Document document, Slot slot, TextSpan word)
{
    private static readonly string[] Kinds = ["action", "parallel", "forEach", "steps"];
    private static readonly string[] OfActions = ["with", "retry", "compensate", "onInterrupted"];
    private static readonly string[] OfPrograms = ["readsOnly", "repeatable"];

    private readonly string indent = new(' ', document.Source.PositionOf(word.Start).Character);

    internal IEnumerable<CompletionItem> All() =>
        slot switch
        {
            TableSlot { IsKey: true } table => Keys(table),
            ValueSlot value => Values(value),
            WithSlot { Activity: { } activity } with => Fields(activity.Inputs, with.Around),
            ItemSlot { IsKey: true } item => Fields(item.List.Items, item.Around),
            FieldSlot { IsKey: true } inputs => OfCalled(inputs),
            FieldSlot field => FieldValues(field),
            NamesSlot { IsKey: true } names => Names(names),
            _ => [],
        };

    private IEnumerable<CompletionItem> Keys(TableSlot table)
    {
        var given = Given(table.Around);
        var tables = KeyWalk.Tables(document.Kind);
        var activity = session.Activity(table.Around?.TextOf("action") ?? "");
        var isNew = table.Table.Name == "step" && table.IsItem && given.Count == 0;
        foreach (var key in table.Table.Keys.Where(k => !given.Contains(k.Name) && Fits(table.Table, k, given, activity)))
        {
            yield return new(key.Name, ItemKind.Property, null, Markdown.Key(session, key))
            {
                Snippet = IsInBraces(table) ? key.Name + ": " : Snippets.Key(key, tables, activity, indent),
                Rank = key.Required ? 1 : 3,
            };
        }

        if (isNew)
        {
            foreach (var info in session.Activities.Values)
            {
                yield return Step(info);
            }
        }
    }

    // A whole step of an activity, as its reference shows it; the example of one made of YAML reads names that are not there.
    private CompletionItem Step(ActivityInfo info)
    {
        var lines = IsMade(info) ? null : info.Example?.TrimEnd().Split('\n').Select(static l => l.Length > 2 ? l[2..] : "").ToList();
        var known = lines?[0].Split(':', 2) is ["id", var own] ? own.Trim() : info.Name.Replace('.', '-');
        var id = Unused(known);
        var inputs = info.Inputs.Any(static i => i.Required) ? $"\n{indent}with:\n{Snippets.Inputs(info, indent + "  ")}" : "";
        var rest = lines is null
            ? $"action: {info.Name}{inputs}"
            : Snippets.Escaped(
                string.Join("\n" + indent, lines.Skip(1)).Replace($"steps.{known}.", $"steps.{id}.", StringComparison.Ordinal)
            );
        return new(info.Name, ItemKind.Snippet, info.Summary.In(session.Language), Markdown.Activity(session, info))
        {
            Snippet = $"id: {id}\n{indent}{rest}",
            Rank = 4,
        };
    }

    private string Unused(string id)
    {
        var taken = document.Names.Steps.Select(static s => s.Id).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? id : $"{id}-{i}").First(i => !taken.Contains(i));
    }

    private bool Fits(KeyTable table, Key key, HashSet<string> given, ActivityInfo? activity)
    {
        if (key.Since is not null && document.Tree.Top.TextOf("schemaVersion") is "1.0")
        {
            return false;
        }

        if (table.Name != "step")
        {
            return true;
        }

        var kind = Kinds.FirstOrDefault(given.Contains);
        return key.Name switch
        {
            "steps" => kind is null or "forEach",
            "maxParallel" => kind is "parallel",
            "action" or "parallel" or "forEach" => kind is null,
            _ when OfActions.Contains(key.Name) => kind is "action",
            _ when OfPrograms.Contains(key.Name) => kind is null || activity is { RunsProgram: true },
            _ => true,
        };
    }

    private static bool IsInBraces(Slot at) => at.Around is { IsFlow: true };

    // Those that are there already, but for the one that is being written.
    private HashSet<string> Given(MappingNode? mapping) =>
        mapping is null ? [] : [.. mapping.Members.Where(m => !m.Key.Span.Touches(word.Start + 1)).Select(static m => m.Key.Text)];

    private IEnumerable<CompletionItem> Fields(IEnumerable<Field> fields, MappingNode? around)
    {
        var given = Given(around);
        foreach (var field in fields.Where(f => !given.Contains(f.Name)))
        {
            var number = 0;
            yield return new(field.Name, ItemKind.Field, Markdown.Type(field.Type), Markdown.Field(session, field))
            {
                Snippet = $"{field.Name}: {Snippets.Value(field, ref number)}",
                Rank = field.Required ? 1 : 3,
            };
        }
    }

    private IEnumerable<CompletionItem> FieldValues(FieldSlot slot)
    {
        var field = slot.Field;
        if (slot.Activity.Role == ActivityRole.Call && field.Name == PersonActivities.CalledRunbook.Name)
        {
            return session
                .Workspace.Work.Library.Items.Where(i => i.Name != Path.GetFileNameWithoutExtension(document.Path))
                .Select(static i => new CompletionItem(i.Name, ItemKind.Module, i.Origin));
        }

        if (WrittenStep.IsTeam(slot.Activity.Name, field.Name))
        {
            return Teams();
        }

        return field.Type == InputType.Boolean
            ? Words(["true", "false"])
            : field.Choices.Select(static c => new CompletionItem(c, ItemKind.EnumMember));
    }

    private IEnumerable<CompletionItem> OfCalled(FieldSlot slot)
    {
        var called = (slot.Holder?["with"] as MappingNode)?.TextOf("runbook");
        return called is not null && session.Names.Runbook(called) is { } file ? Defined(file, NameKind.Input, slot.Around, ": ") : [];
    }

    private IEnumerable<CompletionItem> Values(ValueSlot value) =>
        value.Key switch
        {
            { Kind: KeyKind.Flag } => Words(["true", "false"]),
            // Beside a step stands an undoing: work that nobody waits for.
            { Kind: KeyKind.Activity } => session
                .Activities.Values.Where(a => value.Table.Name == "step" || a.Role == ActivityRole.Work)
                .Select(a => new CompletionItem(a.Name, ItemKind.Function, a.Summary.In(session.Language), Markdown.Activity(session, a))),
            { Kind: KeyKind.Codes or KeyKind.Code } => Codes(value),
            { Words.IsEmpty: false } key => Words(key.Words),
            { Name: "team" or "escalatedTo" } => Teams(),
            { Name: "on" } => Codes(value),
            { Name: "collect" } => session.Product.Collectors.Select(static c => new CompletionItem(c, ItemKind.EnumMember)),
            { Name: "path" or "skipped" or "compensated" or "crashAfter" or "crashIn" or "crashInUndo" or "step" }
                when document.Kind == DocumentKind.Tests => StepNames(static _ => true),
            _ => [],
        };

    private static IEnumerable<CompletionItem> Words(IEnumerable<string> words) =>
        words.Select(static w => new CompletionItem(w, ItemKind.EnumMember));
}
