using Microsoft.CodeAnalysis;

namespace OemRunbooks.Words.Generator;

/// <summary>What can be wrong with a words file; each is an error of the build.</summary>
internal static class Problems
{
    internal const string Malformed = "WORDS001";
    internal const string LanguageMissing = "WORDS002";
    internal const string Undeclared = "WORDS003";
    internal const string Unused = "WORDS004";
    internal const string LanguagesDiffer = "WORDS005";
    internal const string Duplicate = "WORDS006";
    internal const string HintIncomplete = "WORDS007";
    internal const string BadPlural = "WORDS008";
    internal const string UnknownType = "WORDS009";
    internal const string UnknownHint = "WORDS010";
    internal const string PageIncomplete = "WORDS011";
    internal const string ActivityIncomplete = "WORDS012";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new()
    {
        [Malformed] = Error(Malformed, "The line is no part of a words file"),
        [LanguageMissing] = Error(LanguageMissing, "A language is missing"),
        [Undeclared] = Error(Undeclared, "A text uses an argument that is not declared"),
        [Unused] = Error(Unused, "An argument is declared that no text uses"),
        [LanguagesDiffer] = Error(LanguagesDiffer, "Polish and English use different arguments"),
        [Duplicate] = Error(Duplicate, "A key stands twice"),
        [HintIncomplete] = Error(HintIncomplete, "A hint is missing, or is in one language only"),
        [BadPlural] = Error(BadPlural, "The forms of a noun do not fit"),
        [UnknownType] = Error(UnknownType, "An argument has an unknown type"),
        [UnknownHint] = Error(UnknownHint, "There is no such shared hint"),
        [PageIncomplete] = Error(PageIncomplete, "A finding is not explained, or something else is"),
        [ActivityIncomplete] = Error(ActivityIncomplete, "An activity is not wholly told, or something else is"),
    };

    internal static DiagnosticDescriptor Descriptor(string id) => ById[id];

    private static DiagnosticDescriptor Error(string id, string title) =>
        new(id, title, "{0}", "Words", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
