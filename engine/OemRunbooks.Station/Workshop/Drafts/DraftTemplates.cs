using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Drafts;

/// <summary>The templates of <c>runbook new</c>; their files lie in <c>Templates/</c>, embedded.</summary>
public static class DraftTemplates
{
    /// <summary>Their names, with what each is for.</summary>
    public static IReadOnlyList<(string Name, LocalizedText Meaning)> All { get; } =
    [
        ("minimal", Says.DraftTemplatesOneQuestionNote),
        ("check", Says.DraftTemplatesCheckChangesNothing),
        ("update", Says.DraftTemplatesChangeInstallationUndoing),
        ("case", Says.DraftTemplatesHandingCaseTeam),
    ];

    /// <summary>The text of a template.</summary>
    public static string Read(string file)
    {
        using var stream = typeof(DraftTemplates).Assembly.GetManifestResourceStream("templates/" + file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
