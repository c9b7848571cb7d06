using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>Reads a mapping's members and reports what is foreign, missing or of another kind.</summary>
public sealed class Shape
{
    private readonly Findings findings;
    private readonly KeyTable table;

    // What is no mapping has no keys: that it is none is told once.
    private readonly bool isNone;

    /// <summary>Takes a node as a mapping with the keys of a table; anything else is found and told.</summary>
    /// <param name="findings">Where it is told.</param>
    /// <param name="node">The node.</param>
    /// <param name="what">What it is, as people write it.</param>
    /// <param name="table">Its keys: which must be there, which words and numbers they take.</param>
    /// <param name="only">Of those the ones that make sense here; null for all.</param>
    /// <param name="wanted">What is to stand there, as it is written; null for any mapping.</param>
    public Shape(Findings findings, YamlNode node, string what, KeyTable table, string[]? only = null, string? wanted = null)
    {
        (this.findings, this.table) = (findings, table);
        Span = node.Span;
        if (node is not YamlNode.Mapping mapping)
        {
            findings.Error(Faults.RB0102(what, wanted ?? "mapping"), node.Span);
            Mapping = new YamlNode.Mapping([], node.Span);
            isNone = true;
            return;
        }

        Mapping = mapping;
        foreach (var member in mapping.Members)
        {
            var all = only ?? table.Names;
            if (!all.Contains(member.Name))
            {
                if (ForeignWords.Advice(member.Name, table.Name) is { } advice)
                {
                    findings.Foreign(member.NameSpan, member.Name, advice);
                    continue;
                }

                var known = Suggest(member.Name, all).ToList();
                findings.Unknown(Faults.RB0101, member.NameSpan, member.Name, known, isSynonym: known is [_] && all.Length > 1);
            }
            else if (KeyOf(member.Name).Since is { } since && !findings.IsStrict)
            {
                findings.Error(Faults.RB0127(member.Name, since), member.NameSpan, findings.Raising);
            }
        }
    }

    /// <summary>The mapping itself; an empty one when the node is none.</summary>
    internal YamlNode.Mapping Mapping { get; }

    /// <summary>Where it stands.</summary>
    public Span Span { get; }

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? this[string key] => Mapping.Find(key)?.Value;

    /// <summary>Whether a key may be there.</summary>
    internal bool Knows(string key) => table.Names.Contains(key);

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => Mapping.Find(key) is not null;

    /// <summary>Where a key's value stands; the mapping's own place when it is missing.</summary>
    public Span SpanOf(string key) => Mapping.Find(key)?.NameSpan ?? Span;

    /// <summary>The value of a key that must be there; null, and told, when it is not.</summary>
    public YamlNode? Required(string key)
    {
        if (this[key] is { } node)
        {
            return node;
        }

        if (!isNone)
        {
            findings.Error(Faults.RB0104(key), Span);
        }

        return null;
    }

    // Whether it must be there is the key's word.
    private YamlNode? Given(string key) => KeyOf(key).Required ? Required(key) : this[key];

    private Key KeyOf(string key) => table.Keys.First(k => k.Name == key);

    /// <summary>A text; null when it is missing or none.</summary>
    public string? Text(string key)
    {
        var node = Given(key);
        switch (node)
        {
            case null:
                return null;
            case YamlNode.Scalar { Text.Length: > 0 } scalar:
                return scalar.Text;
            default:
                findings.Error(Faults.RB0102(key, "text"), node.Span);
                return null;
        }
    }

    /// <summary>A text in both languages; null when it is missing or none.</summary>
    public LocalizedText? Localized(string key)
    {
        var node = Given(key);
        switch (node)
        {
            case null:
                return null;
            case YamlNode.Scalar scalar:
                return LocalizedText.Both(scalar.Text);
            default:
                var shape = new Shape(findings, node, key, TextKeys.Localized);
                var (pl, en) = (shape.Text("pl"), shape.Text("en"));
                if (shape.Mapping.Members.Length > 0 && (pl is null || en is null))
                {
                    findings.Error(Faults.RB0113(pl is null ? "pl" : "en", key), node.Span);
                }

                return new(pl ?? en ?? "", en ?? pl ?? "");
        }
    }

    /// <summary>true or false; null when it is missing or neither.</summary>
    public bool Flag(string key) => OneOf(key, ["true", "false"]) == "true";

    /// <summary>One of the key's words; null when it is missing or another.</summary>
    public string? Word(string key) => OneOf(key, KeyOf(key).Words.AsSpan().ToArray());

