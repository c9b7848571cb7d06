namespace OemRunbooks.Benchmarks.Editors;

/// <summary>Where something is typed or asked in a text, from 0.</summary>
/// <param name="Title">In the words of a step's name.</param>
/// <param name="Key">In a key of a step.</param>
/// <param name="Name">In a name within an expression.</param>
internal sealed record Places((int Line, int Character) Title, (int Line, int Character) Key, (int Line, int Character) Name)
{
    /// <summary>The input of the shared runbook.</summary>
    internal static (int Line, int Character) Input { get; } = (5, 3);

    /// <summary>Those of the first whole step behind a line.</summary>
    internal static Places Near(string[] lines, int line)
    {
        var step = Array.FindLastIndex(lines, line, static l => l.StartsWith("  - id: step-", StringComparison.Ordinal));
        var arguments = Array.FindIndex(lines, step, static l => l.Contains("arguments", StringComparison.Ordinal));
        return new(
            (step + 1, lines[step + 1].IndexOf("en: ", StringComparison.Ordinal) + 5),
            (step + 2, 6),
            (arguments, lines[arguments].IndexOf("inputs.", StringComparison.Ordinal) + 9)
        );
    }
}
