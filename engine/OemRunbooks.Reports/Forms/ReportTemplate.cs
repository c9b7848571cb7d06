using OemRunbooks.Reports.Views;
using OemRunbooks.Reports.Wording;
using Scriban;
using Scriban.Runtime;

namespace OemRunbooks.Reports.Forms;

/// <summary>A template that lies inside the program; parsed once, in the pieces in which a report is written.</summary>
/// <remarks>
/// It has no functions at all: what Scriban brings along (clock, regular expressions, <c>object.eval</c>) is left out. Source: building.md,
/// trust.md.
/// </remarks>
internal sealed class ReportTemplate(string name)
{
    /// <summary>Far above any report that fits into the longest document.</summary>
    private const int MostPasses = 4_000_000;
    private const string Mark = "{{~ ### ";

    private readonly Lazy<Dictionary<string, Template>> pieces = new(() => Parse(name));

    /// <summary>Begins a document of it.</summary>
    internal Document Begin(Sheet sheet, IScriptOutput output) => new(pieces.Value, sheet, output);

    private static Dictionary<string, Template> Parse(string name)
    {
        var parts = TemplateText.Of(name).Split(Mark);
        return parts
            .Skip(1)
            .Select(static p =>
                (Name: p[..p.IndexOf(' ', StringComparison.Ordinal)], Text: p[(p.IndexOf('\n', StringComparison.Ordinal) + 1)..])
            )
            .Prepend((Name: "head", Text: parts[0]))
            .ToDictionary(static p => p.Name, p => Parse(name, p.Text), StringComparer.Ordinal);
    }

    private static Template Parse(string name, string text)
    {
        var parsed = Template.Parse(text, name);
        return parsed.HasErrors ? throw new InvalidOperationException(string.Join('\n', parsed.Messages)) : parsed;
    }

    /// <summary>A document that is being written, piece by piece.</summary>
    internal sealed class Document
    {
        private readonly Dictionary<string, Template> pieces;
        private readonly ScriptObject one = new(StringComparer.Ordinal);
        private readonly TemplateContext context = new([])
        {
            EnableRelaxedMemberAccess = false,
            EnableRelaxedTargetAccess = false,
            StrictVariables = true,
            LoopLimit = MostPasses,
            RecursiveLimit = 10,
            LimitToString = 0,
        };

        internal Document(Dictionary<string, Template> pieces, Sheet sheet, IScriptOutput output)
        {
            this.pieces = pieces;
            context.PushGlobal(sheet.Content);
            context.PushGlobal(one);
            context.PushOutput(output);
        }

        internal void Write(string piece) => pieces[piece].Render(context);

        /// <summary>Writes the piece of one step.</summary>
        internal void Write(string piece, Sheet step)
        {
            one.SetValue("s", step.Content, false);
            Write(piece);
        }
    }
}
