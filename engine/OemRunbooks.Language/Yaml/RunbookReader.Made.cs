using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>Activities made of YAML: one that is read, and those that steps name.</summary>
internal sealed partial class RunbookReader
{
    private const string NeedsStep = "needs";
    private const string UndoStep = "undo";
    private const string OnlyStep = "run";

    // What the steps of the activity that is read are: null while a runbook is read.
    private MadeNature? nature;

    /// <summary>Gives an activity made of YAML, or says why there is none.</summary>
    internal Func<string, (MadeActivity? Activity, Func<string, Failure>? Problem)> Made { get; init; } = static _ => (null, null);

    /// <summary>The names of those that there are, for suggestions.</summary>
    internal Func<IEnumerable<string>> MadeNames { get; init; } = static () => [];

    /// <summary>Reads a file that makes an activity.</summary>
    internal MadeActivity? ReadActivity(YamlNode root)
    {
        findings.IsStrict = true;
        var top = new Shape(findings, root, "activity", ActivityKeys.Activity);
        findings.SchemaSpan = top["schemaVersion"]?.Span;
        if (root is not YamlNode.Mapping)
        {
            return null;
        }

        top.Required("schemaVersion");
        top.Word("schemaVersion");
        var name = top.Text("activity") ?? "";
        if (name.Length > 0 && (!OwnCodeForm().IsMatch(name) || IsBuiltIn(name[..name.IndexOf('.', StringComparison.Ordinal)])))
        {
            findings.Error(Faults.RB0901(name), top["activity"]!.Span);
        }

        var version = top.Text("version") ?? "0.0.0";
        if (!Semver().IsMatch(version))
        {
            Version(top["version"]?.Span ?? top.Span, version);
        }

        top.Required("effect");
        nature = new(
            top.Word("effect") == "none",
            top.Word("interrupted") is { } word ? Enum.Parse<Interruption>(word, ignoreCase: true) : null
        );
        var title = top.Localized("name") ?? LocalizedText.Both(name);
        var codes = top.Members("codes").Select(OwnCode).ToImmutableArray();
        var inputs = top.Members("inputs").Select(Input).ToImmutableArray();
        var outputs = top.Members("outputs").Select(DeclaredOutput).ToImmutableArray();
        var timeout = top["defaults"] is { } defaults
            ? Positive(new Shape(findings, defaults, "defaults", RunbookKeys.Defaults), "timeout")
            : null;
        var before = ImmutableArray.CreateBuilder<Step>();
        Needs(top, before);
        var already = Already(top, before, timeout);
        var undo = Undo(top, before, timeout);
        var work = Work(top, timeout);
        ImmutableArray<Step> steps = [.. before, .. work];
        CheckCodes(codes, steps, []);
        var body = new Runbook(
            name,
            [],
            version,
            title,
            top.Localized("description"),
            inputs,
            Templates(top.Members("vars")),
            steps,
            [],
            [],
            Result(top, outputs, work),
            source
        )
        {
            Schema = Runbook.NewestSchema,
            SchemaSpan = top["schemaVersion"]?.Span,
            Codes = codes,
            Already = already,
        };
        var made = new MadeActivity(Descriptor(body, outputs, codes, undo), body)
        {
            IsReadOnly = nature.IsReadOnly,
            SaysUndo = top.Has("undo"),
            Examples = [.. top.List("examples").Select(Example).OfType<RecordedExample>()],
        };
        CheckMade(made, top, outputs);
        return findings.HasErrors ? null : made;
    }

    // A step is what the activity says of all of its steps, unless the step says otherwise.
    private Step Natured(Step step) =>
        nature is { IsReadOnly: false, Interrupted: Interruption.Ask or Interruption.Abort or Interruption.Verify }
        && step is { OnInterrupted: null, Activity: { Role: ActivityRole.Work, Interruption: not Interruption.Rerun } }
            ? step with
            {
                OnInterrupted = nature.Interrupted,
            }
            : step;

    private ActivityInfo Descriptor(Runbook body, ImmutableArray<Output> outputs, ImmutableArray<OwnCode> codes, Compensation? undo) =>
        new(body.Id, body.Name)
        {
            Role = ActivityRole.Call,
            Interruption = Interruption.Rerun,
            IsReadOnly = nature!.IsReadOnly,
            Inputs =
            [
                .. body.Inputs.Select(static i =>
                    Descriptors.Input.Made(
                        i.Name,
                        i.Type,
                        i.Description ?? i.Title,
                        i is { Required: true, Default: null },
                        i.Default is { } otherwise ? ExpressionText.Of(otherwise) : null,
                        i.Bounds
                    )
                ),
            ],
            Outputs = outputs,
            Errors =
            [
                .. codes
                    .Select(static c => new ErrorCode(c.Code) { Own = c.Words })
                    .Concat(body.AllSteps().SelectMany(static s => s.Activity?.Errors ?? []))
                    .Concat(ErrorCode.OfMade.Select(static c => new ErrorCode(c)))
                    .DistinctBy(static e => e.Code),
            ],
            Undo = undo is null ? null : Says.MadeUndoneBy(undo.Action.Name).InBoth(),
            Example = MadeExample.Of(body),
        };

