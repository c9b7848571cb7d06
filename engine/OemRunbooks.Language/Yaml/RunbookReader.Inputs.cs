using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>What a runbook is given: its inputs, and what it gives those that it calls.</summary>
internal sealed partial class RunbookReader
{
    private InputDefinition Input(YamlNode.Member member)
    {
        var shape = new Shape(findings, member.Value, member.Name, RunbookKeys.Input);
        if (!Camel().IsMatch(member.Name))
        {
            findings.Error(Faults.RB0116(member.Name), member.NameSpan);
        }

        shape.Required("type");
        var type = Enum.Parse<InputType>(shape.Word("type") ?? "string", ignoreCase: true);
        var choices = shape.Texts("choices").Select(static c => c.Text).ToImmutableArray();
        if (type == InputType.Choice && choices.IsEmpty)
        {
            var isThere = shape["choices"] is YamlNode.Sequence;
            findings.Error(isThere ? Faults.RB0128("choices") : Faults.RB0104("choices"), shape.SpanOf(isThere ? "choices" : "type"));
        }

        var pattern = shape.Text("pattern");
        var isPatternSound = pattern is null || CheckPattern(pattern, shape["pattern"]!.Span);

        if (shape.Number("min") > shape.Number("max"))
        {
            findings.Strict(Faults.RB0131(member.Name), shape["min"]!.Span);
        }

        var otherwise = shape["default"] is { } node ? templates.Read(node) : null;
        var input = new InputDefinition(
            member.Name,
            type,
            shape.Flag("required"),
            otherwise,
            choices,
            pattern,
            shape.Number("min"),
            shape.Number("max"),
            shape.Flag("mustExist"),
            shape.Localized("name") ?? LocalizedText.Both(member.Name),
            shape.Localized("description"),
            member.NameSpan
        );
        CheckDefault(input, isPatternSound);
        return input;
    }

    private void CheckDefault(InputDefinition input, bool isPatternSound)
    {
        if (input.Default is not Template.Literal { Value: { IsNull: false } value, Span: var span })
        {
            return;
        }

        var bounds = input.Bounds with { Pattern = isPatternSound ? input.Pattern : null };
        if (bounds.Take(value) is not null)
        {
            return;
        }

        var fault =
            input.Type == InputType.Secret && value.AsText() is { Length: > 0 }
                ? Faults.RB0125(input.Name)
                : Faults.RB0114(input.Name, bounds.Wanted(), input.Choices.IsEmpty ? null : input.Choices);
        if (ValueTypes.Convert(input.Type, value, input.Choices) is null)
        {
            findings.Error(fault, span);
        }
        else
        {
            findings.Strict(fault, span);
        }
    }

    private bool CheckPattern(string pattern, Span span)
    {
        if (IsPattern(pattern))
        {
            return true;
        }

        findings.Error(Faults.RB0110("pattern", pattern).Advising(Says.ShapePattern), span);
        return false;
    }

    /// <summary>Whether a text is a regular expression that takes linear time.</summary>
    internal static bool IsPattern(string pattern)
    {
        try
        {
            _ = Expressions.Functions.IsModest(pattern)
                ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
                : throw new NotSupportedException(pattern);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or FormatException)
        {
            return false;
        }
    }

    private Step? Called(Shape shape, Step step) =>
        step.Activity!.Name == PersonActivities.RunRunbook.Name ? CalledRunbook(shape, step) : CalledActivity(step);

    private Step CalledActivity(Step step)
    {
        var body = Made(step.Activity!.Name).Activity!.Body;
        foreach (var given in step.With)
        {
            if (
                given.Template is Template.Literal { Value: { IsNull: false } value, Span: var span }
                && body.Input(given.Name) is { Bounds: var bounds } input
                && ValueTypes.Convert(input.Type, value, input.Choices) is not null
                && bounds.Take(value) is null
            )
            {
                findings.Error(Faults.RB0212(given.Name, input.Type.ToString().ToLowerInvariant()).Advising(bounds.Wanted()), span);
            }
        }

        return step with
        {
            Kind = StepKind.Call,
            Called = body,
        };
    }

    private Step? CalledRunbook(Shape shape, Step step)
    {
        if (GivenTo(step, PersonActivities.CalledRunbook) is not Template.Literal { Value: { Kind: ValueKind.Text } name } literal)
        {
            findings.Error(Faults.RB0102(PersonActivities.CalledRunbook.Name, "text"), shape.SpanOf("with"));
            return null;
        }

        var (called, problem) = call(name.ToText());
        if (called is null)
        {
            findings.Error(problem!(name.ToText()), literal.Span);
            return null;
        }

        if (GivenTo(step, PersonActivities.CalledInputs) is null or Template.Mapping)
        {
            var names = (GivenTo(step, PersonActivities.CalledInputs) as Template.Mapping)?.Members ?? [];
            foreach (var input in called.Inputs.Where(i => i is { Required: true, Default: null } && names.All(n => n.Name != i.Name)))
            {
                findings.Strict(Faults.RB0226(input.Name, called.Id), literal.Span);
            }
        }

        if (GivenTo(step, PersonActivities.CalledInputs) is { } given)
        {
            var names = given is Template.Mapping map ? map.Members : [];
            foreach (var input in names.Where(m => called.Input(m.Name) is null))
            {
                findings.Unknown(Faults.RB0216, input.Span, input.Name, called.Inputs.Select(static i => i.Name));
            }
        }

        return step with
        {
            Kind = StepKind.Call,
            Called = called,
        };
    }
}
