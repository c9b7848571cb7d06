using OemRunbooks.Engine.Execution;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Cli.Shell;

/// <summary>The one table of exit codes. Source: cli.md, "Rules that hold for every command".</summary>
internal static class ExitCode
{
    internal const int Good = 0;
    internal const int Bad = 1;
    internal const int WrongUse = 2;
    internal const int SomebodyMustAct = 3;
    internal const int Interrupted = 130;

    internal static int Of(RunEnd end, RunFinished? finished) => end switch
    {
        RunEnd.Waiting => SomebodyMustAct,
        RunEnd.Interrupted => Interrupted,
        RunEnd.Finished => finished?.Outcome switch
        {
            RunOutcome.Succeeded => Good,
            RunOutcome.Escalated => SomebodyMustAct,
            _ => Bad,
        },
    };
}