    private Output DeclaredOutput(YamlNode.Member member)
    {
        if (!Camel().IsMatch(member.Name))
        {
            findings.Error(Faults.RB0116(member.Name), member.NameSpan);
        }

        var shape = new Shape(findings, member.Value, member.Name, ActivityKeys.Output);
        shape.Required("type");
        return Output.Made(
            member.Name,
            Enum.Parse<InputType>(shape.Word("type") ?? "string", ignoreCase: true),
            shape.Localized("description") ?? LocalizedText.Both(member.Name),
            [.. shape.Texts("choices").Select(static c => c.Text)],
            shape.Flag("optional")
        );
    }

    private void Needs(Shape top, ImmutableArray<Step>.Builder steps)
    {
        if (top["needs"] is not { } node)
        {
            return;
        }

        var shape = new Shape(findings, node, "needs", ActivityKeys.Needs);
        var with = ImmutableArray.CreateBuilder<NamedTemplate>();
        foreach (var list in (string[])["os", "programs"])
        {
            var texts = list == "os" ? shape.Words(list) : shape.Texts(list);
            if (!texts.IsEmpty)
            {
                var value = Value.List(texts.Select(static t => Value.Of(t.Text)));
                with.Add(new(list, new Template.Literal(value, shape.SpanOf(list)), shape.SpanOf(list)));
            }
        }

        if (shape.Flag("elevated"))
        {
            with.Add(new("elevated", new Template.Literal(Value.True, shape.SpanOf("elevated")), shape.SpanOf("elevated")));
        }

        if (activities.TryGetValue(Runbook.Needing, out var info))
        {
            ids[NeedsStep] = node.Span.Line;
            steps.Add(
                new()
                {
                    Kind = StepKind.Action,
                    Id = NeedsStep,
                    Span = top.SpanOf("needs"),
                    Name = Says.MadeNeeds,
                    Activity = info,
                    With = with.ToImmutable(),
                }
            );
        }
    }

    // Steps that look, whatever the activity does to the station.
    private ImmutableArray<Step> Looking(ImmutableArray<YamlNode> nodes, TimeSpan? timeout)
    {
        var own = nature!;
        nature = own with { IsReadOnly = true };
        var steps = Steps(nodes, timeout);
        nature = own;
        return steps;
    }

    private AlreadyDone? Already(Shape top, ImmutableArray<Step>.Builder steps, TimeSpan? timeout)
    {
        if (top["done"] is not { } node)
        {
            return null;
        }

        var shape = new Shape(findings, node, "done", ActivityKeys.Done);
        steps.AddRange(Looking(shape.List("steps"), timeout));
        return shape.Required("when") is { } when && templates.Condition(when) is { } condition
            ? new(condition, steps.Count, shape.Has("result") ? Templates(shape.Members("result")) : Templates(top.Members("result")))
            : null;
    }

    // What undoes is prepared before the change: a step that does nothing, and whose compensation is the undoing.
    private Compensation? Undo(Shape top, ImmutableArray<Step>.Builder steps, TimeSpan? timeout)
    {
        if (top["undo"] is not { } node || node is YamlNode.Scalar { Text: "none" })
        {
            return null;
        }

        var shape = new Shape(findings, node, "undo", ActivityKeys.Undoing, wanted: "none, {action: …, with: …}");
        steps.AddRange(Looking(shape.List("capture"), timeout));
        var info = Activity(shape, "action");
        var with = With(shape, info, node.Span);
        if (info is null)
        {
            return null;
        }

        if (info.Role != ActivityRole.Work)
        {
            findings.Error(Faults.RB0117(info.Name), shape["action"]!.Span);
        }

        ids[UndoStep] = node.Span.Line;
        var undo = new Compensation(info, with, node.Span);
        steps.Add(
            new()
            {
                Kind = StepKind.Group,
                Id = UndoStep,
                Span = top.SpanOf("undo"),
                Name = Says.MadeUndo,
                Compensate = undo,
            }
        );
        return undo;
    }

    private ImmutableArray<Step> Work(Shape top, TimeSpan? timeout)
    {
        if (top.Has("action") == top.Has("steps"))
        {
            findings.Error(Faults.RB0108(top.Text("activity") ?? "").Advising(Says.MadeActionOrSteps), top.Span);
            return [];
        }

        if (top.Has("steps"))
        {
            if (top["steps"] is YamlNode.Sequence { Items.IsEmpty: true })
            {
                findings.Error(Faults.RB0128("steps"), top.SpanOf("steps"));
            }

            return Steps(top.List("steps"), timeout);
        }

        var only = new Step
        {
            Kind = StepKind.Action,
            Id = OnlyStep,
            Span = top["action"]!.Span,
        };
        return Action(top, only, timeout) is { } step ? [step] : [];
    }

    // An activity that carries out another one gives what that one gives, unless it says otherwise.
    private ImmutableArray<NamedTemplate> Result(Shape top, ImmutableArray<Output> outputs, ImmutableArray<Step> work) =>
        top.Has("result") || !top.Has("action")
            ? Templates(top.Members("result"))
            :
            [
                .. outputs
                    .Where(o => work.Any(s => s.Activity?.Output(o.Name) is not null))
                    .Select(o => new NamedTemplate(
                        o.Name,
                        new Template.Whole(
                            RunbookLoader.ReadExpression($"steps.{OnlyStep}.outputs.{o.Name}", findings)!,
                            top.SpanOf("action")
                        ),
                        top.SpanOf("outputs")
                    )),
            ];

    /// <summary>What an activity says of all of its steps.</summary>
    /// <param name="IsReadOnly">They change nothing.</param>
    /// <param name="Interrupted">What an interruption in the middle of one means, or null.</param>
    private sealed record MadeNature(bool IsReadOnly, Interruption? Interrupted);
}
