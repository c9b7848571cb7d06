using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Engine.Yaml;

/// <summary>Reads a mapping's members and reports what is foreign, missing or of another kind.</summary>
internal sealed class Shape
{
    private readonly Findings findings;

    internal Shape(Findings findings, YamlNode node, string what, params ReadOnlySpan<string> keys)
    {
        this.findings = findings;
        Span = node.Span;
        if (node is not YamlNode.Mapping mapping)
        {
            findings.Error("RB0102", node.Span, ("key", Value.Of(what)), ("wanted", Value.Of("mapping")));
            Mapping = new YamlNode.Mapping([], node.Span);
            return;
        }

        Mapping = mapping;
        foreach (var member in mapping.Members)
        {
            if (!keys.Contains(member.Name))
            {
                var all = keys.ToArray();
                var known = Suggest(member.Name, all).ToList();
                findings.Unknown("RB0101", member.NameSpan, member.Name, known, isSynonym: known is [var only] && only != "steps" && all.Length > 1 && all.Contains(only));
            }
        }
    }

    internal YamlNode.Mapping Mapping { get; }

    internal Span Span { get; }

    internal YamlNode? this[string key] => Mapping.Find(key)?.Value;

    internal bool Has(string key) => Mapping.Find(key) is not null;

    internal Span SpanOf(string key) => Mapping.Find(key)?.NameSpan ?? Span;

    internal YamlNode? Required(string key)
    {
        if (this[key] is { } node)
        {
            return node;
        }

        findings.Error("RB0104", Span, ("key", Value.Of(key)));
        return null;
    }

    internal string? Text(string key, bool required = false)
    {
        var node = required ? Required(key) : this[key];
        switch (node)
        {
            case null:
                return null;
            case YamlNode.Scalar { Text.Length: > 0 } scalar:
                return scalar.Text;
            default:
                findings.Error("RB0102", node.Span, ("key", Value.Of(key)), ("wanted", Value.Of("text")));
                return null;
        }
    }

    internal LocalizedText? Localized(string key, bool required = false)
    {
        var node = required ? Required(key) : this[key];
        switch (node)
        {
            case null:
                return null;
            case YamlNode.Scalar scalar:
                return LocalizedText.Both(scalar.Text);
            default:
                var shape = new Shape(findings, node, key, "pl", "en");
                var (pl, en) = (shape.Text("pl"), shape.Text("en"));
                if (shape.Mapping.Members.Length > 0 && (pl is null || en is null))
                {
                    findings.Error("RB0113", node.Span, ("key", Value.Of(key)), ("language", Value.Of(pl is null ? "pl" : "en")));
                }

                return new(pl ?? en ?? "", en ?? pl ?? "");
        }
    }

    internal bool Flag(string key) => Word(key, "true", "false") == "true";

    internal string? Word(string key, params string[] allowed)
    {
        if (this[key] is not { } node)
        {
            return null;
        }

        var text = (node as YamlNode.Scalar)?.Text;
        if (text is not null && allowed.Contains(text))
        {
            return text;
        }

        var closest = text is null ? null : Closest.To(text, allowed);
        findings.Error(
            "RB0110", node.Span, closest is null ? null : new TextEdit(node.Span, text!, closest), ("key", Value.Of(key)), ("value", Value.Of(text)),
            ("allowed", Value.List(allowed.Select(Value.Of))), ("closest", Value.Of(closest)));
        return null;
    }

    internal decimal? Number(string key, decimal min, decimal max)
    {
        if (this[key] is not { } node)
        {
            return null;
        }

        if (node is YamlNode.Scalar scalar
            && decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        findings.Error("RB0112", node.Span, ("key", Value.Of(key)), ("min", Value.Of(min)), ("max", Value.Of(max)));
        return null;
    }

    internal TimeSpan? Duration(string key)
    {
        if (this[key] is not { } node)
        {
            return null;
        }

        if (node is YamlNode.Scalar scalar && ValueTypes.ParseDuration(scalar.Text) is { } time)
        {
            return time;
        }

        findings.Error("RB0111", node.Span, ("key", Value.Of(key)), ("value", Value.Of((node as YamlNode.Scalar)?.Text)));
        return null;
    }

    internal ImmutableArray<(string Text, Span Span)> Texts(string key, bool required = false)
    {
        var node = required ? Required(key) : this[key];
        switch (node)
        {
            case null:
                return [];
            case YamlNode.Scalar scalar:
                return [(scalar.Text, scalar.Span)];
            case YamlNode.Sequence list when list.Items.All(static i => i is YamlNode.Scalar):
                return [.. list.Items.Select(static i => (((YamlNode.Scalar)i).Text, i.Span))];
            default:
                findings.Error("RB0102", node.Span, ("key", Value.Of(key)), ("wanted", Value.Of("list")));
                return [];
        }
    }

    internal ImmutableArray<YamlNode> List(string key)
    {
        switch (this[key])
        {
            case null:
                return [];
            case YamlNode.Sequence list:
                return list.Items;
            case var node:
                findings.Error("RB0102", node.Span, ("key", Value.Of(key)), ("wanted", Value.Of("list")));
                return [];
        }
    }

    internal ImmutableArray<YamlNode.Member> Members(string key)
    {
        switch (this[key])
        {
            case null:
                return [];
            case YamlNode.Mapping map:
                return map.Members;
            case var node:
                findings.Error("RB0102", node.Span, ("key", Value.Of(key)), ("wanted", Value.Of("mapping")));
                return [];
        }
    }

    // Words that people bring from other tools.
    private static IEnumerable<string> Suggest(string word, string[] keys) => word switch
    {
        "if" => ["when"],
        "needs" or "depends_on" or "dependsOn" => ["steps"],
        "params" or "parameters" or "args" => keys.Contains("with") ? ["with"] : ["inputs"],
        "on_error" or "onError" or "on-failure" => ["onFailure"],
        "uses" or "run" or "activity" or "type" when keys.Contains("action") => ["action"],
        "loop" or "for" or "with_items" => ["forEach"],
        "retries" or "attempts" => ["retry"],
        "always" => ["finally"],
        "title" => ["name"],
        _ => keys,
    };
}
