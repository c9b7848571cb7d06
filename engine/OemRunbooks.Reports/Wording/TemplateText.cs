using System.Text;

namespace OemRunbooks.Reports.Wording;

/// <summary>Reads templates and style sheets that lie inside the program.</summary>
internal static class TemplateText
{
    /// <summary>The text of a file.</summary>
    internal static string Of(string name)
    {
        using var stream =
            typeof(TemplateText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"no template {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
