using System.Text.RegularExpressions;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Texts with places to be filled in, which hold good as they stand.</summary>
internal static partial class Snippets
{
    private const string Indent = "  ";

    /// <summary>A snippet as it reads when nobody fills anything in.</summary>
    internal static string Plain(string snippet) =>
        Places().Replace(snippet, static m => m.Groups["first"].Value).Replace("\\$", "$", StringComparison.Ordinal);

    /// <summary>A text that is written as it is.</summary>
    internal static string Escaped(string text) => text.Replace("$", "\\$", StringComparison.Ordinal);

    /// <summary>The arguments of a call.</summary>
    internal static string Call(FunctionPage page)
    {
        var names = page.Takes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return $"({string.Join(", ", names.Select(static (n, i) => $"${{{i + 1}:{n.Split(':')[0]}}}"))})";
    }

    /// <summary>A key with what has to stand below it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="tables">The tables that it may refer to.</param>
    /// <param name="activity">The activity of the step in which it stands, or null.</param>
    /// <param name="indent">The blanks before it.</param>
    internal static string Key(Key key, IReadOnlyList<KeyTable> tables, ActivityInfo? activity, string indent)
    {
        var number = 0;
        return Key(key, tables, activity, indent, ref number, 0);
    }

    /// <summary>An activity's required inputs, one on a line.</summary>
    internal static string Inputs(ActivityInfo activity, string indent)
    {
        var number = 0;
        return string.Join("\n", activity.Inputs.Where(static i => i.Required).Select(i => $"{indent}{i.Name}: {Value(i, ref number)}"));
    }

    /// <summary>A value for an input.</summary>
    internal static string Value(Field field, ref int number) =>
        field.Type switch
        {
            InputType.Choice when !field.Choices.IsEmpty => $"${{{++number}|{string.Join(',', field.Choices)}|}}",
            InputType.Boolean => $"${{{++number}|true,false|}}",
            InputType.Integer or InputType.Number => $"${{{++number}:1}}",
            InputType.Duration => $"${{{++number}:1m}}",
            InputType.Size => $"${{{++number}:1MiB}}",
            InputType.List => $"[${{{++number}}}]",
            InputType.Map => $"{{${{{++number}}}}}",
            InputType.Secret => $"${{{++number}:env:NAME}}",
            InputType.Localized => $"{{pl: ${{{++number}:…}}, en: ${{{++number}:…}}}}",
            _ => $"${{{++number}:{field.Name}}}",
        };

    private static string Key(Key key, IReadOnlyList<KeyTable> tables, ActivityInfo? activity, string indent, ref int number, int depth) =>
        key.Name + ":" + Value(key, tables, activity, indent, ref number, depth);

    private static string Value(Key key, IReadOnlyList<KeyTable> tables, ActivityInfo? activity, string indent, ref int number, int depth)
    {
        var below = depth > 3 ? null : tables.FirstOrDefault(t => t.Name == key.Of);
        switch (key.Kind)
        {
            case KeyKind.Table when below is not null:
                return Required(below, tables, indent + Indent, "\n" + indent + Indent, ref number, depth);
            case KeyKind.Tables when below is not null:
                return "\n" + indent + Indent + "- " + Required(below, tables, indent + Indent + Indent, "", ref number, depth);
            case KeyKind.With when activity is not null && activity.Inputs.Any(static i => i.Required):
                return "\n" + Inputs(activity, indent + Indent);
            case KeyKind.TablesByName or KeyKind.TablesOrListsByName or KeyKind.With or KeyKind.Templates or KeyKind.Plains:
                return "\n" + indent + Indent + "$0";
            default:
                return " " + One(key, ref number);
        }
    }

    private static string Required(KeyTable table, IReadOnlyList<KeyTable> tables, string indent, string before, ref int number, int depth)
    {
        var keys = table.Keys.Where(static k => k.Required).ToList();
        var text = before;
        for (var i = 0; i < keys.Count; i++)
        {
            text += (i == 0 ? "" : "\n" + indent) + Key(keys[i], tables, null, indent, ref number, depth + 1);
        }

        return keys.Count > 0 ? text : before + "$0";
    }

    private static string One(Key key, ref int number)
    {
        if (!key.Words.IsEmpty)
        {
            var isText = key.Words[0].Contains('.', StringComparison.Ordinal) && char.IsAsciiDigit(key.Words[0][0]);
            return isText
                ? $"\"${{{++number}|{string.Join(',', key.Words.Reverse())}|}}\""
                : $"${{{++number}|{string.Join(',', key.Words)}|}}";
        }

        return key.Kind switch
        {
            KeyKind.Flag => $"${{{++number}|true,false|}}",
            KeyKind.Number => $"${{{++number}:{key.Min ?? 1}}}",
            KeyKind.Duration => $"${{{++number}:15m}}",
            KeyKind.Version => $"${{{++number}:1.0.0}}",
            KeyKind.Localized => $"{{pl: ${{{++number}:…}}, en: ${{{++number}:…}}}}",
            KeyKind.Codes => $"[${{{++number}:step.timeout}}]",
            KeyKind.Code => $"${{{++number}:step.timeout}}",
            KeyKind.Texts => $"[${{{++number}}}]",
            KeyKind.Id => $"${{{++number}:name}}",
            _ => $"${++number}",
        };
    }

    [GeneratedRegex(@"\$\{\d+\|(?<first>[^,|]*)[^|]*\|\}|\$\{\d+:(?<first>[^}]*)\}|\$\{\d+\}|(?<!\\)\$\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
