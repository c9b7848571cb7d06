using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Language.Definition;

/// <summary>The pictures that the steps of a definition name.</summary>
public static partial class StepPictures
{
    /// <summary>Every path that its steps name, once each, in the order of the text; only those that can be one.</summary>
    public static IEnumerable<string> NamedIn(Runbook runbook)
    {
        ArgumentNullException.ThrowIfNull(runbook);
        return runbook.AllSteps().Select(static s => s.Picture).OfType<string>().Where(IsPath).Distinct(StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether a text can be the path of a picture: from the directory of the runbooks on, at most one directory deep, as a pack holds it
    /// (lower-case letters, digits, <c>.</c>, <c>-</c>, <c>_</c>), with the ending of a picture.
    /// </summary>
    public static bool IsPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length <= 100
            && Form().IsMatch(path)
            && !path.Contains("..", StringComparison.Ordinal)
            && Picture.MediaTypeOf(path) is not null;
    }

    [GeneratedRegex(@"\A([a-z0-9][a-z0-9_-]*/)?[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
