using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Commands;

/// <summary>A whole command line stands where one program is named.</summary>
internal sealed class LineAsProgram(Subject on) : Check(on)
{
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
                Found(Faults.RB0802(program, words[0], string.Join(", ", words.Skip(1))), span);
            }
        }
    }
}
