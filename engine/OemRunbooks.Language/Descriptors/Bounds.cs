using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>What values an input of a runbook, or a question to people, takes: checked in one way, and told in one way.</summary>
/// <param name="Type">The type.</param>
/// <param name="Choices">The values of a choice.</param>
/// <param name="Pattern">A regular expression that the whole text must match, or null.</param>
/// <param name="Min">Least number, count of characters, bytes, milliseconds or items; or null.</param>
/// <param name="Max">Greatest of the same, or null.</param>
public sealed record Bounds(
    InputType Type,
    ImmutableArray<string> Choices,
    string? Pattern = null,
    decimal? Min = null,
    decimal? Max = null
)
{
    /// <summary>What a question's field takes.</summary>
    /// <param name="field">The field, as a step gives it.</param>
    public static Bounds OfField(Value field) =>
        new(
            Enum.TryParse<InputType>(QuestionFields.Type.In(field), ignoreCase: true, out var type) ? type : InputType.String,
            [.. QuestionFields.Choices.In(field)],
            QuestionFields.Pattern.In(field),
            Number(field[QuestionFields.Min.Name]),
            Number(field[QuestionFields.Max.Name])
        );

    /// <summary>The value in its type; null when it is none of those that are taken.</summary>
    public Value? Take(Value value) =>
        ValueTypes.Convert(Type, value, Choices) is { } converted && (converted.IsUnknown || (Matches(converted) && IsWithin(converted)))
            ? converted
            : null;

    /// <summary>What is taken, for people.</summary>
    public Sentence Wanted() => (Pattern, Min, Max) is (null, null, null) ? Kind() : new(Told(Locale.Pl, Locale.En));

    private LocalizedText Told(Locale pl, Locale en) => new(Told(pl), Told(en));

    private string Told(Locale language) =>
        string.Join(
            ", ",
            new[]
            {
                Kind().In(language),
                (Min, Max) switch
                {
                    ({ } min, { } max) => Says.BoundsBetween(Measure(min), Measure(max)).In(language),
                    ({ } min, null) => Says.BoundsLeast(Measure(min)).In(language),
                    (null, { } max) => Says.BoundsMost(Measure(max)).In(language),
                    _ => null,
                },
                Pattern is null ? null
                : PatternExample.Of(Pattern) is { } example ? Says.BoundsPatternLike(Pattern, example).In(language)
                : Says.BoundsPattern(Pattern).In(language),
            }.OfType<string>()
        );

    private Sentence Kind() =>
        Type switch
        {
            InputType.Integer => Says.BoundsInteger,
            InputType.Number => Says.BoundsNumber,
            InputType.Boolean => Says.BoundsBoolean,
            InputType.Choice => Says.BoundsChoice,
            InputType.Duration => Says.BoundsDuration,
            InputType.Size => Says.BoundsSize,
            InputType.File => Says.BoundsFile,
            InputType.Directory => Says.BoundsDirectory,
            InputType.Path => Says.BoundsPath,
            InputType.List => Says.BoundsList,
            InputType.Secret => Says.BoundsSecret,
            InputType.Version => Says.BoundsVersion,
            InputType.Localized => Says.BoundsLocalized,
            InputType.Map => Says.BoundsMap,
            InputType.String or InputType.Any => Says.BoundsString,
        };

    private string Measure(decimal bound) =>
        Type == InputType.Duration ? $"{bound.ToString(CultureInfo.InvariantCulture)}ms" : bound.ToString(CultureInfo.InvariantCulture);

    private bool Matches(Value value) =>
        Pattern is not { } pattern
        || Regex.IsMatch(value.ToText(), $"\\A(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private bool IsWithin(Value value)
    {
        var measure = Type switch
        {
            InputType.Duration => (decimal?)Quantities.Duration(value.ToText())!.Value.TotalMilliseconds,
            InputType.List => value.Items.Length,
            InputType.String => value.ToText().Length,
            _ => value.AsNumber(),
        };
        return !(measure < Min || measure > Max);
    }

    // A journal holds fractions as text.
    private static decimal? Number(Value value) => ValueTypes.Convert(InputType.Number, value, [])?.AsNumber();
}
