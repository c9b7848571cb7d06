using System.Text;

namespace OemRunbooks.Words.Generator;

/// <summary>Writes the classes that code calls: <c>Codes</c>, <c>Faults</c>, <c>Says</c>.</summary>
internal static class Factories
{
    private const string Failure = "global::OemRunbooks.Foundation.Failures.Failure";
    private const string Value = "global::OemRunbooks.Foundation.Values.Value";
    private const string Words = "global::OemRunbooks.Foundation.Words.";

    internal static string Codes(string name, IEnumerable<Entry> entries)
    {
        var text = Source
            .File(name)
            .Append("/// <summary>The codes by name, for comparing and catching.</summary>\ninternal static partial class Codes\n{\n");
        foreach (var entry in entries.Where(static e => e.Kind == EntryKind.Code))
        {
            text.Documented(entry)
                .Append("    internal const string ")
                .Append(entry.Name)
                .Append(" = ")
                .Append(Source.Literal(entry.Key))
                .Append(";\n");
        }

        return text.Append("}\n").ToString();
    }

    internal static string Faults(string name, IEnumerable<Entry> entries)
    {
        var text = Source
            .File(name)
            .Append("/// <summary>What can go wrong, each with its arguments.</summary>\ninternal static partial class Faults\n{\n");
        foreach (var entry in entries.Where(static e => e.Kind == EntryKind.Code))
        {
            text.Documented(entry).Append($"    internal static {Failure} {entry.Name}({Source.Parameters(entry)}) =>\n        ");
            text.Append(
                entry.Arguments.Count == 0
                    ? $"new({Source.Literal(entry.Key)}, {Value}.EmptyMap);\n"
                    : $"{Failure}.Of({Source.Literal(entry.Key)}, {string.Join(", ", entry.Arguments.Select(Recorded))});\n"
            );
        }

        return text.Append("}\n").ToString();
    }

    internal static string Says(string name, IEnumerable<Entry> entries)
    {
        var text = Source
            .File(name)
            .Append("/// <summary>What people read, in either language.</summary>\ninternal static partial class Says\n{\n");
        foreach (var entry in entries.Where(static e => e.Kind == EntryKind.Say))
        {
            Said(text, entry);
        }

        return text.Append("}\n").ToString();
    }

    private static void Said(StringBuilder text, Entry entry)
    {
        text.Documented(entry);
        var pattern = $"new({Source.Literal(entry.Pl!.Text)}, {Source.Literal(entry.En!.Text)})";
        if (entry.Arguments.Count == 0)
        {
            var plain = $"new({Source.Literal(entry.Pl.Text.Replace("{{", "{"))}, {Source.Literal(entry.En.Text.Replace("{{", "{"))})";
            text.Append($"    internal static {Words}LocalizedText {entry.Name} => {plain};\n");
            return;
        }

        text.Append($"    internal static {Words}Sentence {entry.Name}({Source.Parameters(entry)}) =>\n        ");
        text.Append($"new({pattern}, {string.Join(", ", entry.Arguments.Select(static a => $"(\"{a.Name}\", {Shown(a)})"))});\n");
    }

    // As journals hold it: numbers as numbers, times as text, words in both languages.
    private static string Recorded(Argument argument)
    {
        var (name, given, optional) = ("@" + argument.Name, "given_" + argument.Name, argument.IsOptional);
        var value = argument.Type switch
        {
            "list" => optional ? $"{name} is null ? null : {Value}.TextList({name})" : $"{Value}.TextList({name})",
            "time" => optional ? $"{name} is {{ }} {given} ? {Value}.OfTime({given}) : null" : $"{Value}.OfTime({name})",
            "words" => $"{name}{(optional ? "?" : "")}.Recorded()",
            "value" => name,
            "text" or "path" => $"{Value}.Of({name})",
            _ => optional ? $"{name} is {{ }} {given} ? {Value}.Of({given}) : null" : $"{Value}.Of({name})",
        };
        return $"(\"{argument.Name}\", {value})";
    }

    private static string Shown(Argument argument) =>
        argument.Type switch
        {
            "figure" => $"{Words}Said.Figure(@{argument.Name})",
            _ => $"{Words}Said.Of(@{argument.Name})",
        };
}
