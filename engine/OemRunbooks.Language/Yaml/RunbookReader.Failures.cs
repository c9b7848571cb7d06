using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>What follows a failure: retries, undoing, catches and escalations.</summary>
internal sealed partial class RunbookReader
{
    private readonly List<(string Text, Span Span)> named = [];
    private bool isWhole = true;

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
        named.AddRange(codes);
        return codes;
    }

    // The codes of the runbook's own that a step may give its activity to fail with.
    private static IEnumerable<(string Code, Span Span)> Raised(Step step) =>
        step.Activity?.RaisesBy is { } by
        && step.With.FirstOrDefault(w => w.Name == by)?.Template
            is Template.Literal { Value: { Kind: ValueKind.Text } code, Span: var span }
            ? [(code.ToText(), span)]
            : CommandKeys.CodesOf(step.With);

    private OwnCode OwnCode(YamlNode.Member member)
    {
        var shape = new Shape(findings, member.Value, member.Name, RunbookKeys.OwnCode);
        if (!OwnCodeForm().IsMatch(member.Name) || IsBuiltIn(member.Name[..member.Name.IndexOf('.', StringComparison.Ordinal)]))
        {
            findings.Error(Faults.RB0133(member.Name), member.NameSpan);
        }

        var (pl, en) = (shape.Text("pl"), shape.Text("en"));
        return new(member.Name, new(pl ?? en ?? "", en ?? pl ?? ""), shape.Localized("hint"), member.NameSpan);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex OwnCodeForm();

    // A family of codes or of activities that comes with the program.
    private bool IsBuiltIn(string family) =>
        activities.Keys.Concat(ErrorCode.All(activities.Values)).Any(n => n.StartsWith(family + ".", StringComparison.Ordinal));

    // A clause may name what a step below it declares, so all are looked at when everything is read.
    private void CheckCodes(ImmutableArray<OwnCode> own, ImmutableArray<Step> steps, ImmutableArray<Step> last)
    {
        var all = steps.Concat(last).SelectMany(static s => s.WithDescendants()).ToList();
        var called = all.Select(static s => s.Called)
            .OfType<Runbook>()
            .SelectMany(static r => RunbookLoader.Called(r).Prepend(r))
            .Distinct(ReferenceEqualityComparer.Instance)
            .Cast<Runbook>()
            .ToList();
        var known = own.Concat(called.SelectMany(static r => r.Codes))
            .Select(static c => c.Code)
            .Concat(
                all.Concat(called.SelectMany(static r => r.AllSteps()))
                    .Select(static s => s.Activity)
                    .OfType<ActivityInfo>()
                    .Distinct(ReferenceEqualityComparer.Instance)
                    .Cast<ActivityInfo>()
                    .SelectMany(static a => a.Errors.Select(static e => e.Code))
            )
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (text, span) in named.Where(n => isWhole || IsBuiltIn(n.Text.Split('.')[0])))
        {
            if (!ErrorCode.IsKnown(text, activities.Values) && !known.Any(c => ErrorCode.Matches([text], c)))
            {
                findings.Unknown(Faults.RB0401, span, text, ErrorCode.All(activities.Values).Concat(known).Distinct());
            }
        }

        foreach (var (code, span) in all.SelectMany(Raised).Where(c => own.All(o => o.Code != c.Code)))
        {
            findings.Unknown(Faults.RB0401, span, code, own.Select(static c => c.Code));
        }
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
