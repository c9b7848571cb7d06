using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>Turns a YAML tree into a definition; every key of the language has its place here.</summary>
internal sealed partial class RunbookReader(
    Findings findings,
    FrozenDictionary<string, ActivityInfo> activities,
    RunbookSource source,
    Func<string, (Runbook? Runbook, Func<string, Failure>? Problem)> call
)
{
    private readonly TemplateReader templates = new(findings);
    private readonly CommandReader commands = new(findings, new TemplateReader(findings));
    private readonly Dictionary<string, long> ids = new(StringComparer.Ordinal);

    /// <summary>Gives the teams that may be named; null leaves them unchecked.</summary>
    internal Func<IReadOnlyCollection<string>?> Teams { get; init; } = static () => null;

    internal Runbook? Read(YamlNode root)
    {
        // Which keys are known hangs on it.
        findings.IsStrict = ((root as YamlNode.Mapping)?.Find("schemaVersion")?.Value as YamlNode.Scalar)?.Text == Runbook.NewestSchema;
        var top = new Shape(findings, root, "runbook", RunbookKeys.Runbook);
        if (root is not YamlNode.Mapping)
        {
            return null;
        }

        var schema = top.Text("schemaVersion");
        if (schema is not null and not (Runbook.FirstSchema or Runbook.NewestSchema))
        {
            findings.Error(Faults.RB0107(schema, [Runbook.FirstSchema, Runbook.NewestSchema]), top["schemaVersion"]!.Span);
        }

        findings.SchemaSpan = top["schemaVersion"]?.Span;

        var id = Id(top, "id") ?? "";
        var version = top.Text("version") ?? "0.0.0";
        if (!Semver().IsMatch(version))
        {
            Version(top["version"]?.Span ?? top.Span, version);
        }

        var name = top.Localized("name") ?? LocalizedText.Both(id);
        var codes = top.Members("codes").Select(OwnCode).ToImmutableArray();
        var inputs = top.Members("inputs").Select(Input).ToImmutableArray();
        var variables = Templates(top.Members("vars"));
        var timeout = top["defaults"] is { } defaults
            ? Positive(new Shape(findings, defaults, "defaults", RunbookKeys.Defaults), "timeout")
            : null;
        top.Required("steps");
        var steps = Steps(top.List("steps"), timeout);
        if (top["steps"] is YamlNode.Sequence { Items.IsEmpty: true })
        {
            findings.Error(Faults.RB0128("steps"), top.SpanOf("steps"));
        }

        var escalations = top.List("escalations")
            .Select((e, i) => Escalation(e, i) ?? Unread<Escalation>())
            .OfType<Escalation>()
            .ToImmutableArray();
        var last = Steps(top.List("finally"), timeout);
        var outputs = Templates(top.Members("outputs"));
        CheckCodes(codes, steps, last);
        return new(
            id,
            [.. top.Texts("aliases").Select(static a => a.Text)],
            version,
            name,
            top.Localized("description"),
            inputs,
            variables,
            steps,
            escalations,
            last,
            outputs,
            source
        )
        {
            Schema = schema ?? Runbook.FirstSchema,
            SchemaSpan = top["schemaVersion"]?.Span,
            Codes = codes,
            IsInternal = top.Flag("internal"),
        };
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\A[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Semver();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Camel();

    /// <summary>Whether a name may stand in an expression.</summary>
    internal static bool IsCamel(string name) => Camel().IsMatch(name);

    private void Version(Span span, string version) =>
        findings.Error(Faults.RB0106(version), span, TwoNumbers().IsMatch(version) ? new TextEdit(span, version, version + ".0") : null);

    [GeneratedRegex(@"\A[0-9]+\.[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TwoNumbers();

    private string? Id(Shape shape, string key)
    {
        if (shape.Text(key) is not { } id)
        {
            return null;
        }

        if (!Kebab().IsMatch(id) || id is "finally" or "escalations" or "catch")
        {
            findings.Error(Faults.RB0105(id), shape[key]!.Span);
        }

        return id;
    }

    private ImmutableArray<NamedTemplate> Templates(ImmutableArray<YamlNode.Member> members) =>
        [.. members.Select(m => new NamedTemplate(m.Name, templates.Read(m.Value), m.NameSpan))];

    private ImmutableArray<Step> Steps(ImmutableArray<YamlNode> nodes, TimeSpan? timeout) =>
        [.. nodes.Select(n => Step(n, timeout) ?? Unread<Step>()).OfType<Step>()];

    // A runbook without a step that was written is another runbook: whoever gives up on a step gives up on the file.
    private T? Unread<T>()
        where T : class
    {
        findings.Unread();
        return null;
    }

    /// <summary>Steps of the text as it was before; null when nobody is editing it.</summary>
    internal KeptSteps? Kept { get; init; }

    private Step? Step(YamlNode node, TimeSpan? timeout)
    {
        findings.Yields?.Invoke();
        if (nature is null && Kept?.Find(node, findings.IsStrict, timeout) is { } known && ids.TryAdd(known.Id, known.Span.Line))
        {
            return known;
        }

        var found = findings.Count;
        var step = Written(node, timeout);
        if (step?.Activity is { } info && activities.ContainsKey(info.Name) && nature is null && found == findings.Count)
        {
            Kept?.Keep(node, step, findings.IsStrict, timeout);
        }

        return step;
    }

    private Step? Written(YamlNode node, TimeSpan? timeout)
    {
        var shape = new Shape(findings, node, "step", RunbookKeys.Step);
        if (node is not YamlNode.Mapping)
        {
            return null;
        }

        var id = Id(shape, "id") ?? "";
        if (id.Length > 0 && !ids.TryAdd(id, shape["id"]!.Span.Line))
        {
            findings.Error(Faults.RB0202(id, ids[id]), shape["id"]!.Span);
        }

        var kinds = new[] { "action", "parallel", "forEach", "steps" }
            .Where(k => shape.Has(k) && !(k == "steps" && (shape.Has("forEach") || IsWait(shape))))
            .ToList();
        if (kinds.Count != 1)
        {
            var fault = Faults.RB0108(id);
            findings.Error(kinds.Count == 0 ? fault.Advising(Says.ShapeAddAKind) : fault, shape.Has("id") ? shape["id"]!.Span : shape.Span);
            return null;
        }

        if (shape[kinds[0] == "forEach" ? "steps" : kinds[0]] is YamlNode.Sequence { Items.IsEmpty: true } empty)
        {
            findings.Strict(Faults.RB0128(kinds[0] == "forEach" ? "steps" : kinds[0]), empty.Span);
        }

        var name = new TitleReader(findings, templates).Read(shape);
        var step = new Step
        {
            Kind = StepKind.Group,
            Id = id,
            Span = shape["id"]?.Span ?? shape.Span,
            Name = name?.Shown,
            Title = name?.Title,
            When = shape["when"] is { } when ? templates.Condition(when) : null,
            Timeout = Positive(shape, "timeout"),
            OnFailure = RouteOf(shape.Word("onFailure")),
            Catch = [.. shape.List("catch").Select(c => Catch(c, timeout))],
            Retry = shape["retry"] is { } retry ? Retry(retry) : null,
            OnInterrupted = shape.Word("onInterrupted") is { } word ? Enum.Parse<Interruption>(word, ignoreCase: true) : null,
            Description = shape.Localized("description"),
            Hint = shape.Localized("hint"),
            Picture = shape.Text("picture"),
            PictureSpan = shape["picture"]?.Span,
            IsSkippable = !shape.Has("skippable") || shape.Flag("skippable"),
        };
        return kinds[0] switch
        {
            "action" when IsWait(shape) => Wait(shape, step, timeout),
            "action" => Action(shape, step, timeout),
            "parallel" => Block(
                shape,
                step with
                {
                    Kind = StepKind.Parallel,
                    Steps = Steps(shape.List("parallel"), timeout),
                    MaxParallel = (int)(shape.Number("maxParallel") ?? 0),
                },
                "maxParallel"
            ),
            "forEach" => ForEach(shape, step, timeout),
            _ => Block(shape, step with { Steps = Steps(shape.List("steps"), timeout) }),
        };
    }

    // Of no time at all a step has used up all before it begins.
    private TimeSpan? Positive(Shape shape, string key)
    {
        var time = shape.Duration(key);
        if (time == TimeSpan.Zero)
        {
            findings.Strict(Faults.RB0130(key), shape[key]!.Span);
        }

        return time;
    }

    private Step? Action(Shape shape, Step step, TimeSpan? timeout)
    {
        if (shape.Knows("maxParallel") && shape.Has("maxParallel"))
        {
            findings.Error(Misplaced("maxParallel", step), shape.SpanOf("maxParallel"));
        }

        var info = Activity(shape, "action");
        var with = With(shape, info, step.Span);
        var undo = shape.Knows("compensate") && shape["compensate"] is { } compensate ? Compensation(compensate) : null;
        if (
            info?.Name == Runbook.Escalating
            && with.FirstOrDefault(static w => w.Name == "team")?.Template
                is Template.Literal { Value: { Kind: ValueKind.Text } team } literal
        )
        {
            KnownTeam(team.ToText(), literal.Span);
        }

        if (info is null)
        {
            return null;
        }

        step = step with { Kind = StepKind.Action, Activity = info, With = with, Compensate = undo };
        if (info.Role == ActivityRole.Work)
        {
            step = step with { Timeout = step.Timeout ?? timeout };
        }

        step = commands.Read(
            shape,
            Raising(step),
            nature is { IsReadOnly: true },
            nature is { IsReadOnly: false, Interrupted: Interruption.Rerun }
        );
        return info.Role == ActivityRole.Call ? Called(shape, step) : Natured(step);
    }

    // The code that a step gives its activity to fail with is one of its codes.
    private static Step Raising(Step step) =>
        step.Activity is { RaisesBy: { } name } info
        && step.With.FirstOrDefault(w => w.Name == name)?.Template is Template.Literal { Value: { Kind: ValueKind.Text } code }
            ? step with
            {
                Activity = info with { Errors = [.. info.Errors, code.ToText()] },
            }
            : step;

    private static Template? GivenTo(Step step, Field input) => step.With.FirstOrDefault(w => w.Name == input.Name)?.Template;

    // A word in them is a word, whatever else YAML could take it for.
    private static bool IsText(Field field) =>
        field is { Items.IsEmpty: true, Type: InputType.String or InputType.Localized or InputType.Choice or InputType.List };

    // A list where one value is wanted, values by name where a list is.
    private static bool CanHold(InputType type, Template given) =>
        given switch
        {
            Template.Sequence => type is InputType.List or InputType.Any,
            Template.Mapping => type is InputType.Map or InputType.Localized or InputType.Any,
            _ => true,
        };

    private ActivityInfo? Activity(Shape shape, string key)
    {
        if (shape.Text(key) is not { } name)
        {
            return null;
        }

        if (activities.TryGetValue(name, out var info))
        {
            return info;
        }

        var (made, problem) = Made(name);
        if (made is null)
        {
            if (problem is null)
            {
                findings.Unknown(Faults.RB0201, shape[key]!.Span, name, activities.Keys.Concat(MadeNames()));
            }
            else
            {
                // What it could have failed with is not known: no code is blamed for that.
                isWhole = false;
                findings.Error(problem(name), shape[key]!.Span);
            }
        }

        return made?.Info;
    }

    private ImmutableArray<NamedTemplate> With(Shape shape, ActivityInfo? info, Span place)
    {
        var with = shape
            .Members("with")
            .Select(m => new NamedTemplate(m.Name, templates.Read(m.Value, info?.Input(m.Name) is { } f && IsText(f)), m.NameSpan))
            .ToImmutableArray();
        if (info is null)
        {
            return with;
        }

        foreach (var given in with)
        {
            if (info.Input(given.Name) is not { } field)
            {
                findings.Unknown(Faults.RB0210, given.Span, given.Name, info.Inputs.Select(static f => f.Name));
            }
            else if (
                given.Template is Template.Literal { Value: { IsNull: false } value } literal
                && ValueTypes.Convert(field.Type, value, field.Choices) is null
            )
            {
                findings.Error(
                    Faults.RB0212(given.Name, field.Type.ToString().ToLowerInvariant(), field.Choices.IsEmpty ? null : field.Choices),
                    literal.Span
                );
            }
        }

        foreach (var given in with)
        {
            if (info.Input(given.Name) is { } field && !CanHold(field.Type, given.Template))
            {
                findings.Strict(Faults.RB0212(given.Name, field.Type.ToString().ToLowerInvariant()), given.Template.Span);
            }
        }

        if (shape["with"] is YamlNode.Mapping written)
        {
            new FieldReader(findings).Check(written, info);
        }

        foreach (var field in info.Inputs.Where(f => f.Required && with.All(w => w.Name != f.Name)))
        {
            findings.Error(Faults.RB0211(field.Name, info.Name), shape.Has("action") ? shape["action"]!.Span : place);
        }

        return with;
    }
}
