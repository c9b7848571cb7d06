namespace OemRunbooks.Testing.Runbooks;

/// <summary>Texts of runbooks.</summary>
public static class Some
{
    /// <summary>The keys that every runbook begins with.</summary>
    public const string Head = "schemaVersion: \"1.0\"\nid: test\nversion: 1.0.0\nname: Test\n";

    /// <summary>A runbook with these steps and further top-level keys.</summary>
    public static string Runbook(string steps, string further = "", string id = "test") =>
        $"schemaVersion: \"1.0\"\nid: {id}\nversion: 1.0.0\nname: Test\n{further.Trim('\n')}\nsteps:\n{Indented(steps)}\n";

    private static string Indented(string steps) => string.Join('\n', steps.Trim('\n').Split('\n').Select(static l => "  " + l));
}
