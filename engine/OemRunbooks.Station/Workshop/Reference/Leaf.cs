using System.Net;
using System.Text;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>A page of headings, sentences and tables that can be shown on a terminal, as Markdown, and as HTML without a network.</summary>
public sealed class Leaf(string title)
{
    private const string Style =
        "body{font:1rem/1.5 system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;max-width:62rem;margin:2rem auto;padding:0 "
        + "1rem;color:#1b242d;background:#fff;overflow-wrap:anywhere}"
        + "h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #d9dfe5;"
        + "padding-bottom:.3rem}table{border-collapse:collapse;width:100%}"
        + "th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #d9dfe5}th{font-size:.85rem;color:#55626f}"
        + "@media(prefers-color-scheme:dark){body{color:#e4e9ee;background:#171d23}h2,th,td{border-color:#323c46}"
        + "th{color:#a2afbb}}@page{size:A4;margin:16mm}@media "
        + "print{tr{break-inside:avoid}}";

    private readonly List<Part> parts = [];

    /// <summary>A heading.</summary>
    public void Head(string text) => parts.Add(new(text, null, null, []));

    /// <summary>A sentence.</summary>
    public void Say(string text) => parts.Add(new(null, text, null, []));

    /// <summary>A table.</summary>
    public void Table(string[] heads, IEnumerable<string[]> rows) =>
        parts.Add(new(null, null, heads, [.. rows.Select(static r => r.Select(static c => Visible.Text(c)).ToArray())]));

    /// <summary>The page for a terminal.</summary>
    public string ToText()
    {
        var text = new StringBuilder($"{Visible.Text(title)}\n");
        foreach (var part in parts)
        {
            _ = part switch
            {
                { Heading: { } heading } => text.Append($"\n{heading}\n"),
                { Sentence: { } sentence } => text.Append($"{Visible.Text(sentence)}\n"),
                _ => text.Append(
                    string.Concat(part.Rows.Select(static r => $"  {string.Join("  ", r.Where(static c => c.Length > 0))}\n"))
                ),
            };
        }

        return text.ToString();
    }

    /// <summary>The page as Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"# {Wording.Cell(Visible.Text(title))}\n");
        foreach (var part in parts)
        {
            text.Append('\n');
            _ = part switch
            {
                { Heading: { } heading } => text.Append($"## {heading}\n"),
                { Sentence: { } sentence } => text.Append($"{Wording.Cell(Visible.Text(sentence))}\n"),
                _ => text.Append(
                    $"{Row(part.Heads!)}{Row([.. part.Heads!.Select(static _ => "---")])}"
                        + $"{string.Concat(part.Rows.Select(static r => Row([.. r.Select(Wording.Cell)])))}"
                ),
            };
        }

        return text.ToString();
    }

    /// <summary>The page as HTML that needs no network.</summary>
    public string ToHtml(string language)
    {
        var text = new StringBuilder(
            $"<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
                + "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, "
                + $"initial-scale=1\">\n<title>{Escaped(title)}</title>\n<style>{Style}</style>\n</head>\n<body>\n<h1>"
                + $"{Escaped(title)}</h1>\n"
        );
        foreach (var part in parts)
        {
            _ = part switch
            {
                { Heading: { } heading } => text.Append($"<h2>{Escaped(heading)}</h2>\n"),
                { Sentence: { } sentence } => text.Append($"<p>{Escaped(sentence)}</p>\n"),
                _ => text.Append(
                    $"<table>\n<thead><tr>{Cells(part.Heads!, "th scope=\"col\"", "th")}</tr></thead>\n<tbody>\n"
                        + $"{string.Concat(part.Rows.Select(static r => $"<tr>{Cells(r, "td", "td")}</tr>\n"))}</tbody>\n</table>\n"
                ),
            };
        }

        return text.Append("</body>\n</html>\n").ToString();
    }

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Cells(string[] cells, string open, string close) =>
        string.Concat(cells.Select(c => $"<{open}>{Escaped(c)}</{close}>"));

    private static string Escaped(string text) => WebUtility.HtmlEncode(Visible.Text(text));

    private sealed record Part(string? Heading, string? Sentence, string[]? Heads, IReadOnlyList<string[]> Rows);
}
