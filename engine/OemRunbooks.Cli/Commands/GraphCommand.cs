using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Drawing;
using OemRunbooks.Reports.Model;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook graph NAME|FILE [--format mermaid|svg|dot] [--run RUN]</c>.</summary>
internal sealed class GraphCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 60;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("graph", VerbGroup.Leads, "runbook graph client-update > client-update.mmd\nrunbook graph --run last --format svg > run.svg")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string?>(globals.Say(Says.WordNameFile))
        {
            Description = globals.Say(Says.GraphRunbookNotNeededRun),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var format = new Option<string>("--format")
        {
            Description = globals.Say(Says.GraphFormMermaidSvgDot),
            HelpName = "mermaid|svg|dot",
            DefaultValueFactory = static _ => "mermaid",
        };
        var run = new Option<string?>("--run") { Description = globals.Say(Says.GraphShowPathRunTook), HelpName = "RUN" };
        return globals.Does(
            new Command("graph", globals.Say(Says.GraphDrawsRunbookRequestPathRun)) { name, format, run },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var (runbook, report) = Wanted(ui, work, parse.GetValue(name), parse.GetValue(run));
                if (runbook is null)
                {
                    return Task.FromResult(ExitCode.WrongUse);
                }

                ui.Raw.Write(
                    parse.GetValue(format) switch
                    {
                        "mermaid" => FlowDrawing.Mermaid(runbook, ui.Language, report),
                        "svg" => FlowDrawing.Svg(runbook, ui.Language, report),
                        "dot" => FlowDrawing.Dot(runbook, ui.Language, report),
                        var other => throw new CodedException(
                            Faults.UsageWrong(ui.Say(Says.UsageOneOf("--format", other ?? "", "mermaid|svg|dot")))
                        ),
                    }
                );
                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    // A run is drawn over the definition that it kept. A name beside it asks for that runbook and nothing else.
    private static (Runbook? Runbook, RunReport? Report) Wanted(Ui ui, Workplace work, string? name, string? run)
    {
        if (run is null)
        {
            return (Definitions.Load(ui, work, name ?? throw new CodedException(Faults.GraphNothingNamed())), null);
        }

        var stored = work.Run(run);
        var recorded = RunService.Definition(stored, work.Library.Loader, stored.Read().First());
        return
            name is not null
            && name != recorded.Id
            && !recorded.Aliases.Contains(name)
            && work.Library.Load(name).Runbook?.Id != recorded.Id
            ? throw new CodedException(Faults.GraphOtherRunbook(stored.Id, recorded.Id, name))
            : (recorded, ReportFiles.Build(stored, work.Library.Loader, work.Product.Messages, work.Trusted()));
    }
}
