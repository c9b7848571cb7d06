using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>Functions that read a value from a text: what a program wrote, what stands in a file.</summary>
/// <remarks>What can't be read is a failure with a code of its own, never 0 and never an empty text.</remarks>
internal static partial class Readings
{
    private const int MaxDepth = 32;

    internal static Function[] All { get; } =
    [
        new("number", 1, 1, static a => Number(a[0])),
        new("integer", 1, 1, static a => Integer(a[0])),
        new("boolean", 1, 1, static a => Boolean(a[0])),
        new("json.parse", 1, 1, static a => Parsed(Functions.AsText(a, 0))),
        new("json.get", 2, 2, static a => Get(a[0].Kind == ValueKind.Text ? Parsed(a[0].ToText()) : a[0], Functions.AsText(a, 1))),
        new("text.lines", 1, 1, static a => Value.List(Lines(Functions.AsText(a, 0)).Select(Value.Of))),
        new("text.line", 2, 2, static a => Line(Lines(Functions.AsText(a, 0)), Functions.AsInteger(a, 1))),
        new("regex.group", 3, 3, static a => Group(Functions.Pattern(a, 1), Functions.AsText(a, 0), a[2])),
        new("duration.of", 1, 1, static a => Of(a[0], Duration, static t => Faults.ExpressionNotADuration(t))),
        new("size.of", 1, 1, static a => Of(a[0], Size, static t => Faults.ExpressionNotASize(t))),
        new("version.of", 1, 1, static a => Of(a[0], Version, static t => Faults.ExpressionNotAVersion(t))),
    ];

    private static Value Number(Value value) =>
        value.AsNumber() is not null
            ? value
            : Of(value, static t => Decimal(t) is { } n ? Value.Of(n) : null, static t => Faults.ExpressionNotANumber(t));

    private static Value Integer(Value value) =>
        value.AsInteger() is not null
            ? value
            : Of(
                value,
                static t =>
                    long.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? Value.Of(whole) : null,
                static t => Faults.ExpressionNotAnInteger(t)
            );

    private static Value Boolean(Value value) =>
        value.AsBoolean() is not null
            ? value
            : Of(
                value,
                static t =>
                    t switch
                    {
                        "true" => Value.True,
                        "false" => Value.False,
                        _ => null,
                    },
                static t => Faults.ExpressionNotABoolean(t)
            );

    private static Value? Duration(string text) => Quantities.Duration(text) is null ? null : Value.Of(text);

    private static Value? Size(string text) => Quantities.Bytes(text) is { } bytes ? Value.Of(bytes) : null;

    private static Value? Version(string text) => Versions().IsMatch(text) ? Value.Of(text) : null;

    [GeneratedRegex(@"\A[0-9]+([.-][0-9A-Za-z]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Versions();

    private static decimal? Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // A program ends its output with a line end; blanks around a value mean nothing.
    private static Value Of(Value value, Func<string, Value?> read, Func<string, Failure> fault) =>
        value.Kind is not (ValueKind.List or ValueKind.Map) && read(value.ToText().Trim()) is { } found
            ? found
            : throw new EvaluationException(fault(Shown(value)));

    /// <summary>The value at a JSON pointer in a text; null when nothing is there.</summary>
    /// <exception cref="EvaluationException">The text is no JSON.</exception>
    internal static Value Pointed(string text, string pointer) => Get(Parsed(text), pointer);

    private static string Shown(Value value)
    {
        var text = value.IsNull ? "null" : value.ToText().Trim();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
    }

    private static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines is [.. var all, ""] ? all : lines;
    }

    private static Value Line(string[] lines, long number)
    {
        var at = number > 0 ? number - 1 : lines.Length + number;
        return number != 0 && at >= 0 && at < lines.Length ? Value.Of(lines[at]) : Value.Null;
    }

    private static Value Group(Regex pattern, string text, Value name)
    {
        var key = name.ToText();
        return pattern.GroupNumberFromName(key) < 0
                ? throw new EvaluationException(Faults.ExpressionBadArgument(name, "group", pattern.ToString()))
            : pattern.Match(text) is { Success: true } match && match.Groups[key] is { Success: true } group ? Value.Of(group.Value)
            : Value.Null;
    }

    private static Value Parsed(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text.TrimStart('\uFEFF'),
                new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false }
            );
            return ForeignJson.Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException)
        {
            throw new EvaluationException(Faults.ExpressionNotJson(Shown(Value.Of(text))));
        }
    }

    // RFC 6901; what is not there is null, so that ?? can say what holds then.
    private static Value Get(Value value, string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
        {
            throw new EvaluationException(Faults.ExpressionBadArgument(Value.Of(pointer), "/…", pointer));
        }

        foreach (var part in pointer.Length == 0 ? [] : pointer[1..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            value = value.Kind == ValueKind.List ? Item(value, name) : value[name];
        }

        return value;
    }

    private static Value Item(Value list, string number) =>
        (number == "0" || !number.StartsWith('0'))
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at < list.Items.Length
            ? list.Items[at]
            : Value.Null;
}
