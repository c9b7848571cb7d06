using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Run;

/// <summary>Runs a program that the runbook names.</summary>
/// <remarks>Source: trust.md, "Processes". Nobody but the program's author knows what half of it means, so a crash is a question for a person.</remarks>
internal sealed class RunCommand : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("run.command", new LocalizedText("uruchamia program z listą argumentów, bez powłoki, i zachowuje jego wyjście", "runs a program with a list of arguments, without a shell, and keeps its output"))
    {
        Interruption = Interruption.Ask,
        Inputs =
        [
            Fields.Need("program", InputType.String, "ścieżka programu: bezwzględna albo względem stanowiska", "the program's path: absolute, or relative to the station"),
            Fields.May("arguments", InputType.List, "argumenty", "arguments"),
            Fields.May("workingDirectory", InputType.Directory, "katalog roboczy", "working directory", "."),
            Fields.May("environment", InputType.Map, "zmienne środowiska: teksty albo odwołania do sekretów", "environment variables: texts or references to secrets"),
            Fields.May("allowedExitCodes", InputType.List, "kody wyjścia oznaczające powodzenie", "exit codes that mean success", "0"),
            Fields.May("repeatable", InputType.Boolean, "czy ponowne uruchomienie jest nieszkodliwe (informacja dla człowieka)", "whether running it again is harmless (for the person who decides)", "false"),
        ],
        Outputs =
        [
            Fields.Gives("exitCode", InputType.Integer, "kod wyjścia", "exit code"),
            Fields.Gives("stdoutTail", InputType.String, "koniec wyjścia, najwyżej 2 KiB", "the end of the output, at most 2 KiB"),
        ],
        Errors = [Codes.CommandNotFound, Codes.CommandNotExecutable, Codes.CommandFailed, Codes.CommandEnvironmentInvalid, .. Codes.Secrets, .. Codes.Disk],
        Undo = new LocalizedText("to, co zmienił program, cofa tylko osobny krok", "what the program changed is undone by another step only"),
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var program = Program(call);
        if (!File.Exists(program))
        {
            return PlannedWork.Fails(Faults.CommandNotFound(call.Text("program")));
        }

        var line = string.Join(' ', call.Texts("arguments").Prepend(call.RequiredText("program")));
        return PlannedWork.Of(Fields.Line(true, $"uruchomi: {line}", $"runs: {line}") with { Effect = new(EffectKind.Runs, call.RequiredText("program")) });
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var program = Program(call);
        if (!File.Exists(program))
        {
            return Outcome.Failed(Faults.CommandNotFound(call.Text("program")));
        }

        var directory = call.Station.Resolve(call.Text("workingDirectory") is { Length: > 0 } text ? text : ".");
        if (!Directory.Exists(directory.Full))
        {
            return Outcome.Failed(Faults.FileMissing(directory.Shown));
        }

        var result = CommandRunner.Run(new Command(program, call.Texts("arguments"), directory.Full, Variables(call), "output.txt"), call, cancellation);
        var allowed = call.Texts("allowedExitCodes") is { Count: > 0 } codes ? codes : ["0"];
        var outcome = allowed.Contains(result.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture))
            ? Outcome.Done(("exitCode", Value.Of(result.ExitCode)), ("stdoutTail", Value.Of(result.Tail)))
            : Outcome.Failed(Faults.CommandFailed(result.ExitCode, call.Text("program")));
        return outcome with { Artefacts = [result.Evidence], Remarks = CommandRunner.TruncationOf(result) is { } remark ? [remark] : [] };
    }

    private static string Program(Call call)
    {
        var program = call.RequiredText("program");
        return Path.IsPathRooted(program) ? program : call.Station.Resolve(program).Full;
    }

    private static Dictionary<string, string> Variables(Call call)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in call.Inputs["environment"].Members)
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                throw new CodedException(Faults.CommandEnvironmentInvalid(name));
            }

            variables[name] = value.Kind == ValueKind.Secret ? call.Secrets.Resolve(value.ToText()) : value.ToText();
        }

        return variables;
    }
}
