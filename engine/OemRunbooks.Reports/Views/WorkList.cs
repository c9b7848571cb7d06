using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>What was done, checked and undone, as somebody reads it who knows no runbook: titles, each once.</summary>
internal sealed class WorkList(Page page)
{
    // As many as leave room for the rest of two pages.
    private const int MostLines = 14;

    private static readonly string[] Checking = ["check.that", "check.needs"];

    /// <summary>What changed something.</summary>
    internal IEnumerable<Inked> Done() => Lines(static s => s is { Standing: StepStanding.Succeeded, OnlyReads: false } && !IsCheck(s));

    /// <summary>What was looked at and found right.</summary>
    internal IEnumerable<Inked> Checked() => Lines(static s => s.Standing == StepStanding.Succeeded && IsCheck(s));

    /// <summary>What was done and undone.</summary>
    internal IEnumerable<Inked> Undone() => Lines(static s => s.Standing == StepStanding.Compensated);

    private static bool IsCheck(ReportStep step) =>
        Checking.Contains(step.Activity) || step.Activity?.StartsWith("verify.", StringComparison.Ordinal) == true;

    // Questions are told elsewhere; who was told of a case, too.
    private static bool IsWork(ReportStep step) =>
        (step.Kind == ReportStepKind.Action || step.IsMade)
        && step.Activity is { } activity
        && !activity.StartsWith("person.", StringComparison.Ordinal)
        && !activity.StartsWith("escalate.", StringComparison.Ordinal);

    private IEnumerable<Inked> Lines(Func<ReportStep, bool> wanted)
    {
        var made = new HashSet<string>(page.Report.Steps.Where(static s => s.IsMade).Select(static s => s.Path), StringComparer.Ordinal);
        var lines = page
            .Report.Steps.Where(s => IsWork(s) && wanted(s) && !IsWithin(s.Path, made))
            .GroupBy(static s => Place(s.Path), StringComparer.Ordinal)
            .SelectMany(Titles)
            .ToList();
        return lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), page.Word(Says.PaperMore(lines.Count - MostLines + 1))];
    }

    // The passes of a loop are one line, or a line each where they have names of their own and are few.
    private IEnumerable<Inked> Titles(IEnumerable<ReportStep> steps)
    {
        const int few = 3;
        var titles = steps.GroupBy(s => s.Title.In(page.Language), StringComparer.Ordinal).ToList();
        if (titles.Count > few)
        {
            yield return Line(titles[0].Key, titles.Sum(static t => t.Count()));
            yield break;
        }

        foreach (var title in titles)
        {
            yield return Line(title.Key, title.Count());
        }
    }

    private Inked Line(string title, int count) =>
        count == 1 ? page.Text(Names.Capital(title)) : page.Word(Says.PaperTimes(Names.Capital(title), count));

    private static bool IsWithin(string path, HashSet<string> made) =>
        made.Count > 0 && StepPath.TryParse(path) is { } at && at.Ancestors.Any(a => made.Contains(a.ToString()));

    /// <summary>The path without the numbers of passes: the place in the text.</summary>
    internal static string Place(string path)
    {
        if (!path.Contains('[', StringComparison.Ordinal))
        {
            return path;
        }

        var place = new System.Text.StringBuilder(path.Length);
        var inside = false;
        foreach (var c in path)
        {
            inside = c == '[' || (inside && c != ']');
            if (!inside && c != ']')
            {
                place.Append(c);
            }
        }

        return place.ToString();
    }
}
