using OemRunbooks.Reports.Json;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Views;

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
    private readonly Page page;
    private readonly StepView steps;
    private readonly LoopSums sums;
    private readonly ReportTemplate.Document document;

    internal TextForm(Page page, ReportTemplate template, IReadOnlySet<int> detailed, CappedOutput output)
    {
        (report, this.page, this.detailed, this.output) = (page.Report, page, detailed, output);
        sums = new LoopSums(report.Steps);
        steps = new StepView(page);
        document = template.Begin(ReportView.Of(page, steps, detailed.Count), output);
    }

    internal override void Begin() =>
        Try(() =>
        {
            document.Write("head");
            foreach (var step in report.Steps)
            {
                if (!sums.IsHidden(step))
                {
                    document.Write("row", steps.Row(step, detailed.Contains(step.Number)));
                }
                else if (sums.Begin(page, step) is { } sum)
                {
                    document.Write("sum", sum);
                }
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

    private void Try(Action write) => output.Try(write);
}

/// <summary>Writes a paper for a customer: it is made of what is in memory of every run, and needs no step's values.</summary>
internal sealed class PaperForm(Sheet sheet, ReportTemplate template, CappedOutput output) : FormWriter
{
    internal override void Begin() => output.Try(() => template.Begin(sheet, output).Write("head"));

    internal override void Step(ReportStep step) { }

    internal override void End() { }

    public override void Dispose() => output.Dispose();
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
