using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Diagnostics;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>The definition can't be run.</summary>
    Error,

    /// <summary>It can be run, but somebody should look.</summary>
    Warning,
}

/// <summary>Something that a check of a definition found, as data.</summary>
/// <param name="Code">The stable code, <c>RBnnnn</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="File">The file, as shown to people.</param>
/// <param name="Span">Where in it.</param>
/// <param name="Arguments">What the words name.</param>
public sealed record Diagnostic(string Code, Severity Severity, string File, Span Span, Value Arguments)
{
    /// <summary>A change of the text that mends it for certain, or null.</summary>
    public TextEdit? Fix { get; init; }

    /// <summary>How many findings it stands for: 1, or as many as are not shown one by one.</summary>
    public long Count => Code == Findings.LeftOut ? Arguments["count"].AsInteger() ?? 1 : 1;

    /// <summary>A finding of a code with its arguments.</summary>
    public static Diagnostic Of(Failure fault, Severity severity, string file, Span span) =>
        new(fault.Code, severity, file, span, fault.Arguments);

    /// <summary>The diagnostic in words.</summary>
    /// <param name="messages">The words.</param>
    /// <param name="language">The language.</param>
    /// <param name="source">The file's text, for the line; or null.</param>
    public string Render(Messages messages, Locale language, string? source)
    {
        var (line, column, length) = (Span.Line, Span.Column, Span.Length);
        var word = (Severity == Severity.Error ? Says.SeverityError : Says.SeverityWarning).In(language);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Harmless(File)}:{line}:{column}: {word} {Code}: " + $"{Harmless(messages.Words(Code, Arguments, language))}"
        );
        var hint = Harmless(messages.Hint(Code, Arguments, language) ?? "");
        var shown = source is null ? null : Line(source, line);
        if (shown is not null)
        {
            var number = line.ToString(CultureInfo.InvariantCulture).PadLeft(4);
            text.Append('\n').Append(number).Append(" | ").Append(shown);
            text.Append('\n')
                .Append(' ', number.Length)
                .Append(" | ")
                .Append(' ', Math.Min(column - 1, shown.Length))
                .Append('^', Math.Clamp(length, 1, Math.Max(1, shown.Length - column + 1)));
        }

        if (!string.IsNullOrEmpty(hint))
        {
            text.Append(shown is null ? "\n    " : " ").Append(hint);
        }

        return text.ToString();
    }

    private static string? Line(string source, int line)
    {
        var lines = source.Split('\n');
        return line < 1 || line > lines.Length || lines[line - 1].Length > 400 ? null : Harmless(lines[line - 1].TrimEnd('\r'));
    }

    // What a hostile file holds must not act on a terminal; each such character stands as one visible one, so that the caret stays right.
    private static string Harmless(string text) =>
        string.Concat(
            text.Select(static c =>
                c == '\t' ? '→'
                : char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' ? '�'
                : c
            )
        );
}

/// <summary>A change of a file's text.</summary>
/// <param name="Span">What is replaced; within one line.</param>
/// <param name="Old">What must stand there now.</param>
/// <param name="Text">What stands there afterwards.</param>
public sealed record TextEdit(Span Span, string Old, string Text);
