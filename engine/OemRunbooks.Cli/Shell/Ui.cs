using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
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
        Out = output;
        Error = error;
        var plain =
            Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";
        OutColour = !plain && !Console.IsOutputRedirected;
        ErrorColour = !plain && !Console.IsErrorRedirected;
    }

    internal Locale Language { get; }

    internal bool IsJson { get; }

    internal Messages Messages { get; }

    internal TextWriter Out { get; }

    internal TextWriter Error { get; }

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

    internal void Json(Value document) => Out.WriteLine(JsonText(document));

    /// <summary>The document on one line; what would drive a terminal is escaped, which JSON allows anywhere in a text.</summary>
    internal static string JsonText(Value document) => Visible.Json(CanonicalJson.Text(document.Recorded()));

    internal static string Colour(string text, string code, bool on) => on ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
