using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Drafts;

/// <summary>The templates of <c>runbook new</c>; their files lie in <c>Templates/</c>, embedded.</summary>
public static class DraftTemplates
{
    /// <summary>Their names, with what each is for.</summary>
    public static IReadOnlyList<(string Name, LocalizedText Meaning)> All { get; } =
    [
        ("minimal", new("jedno pytanie i notatka", "one question and a note")),
        ("check", new("sprawdzenie, które niczego nie zmienia", "a check that changes nothing")),
        ("update", new("zmiana instalacji z cofaniem", "a change of the installation, with undoing")),
        ("case", new("przekazanie sprawy zespołowi", "handing a case to a team")),
    ];

    /// <summary>The text of a template.</summary>
    public static string Read(string file)
    {
        using var stream = typeof(DraftTemplates).Assembly.GetManifestResourceStream("templates/" + file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
