namespace OemRunbooks.Engine.Text;

/// <summary>The languages that people read.</summary>
public enum Language
{
    /// <summary>Polish.</summary>
    Pl,

    /// <summary>English.</summary>
    En,
}

/// <summary>A text in both languages.</summary>
/// <param name="Pl">The Polish text.</param>
/// <param name="En">The English text.</param>
public sealed record LocalizedText(string Pl, string En)
{
    /// <summary>The text in a language.</summary>
    public string In(Language language) => language == Language.Pl ? Pl : En;

    /// <summary>One text that serves both languages.</summary>
    public static LocalizedText Both(string text) => new(text, text);
}
