using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Expressions;

/// <summary>Says in both languages what the libraries that read YAML and expressions say in English.</summary>
internal static class Reasons
{
    private static readonly (string Part, string Pl, string En)[] Known =
    [
        ("expected ',' or '}'", "w nawiasach klamrowych brakuje przecinka albo nawiasu zamykającego", "a comma or the closing brace is missing"),
        ("expected ',' or ']'", "w nawiasach kwadratowych brakuje przecinka albo nawiasu zamykającego", "a comma or the closing bracket is missing"),
        ("list or mapping that is not closed", "lista albo mapa nie jest zamknięta", "a list or mapping is not closed"),
        ("lock sequence", "lista z myślnikami nie może stać w tym miejscu", "a list with hyphens can't stand here"),
        ("expected '-' indicator", "na poziomie listy stoi coś bez myślnika", "at the level of a list something stands without a hyphen"),
        ("expected key", "w tym miejscu oczekiwano klucza", "a key was expected here"),
        ("block mapping", "w tym miejscu oczekiwano klucza", "a key was expected here"),
        ("mapping values are not allowed", "dwukropek stoi tam, gdzie nie może zaczynać się wartość", "a colon stands where no value can begin"),
        ("Mapping values are not allowed", "dwukropek stoi tam, gdzie nie może zaczynać się wartość", "a colon stands where no value can begin"),
        ("expected ':'", "po kluczu brakuje dwukropka", "the colon after a key is missing"),
        ("unexpected end of stream", "tekst w cudzysłowie nie jest zamknięty", "a quoted text is not closed"),
        ("quoted scalar", "tekst w cudzysłowie jest niepoprawny", "a quoted text is malformed"),
        ("cannot start any token", "od tego znaku nie może zaczynać się wartość", "no value can begin with this character"),
        ("plain scalar", "tekst bez cudzysłowu jest niepoprawny", "a text without quotes is malformed"),
        ("to the right of the operator", "po operatorze brakuje wartości", "a value is missing after the operator"),
        ("closing", "brakuje nawiasu albo cudzysłowu zamykającego", "a closing bracket or quote is missing"),
        ("parenthesis", "nawiasy nie pasują do siebie", "the brackets do not match"),
        ("end of file", "tekst nagle się urywa", "the text breaks off"),
    ];

    private static readonly (string Word, string Pl)[] Shapes =
        [("mapping", "mapa (klucz: wartość)"), ("list", "lista"), ("text", "tekst"), ("expression", "wyrażenie"), ("number", "liczba")];

    /// <summary>The arguments of a finding, with the shape that was expected in both languages.</summary>
    internal static Value InWords(Value arguments)
    {
        var wanted = arguments["wanted"].AsText();
        var shape = wanted is null ? default : Array.Find(Shapes, s => s.Word == wanted);
        return shape.Word is null ? arguments : arguments.With("wanted", Value.MapOf(("en", Value.Of(shape.Word)), ("pl", Value.Of(shape.Pl))));
    }

    /// <summary>The reason in both languages.</summary>
    internal static LocalizedText Of(string english)
    {
        var known = Array.Find(Known, k => english.Contains(k.Part, StringComparison.Ordinal));
        return new(known.Pl ?? "nie da się tego odczytać", known.En ?? "it can't be read");
    }
}
