using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Descriptors;

/// <summary>How a value is taken from what a program wrote: a line, a named group of a pattern, a JSON pointer, or the whole.</summary>
/// <remarks>
/// Patterns are matched in linear time. What is missing, or could be several things, is a failure with a code; never an empty text.
/// Source: language.md 1.1, "Commands that say what they do".
/// </remarks>
/// <param name="Name">The output's name.</param>
/// <param name="From"><c>stdout</c>, <c>stderr</c>, or <c>file:PATH</c>.</param>
/// <param name="Line">Which line, from 1; negative from the end; null for all.</param>
/// <param name="Pattern">A regular expression with a named group, or null.</param>
/// <param name="Pointer">A JSON pointer (RFC 6901), or null.</param>
/// <param name="Bounds">The value's type.</param>
public sealed record OutputReading(string Name, string From, int? Line, string? Pattern, string? Pointer, Bounds Bounds)
{
    /// <summary>What is read when nothing is said of it.</summary>
    public const string Stdout = "stdout";

    /// <summary>What the program said on standard error.</summary>
    public const string Stderr = "stderr";

    /// <summary>What stands before the path of a file.</summary>
    public const string FilePrefix = "file:";
    private const int MostShown = 80;

    /// <summary>The path of the file that is read, or null.</summary>
    public string? File => From.StartsWith(FilePrefix, StringComparison.Ordinal) ? From[FilePrefix.Length..] : null;

    /// <summary>The readings of a step, as its inputs hold them: by name, a mapping each.</summary>
    public static IEnumerable<OutputReading> Of(Value declared) =>
        declared.Members.Select(static m => new OutputReading(
            m.Key,
            m.Value["from"].AsText() ?? Stdout,
            (int?)m.Value["line"].AsInteger(),
            m.Value["regex"].AsText(),
            m.Value["json"].AsText(),
            new(
                Enum.TryParse<InputType>(m.Value["type"].AsText(), ignoreCase: true, out var type) ? type : InputType.String,
                [.. m.Value["choices"].Kind == ValueKind.List ? m.Value["choices"].Items.Select(static c => c.ToText()) : []]
            )
        ));

    /// <summary>The value in a text.</summary>
    /// <exception cref="CodedException">
    /// <c>command.output-missing</c>, <c>command.output-ambiguous</c>, <c>command.output-invalid</c>
    /// </exception>
    public Value Read(string text)
    {
        var part = Line is { } number ? LineOf(text, number) : text;
        part = Pattern is { } pattern ? GroupOf(part, pattern) : part;
        var value = Pointer is { } pointer ? Pointed(part, pointer) : Whole(part);
        return Bounds.Take(value) ?? throw new CodedException(Faults.CommandOutputInvalid(Name, Bounds.Wanted(), Shown(value)));
    }

    /// <summary>The name of the group that a pattern gives this output; null when it has none that could be meant.</summary>
    public static string? GroupIn(string pattern, string name)
    {
        var named = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
            .GetGroupNames()
            .Where(static g => !char.IsAsciiDigit(g[0]))
            .ToList();
        return named.Contains(name) ? name
            : named.Count == 1 ? named[0]
            : null;
    }

    private Value Whole(string part)
    {
        if (Bounds.Type == InputType.List)
        {
            return Value.List(Lines(part).Where(static l => l.Length > 0).Select(Value.Of));
        }

        var text = part.Trim();
        return text.Length > 0 ? Value.Of(text) : throw Missing();
    }

    private string LineOf(string text, int number)
    {
        var lines = Lines(text.TrimEnd('\n', '\r'));
        var index = number > 0 ? number - 1 : lines.Length + number;
        return index >= 0 && index < lines.Length && text.Length > 0 ? lines[index] : throw Missing();
    }

    private string GroupOf(string text, string pattern)
    {
        var group = GroupIn(pattern, Name) ?? throw Missing();
        var found = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline)
            .Matches(text)
            .Select(m => m.Groups[group])
            .Where(static g => g.Success)
            .Select(static g => g.Value)
            .Distinct(StringComparer.Ordinal)
            .Take(2)
            .ToList();
        return found switch
        {
            [] => throw Missing(),
            [var one] => one,
            _ => throw new CodedException(Faults.CommandOutputAmbiguous(Name, Shown(Value.Of(found[0])), Shown(Value.Of(found[1])))),
        };
    }

    private Value Pointed(string text, string pointer)
    {
        try
        {
            return Readings.Pointed(text, pointer) is { IsNull: false } found ? found : throw Missing();
        }
        catch (EvaluationException)
        {
            throw new CodedException(Faults.CommandOutputInvalid(Name, Says.BoundsJson, Shown(Value.Of(text.Trim()))));
        }
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(static l => l.TrimEnd('\r'))];

    private static string Shown(Value value)
    {
        var text = value.Kind is ValueKind.List or ValueKind.Map ? CanonicalJson.Text(value) : value.ToText();
        return text.Length <= MostShown ? text : text[..MostShown] + "…";
    }

    private CodedException Missing() => new(Faults.CommandOutputMissing(Name, From));
}
