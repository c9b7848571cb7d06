using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Words;

/// <summary>Something to say to people, with its arguments, before anybody chose a language.</summary>
/// <remarks>Made by the factories of <c>Says</c>; the words stand in words files.</remarks>
public sealed class Sentence
{
    private readonly LocalizedText pattern;
    private readonly (string Name, Said Value)[] arguments;

    /// <summary>A sentence of a pattern whose places the arguments fill.</summary>
    public Sentence(LocalizedText pattern, params (string Name, Said Value)[] arguments) =>
        (this.pattern, this.arguments) = (pattern, arguments);

    /// <summary>Whether its words are final: a brace in them is a brace.</summary>
    private bool IsPlain => arguments.Length == 0;

    /// <summary>The sentence in a language.</summary>
    public string In(Locale language) => IsPlain ? pattern.In(language) : Pattern.Fill(pattern.In(language), Find, language);

    /// <summary>The sentence in both languages.</summary>
    public LocalizedText InBoth() => IsPlain ? pattern : new(In(Locale.Pl), In(Locale.En));

    /// <summary>The sentence as a journal holds it.</summary>
    public Value Recorded() => Value.MapOf(("pl", Value.Of(In(Locale.Pl))), ("en", Value.Of(In(Locale.En))));

    /// <summary>A text without arguments, where a sentence is wanted.</summary>
    public static implicit operator Sentence(LocalizedText text) => new(text);

    /// <summary>A text without arguments, where a sentence is wanted.</summary>
    public static Sentence FromLocalizedText(LocalizedText text) => text;

    /// <inheritdoc/>
    public override string ToString() => In(Locale.En);

    private Said Find(ReadOnlySpan<char> name)
    {
        foreach (var (key, value) in arguments)
        {
            if (name.SequenceEqual(key))
            {
                return value;
            }
        }

        return default;
    }
}

/// <summary>An argument of a sentence.</summary>
public readonly struct Said
{
    private readonly object? content;
    private readonly long number;
    private readonly bool isFigure;

    private Said(object? content, long number = 0, bool isFigure = false) =>
        (this.content, this.number, this.isFigure) = (content, number, isFigure);

    /// <summary>The number that chooses a form of a noun.</summary>
    internal long Count => number;

    /// <summary>A text; none shows as nothing.</summary>
    public static Said Of(string? text) => new(text);

    /// <summary>A number, in plain digits.</summary>
    public static Said Of(long? value) => value is { } number ? new(number.ToString(CultureInfo.InvariantCulture), number) : default;

    /// <summary>A truth value, as the language of runbooks writes it.</summary>
    public static Said Of(bool? value) =>
        new(
            value is null ? null
            : value.Value ? "true"
            : "false"
        );

    /// <summary>Texts, with commas between them.</summary>
    public static Said Of(IEnumerable<string>? texts) => new(texts is null ? null : string.Join(", ", texts));

    /// <summary>A time, in UTC to the second.</summary>
    public static Said Of(DateTimeOffset? at) => new(at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));

    /// <summary>A value of a runbook or a journal.</summary>
    public static Said Of(Value? value) => new(value, value?.AsInteger() ?? 0);

    /// <summary>Words in either language.</summary>
    public static Said Of(Sentence? words) => new(words);

    /// <summary>A number with its digits in groups, as the language of the reader writes it.</summary>
    public static Said Figure(long? value) => value is { } number ? new(null, number, isFigure: true) : default;

    /// <summary>The argument in words.</summary>
    internal string Show(Locale language) =>
        content switch
        {
            string text => text,
            Sentence words => words.In(language),
            Value { Kind: ValueKind.List } list => string.Join(", ", list.Items.Select(static i => i.ToText())),
            Value { Kind: ValueKind.Map } map when map["pl"].AsText() is { } pl && map["en"].AsText() is { } en => language == Locale.Pl
                ? pl
                : en,
            Value value => value.ToText(),
            _ => isFigure ? Plurals.Grouped(number, language) : "",
        };
}

/// <summary>Fills the places of a text: <c>{name}</c>, <c>{count?one|few|many}</c>, <c>{{</c> for a brace of its own; what
/// stands in <c>[[…]]</c> is left out when an argument in it has nothing to say.</summary>
internal static class Pattern
{
    internal delegate Said Arguments(ReadOnlySpan<char> name);

    internal static string Fill(string pattern, Arguments arguments, Locale language)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal))
        {
            return pattern;
        }

        pattern = Sections(pattern, arguments, language);

        var text = new StringBuilder(pattern.Length + 32);
        var at = 0;
        while (at < pattern.Length)
        {
            var open = pattern.IndexOf('{', at);
            if (open >= 0 && open + 1 < pattern.Length && pattern[open + 1] == '{')
            {
                text.Append(pattern, at, open + 1 - at);
                at = open + 2;
                continue;
            }

            var close = open < 0 ? -1 : pattern.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            text.Append(pattern, at, open - at).Append(Place(pattern.AsSpan(open + 1, close - open - 1), arguments, language));
            at = close + 1;
        }

        return text.Append(pattern, at, pattern.Length - at).ToString();
    }

    private static string Sections(string pattern, Arguments arguments, Locale language)
    {
        var open = pattern.IndexOf("[[", StringComparison.Ordinal);
        var close = open < 0 ? -1 : pattern.IndexOf("]]", open, StringComparison.Ordinal);
        if (close < 0)
        {
            return pattern;
        }

        var section = pattern[(open + 2)..close];
        var rest = Sections(pattern[(close + 2)..], arguments, language);
        return pattern[..open] + (IsSaid(section, arguments, language) ? section : "") + rest;
    }

    private static bool IsSaid(string section, Arguments arguments, Locale language)
    {
        for (var at = section.IndexOf('{', StringComparison.Ordinal); at >= 0; at = section.IndexOf('{', at + 1))
        {
            var name = section[(at + 1)..section.IndexOf('}', at)];
            if (name.IndexOf('?', StringComparison.Ordinal) < 0 && arguments(name).Show(language).Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string Place(ReadOnlySpan<char> inside, Arguments arguments, Locale language)
    {
        var question = inside.IndexOf('?');
        return question < 0
            ? arguments(inside).Show(language)
            : Plurals.Choose(arguments(inside[..question]).Count, inside[(question + 1)..].ToString().Split('|'), language);
    }
}
