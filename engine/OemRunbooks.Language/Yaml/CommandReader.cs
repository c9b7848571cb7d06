using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>Reads what a step says of the program that it runs: what it gives, whether it only reads, how it is checked.</summary>
/// <remarks>
/// The step gets a descriptor of its own, which says what is true of it; the activity gets the same as inputs of these names.
/// Source: language.md 1.1, "Commands that say what they do".
/// </remarks>
internal sealed class CommandReader(Findings findings, TemplateReader templates)
{
    private static readonly string[] Keys = [CommandKeys.ReadsOnly, CommandKeys.Repeatable, CommandKeys.Outputs, CommandKeys.Check];

    /// <summary>Reads it.</summary>
    /// <param name="shape">The step as it is written.</param>
    /// <param name="step">The step so far.</param>
    /// <param name="isReadOnly">Whether it changes nothing, whatever the step itself says.</param>
    /// <param name="isRepeatable">The same of repeating it.</param>
    internal Step Read(Shape shape, Step step, bool isReadOnly, bool isRepeatable)
    {
        var info = step.Activity!;
        if (!info.RunsProgram)
        {
            foreach (var key in Keys.Where(k => shape.Knows(CommandKeys.ReadsOnly) && shape.Has(k)))
            {
                findings.Error(Faults.RB0109(key).Advising(Says.ShapeBesideProgram), shape.SpanOf(key));
            }

            return step;
        }

        var with = step.With.ToBuilder();
        foreach (var flag in (string[])[CommandKeys.ReadsOnly, CommandKeys.Repeatable])
        {
            if (IsKnown(shape, flag) || (flag == CommandKeys.ReadsOnly ? isReadOnly : isRepeatable))
            {
                with.Add(new(flag, new Template.Literal(Value.True, shape.SpanOf(flag)), shape.SpanOf(flag)));
            }
        }

        // Of an activity that carries out one program, outputs are its own.
        var outputs = (shape.Knows(CommandKeys.ReadsOnly) ? shape.Members(CommandKeys.Outputs) : [])
            .Select(m => Output(m, shape.Has(CommandKeys.Check)))
            .ToImmutableArray();
        if (!outputs.IsEmpty)
        {
            var declared = Value.Map(outputs.Select(static o => KeyValuePair.Create(o.Output.Name, o.Declared)));
            with.Add(
                new(
                    CommandKeys.Outputs,
                    new Template.Literal(declared, shape.SpanOf(CommandKeys.Outputs)),
                    shape.SpanOf(CommandKeys.Outputs)
                )
            );
        }

        if (shape[CommandKeys.Check] is { } check)
        {
            Check(check);
            with.Add(new(CommandKeys.Check, templates.Read(check), shape.SpanOf(CommandKeys.Check)));
        }

        step = step with { With = with.ToImmutable() };
        return step with { Activity = Descriptor(info, step, [.. outputs.Select(static o => o.Output)]) };
    }

    private static ActivityInfo Descriptor(ActivityInfo info, Step step, ImmutableArray<Output> outputs)
    {
        var own = CommandKeys.CodesOf(step.With).Select(static c => new ErrorCode(c.Code));
        info = info with { Outputs = [.. info.Outputs, .. outputs], Errors = [.. info.Errors, .. own] };
        if (Has(step, CommandKeys.ReadsOnly))
        {
            return info with { Interruption = Interruption.Rerun, HalfDone = [], Undo = null, IsReadOnly = true };
        }

        info = info with { HalfDone = [.. info.HalfDone, .. CommandKeys.CodesOf(step.With).Select(static c => c.Code)] };
        return Has(step, CommandKeys.Repeatable) ? info with { Interruption = Interruption.Rerun }
            : step.With.Any(static w => w.Name == CommandKeys.Check) ? info with { Interruption = Interruption.Verify }
            : info;
    }

    private static bool IsKnown(Shape shape, string flag) => shape.Knows(flag) && shape.Flag(flag);

    private static bool Has(Step step, string flag) =>
        step.With.Any(w => w.Name == flag && w.Template is Template.Literal { Value: { Kind: ValueKind.Boolean, IsTruthy: true } });

    private (Output Output, Value Declared) Output(YamlNode.Member member, bool isChecked)
    {
        if (!RunbookReader.IsCamel(member.Name))
        {
            findings.Error(Faults.RB0116(member.Name), member.NameSpan);
        }

        var shape = new Shape(findings, member.Value, member.Name, RunbookKeys.Reading);
        var from = shape.Text("from") ?? OutputReading.Stdout;
        var isFile = from.StartsWith(OutputReading.FilePrefix, StringComparison.Ordinal);
        if (!isFile && from is not (OutputReading.Stdout or OutputReading.Stderr))
        {
            findings.Error(Faults.RB0110("from", from).Advising(Says.ShapeFileAsSource), shape["from"]!.Span);
        }

        if (isChecked && !isFile)
        {
            findings.Error(Faults.RB0134(member.Name), member.NameSpan);
        }

        var word = shape.Word("type") ?? "string";
        var choices = shape.Texts("choices").Select(static c => c.Text).ToImmutableArray();
        var declared = Value
            .MapOf(("type", Value.Of(word)), ("from", Value.Of(from)), ("line", Line(shape)))
            .With("regex", Value.Of(Pattern(shape, member.Name)))
            .With("json", Value.Of(Pointer(shape)));
        declared = Value.Map(declared.Members.Where(static m => !m.Value.IsNull));
        var output = Descriptors.Output.Made(
            member.Name,
            Enum.Parse<InputType>(word, ignoreCase: true),
            shape.Localized("description") ?? LocalizedText.Both(member.Name),
            choices
        );
        return (output, choices.IsEmpty ? declared : declared.With("choices", Value.List(choices.Select(Value.Of))));
    }

    private Value? Line(Shape shape)
    {
        var number = shape.Number("line");
        if (number is null || (number == decimal.Truncate(number.Value) && number != 0 && Math.Abs(number.Value) <= 1_000_000))
        {
            return number is { } line ? Value.Of((long)line) : null;
        }

        findings.Error(Faults.RB0110("line", number.Value.ToString(CultureInfo.InvariantCulture), ["1", "-1"]), shape["line"]!.Span);
        return null;
    }

    private string? Pattern(Shape shape, string name)
    {
        if (shape.Text("regex") is not { } pattern)
        {
            return null;
        }

        if (!RunbookReader.IsPattern(pattern))
        {
            findings.Error(Faults.RB0110("regex", pattern).Advising(Says.ShapePattern), shape["regex"]!.Span);
        }
        else if (OutputReading.GroupIn(pattern, name) is null)
        {
            findings.Error(Faults.RB0110("regex", pattern).Advising(Says.ShapeNamedGroup), shape["regex"]!.Span);
        }

        return pattern;
    }

    private string? Pointer(Shape shape)
    {
        // The empty pointer is the whole document.
        var pointer = (shape["json"] as YamlNode.Scalar)?.Text;
        if (shape.Has("json") && (pointer is null || (pointer.Length > 0 && pointer[0] != '/')))
        {
            findings.Error(Faults.RB0110("json", pointer, ["/…"]), shape["json"]!.Span);
        }

        return pointer;
    }

    private void Check(YamlNode node)
    {
        var shape = new Shape(findings, node, CommandKeys.Check, RunbookKeys.Check, wanted: "{program: bin/whole, arguments: [...]}");
        shape.Required("program");
        shape.Duration("timeout");
    }
}
