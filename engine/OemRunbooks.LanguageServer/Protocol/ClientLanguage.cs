using OemRunbooks.Foundation.Words;

namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>The language that a client asks for.</summary>
internal static class ClientLanguage
{
    /// <summary>The language of a name such as <c>pl-PL</c>; null for one that the program does not speak.</summary>
    internal static Locale? Of(string? name)
    {
        if (name?.StartsWith("pl", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Locale.Pl;
        }

        return name?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? Locale.En : null;
    }
}
