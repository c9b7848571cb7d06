namespace OemRunbooks.Reports.Drawing;

/// <summary>Colours of states where no style sheet is at hand; the mark in the label says the same.</summary>
internal static class StateColours
{
    internal static string Mermaid(string standing)
    {
        var (line, fill, dashed) = Of(standing);
        return $"stroke:{line},fill:{fill},color:#1b242d{(dashed ? ",stroke-dasharray:4 3" : "")}";
    }

    internal static string Dot(string standing)
    {
        var (line, fill, dashed) = Of(standing);
        return $"color=\"{line}\", fillcolor=\"{fill}\"{(dashed ? ", style=\"rounded,filled,dashed\"" : "")}";
    }

    private static (string Line, string Fill, bool Dashed) Of(string standing) =>
        standing switch
        {
            "succeeded" => ("#176b43", "#e6f3ec", false),
            "failed" => ("#b3261e", "#fbeae8", false),
            "compensated" => ("#6a3d9a", "#f1eaf8", false),
            "running" or "waiting" => ("#1c5a96", "#e6f0f9", false),
            "interrupted" => ("#8a4b00", "#fdf1df", false),
            _ => ("#55626f", "#edf0f3", true),
        };
}