    /// <summary>One or several of the key's words; what is none of them is told and left out.</summary>
    public ImmutableArray<(string Text, Span Span)> Words(string key)
    {
        var allowed = KeyOf(key).Words.AsSpan().ToArray();
        if (this[key] is YamlNode.Sequence { Items.IsEmpty: true } empty)
        {
            NoneOf(key, empty.Span, null, allowed);
        }

        var given = Texts(key);
        foreach (var (text, span) in given.Where(g => !allowed.Contains(g.Text)))
        {
            NoneOf(key, span, text, allowed);
        }

        return [.. given.Where(g => allowed.Contains(g.Text))];
    }

    private string? OneOf(string key, string[] allowed)
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

        NoneOf(key, node.Span, text, allowed);
        return null;
    }

    private void NoneOf(string key, Span at, string? text, string[] allowed)
    {
        var closest = text is null ? null : Closest.To(text, allowed);
        findings.Error(Faults.RB0110(key, text, allowed, closest), at, closest is null ? null : new TextEdit(at, text!, closest));
    }

    /// <summary>A number between the key's bounds, both included; null when it is missing or none.</summary>
    public decimal? Number(string key)
    {
        var (min, max) = (KeyOf(key).Min, KeyOf(key).Max);
        if (this[key] is not { } node)
        {
            return null;
        }

        if (
            node is YamlNode.Scalar scalar
            && decimal.TryParse(
                scalar.Text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            && !(number < min || number > max)
        )
        {
            return number;
        }

        var fault = Faults.RB0112(key, min is { } least ? Value.Of(least) : null, max is { } most ? Value.Of(most) : null);
        var time = (node as YamlNode.Scalar)?.Text is { } text ? Quantities.Duration(text) : null;

        // A bound of a length of time is written as many people would write the time.
        findings.Error(min is null && time is { } t ? fault.Advising(Says.ShapeMilliseconds((long)t.TotalMilliseconds)) : fault, node.Span);
        return null;
    }

    /// <summary>A length of time; null when it is missing or none.</summary>
    public TimeSpan? Duration(string key)
    {
        if (this[key] is not { } node)
        {
            return null;
        }

        if (node is YamlNode.Scalar scalar && Quantities.Duration(scalar.Text) is { } time)
        {
            return time;
        }

        findings.Error(Faults.RB0111(key, (node as YamlNode.Scalar)?.Text), node.Span);
        return null;
    }

    /// <summary>A list of texts; empty when it is missing.</summary>
    public ImmutableArray<(string Text, Span Span)> Texts(string key)
    {
        var node = Given(key);
        switch (node)
        {
            case null:
                return [];
            case YamlNode.Scalar scalar:
                return [(scalar.Text, scalar.Span)];
            case YamlNode.Sequence list when list.Items.All(static i => i is YamlNode.Scalar):
                return [.. list.Items.Select(static i => (((YamlNode.Scalar)i).Text, i.Span))];
            default:
                findings.Error(Faults.RB0102(key, "list"), node.Span);
                return [];
        }
    }

    /// <summary>The items of a list; empty when it is missing or none.</summary>
    public ImmutableArray<YamlNode> List(string key)
    {
        switch (this[key])
        {
            case null:
                return [];
            case YamlNode.Sequence list:
                return list.Items;
            case var node:
                findings.Error(Faults.RB0102(key, "list"), node.Span);
                return [];
        }
    }

    /// <summary>The members of a mapping; empty when it is missing or none.</summary>
    public ImmutableArray<YamlNode.Member> Members(string key)
    {
        switch (this[key])
        {
            case null:
                return [];
            case YamlNode.Mapping map:
                return map.Members;
            case var node:
                findings.Error(Faults.RB0102(key, "mapping"), node.Span);
                return [];
        }
    }

    // Words that people bring from other tools, where the word that stands for them here is known in the same place.
    private static IEnumerable<string> Suggest(string word, string[] keys)
    {
        string? ours = word switch
        {
            "if" or "condition" => "when",
            "params" or "parameters" or "args" => keys.Contains("with") ? "with" : "inputs",
            "on_error" or "onError" or "on-failure" => "onFailure",
            "uses" or "activity" or "type" or "module" or "task" => "action",
            "loop" or "for" or "with_items" => "forEach",
            "retries" or "attempts" or "tries" or "times" or "max_attempts" or "maxRetries" or "limit" => keys.Contains("maxAttempts")
                ? "maxAttempts"
                : "retry",
            "interval" or "wait" or "sleep" => "delay",
            "always" => "finally",
            "title" => "name",
            "tasks" or "jobs" or "stages" or "block" => "steps",
            "variables" or "locals" or "set_fact" => "vars",
            _ => null,
        };
        return ours is not null && keys.Contains(ours) ? [ours] : keys;
    }
}
