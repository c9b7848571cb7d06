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
    private static readonly TimeSpan CheckTime = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(RunCommandWords.Activity)
        {
            Interruption = Interruption.Ask,
            RunsProgram = true,
            HalfDone = [Codes.CommandFailed, Codes.CommandUnexpected, Codes.CommandHalfDone],
            Inputs =
            [
                Takes.Program,
                Takes.Arguments,
                Takes.WorkingDirectory,
                Takes.Environment,
                Takes.Stdin,
                Takes.AllowedExitCodes,
                Takes.ExitCodes,
                Takes.Repeatable,
            ],
            Outputs = [Gives.ExitCode, Gives.StdoutTail, Gives.StderrTail, Gives.Evidence],
            RepeatableBy = Takes.Repeatable.Name,
            Errors =
            [
                Codes.CommandNotFound,
                Codes.CommandNotExecutable,
                Codes.CommandFailed,
                Codes.CommandUnexpected,
                Codes.CommandEnvironmentInvalid,
                Codes.CommandOutputMissing,
                Codes.CommandOutputAmbiguous,
                Codes.CommandOutputInvalid,
                Codes.CommandOutputTooLong,
                Codes.CommandCheckTimeout,
                Codes.CommandHalfDone,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var program = Program(call, call.Get(Takes.Program));
        if (!call.Disk.IsFile(program))
        {
            return PlannedWork.Fails(Faults.CommandNotFound(call.Get(Takes.Program)));
        }

        var line = string.Join(' ', call.Get(Takes.Arguments).Prepend(call.Get(Takes.Program)).Select(Quoted));
        if (IsReadOnly(call) && !call.Inputs.HoldsUnknown)
        {
            // Carried out as the step itself would be: what it changes meanwhile is seen here first.
            var look = StationLook.Before(call);
            var work = Probe(call, _ => [Fields.Line(false, Says.PlanRunCommandReads(line))]);
            return look?.Changed() is { Count: > 0 } changed
                ? work with
                {
                    Lines = [.. work.Lines, Fields.Line(true, Says.PlanRunCommandChanged(string.Join(", ", changed)))],
                }
                : work;
        }

        return IsReadOnly(call)
            ? PlannedWork.Of(Fields.Line(false, Says.PlanRunCommandRuns(line)))
            : PlannedWork.Of(
                Fields.Line(true, Says.PlanRunCommandRuns(line)) with
                {
                    Effect = new(EffectKind.Runs, call.Get(Takes.Program)),
                }
            );
    }

    /// <inheritdoc/>
    protected override void Fence(Call call) => CommandRunner.EndLeft(call);

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Further(Call call) => [.. call.Inputs[CommandKeys.Outputs].Members.Keys];

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        if (call.Recorded is { } recorded)
        {
            return Judged(call, CommandResult.Of(recorded() ?? throw new CodedException(Faults.CommandNotFound(call.Get(Takes.Program)))));
        }

        var program = Program(call, call.Get(Takes.Program));
        if (!call.Disk.IsFile(program))
        {
            return Outcome.Failed(Faults.CommandNotFound(call.Get(Takes.Program)));
        }

        var directory = call.Get(Takes.WorkingDirectory);
        if (!call.Disk.IsDirectory(directory.Full))
        {
            return Outcome.Failed(Faults.FileMissing(directory.Shown));
        }

        var command = new Command(program, call.Get(Takes.Arguments), directory.Full, Variables(call), "output.txt")
        {
            Input = StandardInput.Of(call, Takes.Stdin),
        };
        var look = IsReadOnly(call) ? StationLook.Before(call) : null;
        var outcome = Judged(call, CommandRunner.Run(command, call, cancellation));
        return look?.Changed() is { Count: > 0 } changed
            ? outcome with
            {
                Remarks = [.. outcome.Remarks, Faults.CommandNotOnlyRead(call.Get(Takes.Program), changed).AsRemark(isDeviation: true)],
            }
            : outcome;
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        if (call.Inputs[CommandKeys.Check] is not { Kind: ValueKind.Map } check)
        {
            return Reconciliation.NotBegun;
        }

        using var timer = new CancellationTokenSource(Quantities.Duration(check["timeout"].AsText() ?? "") ?? CheckTime, call.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        var program = Program(call, check["program"].ToText());
        var arguments = check["arguments"];
        var words =
            arguments.Kind == ValueKind.List ? arguments.Items.Select(static a => a.ToText())
            : arguments.IsNull ? []
            : [arguments.ToText()];
        try
        {
            var looked = CommandRunner.Run(
                new Command(program, [.. words], call.Get(Takes.WorkingDirectory).Full, Variables(call), "check.txt"),
                call,
                limit.Token
            );
            return looked.ExitCode switch
            {
                0 => Reconciliation.Done(Outcome.Done(Known(call))),
                1 => Reconciliation.NotBegun,
                var code => Reconciliation.HalfDone(Outcome.Failed(Faults.CommandHalfDone(call.Get(Takes.Program), code, looked.Said))),
            };
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Reconciliation.Failed(Faults.CommandCheckTimeout(check["program"].ToText()));
        }
    }

    // What the program said is gone; what it wrote to files can still be read.
    private static NamedValue[] Known(Call call) =>
        [
            Gives.ExitCode.Is(0),
            Gives.StdoutTail.Is(""),
            Gives.StderrTail.Is(""),
            .. OutputReading.Of(call.Inputs[CommandKeys.Outputs]).Select(r => new NamedValue(r.Name, r.Read(FileText(call, r.File!)))),
        ];

    private static Outcome Judged(Call call, CommandResult result)
    {
        var isGood = call.Get(Takes.AllowedExitCodes).Contains(Text(result.ExitCode), StringComparer.Ordinal);
        var readings = OutputReading.Of(call.Inputs[CommandKeys.Outputs]).ToList();
        Failure? failure = null;
        var read = new List<NamedValue>();
        if (isGood)
        {
            try
            {
                read.AddRange(readings.Select(r => new NamedValue(r.Name, r.Read(Source(call, r, result)))));
            }
            catch (CodedException error)
            {
                failure = error.Failure;
            }
        }

        // What a program that did well said in few words stands in its outputs; a file of its own would cost more than the step.
        var evidence = isGood && failure is null && result.IsShort ? null : result.Keep();
        var outcome = (isGood, failure) switch
        {
            (true, null) => Outcome.Done([
                Gives.ExitCode.Is(result.ExitCode),
                Gives.StdoutTail.Is(result.Output.Length > 0 ? result.Output : result.Errors),
                Gives.StderrTail.Is(result.Errors),
                Gives.Evidence.Is(evidence?.Path),
                .. read,
            ]),
            (true, { } unread) => Outcome.Failed(unread),
            _ => Outcome.Failed(Failed(call, result, evidence!)),
        };
        return outcome with
        {
            Artefacts = evidence is null ? [] : [evidence],
            Remarks = CommandRunner.TruncationOf(result) is { } remark ? [remark] : [],
        };
    }

    // Where exit codes are declared, another one is nothing that the runbook knows.
    private static Failure Failed(Call call, CommandResult result, Artefact evidence)
    {
        var (code, program) = (result.ExitCode, call.Get(Takes.Program));
        if (call.Get(Takes.ExitCodes) is not { Kind: ValueKind.Map } declared)
        {
            return Faults.CommandFailed(code, program, result.Said, evidence.Path);
        }

        return declared[Text(code)].AsText() is { } own
            ? Faults.CommandFailed(code, program, result.Said, evidence.Path) with
            {
                Code = own,
            }
            : Faults.CommandUnexpected(code, program, result.Said, evidence.Path);
    }

    private static string Source(Call call, OutputReading reading, CommandResult result)
    {
        if (reading.File is { } file)
        {
            return FileText(call, file);
        }

        return (result.IsTruncated, reading.From) switch
        {
            (true, _) => throw new CodedException(Faults.CommandOutputTooLong(result.Bytes, Capture.MostKept)),
            (_, OutputReading.Stderr) => result.AllErrors(),
            _ => result.AllOutput(),
        };
    }

    private static string FileText(Call call, string file) =>
        call.Recorded is { } recorded
            ? recorded()!.Files.GetValueOrDefault(file) ?? throw new CodedException(Faults.FileMissing(file))
            : System.Text.Encoding.UTF8.GetString(call.Disk.ReadAll(call.Station.Resolve(file).Full, Capture.MostKept));

    private static bool IsReadOnly(Call call) => call.Inputs[CommandKeys.ReadsOnly].AsBoolean() == true;

    private static string Text(int code) => code.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // As a shell would want it, so that an empty word and a blank can be seen.
    private static string Quoted(string word) =>
        word.Length > 0
        && !word.Any(static c => char.IsWhiteSpace(c) || c is '"' or '\'' or '|' or '&' or ';' or '<' or '>' or '$' or '`' or '*')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Program(Call call, string program) => Path.IsPathRooted(program) ? program : call.Station.Resolve(program).Full;

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

        internal static Input<Value?> Stdin { get; } = Input.Any(RunCommandWords.Takes.Stdin).Optional();

        internal static Input<Value?> ExitCodes { get; } = Input.Map(RunCommandWords.Takes.ExitCodes).Optional();

        internal static Input<bool> Repeatable { get; } = Input.Boolean(RunCommandWords.Takes.Repeatable).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long> ExitCode { get; } = Output.Integer(RunCommandWords.Gives.ExitCode);

        internal static Output<string> StdoutTail { get; } = Output.String(RunCommandWords.Gives.StdoutTail);

        internal static Output<string> StderrTail { get; } = Output.String(RunCommandWords.Gives.StderrTail);

        internal static Output<string?> Evidence { get; } = Output.String(RunCommandWords.Gives.Evidence).Sometimes();
    }
}
