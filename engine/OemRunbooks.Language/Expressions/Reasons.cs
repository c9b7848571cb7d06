using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Expressions;

/// <summary>Says in both languages what the libraries that read YAML and expressions say in English.</summary>
internal static class Reasons
{
    private static readonly (string Part, LocalizedText Words)[] Known =
    [
        ("expected ',' or '}'", Says.ReasonBraceOpen),
        ("expected ',' or ']'", Says.ReasonBracketOpen),
        ("list or mapping that is not closed", Says.ReasonNotClosed),
        ("lock sequence", Says.ReasonListMisplaced),
        ("expected '-' indicator", Says.ReasonHyphenMissing),
        ("expected key", Says.ReasonKeyExpected),
        ("block mapping", Says.ReasonKeyExpected),
        ("mapping values are not allowed", Says.ReasonColonMisplaced),
        ("Mapping values are not allowed", Says.ReasonColonMisplaced),
        ("expected ':'", Says.ReasonColonMissing),
        ("unexpected end of stream", Says.ReasonQuoteOpen),
        ("quoted scalar", Says.ReasonQuoteMalformed),
        ("cannot start any token", Says.ReasonCharacterMisplaced),
        ("plain scalar", Says.ReasonPlainMalformed),
        ("to the right of the operator", Says.ReasonOperandMissing),
        ("closing", Says.ReasonClosingMissing),
        ("parenthesis", Says.ReasonBracketsMismatch),
        ("end of file", Says.ReasonBreaksOff),
    ];

    private static readonly (string Word, LocalizedText Words)[] Shapes =
    [
        ("mapping", Says.ShapeMapping),
        ("list", Says.ShapeList),
        ("text", Says.ShapeText),
        ("expression", Says.ShapeExpression),
        ("number", Says.ShapeNumber),
    ];

    /// <summary>The arguments of a finding, with the shape that was expected in both languages.</summary>
    internal static Value InWords(Value arguments)
    {
        var wanted = arguments["wanted"].AsText();
        var shape = wanted is null ? default : Array.Find(Shapes, s => s.Word == wanted);
        return shape.Word is null ? arguments : arguments.With("wanted", new Sentence(shape.Words).Recorded());
    }

    /// <summary>The reason in both languages.</summary>
    internal static LocalizedText Of(string english)
    {
        var known = Array.Find(Known, k => english.Contains(k.Part, StringComparison.Ordinal));
        return known.Words ?? Says.ReasonUnknown;
    }
}
