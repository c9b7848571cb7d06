namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of a text that is written in both languages.</summary>
internal static class TextKeys
{
    internal static KeyTable Localized { get; } =
        new("localized", Says.TableLocalized, [new("pl", KeyKind.Text, Says.KeyLocalizedPl), new("en", KeyKind.Text, Says.KeyLocalizedEn)]);
}
