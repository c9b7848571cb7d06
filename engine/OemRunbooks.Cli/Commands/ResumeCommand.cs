using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook resume [RUN]</c>.</summary>
internal static class ResumeCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("resume", VerbGroup.Technicians, "runbook resume last", Exit.BadRun, Exit.SomebodyMustAct, Exit.Resumable),
    ];

    internal static Command Create(Globals globals)
    {
        var run = new Argument<string?>(globals.Say("PRZEBIEG", "RUN"))
        {
            Description = globals.Say("domyślnie najnowszy przerwany lub czekający", "default: the newest interrupted or waiting one"),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var yes = new Option<bool>("--yes") { Description = globals.Say("potwierdzać to, co runbook pozwala potwierdzić bez pytania", "confirm what the runbook allows to be confirmed unasked") };
        var skip = new Option<string[]>("--skip") { Description = globals.Say("pominąć krok (odstępstwo, wymaga --reason)", "skip a step (a departure, needs --reason)"), HelpName = "STEP" };
        var repeat = new Option<string[]>("--repeat") { Description = globals.Say("wykonać przerwany krok od początku (odstępstwo)", "run an interrupted step from the start (a departure)"), HelpName = "STEP" };
        var set = new Option<string[]>("--set") { Description = globals.Say("zmienić wejście runbooka (odstępstwo)", "change an input of the runbook (a departure)"), HelpName = "key=value" };
        var reason = new Option<string?>("--reason") { Description = globals.Say("powód odstępstwa, trafia do dziennika i raportu", "why; goes to journal and report"), HelpName = "TEXT" };
        return globals.Does(
            new Command("resume", globals.Say("Wznawia przerwany lub czekający przebieg od ostatniego punktu kontrolnego.", "Goes on with an interrupted or waiting run from its last checkpoint.")) { run, yes, skip, repeat, set, reason },
            async (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var name = parse.GetValue(run);
                var directory = name is null or "last"
                    ? RunDirectory.All(work.Station).FirstOrDefault(d => RunSummary.Of(d, work.Library.Loader).CanResume) ?? throw new CodedException(Faults.RunNone())
                    : work.Run(name);
                var wanted = new DeviationRequest(parse.GetValue(skip) ?? [], parse.GetValue(repeat) ?? [], Given(ui, parse.GetValue(set) ?? []), work.Operator, parse.GetValue(reason));
                if (!wanted.IsEmpty && string.IsNullOrWhiteSpace(wanted.Reason))
                {
                    throw new CodedException(Faults.DeviationReasonRequired());
                }

                return ResultText.Show(ui, work, await new TerminalRuns(ui, work, new TerminalDesk(ui, work.Operator, parse.GetValue(yes))).ResumeAsync(directory, wanted).ConfigureAwait(false));
            });
    }

    private static Value Given(Ui ui, string[] pairs) => Value.Map(pairs.Select(p => p.Split('=', 2) is [var name, var value]
        ? KeyValuePair.Create(name, Value.Of(value))
        : throw new CodedException(Faults.UsageWrong(ui.Say($"--set wymaga postaci nazwa=wartość, nie „{p}”", $"--set wants key=value, not \"{p}\"")))));
}
