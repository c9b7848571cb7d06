using System.Text;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Support;

/// <summary>A runbook that an article refers to.</summary>
/// <param name="Path">Path as written.</param>
/// <param name="Title">Its file name without suffix, made readable.</param>
public sealed record RunbookLink(string Path, string Title);

/// <summary>A support article with its front matter.</summary>
/// <param name="Id">Id, else the file name without <c>.md</c>.</param>
/// <param name="Title">Title, else the first heading, else the file name made readable.</param>
/// <param name="Summary">Summary, else the body's first line.</param>
/// <param name="Category">Category, or empty.</param>
/// <param name="Tags">Tags.</param>
/// <param name="Runbooks">Runbooks.</param>
/// <param name="Body">Body, trimmed.</param>
/// <remarks>No YAML: quotes and lists mean nothing. Source: formats.md, 14.3.</remarks>
public sealed record SupportArticle(
    string Id,
    string Title,
    string Summary,
    string Category,
    IReadOnlyList<string> Tags,
    IReadOnlyList<RunbookLink> Runbooks,
    string Body
)
{
    private const string Fence = "---";

    /// <summary>Reads an article.</summary>
    /// <param name="fileName">Name of its file, for what the front matter leaves out.</param>
    /// <param name="text">Its text.</param>
    /// <param name="keepSummary">False imitates the original, which forgets the summary of an article without a body.</param>
    public static SupportArticle Parse(string fileName, string text, bool keepSummary = false)
    {
        var stem = fileName.EndsWith(".md", StringComparison.Ordinal) ? fileName[..^3] : fileName;
        var (fields, rest) = FrontMatter(Lines(text));
        var body = SpecText.Trim(string.Join('\n', rest));
        var lines = Lines(body);
        string Field(string name) => fields.GetValueOrDefault(name, string.Empty);
        var heading = lines.Select(SpecText.Trim).FirstOrDefault(static l => l.StartsWith('#'));
        var title =
            Field("title") is { Length: > 0 } given ? given
            : heading is not null ? SpecText.Trim(heading.TrimStart('#', ' '))
            : Capitalise(stem.Replace('_', ' '));
        var summary = Field("summary") switch
        {
            _ when body.Length == 0 && !keepSummary => string.Empty,
            { Length: > 0 } own => own,
            _ => rest.Count > 0 ? SpecText.Trim(rest[0]) : string.Empty,
        };
        return new SupportArticle(
            Field("id") is { Length: > 0 } id ? id : stem,
            title,
            summary,
            Field("category"),
            List(Field("tags")),
            [.. List(Field("runbooks")).Select(static path => new RunbookLink(path, TitleOf(path)))],
            body
        );
    }

    /// <summary>Writes an article with its front matter.</summary>
    /// <remarks>Line ends in fields become spaces, so that a value cannot add a field.</remarks>
    public string Compose()
    {
        var text = new StringBuilder(Fence).Append('\n');
        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                text.Append(name).Append(": ").Append(string.Join(' ', Lines(value)).Trim()).Append('\n');
            }
        }

        Add("id", Id);
        Add("title", Title);
        Add("summary", Summary);
        Add("category", Category);
        Add("tags", string.Join(", ", Tags));
        Add("runbooks", string.Join(", ", Runbooks.Select(static r => r.Path)));
        return text.Append(Fence).Append("\n\n").Append(SpecText.Trim(Body)).Append('\n').ToString();
    }

    private static (Dictionary<string, string> Fields, IReadOnlyList<string> Body) FrontMatter(IReadOnlyList<string> lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (lines.Count == 0 || SpecText.Trim(lines[0]) != Fence)
        {
            return (fields, lines);
        }

        var at = 1;
        for (; at < lines.Count && SpecText.Trim(lines[at]) != Fence; at++)
        {
            var line = SpecText.Trim(lines[at]);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (!line.StartsWith('#') && colon >= 0)
            {
                fields[SpecText.Trim(line[..colon]).ToLowerInvariant()] = SpecText.Trim(line[(colon + 1)..]);
            }
        }

        return (fields, [.. lines.Skip(at + 1)]);
    }

    /// <summary>Splits as the original does: also at the Unicode line ends; a final line end adds no line.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is (>= '\n' and <= '\r') or (>= '\u001C' and <= '\u001E') or '\u0085' or '\u2028' or '\u2029')
            {
                lines.Add(text[start..i]);
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            lines.Add(text[start..]);
        }

        return lines;
    }

    private static string[] List(string value) => [.. value.Split(',', ';').Select(SpecText.Trim).Where(static v => v.Length > 0)];

    private static string TitleOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return Capitalise((dot > 0 ? name[..dot] : name).Replace('_', ' ').Replace('-', ' '));
    }

    /// <summary>The first letter after anything that is no letter in upper case, the rest in lower case.</summary>
    private static string Capitalise(string text)
    {
        var result = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var c in text)
        {
            result.Append(inWord ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inWord = char.IsLetter(c);
        }

        return result.ToString();
    }
}
