using System.Runtime.ExceptionServices;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Json;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Views;
using OemRunbooks.Reports.Wording;
using Scriban.Syntax;

namespace OemRunbooks.Reports.Forms;

/// <summary>Writes one form of a report: what stands before the steps' values, then these step by step, then the rest.</summary>
internal abstract class FormWriter : IDisposable
{
    internal abstract void Begin();

    /// <summary>Takes a step with all that is known of it.</summary>
    internal abstract void Step(ReportStep step);

    internal abstract void End();

    /// <summary>Writes what waits.</summary>
    public abstract void Dispose();
}

/// <summary>Writes a report that people read. The table of its steps needs no values and stands before the details.</summary>
internal sealed class TextForm : FormWriter
{
    private readonly RunReport report;
    private readonly IReadOnlySet<int> detailed;
    private readonly CappedOutput output;
    private readonly StepView steps;
    private readonly ReportTemplate.Document document;

    internal TextForm(RunReport report, Locale language, Ink ink, ReportTemplate template, IReadOnlySet<int> detailed, CappedOutput output)
    {
        (this.report, this.detailed, this.output) = (report, detailed, output);
        var page = new Page(report, language, ink);
        steps = new StepView(page);
        document = template.Begin(ReportView.Of(page, steps, detailed.Count), output);
    }

    internal override void Begin() =>
        Try(() =>
        {
            document.Write("head");
            foreach (var step in report.Steps)
            {
                document.Write("row", steps.Row(step, detailed.Contains(step.Number)));
            }

            document.Write("between");
        });

    internal override void Step(ReportStep step)
    {
        if (detailed.Contains(step.Number))
        {
            Try(() => document.Write("detail", steps.Details(step)));
        }
    }

    internal override void End() => Try(() => document.Write("foot"));

    public override void Dispose() => output.Dispose();

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (ScriptRuntimeException) when (output.Problem is not null)
        {
            ExceptionDispatchInfo.Throw(output.Problem);
        }
    }
}

/// <summary>Writes a report that programs read.</summary>
internal sealed class JsonForm(RunReport report, Stream into, long longest) : FormWriter
{
    private readonly ReportJson json = new(report, into, longest);

    internal override void Begin() => json.Begin();

    internal override void Step(ReportStep step) => json.Step(step);

    internal override void End() => json.End();

    public override void Dispose() => json.Dispose();
}
