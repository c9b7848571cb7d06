using OemRunbooks.Engine.Execution;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Station.Runs;

/// <summary>The one table of exit codes. Source: cli.md, "Rules that hold for every command".</summary>
public static class ExitCode
{
    /// <summary>Done, and all is well.</summary>
    public const int Good = 0;

    /// <summary>Done, with a bad outcome.</summary>
    public const int Bad = 1;

    /// <summary>Wrong use or bad input; nothing was done.</summary>
    public const int WrongUse = 2;

    /// <summary>Somebody has to act: it waits, or the case was escalated.</summary>
    public const int SomebodyMustAct = 3;

    /// <summary>Stopped by a signal.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a command that a failure stopped early.</summary>
    /// <remarks>A journal that is damaged or can't be written is a bad outcome; everything else is wrong use or bad input.</remarks>
    public static int For(string code) =>
        code
            is Codes.JournalDamaged
                or Codes.JournalOutOfOrder
                or Codes.JournalNotAsSealed
                or Codes.SealMalformed
                or Codes.LedgerBroken
                or Codes.LedgerNoteWrong
                or Codes.LedgerRewritten
                or Codes.LedgerShorterThanNote
                or Codes.JournalWriteFailed
                or Codes.RunStopped
                or Codes.JournalDefinitionChanged
                or Codes.DiskFull
            ? Bad
            : WrongUse;

    /// <summary>The exit code of a run.</summary>
    public static int Of(RunEnd end, RunFinished? finished) =>
        end switch
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
