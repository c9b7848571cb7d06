using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Descriptors;

/// <summary>Turns values into the type that an input or field asks for, or says why not.</summary>
internal static class ValueTypes
{
    /// <summary>Converts a value.</summary>
    /// <param name="type">The type asked for.</param>
    /// <param name="value">The value.</param>
    /// <param name="choices">The values of a choice.</param>
    /// <returns>The converted value, or null when it has no such meaning.</returns>
    internal static Value? Convert(InputType type, Value value, ImmutableArray<string> choices)
    {
        if (value.IsUnknown)
        {
            return value;
        }

        switch (type)
        {
            case InputType.Any:
                return value;
            case InputType.List:
                return value.Kind switch
                {
                    ValueKind.List => value,
                    ValueKind.Text => Value.List(
                        value.ToText().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Value.Of)
                    ),
                    _ => null,
                };
            case InputType.Map:
                return value.Kind == ValueKind.Map ? value : null;
            case InputType.Localized:
                return value.Kind == ValueKind.Text || (value.Kind == ValueKind.Map && IsText(value["pl"]) && IsText(value["en"]))
                    ? value
                    : null;
            case InputType.Secret:
                return value.Kind == ValueKind.Secret ? value
                    : IsReference(value.AsText()) ? Value.SecretReference(value.ToText().Trim())
                    : null;
        }

        if (value.Kind is ValueKind.List or ValueKind.Map or ValueKind.Secret or ValueKind.Null)
        {
            return null;
        }

        var text = value.ToText();
        return type switch
        {
            InputType.String => Value.Of(text),
            InputType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? Value.Of(whole)
                : null,
            InputType.Number => decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? Value.Of(number)
                : null,
            InputType.Boolean => text switch
            {
                "true" => Value.True,
                "false" => Value.False,
                _ => null,
            },
            InputType.Choice => choices.Contains(text) ? Value.Of(text) : null,
            InputType.Duration => Quantities.Duration(text) is null ? null : Value.Of(text),
            InputType.Size => Quantities.Bytes(text) is { } bytes ? Value.Of(bytes) : null,
            _ => text.Length > 0 ? Value.Of(text) : null,
        };
    }

    private static bool IsText(Value value) => value.Kind is ValueKind.Text or ValueKind.Unknown;

    /// <summary>Whether a text refers to a secret and is none itself.</summary>
    internal static bool IsReference(string? text) =>
        text is not null && (text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal));
}
