using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Checks.Walking;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>What an activity made of YAML promises, held against its steps.</summary>
internal sealed partial class RunbookReader
{
    private void CheckMade(MadeActivity made, Shape top, ImmutableArray<Output> outputs)
    {
        var results = made.Body.Outputs;
        foreach (var output in outputs.Where(o => results.All(r => r.Name != o.Name)))
        {
            findings.Error(Faults.RB0907(output.Name), top.SpanOf("outputs"));
        }

        foreach (var result in results.Where(r => outputs.All(o => o.Name != r.Name)))
        {
            findings.Error(Faults.RB0907(result.Name), result.Span);
        }

        if (findings.HasErrors)
        {
            return;
        }

        if (made.IsReadOnly && made.Body.AllSteps().FirstOrDefault(Changes) is { } changing)
        {
            findings.Error(Faults.RB0903(made.Info.Name, changing.Id), changing.Span);
        }

        if (!made.IsReadOnly && !made.SaysUndo)
        {
            findings.Warning(Faults.RB0908(made.Info.Name), top.SpanOf("effect"));
        }

        var raised = new FailureFlow().Leaving(made.Body.Steps);
        foreach (var code in made.Body.Codes.Where(c => !raised.Contains(c.Code)))
        {
            findings.Error(Faults.RB0906(code.Code), code.Span);
        }

        if (made.RunsPrograms && made.Examples.Length < MadeActivity.LeastExamples)
        {
            findings.Warning(Faults.RB0904(made.Info.Name, made.Examples.Length, MadeActivity.LeastExamples), top.SpanOf("activity"));
        }
    }

    private static bool Changes(Step step) =>
        step.Activity is { IsReadOnly: false } activity
        && (
            activity.Role == ActivityRole.Call
            || (
                activity.Role == ActivityRole.Work
                && (activity.Interruption != Interruption.Rerun || activity.LeavesChange || activity.Inputs.Any(static i => i.Changes))
            )
        );

    private RecordedExample? Example(YamlNode node)
    {
        var shape = new Shape(findings, node, "examples", ActivityKeys.Example);
        var name = shape.Text("name");
        if (shape.Has("gives") == shape.Has("fails"))
        {
            findings.Error(Faults.RB0104("gives").Advising(Says.MadeGivesOrFails), shape.Span);
        }

        var programs = shape
            .Members("programs")
            .ToImmutableDictionary(static m => m.Name, m => Recorded(m.Name, m.Value), StringComparer.Ordinal);
        foreach (var member in shape.Members("programs").Where(m => !ids.ContainsKey(m.Name)))
        {
            findings.Unknown(Faults.RB0205, member.NameSpan, member.Name, ids.Keys);
        }

        return name is null
            ? null
            : new(
                name,
                Plains(shape, "inputs"),
                programs,
                shape.Has("gives") ? Plains(shape, "gives") : null,
                shape.Text("fails"),
                shape.SpanOf("name")
            );
    }

    private RecordedProgram Recorded(string name, YamlNode node)
    {
        var shape = new Shape(findings, node, name, ActivityKeys.Program);
        return new(
            (shape["stdout"] as YamlNode.Scalar)?.Text ?? "",
            (shape["stderr"] as YamlNode.Scalar)?.Text ?? "",
            (int)(shape.Number("exit") ?? 0),
            shape
                .Members("files")
                .ToImmutableDictionary(static f => f.Name, static f => (f.Value as YamlNode.Scalar)?.Text ?? "", StringComparer.Ordinal)
        );
    }

    private static Value Plains(Shape shape, string key) =>
        Value.Map(shape.Members(key).Select(static m => KeyValuePair.Create(m.Name, TemplateReader.Plain(m.Value))));
}
