using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Yaml;

/// <summary>Steps that are repeated until a condition holds.</summary>
internal sealed partial class RunbookReader
{
    private static bool IsWait(Shape shape) => (shape["action"] as YamlNode.Scalar)?.Text == PersonActivities.WaitUntil.Name;

    private Step Wait(Shape shape, Step step, TimeSpan? timeout)
    {
        var info = PersonActivities.WaitUntil;
        if (!findings.IsStrict)
        {
            findings.Error(Faults.RB0127(info.Name, Runbook.NewestSchema), shape.SpanOf("action"), findings.Raising);
        }

        foreach (
            var key in (string[])["retry", "compensate", "onInterrupted", "maxParallel", "readsOnly", "repeatable", "outputs", "check"]
        )
        {
            if (shape.Has(key))
            {
                findings.Error(Faults.RB0109(key), shape.SpanOf(key));
            }
        }

        shape.Required("steps");
        if (!shape.Has("timeout"))
        {
            findings.Error(Faults.RB0135(step.Id), shape.SpanOf("action"));
        }

        With(shape, info, step.Span);
        var with = shape["with"] as YamlNode.Mapping;
        return step with
        {
            Kind = StepKind.Wait,
            Activity = info,
            Until = with?.Find(PersonActivities.That.Name) is { } that ? templates.Condition(that.Value) : null,
            Every = PersonActivities.Every.In(Written(with, PersonActivities.Every.Name)),
            Steps = Steps(shape.List("steps"), timeout),
        };
    }

    private static Foundation.Values.Value Written(YamlNode.Mapping? with, string name) =>
        with?.Find(name)?.Value is YamlNode.Scalar scalar
            ? Foundation.Values.Value.MapOf((name, TemplateReader.Literal(scalar)))
            : Foundation.Values.Value.EmptyMap;
}
