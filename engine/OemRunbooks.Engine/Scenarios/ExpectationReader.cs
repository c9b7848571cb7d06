using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Reads what must come of a run; a name that cannot come is found here, not when the test fails.</summary>
internal sealed class ExpectationReader(Runbook runbook, Findings findings, Places places)
{
    private readonly HashSet<string> codes = [.. ErrorCode.All(places.All.Select(static p => p.Step.Activity).OfType<ActivityInfo>())];
    private readonly HashSet<string> teams =
    [
        .. places
            .All.Where(static p => p.IsEscalation)
            .Select(static p => p.Step.With[0].Template)
            .OfType<Template.Literal>()
            .Select(static t => t.Value.ToText()),
    ];

    internal Expectation Read(YamlNode node)
    {
        var shape = new Shape(findings, node, "expect", TestKeys.Expect);
        if (node.AsMapping is { IsEmpty: true })
        {
            findings.Error(Faults.RB0104("outcome"), shape.Span);
        }

        return new()
        {
            Path = Steps(shape, "path"),
            Outcome = shape.Word("outcome") is { } word ? (word, shape["outcome"]!.Span) : null,
            EscalatedTo = Team(shape),
            Code = Code(shape),
            Outputs = [.. shape.Members("outputs").Select(Output)],
            Compensated = Steps(shape, "compensated"),
            Skipped = Steps(shape, "skipped"),
            Inputs = [.. shape.Members("inputs").SelectMany(Inputs)],
            Attempts = [.. shape.Members("attempts").Select(Attempts).OfType<(StepName, long, Span)>()],
            Journal = [.. shape.List("journal").Select(Entry).OfType<ExpectedEntry>()],
            Remarks = shape["remarks"] is { } remarks ? ([.. shape.Texts("remarks").Select(static r => r.Text)], remarks.Span) : null,
        };
    }

    private ExpectedEntry? Entry(YamlNode node)
    {
        var shape = new Shape(findings, node, "journal", TestKeys.JournalEntry);
        shape.Required("type");
        var type = shape.Word("type");
        var step = shape.Text("step") is { } name ? places.Find(name, shape["step"]!.Span, findings) : null;
        return type is null
            ? null
            : new(EntryTypes.Find(type)!.Value, step, [.. shape.Members("data").Select(static m => (m.Name, m.Value.AsValue))], node.Span);
    }

    private Listed? Steps(Shape shape, string key) =>
        shape[key] is { } node
            ? new([.. shape.Texts(key).Select(t => places.Find(t.Text, t.Span, findings)).OfType<StepName>()], node.Span)
            : null;

    private (string?, Span)? Team(Shape shape)
    {
        if (shape["escalatedTo"] is not { } node)
        {
            return null;
        }

        var team = Nothing(node) ? null : shape.Text("escalatedTo");
        if (team is not null && !teams.Contains(team))
        {
            findings.Unknown(Faults.RB0714, node.Span, team, teams);
        }

        return (team, node.Span);
    }

    private (string?, Span)? Code(Shape shape)
    {
        if (shape["code"] is not { } node)
        {
            return null;
        }

        var code = Nothing(node) ? null : shape.Text("code");
        if (code is not null && !codes.Contains(code))
        {
            findings.Unknown(Faults.RB0401, node.Span, code, codes);
        }

        return (code, node.Span);
    }

    private static bool Nothing(YamlNode node) => node.AsValue.IsNull;

    private (string, Value, Span) Output(YamlNode.Member member)
    {
        if (runbook.Outputs.All(o => o.Name != member.Name))
        {
            findings.Unknown(Faults.RB0715, member.NameSpan, member.Name, runbook.Outputs.Select(static o => o.Name));
        }

        return (member.Name, member.Value.AsValue, member.Value.Span);
    }

    private IEnumerable<(StepName, string, Value, Span)> Inputs(YamlNode.Member member)
    {
        if (places.Find(member.Name, member.NameSpan, findings) is not { } step)
        {
            yield break;
        }

        if (step.Places[0].Step.Activity is not { } activity || member.Value.AsMapping is not { } fields)
        {
            findings.Error(Faults.RB0102(member.Name, "mapping"), member.Value.Span);
            yield break;
        }

        var called = step.Places[0].Step.Called;
        foreach (var field in fields)
        {
            var type = called is null ? activity.Input(field.Name)?.Type : called.Input(field.Name)?.Type;
            if (type is null)
            {
                findings.Unknown(
                    Faults.RB0210,
                    field.NameSpan,
                    field.Name,
                    called is null ? activity.Inputs.Select(static f => f.Name) : called.Inputs.Select(static i => i.Name)
                );
                continue;
            }

            var value = field.Value.AsValue;
            yield return (step, field.Name, new Bounds(type.Value, [value.ToText()]).Take(value) ?? value, field.Value.Span);
        }
    }

    private (StepName, long, Span)? Attempts(YamlNode.Member member)
    {
        var step = places.Find(member.Name, member.NameSpan, findings);
        var count = member.Value.AsValue.AsInteger();
        if (count is null or < 0)
        {
            findings.Error(Faults.RB0112(member.Name, Value.Of(0), Value.Of(100)), member.Value.Span);
            return null;
        }

        return step is null ? null : (step, count.Value, member.Value.Span);
    }
}
