using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Reads what activities answer, and checks it against their descriptors.</summary>
internal sealed class AnswerReader(Findings findings, Places places)
{
    internal (StepName, ImmutableArray<ActivityAnswer>)? Read(YamlNode.Member member)
    {
        if (places.Find(member.Name, member.NameSpan, findings) is not { } step)
        {
            return null;
        }

        var place = step.Places[0];
        if (place.Step is not { Kind: StepKind.Action, Activity.Role: ActivityRole.Work } and not { IsMade: true })
        {
            findings.Error(place.Step.Kind == StepKind.Action ? Faults.RB0703(member.Name) : Faults.RB0704(member.Name), member.NameSpan);
            return null;
        }

        var attempts = member.Value.AsList ?? [member.Value];
        return (step, [.. attempts.Select(a => Answer(a, member.Name, place, place.Step.Activity!))]);
    }

    private ActivityAnswer Answer(YamlNode node, string name, Place place, ActivityInfo activity)
    {
        var shape = new Shape(findings, node, name, TestKeys.Answer);
        var fails = Fails(shape, activity);
        var outputs = Outputs(shape, activity);
        if (fails is not null && shape.Has("outputs"))
        {
            findings.Error(Faults.RB0709("outputs", "fails"), shape.SpanOf("outputs"));
        }

        var never = shape.Flag("timesOut");
        if (never && !place.HasLimit)
        {
            findings.Error(Faults.RB0705(name), shape.SpanOf("timesOut"));
        }

        return new()
        {
            Outputs = outputs,
            Fails = fails,
            Takes = never ? null : shape.Duration("takes") ?? TimeSpan.Zero,
            Finds = shape.Word("finds") switch
            {
                "done" => Finding.Done,
                "half-done" => Finding.HalfDone,
                _ => Finding.NotBegun,
            },
            Remarks = [.. shape.Texts("remarks").Select(static r => new Remark(r.Text, Value.EmptyMap))],
            Undo = shape["undo"] is { } undo ? Undo(undo, place) : null,
        };
    }

    private ActivityAnswer? Undo(YamlNode node, Place place)
    {
        var shape = new Shape(findings, node, "undo", TestKeys.Undo);
        if (place.Step.Compensate is { } compensate)
        {
            return new() { Fails = Fails(shape, compensate.Action) };
        }

        findings.Error(Faults.RB0712(place.Step.Id), node.Span);
        return null;
    }

    private Failure? Fails(Shape shape, ActivityInfo activity)
    {
        if (shape.Text("fails") is not { } code)
        {
            if (shape.Has("arguments"))
            {
                findings.Error(Faults.RB0104("fails"), shape.SpanOf("arguments"));
            }

            return null;
        }

        var known = activity.Errors.Select(static e => e.Code).ToList();
        if (!known.Contains(code) && !ErrorCode.OfEveryStep.Contains(code))
        {
            findings.Unknown(Faults.RB0701, shape["fails"]!.Span, code, known);
        }

        return new(code, shape["arguments"] is { } arguments ? arguments.AsValue : Value.EmptyMap);
    }

    private Value Outputs(Shape shape, ActivityInfo activity)
    {
        var outputs = Value.EmptyMap;
        foreach (var member in shape.Members("outputs"))
        {
            if (activity.Output(member.Name) is not { } field)
            {
                findings.Unknown(Faults.RB0208, member.NameSpan, member.Name, activity.Outputs.Select(static o => o.Name));
                continue;
            }

            var value = member.Value.AsValue;
            if (value.IsNull)
            {
                continue;
            }

            if (new Bounds(field.Type, field.Choices).Take(value) is { } converted)
            {
                outputs = outputs.With(member.Name, converted);
            }
            else
            {
                findings.Error(Faults.RB0702(member.Name, field.Type.ToString().ToLowerInvariant()), member.Value.Span);
            }
        }

        return outputs;
    }
}
