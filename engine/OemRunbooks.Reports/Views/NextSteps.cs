using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>What must be done next, in the order in which to do it; commands stand on lines of their own.</summary>
internal sealed class NextSteps(Page page)
{
    private readonly RunReport report = page.Report;

    internal IEnumerable<Sheet> All() =>
        report.Standing switch
        {
            RunStanding.Succeeded => [Say(report.Deviations.IsEmpty && report.ClockSteps.IsEmpty ? Says.NextNothing : Says.NextReview)],
            RunStanding.Failed => [.. HalfDone(), .. UndoFailed(), Remedy(), .. Changes()],
            RunStanding.Escalated =>
            [
                .. HalfDone(),
                .. UndoFailed(),
                Say(Says.NextTeam(report.EscalatedToName ?? Says.FlowTeam(report.EscalatedTo ?? "").InBoth())),
                .. Hinted(),
                .. Undone(),
            ],
            RunStanding.RolledBack => [.. HalfDone(), .. UndoFailed(), Remedy(), .. Undone()],
            RunStanding.Cancelled => [.. HalfDone(), .. UndoFailed(), Say(Says.NextCancelled), .. Undone()],
            RunStanding.Running => [Command(Says.NextRunning, "runbook status " + Quoted(report.RunId))],
            RunStanding.Waiting => Answers(),
            RunStanding.Answered => [Command(Says.NextAnswered, "runbook resume " + Quoted(report.RunId))],
            RunStanding.Interrupted => [Command(Says.NextResume, "runbook resume " + Quoted(report.RunId))],
        };

    /// <summary>A word of a command line; what is no plain word is quoted, so that pasting it can't run anything else.</summary>
    internal static string Quoted(string word) =>
        word.Length > 0 && word[0] != '-' && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private Sheet Remedy() => Hinted().FirstOrDefault() ?? Say(Says.NextFix);

    private IEnumerable<Sheet> Hinted() => report.Failure?.Hint is { } hint ? [Item(page.Text(Sentence(hint.In(page.Language))))] : [];

    // Never that the former state is there while something else may be.
    private IEnumerable<Sheet> Undone()
    {
        var changes = Says.CountChanges(report.Undone);
        var left = report.NotUndone.Select(NotUndone);
        if (report.Undone == 0)
        {
            return left;
        }

        var undone = Say(
            !report.HalfDone.IsEmpty ? Says.NextUndoneRest(changes)
            : report.NotUndone.IsEmpty ? Says.NextUndone(changes)
            : Says.NextUndonePart(changes)
        );
        return left.Prepend(undone);
    }

    private Sheet NotUndone(string path) => Item(page.Word(Says.NextNotUndone(TitleOf(path), path)), null, true);

    private string TitleOf(string path) => report.Step(path)?.Title.In(page.Language) ?? path;

    private IEnumerable<Sheet> HalfDone() =>
        report.HalfDone.Select(path => Item(page.Word(Says.NextHalfDone(TitleOf(path), path)), null, true));

    private IEnumerable<Sheet> UndoFailed() =>
        report.UndoFailures > 0 ? [Item(page.Word(Says.NextUndoFailed(Says.CountUndoFailures(report.UndoFailures))), null, true)] : [];

    private IEnumerable<Sheet> Changes() =>
        report.Undone > 0 || !report.NotUndone.IsEmpty ? Undone()
        : report.Steps.Any(static s => s.Standing == StepStanding.Succeeded) ? [Say(Says.NextChangesStay)]
        : [];

    private IEnumerable<Sheet> Answers() =>
        report
            .Steps.Where(static s => s.Standing == StepStanding.Waiting && !s.Questions.IsEmpty)
            .Select(step =>
            {
                var prompt = step.Questions[^1].Prompt?.In(page.Language);
                var words = prompt is null
                    ? page.Word(Says.NextAnswerPlain(step.Title.In(page.Language)))
                    : page.Word(Says.NextAnswer(step.Title.In(page.Language), page.Say(Says.Quoted(prompt)) + "."));
                return Item(words, $"runbook confirm {Quoted(report.RunId)} {Quoted(step.Path)}");
            });

    private Sheet Say(Sentence words) => Item(page.Word(words));

    private Sheet Command(LocalizedText words, string command) => Item(page.Word(words), command);

    private Sheet Item(Inked text, string? command = null, bool isAlarm = false) =>
        new Sheet().Put("text", text).Put("command", page.Code(command)).Put("alarm", isAlarm);

    /// <summary>Hints are written without capital and full stop; here they stand alone.</summary>
    private static string Sentence(string text) =>
        text.Length == 0 ? text : Names.Capital(text) + (text[^1] is '.' or '!' or '?' or ':' ? "" : ".");
}
