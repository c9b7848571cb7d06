using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Descriptors;

/// <summary>Turns values into the type that an input or field asks for, or says why not.</summary>
public static class ValueTypes
{
    /// <summary>Converts a value.</summary>
    /// <param name="type">The type asked for.</param>
    /// <param name="value">The value.</param>
    /// <param name="choices">The values of a choice.</param>
    /// <returns>The converted value, or null when it has no such meaning.</returns>
    public static Value? Convert(InputType type, Value value, ImmutableArray<string> choices)
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
            InputType.Duration => ParseDuration(text) is null ? null : Value.Of(text),
            InputType.Size => ParseSize(text) is { } bytes ? Value.Of(bytes) : null,
            _ => text.Length > 0 ? Value.Of(text) : null,
        };
    }

    private static bool IsText(Value value) => value.Kind is ValueKind.Text or ValueKind.Unknown;

    /// <summary>Whether a text refers to a secret and is none itself.</summary>
    public static bool IsReference(string? text) =>
        text is not null && (text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal));

    /// <summary>
    /// Reads a length of time: a whole number with <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; null when it is none.
    /// </summary>
    public static TimeSpan? ParseDuration(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits is 0 or > 9)
        {
            return null;
        }

        var count = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        long? factor = text[digits..] switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        return factor is { } f && count * f <= 365L * 86_400_000 ? TimeSpan.FromMilliseconds(count * f) : null;
    }

    /// <summary>Reads a number of bytes: a whole number, alone or with <c>B kB MB GB KiB MiB GiB TiB</c>; null when it is none.</summary>
    public static long? ParseSize(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits is 0 or > 15)
        {
            return null;
        }

        var count = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        long? factor = text[digits..].Trim() switch
        {
            "" or "B" => 1,
            "kB" => 1000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "TiB" => 1L << 40,
            _ => null,
        };
        return factor is { } f && count <= long.MaxValue / f ? count * f : null;
    }
}
