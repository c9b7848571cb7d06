using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook eval EXPR</c>.</summary>
internal sealed class EvalCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 105;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("eval", VerbGroup.Leads, "runbook eval 'number(\"1234\") >= 1000'", new Exit(1, Says.EvalCantBeComputed))];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var text = new Argument<string>("EXPR") { Description = globals.Say(Says.EvalExpression) };
        var run = new Option<string?>("--run") { Description = globals.Say(Says.EvalRun), HelpName = globals.Say(Says.WordRunArgument) };
        return globals.Does(
            new Command("eval", globals.Say(Says.EvalTriesExpression)) { text, run },
            (parse, ui, _) =>
            {
                var findings = new Findings("eval") { IsStrict = true, Source = parse.GetValue(text) };
                if (RunbookLoader.ReadExpression(parse.GetValue(text)!, findings) is not { } expression)
                {
                    foreach (var found in findings.Sorted)
                    {
                        ui.Show(ui.Error, found, findings.Source);
                    }

                    return Task.FromResult(ExitCode.WrongUse);
                }

                return Task.FromResult(Show(ui, expression, NamesOf(globals.Open(parse, ui), parse.GetValue(run))));
            }
        );
    }

    private static INames NamesOf(Workplace work, string? run)
    {
        if (run is null)
        {
            return RunNames.OfStation(Workplace.StationFacts);
        }

        using var stored = work.Run(run, FileUse.Read);
        return RunNames.Of(RunService.Read(stored, work.Library.Loader, null).State);
    }

    private static int Show(Ui ui, Expression expression, INames names)
    {
        try
        {
            var value = Evaluator.Evaluate(expression, names);
            if (ui.IsJson)
            {
                ui.Json(Value.MapOf(("value", value.Recorded()), ("type", Value.Of(value.Kind.ToString().ToLowerInvariant()))));
            }
            else
            {
                ui.Raw.WriteLine($"{Visible.Text(value.IsNull ? "null" : value.ToText())}  ({SortWords.Of(value).In(ui.Language)})");
            }

            return ExitCode.Good;
        }
        catch (EvaluationException error)
        {
            return ui.Fail(error.Failure, ExitCode.Bad);
        }
    }
}
