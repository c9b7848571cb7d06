using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.StationConsole.Markup;

/// <summary>Markup that stands in a page as it is. It is made of literals alone; whatever is put into them is escaped.</summary>
/// <remarks>
/// So that a text from a journal, a file's name or a person can be no markup, wherever it ends up within an element or a quoted attribute.
/// </remarks>
internal readonly record struct Html(string Text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    internal static Html None { get; } = new("");

    /// <summary>Whether there is nothing in it.</summary>
    internal bool IsEmpty => string.IsNullOrEmpty(Text);

    /// <summary>Markup with texts in it.</summary>
    internal static Html Of(ref Filling filling) => new(filling.Text);

    /// <summary>Pieces one after another.</summary>
    internal static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(static p => p.Text)));

    /// <summary>A text with all that is in it, for whoever edits it.</summary>
    internal static Html Exactly(string text) => new(Encoder.Encode(text));

    /// <summary>A text; what can't be seen in it can be seen here.</summary>
    internal static string Escaped(string text) => Encoder.Encode(Visible.Text(text));

    /// <summary>A text of a runbook, in which what stands between backticks is a name.</summary>
    internal static Html Prose(string text)
    {
        var parts = text.Split('`');
        return parts.Length % 2 == 0
            ? Of($"{text}")
            : Join(parts.Select(static (p, i) => i % 2 == 0 ? Of($"{p}") : Of($"<code>{p}</code>")));
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}

/// <summary>Puts texts into markup.</summary>
[InterpolatedStringHandler]
internal readonly ref struct Filling
{
    private readonly StringBuilder text;

    public Filling(int literals, int holes) => text = new(literals + (holes * 24));

    internal string Text => text.ToString();

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string? value) => text.Append(value is null ? "" : Html.Escaped(value));

    public void AppendFormatted(Html value) => text.Append(value.Text);

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (var value in values)
        {
            text.Append(value.Text);
        }
    }

    public void AppendFormatted(long value) => text.Append(value);
}
