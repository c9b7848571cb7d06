using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Yaml;

/// <summary>Reads values that may hold <c>${{ }}</c>.</summary>
public sealed class TemplateReader(Findings findings)
{
    private const string Open = "${{";
    private const string Close = "}}";

    /// <summary>A value with expressions in it.</summary>
    public Template Read(YamlNode node) =>
        node switch
        {
            YamlNode.Scalar scalar => Scalar(scalar),
            YamlNode.Sequence list => new Template.Sequence([.. list.Items.Select(Read)], list.Span),
            YamlNode.Mapping map => new Template.Mapping(
                [.. map.Members.Select(m => new NamedTemplate(Ascii(m), Read(m.Value), m.NameSpan))],
                map.Span
            ),
            _ => throw new InvalidOperationException(node.GetType().Name),
        };

    /// <summary>A condition: an expression with or without <c>${{ }}</c>.</summary>
    public Template? Condition(YamlNode node)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            findings.Error(Faults.RB0102("when", "expression"), node.Span);
            return null;
        }

        if (scalar.Text.TrimStart().StartsWith(Open, StringComparison.Ordinal))
        {
            var template = Scalar(scalar);
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

    /// <summary>The value of a scalar without expressions, by YAML 1.2's core schema.</summary>
    public static Value Literal(YamlNode.Scalar scalar)
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
    public static Value Plain(YamlNode node) =>
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

    private Template Scalar(YamlNode.Scalar scalar)
    {
        var text = scalar.Text;
        if (!text.Contains(Open, StringComparison.Ordinal))
        {
            WarnOfTrap(scalar);
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

            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
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
            [Template.Whole only] => only,
            [] => new Template.Literal(Value.Null, scalar.Span),
            _ => new Template.Mixed(parts.ToImmutable(), scalar.Span),
        };
    }

    private Expression? Expression(string text, Span span)
    {
        if (ExpressionParser.Parse(text, span, out var error) is { } expression)
        {
            return expression;
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
