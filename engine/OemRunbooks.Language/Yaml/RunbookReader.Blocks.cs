using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>Blocks: groups, steps side by side, loops.</summary>
internal sealed partial class RunbookReader
{
    private Step Block(Shape shape, Step step, params ReadOnlySpan<string> also)
    {
        // Blocks are tried again as a whole since 1.1.
        ReadOnlySpan<string> allowed = findings.IsStrict ? ["retry", .. also] : also;
        foreach (
            var key in (string[])
                ["with", "retry", "compensate", "onInterrupted", "maxParallel", "readsOnly", "repeatable", "outputs", "check"]
        )
        {
            if (shape.Has(key) && !allowed.Contains(key))
            {
                findings.Error(Misplaced(key, step), shape.SpanOf(key));
            }
        }

        return step;
    }

    private static Failure Misplaced(string key, Step step) =>
        key != "maxParallel"
            ? Faults.RB0109(key)
            : Faults.RB0109(key).Advising(step.Kind == StepKind.ForEach ? Says.ShapeUnderForEach : Says.ShapeBesideParallel);

    private Step ForEach(Shape shape, Step step, TimeSpan? timeout)
    {
        var loop = new Shape(findings, shape["forEach"]!, "forEach", RunbookKeys.ForEach, wanted: "{in: [a, b], as: item}");
        var name = loop.Text("as") ?? "item";
        if (!Camel().IsMatch(name) || name is "inputs" or "vars" or "steps" or "run" or "station")
        {
            findings.Error(Faults.RB0116(name), loop["as"]?.Span ?? loop.Span);
        }

        shape.Required("steps");

        // Since 1.1 a pass that failed doesn't keep the others from beginning; before, the run went on behind the loop.
        var keeps = findings.IsStrict && step.OnFailure == FailureRoute.Continue;
        return Block(
            shape,
            step with
            {
                Kind = StepKind.ForEach,
                KeepsPasses = keeps,
                OnFailure = keeps ? FailureRoute.Abort : step.OnFailure,
                In = loop.Required("in") is { } list ? templates.Read(list) : new Template.Literal(Value.EmptyList, loop.Span),
                As = name,
                MaxParallel = (int)(loop.Number("maxParallel") ?? 1),
                Collect = loop.Has("collect") ? Templates(loop.Members("collect")) : null,
                Until = loop["until"] is { } until ? templates.Condition(until) : null,
                Steps = Steps(shape.List("steps"), timeout),
            }
        );
    }
}
