namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>One step for each activity; data beside this file, embedded, each checked by a test as <c>lint</c> would.</summary>
public static class ActivityExamples
{
    private const string Resource = "reference/activity-examples.yaml";

    private static readonly Dictionary<string, string> ByName = Read();

    /// <summary>The example of an activity, or null.</summary>
    public static string? For(string activity) => ByName.GetValueOrDefault(activity);

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(ActivityExamples).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var steps = reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n- ").Skip(1).Select(static s => "- " + s.TrimEnd());
        return steps.ToDictionary(Action, StringComparer.Ordinal);
    }

    private static string Action(string step)
    {
        const string key = "\n  action: ";
        var at = step.IndexOf(key, StringComparison.Ordinal) + key.Length;
        var end = step.IndexOf('\n', at);
        return end < 0 ? step[at..] : step[at..end];
    }
}
