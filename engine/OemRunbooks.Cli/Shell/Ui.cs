using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Reports;
using OemRunbooks.Reports.Model;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Shell;

/// <summary>What a command shows: results on standard output, everything else on standard error, in the chosen language.</summary>
internal sealed class Ui
{
    internal Ui(Locale language, bool json, Messages messages, TextWriter output, TextWriter error)
    {
        Language = language;
        IsJson = json;
        Messages = messages;
        Out = Prose.On(output);
        Error = Prose.On(error);
        var plain =
            Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";
        OutColour = !plain && !Console.IsOutputRedirected;
        ErrorColour = !plain && !Console.IsErrorRedirected;
    }

    internal Locale Language { get; }

    internal bool IsJson { get; }

    internal Messages Messages { get; }

    /// <summary>What a result says to people.</summary>
    internal Prose Out { get; }

    /// <summary>A result that is to be copied, or that programs read: shown as it is, however wide the terminal.</summary>
    internal TextWriter Raw => Out.Raw;

    internal Prose Error { get; }

    internal bool OutColour { get; }

    internal bool ErrorColour { get; }

    /// <summary>A person sits at a terminal and can be asked.</summary>
    internal static bool IsInteractive => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>The words in the chosen language.</summary>
    internal string Say(Sentence words) => words.In(Language);

    internal string Words(Failure failure) => Visible.Text(Messages.Words(failure.Code, failure.Arguments, Language).TrimEnd());

    internal string? Hint(Failure failure) =>
        Messages.Hint(failure.Code, failure.Arguments, Language) is { Length: > 0 } hint ? Visible.Text(hint) : null;

    /// <summary>One line: code, what is wrong, where, what to do next.</summary>
    internal string Line(Failure failure, string? where = null) =>
        $"{(where is null ? "" : $"{Visible.Text(where)}: ")}{Say(Says.SeverityError)} {failure.Code}: {Words(failure)}"
        + $"{(Hint(failure) is { } hint ? $" → {hint}" : "")}";

    internal int Fail(Failure failure, int exitCode = ExitCode.WrongUse, string? where = null)
    {
        Error.WriteLine(Colour(Line(failure, where), "31", ErrorColour));
        return exitCode;
    }

    /// <summary>One line on standard error about something that is no failure but should be known.</summary>
    internal void Warn(Failure warning) =>
        Error.WriteLine(
            Colour(
                $"{Say(Says.SeverityWarning)} {warning.Code}: {Words(warning)}{(Hint(warning) is { } hint ? $" → {hint}" : "")}",
                "33",
                ErrorColour
            )
        );

    /// <summary>A finding; the line of the file that it is about stays as it stands there, with the mark below its place.</summary>
    internal void Show(Prose where, Diagnostic found, string? source)
    {
        var lines = found.Render(Messages, Language, source).Split('\n');
        where.WriteLine(lines[0]);
        if (lines is [_, var hint])
        {
            where.WriteLine(hint);
        }
        else if (lines is [_, var excerpt, var below])
        {
            var mark = below.IndexOf('^', StringComparison.Ordinal);
            mark += below.Length - mark - below[mark..].TrimStart('^').Length;
            var isRoom = where.Columns == 0 || below.Length <= where.Columns;
            where.Raw.WriteLine(excerpt);
            where.Raw.WriteLine(isRoom ? below : below[..mark]);
            if (!isRoom && mark < below.Length)
            {
                where.WriteLine("   " + below[mark..]);
            }
        }
    }

    /// <summary>Writes a report as a result, while it is made.</summary>
    /// <exception cref="CodedException"><c>report.too-large</c></exception>
    internal void Report(RunReport report, string format, Locale language, ReportKind kind = ReportKind.Full)
    {
        using var into = new WriterStream(Raw);
        if (ReportRenderer.Write(report, kind, [(format, language, into)]) is [{ } failure])
        {
            throw new CodedException(failure);
        }
    }

    internal void Json(Value document) => Raw.WriteLine(JsonText(document));

    /// <summary>The document on one line; what would drive a terminal is escaped, which JSON allows anywhere in a text.</summary>
    internal static string JsonText(Value document) => Visible.Json(CanonicalJson.Text(document.Recorded()));

    internal static string Colour(string text, string code, bool on) => on ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
