using System.Text;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workplaces;

/// <summary>The text of <c>runbook.station.yaml</c>.</summary>
internal static class StationText
{
    /// <summary>A new one.</summary>
    internal static string New(StationIdentity said, Locale language)
    {
        var text = new StringBuilder("# ").Append(Says.StationFileHead.In(language)).Append('\n');
        foreach (var (key, value) in said.Said)
        {
            text.Append(Line(key, value));
        }

        if (said.Links is { Count: > 0 } links)
        {
            text.Append("# ").Append(Says.StationFileLinks.In(language)).Append('\n').Append(List(links));
        }

        return text.ToString();
    }

    /// <summary>One that is there, with other lines for what is said; what is new comes last.</summary>
    internal static string Changed(string old, StationIdentity said)
    {
        var lines = said.Said.ToDictionary(static s => s.Key, static s => Line(s.Key, s.Value), StringComparer.Ordinal);
        if (said.Links is { } links)
        {
            lines[StationFile.Links] = links.Count == 0 ? $"{StationFile.Links}: []\n" : List(links);
        }

        var text = new StringBuilder();
        var isReplaced = false;
        foreach (var line in old.Split('\n'))
        {
            if (IsInside(line))
            {
                _ = isReplaced ? text : text.Append(line).Append('\n');
                continue;
            }

            isReplaced = lines.Remove(KeyOf(line), out var instead);
            text.Append(isReplaced ? instead : line + "\n");
        }

        // What stood behind the last line's end is no line.
        text.Length--;
        if (lines.Count > 0 && text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }

        foreach (var key in StationFile.Identity.Append(StationFile.Links).Where(lines.ContainsKey))
        {
            text.Append(lines[key]);
        }

        return text.ToString();
    }

    // What belongs to the key above it: what is indented, and the items of a list, which need not be.
    private static bool IsInside(string line) => line is [' ' or '\t', ..] || line.StartsWith("- ", StringComparison.Ordinal);

    private static string KeyOf(string line) => line.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? line[..at].TrimEnd() : "";

    private static string Line(string key, string value) => $"{key}: {Scalar(value)}\n";

    private static string List(IReadOnlyList<string> links) =>
        $"{StationFile.Links}:\n" + string.Concat(links.Select(static l => $"  - {Scalar(l)}\n"));

    // In quotes nothing is a number, a yes or a comment.
    private static string Scalar(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
