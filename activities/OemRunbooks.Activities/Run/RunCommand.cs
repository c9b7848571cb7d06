using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Run;

/// <summary>Runs a program that the runbook names.</summary>
/// <remarks>
/// Source: trust.md, "Processes". Nobody but the program's author knows what half of it means, so a crash is a question for a person.
/// </remarks>
internal sealed class RunCommand : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(RunCommandWords.Activity)
        {
            Interruption = Interruption.Ask,
            HalfDone = [Codes.CommandFailed],
            Inputs = [Takes.Program, Takes.Arguments, Takes.WorkingDirectory, Takes.Environment, Takes.AllowedExitCodes, Takes.Repeatable],
            Outputs = [Gives.ExitCode, Gives.StdoutTail, Gives.StderrTail],
            RepeatableBy = Takes.Repeatable.Name,
            Errors =
            [
                Codes.CommandNotFound,
                Codes.CommandNotExecutable,
                Codes.CommandFailed,
                Codes.CommandEnvironmentInvalid,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var program = Program(call);
        if (!call.Disk.IsFile(program))
        {
            return PlannedWork.Fails(Faults.CommandNotFound(call.Get(Takes.Program)));
        }

        var line = string.Join(' ', call.Get(Takes.Arguments).Prepend(call.Get(Takes.Program)).Select(Quoted));
        return PlannedWork.Of(
            Fields.Line(true, Says.PlanRunCommandRuns(line)) with
            {
                Effect = new(EffectKind.Runs, call.Get(Takes.Program)),
            }
        );
    }

    /// <inheritdoc/>
    protected override void Fence(Call call) => CommandRunner.EndLeft(call);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var program = Program(call);
        if (!call.Disk.IsFile(program))
        {
            return Outcome.Failed(Faults.CommandNotFound(call.Get(Takes.Program)));
        }

        var directory = call.Get(Takes.WorkingDirectory);
        if (!call.Disk.IsDirectory(directory.Full))
        {
            return Outcome.Failed(Faults.FileMissing(directory.Shown));
        }

        var result = CommandRunner.Run(
            new Command(program, call.Get(Takes.Arguments), directory.Full, Variables(call), "output.txt"),
            call,
            cancellation
        );
        var isGood = call.Get(Takes.AllowedExitCodes)
            .Contains(result.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

        // What a program that did well said in few words stands in its outputs; a file of its own would cost more than the step.
        var evidence = isGood && result.IsShort ? null : result.Keep();
        var outcome = isGood
            ? Outcome.Done(
                Gives.ExitCode.Is(result.ExitCode),
                Gives.StdoutTail.Is(result.Output.Length > 0 ? result.Output : result.Errors),
                Gives.StderrTail.Is(result.Errors)
            )
            : Outcome.Failed(Faults.CommandFailed(result.ExitCode, call.Get(Takes.Program), result.Said, evidence!.Path));
        return outcome with
        {
            Artefacts = evidence is null ? [] : [evidence],
            Remarks = CommandRunner.TruncationOf(result) is { } remark ? [remark] : [],
        };
    }

    // As a shell would want it, so that an empty word and a blank can be seen.
    private static string Quoted(string word) =>
        word.Length > 0
        && !word.Any(static c => char.IsWhiteSpace(c) || c is '"' or '\'' or '|' or '&' or ';' or '<' or '>' or '$' or '`' or '*')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Program(Call call)
    {
        var program = call.Get(Takes.Program);
        return Path.IsPathRooted(program) ? program : call.Station.Resolve(program).Full;
    }

    private static Dictionary<string, string> Variables(Call call)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in (call.Get(Takes.Environment) ?? Value.EmptyMap).Members)
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                throw new CodedException(Faults.CommandEnvironmentInvalid(name));
            }

            variables[name] = value.Kind == ValueKind.Secret ? call.Secrets.Resolve(value.ToText()) : value.ToText();
        }

        return variables;
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string> Program { get; } = Input.String(RunCommandWords.Takes.Program);

        internal static Input<IReadOnlyList<string>> Arguments { get; } = Input.Texts(RunCommandWords.Takes.Arguments).OrEmpty();

        internal static Input<StationPath> WorkingDirectory { get; } = Input.Directory(RunCommandWords.Takes.WorkingDirectory).Or(".");

        internal static Input<Value?> Environment { get; } = Input.Map(RunCommandWords.Takes.Environment).Optional();

        internal static Input<IReadOnlyList<string>> AllowedExitCodes { get; } =
            Input.Texts(RunCommandWords.Takes.AllowedExitCodes).Or(["0"]);

        internal static Input<bool> Repeatable { get; } = Input.Boolean(RunCommandWords.Takes.Repeatable).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long> ExitCode { get; } = Output.Integer(RunCommandWords.Gives.ExitCode);

        internal static Output<string> StdoutTail { get; } = Output.String(RunCommandWords.Gives.StdoutTail);

        internal static Output<string> StderrTail { get; } = Output.String(RunCommandWords.Gives.StderrTail);
    }
}
