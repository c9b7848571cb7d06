namespace OemRunbooks.Foundation.Words;

/// <summary>The languages that people read.</summary>
public enum Locale
{
    /// <summary>Polish.</summary>
    Pl,

    /// <summary>English.</summary>
    En,
}

/// <summary>How languages are named in options, journals and files.</summary>
public static class Locales
{
    /// <summary><c>pl</c> or <c>en</c>.</summary>
    public static string Code(this Locale language) => language == Locale.Pl ? "pl" : "en";
}

/// <summary>A text in both languages.</summary>
/// <param name="Pl">The Polish text.</param>
/// <param name="En">The English text.</param>
public sealed record LocalizedText(string Pl, string En)
{
    /// <summary>The text in a language.</summary>
    public string In(Locale language) => language == Locale.Pl ? Pl : En;

    /// <summary>One text that serves both languages.</summary>
    public static LocalizedText Both(string text) => new(text, text);
}
