using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Yaml;

/// <summary>Reads values that may hold <c>${{ }}</c>.</summary>
internal sealed class TemplateReader(Findings findings)
{
    private const string Open = "${{";
    private const string Close = "}}";

    /// <summary>A value with expressions in it.</summary>
    internal Template Read(YamlNode node) => Read(node, isText: false);

    /// <summary>A value with expressions in it.</summary>
    /// <param name="node">The value.</param>
    /// <param name="isText">Whether a text is meant, or texts in a list: then <c>on</c> and <c>yes</c> are words like others.</param>
    internal Template Read(YamlNode node, bool isText) =>
        node switch
        {
            YamlNode.Scalar scalar => Scalar(scalar, isText),
            YamlNode.Sequence list => new Template.Sequence([.. list.Items.Select(i => Read(i, isText))], list.Span),
            YamlNode.Mapping map => new Template.Mapping(
                [.. map.Members.Select(m => new NamedTemplate(Ascii(m), Read(m.Value), m.NameSpan))],
                map.Span
            ),
            _ => throw new InvalidOperationException(node.GetType().Name),
        };

    /// <summary>A condition: an expression with or without <c>${{ }}</c>.</summary>
    internal Template? Condition(YamlNode node)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            findings.Error(Faults.RB0102("when", "expression"), node.Span);
            return null;
        }

        if (scalar.Text.TrimStart().StartsWith(Open, StringComparison.Ordinal))
        {
            var template = Scalar(scalar, isText: true);
            if (template is Template.Mixed)
            {
                // A text would always count as fulfilled.
                findings.Error(Faults.RB0102("when", "expression"), scalar.Span);
            }

            return template;
        }

        var place = scalar.IsBlock ? scalar.Span : scalar.Span.Shift(scalar.IsPlain ? 0 : 1, scalar.Text.Length);
        return Expression(scalar.Text, place) is { } expression ? new Template.Whole(expression, scalar.Span) : null;
    }

    /// <summary>An expression that stands alone, with or without <c>${{ }}</c>.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="findings">Where is told what is wrong with it.</param>
    internal static Expression? Alone(string text, Findings findings)
    {
        var trimmed = text.Trim();
        var inner =
            trimmed.StartsWith(Open, StringComparison.Ordinal) && trimmed.EndsWith(Close, StringComparison.Ordinal)
                ? trimmed[Open.Length..^Close.Length].Trim()
                : trimmed;
        var at = Math.Max(0, text.IndexOf(inner, StringComparison.Ordinal));
        return new TemplateReader(findings).Expression(inner, new Span(1, 1 + at, inner.Length));
    }

    /// <summary>The value of a scalar without expressions, by YAML 1.2's core schema.</summary>
    internal static Value Literal(YamlNode.Scalar scalar)
    {
        if (!scalar.IsPlain)
        {
            return Value.Of(scalar.Text);
        }

        return scalar.Text switch
        {
            "" or "~" or "null" => Value.Null,
            "true" => Value.True,
            "false" => Value.False,
            var text
                when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    && (text == "0" || !text.TrimStart('-', '+').StartsWith('0')) => Value.Of(whole),
            var text => Value.Of(text),
        };
    }

    /// <summary>A value in which nothing is computed.</summary>
    internal static Value Plain(YamlNode node) =>
        node switch
        {
            YamlNode.Scalar scalar => Literal(scalar),
            YamlNode.Sequence list => Value.List(list.Items.Select(Plain)),
            YamlNode.Mapping map => Value.Map(map.Members.Select(static m => KeyValuePair.Create(m.Name, Plain(m.Value)))),
            _ => Value.Null,
        };

    private string Ascii(YamlNode.Member member)
    {
        if (!System.Text.Ascii.IsValid(member.Name))
        {
            findings.Error(Faults.RB0103(member.Name), member.NameSpan);
        }

        return member.Name;
    }

    private Template Scalar(YamlNode.Scalar scalar, bool isText)
    {
        var text = scalar.Text;
        if (!text.Contains(Open, StringComparison.Ordinal))
        {
            if (!isText)
            {
                WarnOfTrap(scalar);
            }

            return new Template.Literal(Literal(scalar), scalar.Span);
        }

        var parts = ImmutableArray.CreateBuilder<Template>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf(Open, at, StringComparison.Ordinal);
            if (open < 0)
            {
                break;
            }

            if (findings.IsStrict && open > at && text[open - 1] == '$')
            {
                // "$${{" is the text "${{".
                parts.Add(new Template.Literal(Value.Of(string.Concat(text.AsSpan(at, open - 1 - at), Open)), scalar.Span));
                at = open + Open.Length;
                continue;
            }

            var close = End(text, open + Open.Length);
            if (close < 0)
            {
                findings.Error(Faults.RB0307(), Inside(scalar, open, 3));
                return new Template.Literal(Value.Null, scalar.Span);
            }

            if (open > at)
            {
                parts.Add(new Template.Literal(Value.Of(text[at..open]), scalar.Span));
            }

            var inner = text[(open + Open.Length)..close];
            var trimmed = inner.TrimStart();
            var start = open + Open.Length + inner.Length - trimmed.Length;
            if (Expression(trimmed.TrimEnd(), Inside(scalar, start, trimmed.TrimEnd().Length)) is { } expression)
            {
                parts.Add(new Template.Whole(expression, expression.Span));
            }

            at = close + Close.Length;
        }

        if (at < text.Length)
        {
            parts.Add(new Template.Literal(Value.Of(text[at..]), scalar.Span));
        }

        return parts switch
        {
            _ when parts.All(static p => p is Template.Literal { Value.Kind: ValueKind.Text }) && parts.Count > 0 => new Template.Literal(
                Value.Of(string.Concat(parts.Select(static p => ((Template.Literal)p).Value.ToText()))),
                scalar.Span
            ),
            [Template.Whole only] => only,
            [] => new Template.Literal(Value.Null, scalar.Span),
            _ => new Template.Mixed(parts.ToImmutable(), scalar.Span),
        };
    }

    // Braces within quotes are text.
    private static int End(string text, int from)
    {
        var quote = '\0';
        for (var i = from; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == '\\' && quote != '`')
                {
                    i++;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }
            }
            else if (c is '"' or '\'' or '`')
            {
                quote = c;
            }
            else if (string.CompareOrdinal(text, i, Close, 0, Close.Length) == 0)
            {
                return i;
            }
        }

        // A quote that nobody closes is the expression's own mistake.
        return quote == '\0' ? -1 : text.IndexOf(Close, from, StringComparison.Ordinal);
    }

    private Expression? Expression(string text, Span span)
    {
        if (ExpressionParser.Parse(text, span, out var error) is { } expression)
        {
            return expression with { IsStrict = findings.IsStrict };
        }

        var place = span.Shift(error!.Start, error.Length);
        findings.Error(error.Fault, place, error.Meant is { } meant ? new TextEdit(place, meant.Word, meant.Closest) : null);
        return null;
    }

    // In a plain or quoted scalar of one line the offset is the column; a block scalar begins on another line, so its own place is shown.
    private static Span Inside(YamlNode.Scalar scalar, int offset, int length) =>
        scalar.IsBlock ? scalar.Span : scalar.Span.Shift(offset + (scalar.IsPlain ? 0 : 1), length);

    private void WarnOfTrap(YamlNode.Scalar scalar)
    {
        if (
            scalar.IsPlain
            && scalar.Text
                is "yes"
                    or "no"
                    or "on"
                    or "off"
                    or "Yes"
                    or "No"
                    or "On"
                    or "Off"
                    or "tak"
                    or "nie"
                    or "True"
                    or "False"
                    or "TRUE"
                    or "FALSE"
        )
        {
            findings.Warning(Faults.RB0014(scalar.Text), scalar.Span);
        }
    }
}
