using System.Text.RegularExpressions;

namespace OemRunbooks.Testing.Scripts;

/// <summary>One line of a script that does or checks something.</summary>
/// <param name="Number">Its line in the file, from 1.</param>
/// <param name="Text">The line as it stands.</param>
/// <param name="Not">Whether it begins with <c>!</c>: what follows must fail.</param>
/// <param name="Conditions">What must hold for the line to be carried out.</param>
/// <param name="Verb">The first word.</param>
/// <param name="Rest">All after the first word.</param>
public sealed record Line(int Number, string Text, bool Not, IReadOnlyList<string> Conditions, string Verb, string Rest);

/// <summary>What a comment announces, down to the next comment.</summary>
/// <param name="Heading">The comment without its <c>#</c>, and the values of this turn if the phase is a table.</param>
/// <param name="Lines">What is done.</param>
/// <param name="Values">Values that stand in the lines as <c>$NAME</c>.</param>
public sealed record Phase(string Heading, IReadOnlyList<Line> Lines, IReadOnlyDictionary<string, string> Values);

/// <summary>A script, read and not yet run.</summary>
public sealed partial class Script
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>Conditions without which the whole script is skipped.</summary>
    public IReadOnlyList<string> Conditions { get; private init; } = [];

    /// <summary>What is done, in its order.</summary>
    public IReadOnlyList<Phase> Phases { get; private init; } = [];

    /// <summary>The files that come with it.</summary>
    public Archive Files { get; private init; } = new();

    /// <summary>Reads a script.</summary>
    /// <exception cref="ScriptException">A line can't be understood.</exception>
    public static Script Parse(byte[] bytes)
    {
        var archive = Archive.Parse(bytes);
        var conditions = new List<string>();
        var phases = new List<Phase>();
        var (heading, lines) = ("", new List<(int Number, string Text)>());
        for (var i = 0; i < archive.Script.Count; i++)
        {
            var text = archive.Script[i].Trim();
            if (text.StartsWith('#'))
            {
                // A comment of several lines is one heading.
                if (lines.Count > 0 || heading.Length == 0)
                {
                    phases.AddRange(Turns(heading, lines));
                    (heading, lines) = (text[1..].Trim(), []);
                }
                else
                {
                    heading += " " + text[1..].Trim();
                }
            }
            else if (heading.Length == 0 && lines.Count == 0 && Alone().IsMatch(text))
            {
                conditions.Add(text[1..^1]);
            }
            else if (text.Length > 0)
            {
                lines.Add((i + 1, text));
            }
        }

        phases.AddRange(Turns(heading, lines));
        return new Script
        {
            Conditions = conditions,
            Phases = phases,
            Files = archive,
        };
    }

    // "for NAME in A B" or "for NAME NAME" with rows "| A | B" repeats what stands below it for each value or row; what stands above it
    // is done once.
    private static IEnumerable<Phase> Turns(string heading, List<(int Number, string Text)> lines)
    {
        var at = lines.FindIndex(static l => l.Text.StartsWith("for ", StringComparison.Ordinal));
        var once = at < 0 ? lines : lines[..at];
        if (once.Count > 0)
        {
            yield return new Phase(heading, [.. once.Select(Read)], None);
        }

        if (at >= 0)
        {
            foreach (var turn in Repeated(heading, lines[at].Text, lines[(at + 1)..]))
            {
                yield return turn;
            }
        }
    }

    private static IEnumerable<Phase> Repeated(string heading, string first, List<(int Number, string Text)> below)
    {
        var (names, rows) = Table(first, [.. below.TakeWhile(static l => l.Text.StartsWith('|')).Select(static l => l.Text)]);
        var body = below.SkipWhile(static l => l.Text.StartsWith('|')).Select(Read).ToList();
        return rows.Select(row => new Phase(
            $"{heading} ({string.Join(", ", names.Zip(row, static (n, v) => $"{n} = {v}"))})",
            body,
            names.Zip(row).ToDictionary(static p => p.First, static p => p.Second, StringComparer.Ordinal)
        ));
    }

    private static (string[] Names, List<string[]> Rows) Table(string first, IReadOnlyList<string> rows)
    {
        var words = first["for ".Length..].Split(" in ", 2);
        var names = words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 2 && names.Length == 1)
        {
            return (names, [.. Words.Split(words[1], static n => "$" + n).Select(static v => new[] { v })]);
        }

        // A row that ends with a bar has an empty last cell.
        var cells = rows.Select(static r => (r[1..] + " ").Split(" | ").Select(static c => c.Trim()).ToArray()).ToList();
        return words.Length == 1 && cells.Count > 0 && cells.TrueForAll(c => c.Length == names.Length)
            ? (names, cells)
            : throw new ScriptException($"\"{first}\": \"for NAME in A B\", or \"for NAME NAME\" and below it rows \"| A | B\"");
    }

    private static Line Read((int Number, string Text) line)
    {
        var match = Parts().Match(line.Text);
        var conditions = match.Groups[1].Value.Split(['[', ']', ' '], StringSplitOptions.RemoveEmptyEntries);
        var (not, verb, rest) = (match.Groups[2].Length > 0, match.Groups[3].Value, match.Groups[4].Value.Trim());
        return new Line(line.Number, line.Text, not, conditions, verb, rest);
    }

    [GeneratedRegex(@"^\[!?\w+\]$")]
    private static partial Regex Alone();

    [GeneratedRegex(@"^((?:\[!?\w+\]\s*)*)(!\s*)?(\S*)(.*)$")]
    private static partial Regex Parts();
}
