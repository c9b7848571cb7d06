using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>What follows a failure: retries, undoing, catches and escalations.</summary>
internal sealed partial class RunbookReader
{
    private Compensation? Compensation(YamlNode node)
    {
        var shape = new Shape(findings, node, "compensate", RunbookKeys.Compensate);
        var info = Activity(shape, "action");
        var with = With(shape, info, node.Span);
        if (info is { Role: not ActivityRole.Work })
        {
            findings.Error(Faults.RB0117(info.Name), shape["action"]!.Span);
        }

        var when = shape.Has("when") ? Texts(shape.Words("when")) : ["completed"];
        return info is null
            ? null
            : new(info, with, node.Span) { OfCompleted = when.Contains("completed"), OfFailed = when.Contains("failed") };
    }

    private CatchClause Catch(YamlNode node, TimeSpan? timeout)
    {
        var shape = new Shape(findings, node, "catch", RunbookKeys.Catch);
        var codes = Codes(shape);
        return new(Texts(codes), Steps(shape.List("steps"), timeout), RouteOf(shape.Word("then") ?? "continue"), node.Span)
        {
            OnSpans = Spans(codes),
        };
    }

    private Escalation? Escalation(YamlNode node, int index)
    {
        var shape = new Shape(findings, node, "escalations", RunbookKeys.Escalation);
        var codes = Codes(shape);
        var team = shape.Text("team");
        if (team is null)
        {
            return null;
        }

        if (!activities.TryGetValue(Runbook.Escalating, out var info))
        {
            findings.Unknown(Faults.RB0201, shape.SpanOf("team"), Runbook.Escalating, activities.Keys);
            return null;
        }

        KnownTeam(team, shape["team"]!.Span);
        var with = ImmutableArray.CreateBuilder<NamedTemplate>();
        with.Add(new("team", new Template.Literal(Value.Of(team), shape["team"]!.Span), shape.SpanOf("team")));
        foreach (var key in (string[])["attach", "note"])
        {
            if (shape[key] is { } value)
            {
                with.Add(new(key, templates.Read(value), shape.SpanOf(key)));
            }
        }

        var step = new Step
        {
            Kind = StepKind.Action,
            Id = StepPath.Root.Escalation(index).Name,
            Span = node.Span,
            Activity = info,
            With = with.ToImmutable(),
        };
        return new(Texts(codes), team, step, node.Span) { OnSpans = Spans(codes) };
    }

    // Found when a lead edits, not when a technician has a case to hand over.
    private void KnownTeam(string team, Span span)
    {
        if (Teams() is { Count: > 0 } known && !known.Contains(team))
        {
            findings.Unknown(Faults.RB0402, span, team, known);
        }
    }

    private static ImmutableArray<string> Texts(ImmutableArray<(string Text, Span Span)> codes) => [.. codes.Select(static c => c.Text)];

    private static ImmutableArray<Span> Spans(ImmutableArray<(string Text, Span Span)> codes) => [.. codes.Select(static c => c.Span)];

    private ImmutableArray<(string Text, Span Span)> Codes(Shape shape)
    {
        var codes = shape.Texts("on");
        foreach (var (text, span) in codes)
        {
            if (!ErrorCode.IsKnown(text, activities.Values))
            {
                findings.Unknown(Faults.RB0401, span, text, ErrorCode.All(activities.Values));
            }
        }

        return codes;
    }

    private RetryPolicy Retry(YamlNode node)
    {
        var shape = new Shape(findings, node, "retry", RunbookKeys.Retry);
        shape.Required("maxAttempts");
        var delay = shape.Duration("delay") ?? TimeSpan.FromSeconds(1);
        var codes = shape.Has("on") ? Codes(shape) : [];
        return new(
            (int)(shape.Number("maxAttempts") ?? 1),
            delay,
            shape.Number("backoff") ?? 1,
            shape.Duration("maxDelay") ?? TimeSpan.FromMinutes(5),
            Texts(codes)
        )
        {
            OnSpans = Spans(codes),
            Span = shape.SpanOf("maxAttempts"),
        };
    }

    private static FailureRoute RouteOf(string? word) =>
        word switch
        {
            "continue" => FailureRoute.Continue,
            "rollback" => FailureRoute.Rollback,
            _ => FailureRoute.Abort,
        };
}
