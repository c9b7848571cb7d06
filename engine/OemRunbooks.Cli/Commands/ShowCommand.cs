using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook show NAME</c>.</summary>
internal sealed class ShowCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 30;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("show", VerbGroup.Technicians, "runbook show client-update")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string>(globals.Say(Says.WordName)) { Description = globals.Say(Says.WordRunbookNameAliasFile) };
        return globals.Does(
            new Command("show", globals.Say(Says.ShowShowsRunbooksInputsStepsEscalations)) { name },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                if (Definitions.Load(ui, work, parse.GetValue(name)!) is not { } runbook)
                {
                    return Task.FromResult(ExitCode.WrongUse);
                }

                if (parse.GetValue(globals.Format) == "yaml")
                {
                    ui.Raw.Write(System.Text.Encoding.UTF8.GetString(runbook.Source.Bytes.AsSpan()));
                }
                else if (ui.IsJson)
                {
                    ui.Json(Json(runbook));
                }
                else
                {
                    Show(ui, runbook);
                }

                return Task.FromResult(ExitCode.Good);
            },
            "yaml"
        );
    }

    private static void Show(Ui ui, Runbook runbook)
    {
        ui.Out.WriteLine(Ui.Colour($"{runbook.Name.In(ui.Language)}  ({runbook.Id} {runbook.Version})", "1", ui.OutColour));
        if (runbook.Description is { } description)
        {
            ui.Out.WriteLine(description.In(ui.Language));
        }

        ui.Out.WriteLine();
        var inputs = new Table(
            ui.Say(Says.WordInput),
            ui.Say(Says.WordType),
            ui.Say(Says.WordRequired),
            ui.Say(Says.WordDefault),
            ui.Say(Says.WordMeaning)
        );
        foreach (var input in runbook.Inputs)
        {
            inputs.Add(
                input.Name,
                input.Type.ToString().ToLowerInvariant(),
                input.Required ? ui.Say(Says.Yes) : "",
                Text(input.Default),
                input.Title.In(ui.Language)
            );
        }

        inputs.Write(ui);
        ui.Out.WriteLine();
        ui.Out.WriteLine(ui.Say(Says.ShowSteps));
        var number = 0;
        foreach (var step in runbook.Steps)
        {
            Show(ui, step, 1, ref number);
        }

        if (!runbook.Escalations.IsEmpty)
        {
            ui.Out.WriteLine();
            ui.Out.WriteLine(ui.Say(Says.ShowEscalations));
            foreach (var escalation in runbook.Escalations)
            {
                ui.Out.WriteLine($"  {string.Join(", ", escalation.On)} → {escalation.Team}");
            }
        }

        if (!runbook.Finally.IsEmpty)
        {
            ui.Out.WriteLine();
            ui.Out.WriteLine(ui.Say(Says.ShowEndEveryCase));
            foreach (var step in runbook.Finally)
            {
                Show(ui, step, 1, ref number);
            }
        }
    }

    private static void Show(Ui ui, Step step, int depth, ref int number)
    {
        number++;
        var indent = new string(' ', depth * 2);
        var what =
            step.Activity?.Name
            ?? step.Kind switch
            {
                StepKind.Parallel => "parallel",
                StepKind.ForEach => "forEach",
                _ => "steps",
            };
        ui.Out.WriteLine($"{indent}{number, 2}. {step.Name?.In(ui.Language) ?? step.Id}  [{what}]  {step.Id}");
        if (step.Description is { } description)
        {
            ui.Out.WriteLine($"{indent}      {description.In(ui.Language)}");
        }

        if (step.When is { } when)
        {
            ui.Out.WriteLine($"{indent}      {ui.Say(Says.ShowWhen)}: {Text(when)}");
        }

        if (Touches(step) is { Length: > 0 } touched)
        {
            ui.Out.WriteLine($"{indent}      {ui.Say(Says.ShowChanges)}: {touched}");
        }

        if (step.OnFailure != FailureRoute.Abort)
        {
            ui.Out.WriteLine($"{indent}      {ui.Say(Says.ShowFailure)}: {step.OnFailure.ToString().ToLowerInvariant()}");
        }

        foreach (var inner in step.Steps)
        {
            Show(ui, inner, depth + 1, ref number);
        }
    }

    private static string Touches(Step step) =>
        step.Activity is null
            ? ""
            : string.Join(
                ", ",
                step.Activity.Inputs.Where(static f => f.Changes)
                    .Select(f => Text(step.With.FirstOrDefault(w => w.Name == f.Name)?.Template))
                    .Where(static t => t.Length > 0)
            );

    private static string Text(Template? template) =>
        template switch
        {
            null => "",
            Template.Literal literal => literal.Value.ToText(),
            Template.Whole whole => whole.Expression.Text,
            Template.Mixed mixed => string.Concat(
                mixed.Parts.Select(static p => p is Template.Whole w ? $"${{{{ {w.Expression.Text} }}}}" : Text(p))
            ),
            _ => "…",
        };

    private static Value Json(Runbook runbook) =>
        Value.MapOf(
            ("id", Value.Of(runbook.Id)),
            ("version", Value.Of(runbook.Version)),
            ("sha256", Value.Of(runbook.Source.Digest)),
            ("name", Json(runbook.Name)),
            (
                "inputs",
                Value.List(
                    runbook.Inputs.Select(static i =>
                        Value.MapOf(
                            ("name", Value.Of(i.Name)),
                            ("type", Value.Of(i.Type.ToString().ToLowerInvariant())),
                            ("required", Value.Of(i.Required)),
                            ("default", Value.Of(Text(i.Default))),
                            ("title", Json(i.Title))
                        )
                    )
                )
            ),
            ("steps", Value.List(runbook.Steps.Select(Json))),
            (
                "escalations",
                Value.List(
                    runbook.Escalations.Select(static e =>
                        Value.MapOf(("on", Value.List(e.On.Select(Value.Of))), ("team", Value.Of(e.Team)))
                    )
                )
            ),
            ("finally", Value.List(runbook.Finally.Select(Json)))
        );

    private static Value Json(LocalizedText text) => Value.MapOf(("pl", Value.Of(text.Pl)), ("en", Value.Of(text.En)));

    private static Value Json(Step step) =>
        Value.MapOf(
            ("id", Value.Of(step.Id)),
            ("kind", Value.Of(step.Kind.ToString().ToLowerInvariant())),
            ("activity", Value.Of(step.Activity?.Name)),
            ("name", step.Name is null ? null : Json(step.Name)),
            ("when", step.When is null ? null : Value.Of(Text(step.When))),
            ("steps", step.Steps.IsEmpty ? null : Value.List(step.Steps.Select(Json))),
            (
                "onFailure",
                Value.Of(
                    (
                        (Route)(
                            step.OnFailure switch
                            {
                                FailureRoute.Continue => Route.Continue,
                                FailureRoute.Rollback => Route.Rollback,
                                _ => Route.Abort,
                            }
                        )
                    ).Word()
                )
            )
        );
}
