using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Reports.Wording;

/// <summary>Where a definition came from, in words.</summary>
public static class OriginWords
{
    /// <summary>The words of an origin.</summary>
    public static Sentence Of(UsedOrigin origin) =>
        origin.Place switch
        {
            "built-in" => Says.OriginBuiltIn,
            "pack" => Says.OriginPack,
            "station" => Says.OriginStation,
            "program" => Says.OriginProgram,
            "library" => Says.OriginLibrary,
            _ => Says.OriginFile,
        };
}
