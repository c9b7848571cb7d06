using System.Collections.Immutable;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Turns a YAML tree into scenarios; every key of a test file has its place here or in the readers of its parts.</summary>
internal sealed class ScenarioReader
{
    // In the order of FaultPlace.
    private static readonly string[] Crashes = ["crashAfter", "crashIn", "crashInUndo"];
    private readonly Runbook runbook;
    private readonly Findings findings;
    private readonly Places places;
    private readonly AnswerReader answers;
    private readonly ReplyReader replies;
    private readonly ExpectationReader expectations;

    internal ScenarioReader(Runbook runbook, Findings findings)
    {
        this.runbook = runbook;
        this.findings = findings;
        places = new Places(runbook);
        answers = new AnswerReader(findings, places);
        replies = new ReplyReader(findings, places);
        expectations = new ExpectationReader(runbook, findings, places);
    }

    internal ImmutableArray<Scenario> Read(YamlNode root)
    {
        var top = new Shape(findings, root, "tests", TestKeys.Tests);
        if (root.AsMapping is null || top.Required("tests") is null)
        {
            return [];
        }

        if (top["tests"]?.AsList is { IsEmpty: true })
        {
            findings.Error(Faults.RB0128("tests"), top.SpanOf("tests"));
        }

        return [.. top.List("tests").Select(Test)];
    }

    private Scenario Test(YamlNode node)
    {
        var shape = new Shape(findings, node, "tests", TestKeys.Test);
        if (node.AsMapping is null)
        {
            return new(LocalizedText.Both(""), node.Span);
        }

        var station = Station(shape);
        return new(shape.Localized("name") ?? LocalizedText.Both(""), node.Span)
        {
            Station = station,
            Inputs = Inputs(shape, station),
            Activities = [.. shape.Members("activities").Select(answers.Read).OfType<(StepName, ImmutableArray<ActivityAnswer>)>()],
            Replies = [.. shape.Members("answers").Select(replies.Read).OfType<(StepName, ImmutableArray<PersonReply>)>()],
            Faults = [.. shape.List("faults").Select(Fault).OfType<Fault>()],
            Expect = shape.Required("expect") is { } expect ? expectations.Read(expect) : new(),
        };
    }

    private Value Station(Shape shape)
    {
        var given = shape["station"] is { } node ? new Shape(findings, node, "station", TestKeys.Station) : null;
        return Value.Map(TestKeys.Station.Keys.Select(k => KeyValuePair.Create(k.Name, Value.Of(given?.Text(k.Name) ?? k.Default))));
    }

    private Value Inputs(Shape shape, Value station)
    {
        var members = shape.Members("inputs");
        var given = Value.Map(members.DistinctBy(static m => m.Name).Select(static m => KeyValuePair.Create(m.Name, m.Value.AsValue)));
        var inputs = InputValues.Resolve(runbook, given, station, out var problems);
        foreach (var problem in problems)
        {
            var name = problem.Arguments["name"].ToText();
            var member = members.FirstOrDefault(m => m.Name == name);
            switch (problem.Code)
            {
                case Codes.InputUnknown:
                    findings.Unknown(Faults.RB0203, member!.NameSpan, name, runbook.Inputs.Select(static i => i.Name));
                    break;
                case Codes.InputMissing:
                    findings.Error(Faults.RB0707(name), member?.NameSpan ?? shape.SpanOf(shape.Has("inputs") ? "inputs" : "name"));
                    break;
                case Codes.InputInvalid:
                case Codes.InputEmpty:
                    findings.Error(
                        Faults.RB0706(name, problem.Arguments["type"], problem.Arguments["allowed"]),
                        member?.Value.Span ?? shape.SpanOf("name")
                    );
                    break;
                default:
                    findings.Error(Faults.RB0708(name, problem.Code), shape.SpanOf("name"));
                    break;
            }
        }

        return inputs;
    }

    private Fault? Fault(YamlNode node)
    {
        var shape = new Shape(findings, node, "faults", TestKeys.Fault);
        if (node.AsMapping is null)
        {
            return null;
        }

        if (Crashes.Where(shape.Has).ToList() is not [var key])
        {
            findings.Error(Crashes.Any(shape.Has) ? Faults.RB0711() : Faults.RB0711().Advising(Says.FaultAdd), shape.Span);
            return null;
        }

        var back = shape.Word("clock") is not null;
        if (shape.Text(key) is not { } text || places.Find(text, shape[key]!.Span, findings) is not { } step)
        {
            return null;
        }

        if (key == "crashInUndo" && step.Places[0].Step.Compensate is null)
        {
            findings.Error(Faults.RB0712(text), shape[key]!.Span);
        }

        return new(step, (FaultPlace)Array.IndexOf(Crashes, key), back, shape[key]!.Span);
    }
}
