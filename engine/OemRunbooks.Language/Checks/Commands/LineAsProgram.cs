using System.Buffers;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Commands;

/// <summary>A whole command line stands where one program is named.</summary>
internal sealed class LineAsProgram(Subject on) : Check(on)
{
    private static readonly SearchValues<char> OfShells = SearchValues.Create("|&;<>$`*?~\"'()");

    internal override string Code => Codes.RB0802;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        foreach (var (program, span) in CommandLine.Programs(step))
        {
            var words = program.Split(' ', StringSplitOptions.RemoveEmptyEntries);

            // "C:/Program Files/core/tool.exe" is a path with a blank; what follows a name without a slash is an argument.
            if (words.Length > 1 && !words.Skip(1).Any(static w => w.AsSpan().ContainsAny('/', '\\') && !w.StartsWith('/')))
            {
                Found(Told(program, words), span);
            }
        }
    }

    // What only a shell can do is given to one, whole.
    private static Failure Told(string line, string[] words)
    {
        if (line.AsSpan().ContainsAny(OfShells))
        {
            return Faults.RB0802(
                line,
                "/bin/sh",
                $"-c, \"{line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            );
        }

        var program = words[0].AsSpan().ContainsAny('/', '\\') ? words[0] : CommandLine.Whole(words[0]);
        return Faults.RB0802(line, program, string.Join(", ", words.Skip(1).Select(Quoted)));
    }

    // In a list of YAML.
    private static string Quoted(string word) =>
        word.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '=' or '+' or '%') && !word.StartsWith('%')
            ? word
            : $"\"{word}\"";
}
