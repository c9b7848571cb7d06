using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Reports.Views;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace OemRunbooks.Reports;

/// <summary>A template that lies inside the program; parsed once.</summary>
/// <remarks>
/// It has no functions at all: what Scriban brings along (clock, regular expressions, <c>object.eval</c>) is left out. Source: building.md,
/// trust.md.
/// </remarks>
internal sealed class ReportTemplate(string name)
{
    /// <summary>Far above any report that fits into the longest document.</summary>
    private const int MostPasses = 4_000_000;

    private readonly Lazy<Template> template = new(() => Parse(name));

    internal string Render(Sheet sheet, int longest)
    {
        var output = new CappedOutput(longest);
        var context = new TemplateContext([])
        {
            EnableRelaxedMemberAccess = false,
            EnableRelaxedTargetAccess = false,
            StrictVariables = true,
            LoopLimit = MostPasses,
            RecursiveLimit = 10,
            LimitToString = 0,
        };
        context.PushGlobal(sheet.Content);
        context.PushOutput(output);
        try
        {
            template.Value.Render(context);
        }
        catch (ScriptRuntimeException) when (output.IsFull)
        {
            throw CappedOutput.TooLarge(longest);
        }

        return output.ToString();
    }

    private static Template Parse(string name)
    {
        using var stream =
            typeof(ReportTemplate).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"no template {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var parsed = Template.Parse(reader.ReadToEnd().ReplaceLineEndings("\n"), name);
        return parsed.HasErrors ? throw new InvalidOperationException(string.Join('\n', parsed.Messages)) : parsed;
    }

    /// <summary>Collects a document up to a length.</summary>
    private sealed class CappedOutput(int longest) : IScriptOutput
    {
        private readonly StringBuilder text = new();

        internal bool IsFull { get; private set; }

        public void Write(string text, int offset, int count)
        {
            if (count > longest - this.text.Length)
            {
                IsFull = true;
                throw TooLarge(longest);
            }

            this.text.Append(text, offset, count);
        }

        public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
        {
            Write(text, offset, count);
            return ValueTask.CompletedTask;
        }

        public override string ToString() => text.ToString();

        internal static CodedException TooLarge(int longest) => new CodedException(Faults.ReportTooLarge(longest));
    }
}
