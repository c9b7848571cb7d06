using System.CommandLine;
using OemRunbooks.Cli.Runs;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Journal;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook resume [RUN]</c>.</summary>
internal static class ResumeCommand
{
    internal static Command Create(Globals globals)
    {
        var run = new Argument<string?>(globals.Say("PRZEBIEG", "RUN"))
        {
            Description = globals.Say("domyślnie najnowszy przerwany lub czekający", "default: the newest interrupted or waiting one"),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var yes = new Option<bool>("--yes") { Description = globals.Say("potwierdzać to, co runbook pozwala potwierdzić bez pytania", "confirm what the runbook allows to be confirmed unasked") };
        return globals.Does(
            new Command("resume", globals.Say("Wznawia przerwany lub czekający przebieg od ostatniego punktu kontrolnego.", "Goes on with an interrupted or waiting run from its last checkpoint.")) { run, yes },
            async (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var name = parse.GetValue(run);
                var directory = name is null or "last"
                    ? RunDirectory.All(work.Station).FirstOrDefault(d => RunSummary.Of(d, work.Library.Loader).CanResume) ?? throw CodedException.Of("run.none")
                    : work.Run(name);
                return ResultText.Show(work, await new RunSession(work, parse.GetValue(yes)).ResumeAsync(directory).ConfigureAwait(false));
            });
    }
}
