using System.Globalization;
using OemRunbooks.Foundation.Words;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.Station.Fleet;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What the field knows of a step, in words.</summary>
internal static class FieldWords
{
    private const int MostCodes = 12;
    private const string Between = " · ";

    /// <summary>In one line beside the step; null when nobody came to it.</summary>
    internal static string? Beside(Session session, FieldStep step)
    {
        if (step.Reached == 0)
        {
            return step.Skipped == 0 ? null : session.Say(Says.LspFieldSkipped(step.Skipped));
        }

        var told = new List<Sentence> { Says.LspFieldRuns(step.Reached) };
        told.Add(step.Failed == 0 ? Says.LspFieldNoneFailed : Says.LspFieldFailed(Percent(step)));
        if (Codes(step).FirstOrDefault() is { Key: { } most } first && first.Value * 2 > step.Failed)
        {
            told.Add(Says.LspFieldMostly(most));
        }

        return string.Join(Between, told.Select(session.Say));
    }

    /// <summary>
    /// All that is known: codes with their counts, how long it takes, and of which runs that is true; null when nothing is.
    /// </summary>
    internal static string? Whole(Session session, Document document, string id)
    {
        if (
            session.Field.Of(document) is not var (digest, runbook)
            || document.Names.Step(id) is not { } written
            || runbook.Steps.GetValueOrDefault(written.Path.ToString()) is not { } step
            || Beside(session, step) is not { } beside
        )
        {
            return null;
        }

        var lines = Codes(step).Take(MostCodes).Select(c => $"- `{c.Key}`: {session.Say(Says.LspFieldCode(c.Value))}");
        var codes = string.Join('\n', lines);
        string[] told = [session.Say(Says.LspField(beside)), codes, Rest(session, step), Source(session, digest, runbook)];
        return string.Join("\n\n", told.Where(static t => t.Length > 0));
    }

    private static IEnumerable<KeyValuePair<string, long>> Codes(FieldStep step) =>
        step.Codes.OrderByDescending(static c => c.Value).ThenBy(static c => c.Key, StringComparer.Ordinal);

    private static string Rest(Session session, FieldStep step)
    {
        var told = new List<string>();
        if (step is { Skipped: > 0, Reached: > 0 })
        {
            told.Add(session.Say(Says.LspFieldSkipped(step.Skipped)));
        }

        if (step.Median is { } median)
        {
            told.Add(session.Say(Says.LspFieldMedian(Durations.Show(TimeSpan.FromMilliseconds(median), session.Language))));
        }

        return string.Join(Between, told);
    }

    private static string Source(Session session, FieldDigest digest, FieldRunbook runbook)
    {
        var told = new List<string> { session.Say(Says.LspFieldStations(digest.Stations)) };
        if (digest is { From: { } from, To: { } to })
        {
            told.Add($"{Day(from)} – {Day(to)}");
        }

        if (runbook.Versions.Count > 0)
        {
            told.Add(session.Say(Says.LspFieldVersions(runbook.Versions.Count, string.Join(", ", runbook.Versions))));
        }

        return string.Join(Between, told);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Neither nothing nor all, unless it is so.
    private static string Percent(FieldStep step)
    {
        var percent = (long)Math.Round(100m * step.Failed / step.Reached, MidpointRounding.AwayFromZero);
        var shown = step.Failed == step.Reached ? 100 : Math.Min(percent, 99);
        return shown == 0 ? "<1" : shown.ToString(CultureInfo.InvariantCulture);
    }
}
