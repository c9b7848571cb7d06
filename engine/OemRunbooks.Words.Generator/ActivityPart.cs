using System.Text;
using System.Text.RegularExpressions;

namespace OemRunbooks.Words.Generator;

/// <summary>What is told of activities: what they do, take and give, how they are undone, and a step as an example.</summary>
internal static class ActivityPart
{
    /// <summary>The field with the example.</summary>
    internal const string Step = "step";

    private const string UndoPl = "undo pl";
    private const string UndoEn = "undo en";
    private const string Words = "global::OemRunbooks.Foundation.Words.";

    /// <summary>All its fields.</summary>
    internal static readonly string[] Fields = [UndoPl, UndoEn, Step];

    /// <summary>Whether entries of this kind belong to the one before them.</summary>
    internal static bool IsField(EntryKind kind) => kind is EntryKind.Input or EntryKind.Output;

    /// <summary>
    /// What is wrong with an entry: an activity has an example and both languages of its undoing, whatever else has neither.
    /// </summary>
    internal static IEnumerable<Problem> Check(Entry entry)
    {
        if (Lacking(entry) is { } lacking)
        {
            yield return new(Problems.ActivityIncomplete, entry.File, entry.Number, $"{entry.Key} {lacking}");
        }

        var strays =
            entry.Kind == EntryKind.Activity ? [] : Fields.Select(entry.Field).Append(entry.Kind == EntryKind.Fields ? entry.Pl : null);
        if (strays.FirstOrDefault(static f => f is not null) is { } stray)
        {
            yield return new(Problems.ActivityIncomplete, entry.File, stray.Number, $"{entry.Key} is no activity and is not told as one");
        }
    }

    /// <summary>The words of a project's activities as C#: a class for each, by which the descriptors name them.</summary>
    internal static string Made(string name, IReadOnlyList<Entry> own)
    {
        var text = Source.File(name);
        foreach (var owner in own.Where(static e => e.Kind is EntryKind.Activity or EntryKind.Fields))
        {
            text.Append($"/// <summary>The words of <c>{owner.Key}</c>.</summary>\ninternal static class {owner.Name}Words\n{{\n");
            if (owner.Kind == EntryKind.Activity)
            {
                var undo = owner.Field(UndoPl) is { } pl && owner.Field(UndoEn) is { } en ? $"new({Pair(pl, en)})" : "null";
                var step = Source.Literal(owner.Field(Step)?.Text.TrimEnd('\n') ?? "");
                text.Documented(owner)
                    .Append($"    internal static {Words}ActivityWords Activity =>\n        ")
                    .Append($"new({Source.Literal(owner.Key)}, new({Pair(owner.Pl!, owner.En!)}), {undo}, {step});\n\n");
            }

            Part(text, "Takes", own.Where(e => e.Kind == EntryKind.Input && e.Owner == owner));
            Part(text, "Gives", own.Where(e => e.Kind == EntryKind.Output && e.Owner == owner));
            text.Append("}\n\n");
        }

        return text.ToString();
    }

    private static string? Lacking(Entry entry)
    {
        if (IsField(entry.Kind) && entry.Owner is null)
        {
            return "follows no activity and no fields";
        }

        return entry.Kind == EntryKind.Activity ? LackingOfActivity(entry) : null;
    }

    private static string? LackingOfActivity(Entry entry)
    {
        if (entry.Field(UndoPl) is null != entry.Field(UndoEn) is null)
        {
            return "tells its undoing in one language only";
        }

        if (entry.Field(Step) is not { } step)
        {
            return "has no step as an example";
        }

        var isOwn = Regex.IsMatch(step.Text, $@"^  action: {Regex.Escape(entry.Key)}$", RegexOptions.Multiline);
        return isOwn ? null : "has the step of another activity";
    }

    private static void Part(StringBuilder text, string name, IEnumerable<Entry> fields)
    {
        text.Append($"    internal static class {name}\n    {{\n");
        foreach (var field in fields)
        {
            text.Documented(field)
                .Append($"    internal static {Words}FieldWords {field.Name} => ")
                .Append($"new({Source.Literal(field.Key)}, new({Pair(field.Pl!, field.En!)}));\n");
        }

        text.Append("    }\n");
    }

    private static string Pair(Line pl, Line en) => $"{Plain(pl)}, {Plain(en)}";

    private static string Plain(Line line) => Source.Literal(line.Text.Replace("{{", "{"));
}
