using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>Checks what stands inside the fields of an activity: the members of a list's items, the languages of a text.</summary>
internal sealed class FieldReader(Findings findings)
{
    internal void Check(YamlNode.Mapping with, ActivityInfo activity)
    {
        foreach (var member in with.Members)
        {
            if (activity.Input(member.Name) is { } field)
            {
                Check(member.Value, field);
            }
        }
    }

    private void Check(YamlNode value, Field field)
    {
        if (field.Type == InputType.Localized && value is YamlNode.Mapping texts)
        {
            Known(texts, TextKeys.Localized.Names);
        }

        // An item that is no mapping, and one that is computed, are the activity's to judge.
        if (!field.Items.IsEmpty && value is YamlNode.Sequence list)
        {
            foreach (var item in list.Items.OfType<YamlNode.Mapping>())
            {
                Item(item, field);
            }
        }
    }

    private void Item(YamlNode.Mapping item, Field list)
    {
        Known(item, [.. list.Items.Select(static m => m.Name)]);
        foreach (var member in item.Members)
        {
            if (list.Items.FirstOrDefault(m => m.Name == member.Name) is { } field)
            {
                Check(member.Value, field);
                Fits(member.Value, field);
            }
        }

        foreach (var missing in list.Items.Where(m => m.Required && item.Find(m.Name) is null))
        {
            findings.Strict(Faults.RB0104(missing.Name), item.Span);
        }

        if (list.Name == PersonFields.Fields.Name)
        {
            Question(item);
        }
    }

    // A value that nobody can write down, as for a key of other letters, is read all the same.
    private static bool IsComputed(Value value) =>
        value.Items.Any(IsComputed)
        || value.Members.Values.Any(IsComputed)
        || value.AsText()?.Contains("${{", StringComparison.Ordinal) == true;

    // A question whose own default or choices do not fit can't be answered by whoever takes what is offered.
    private void Question(YamlNode.Mapping field)
    {
        if (TemplateReader.Plain(field) is not { Kind: ValueKind.Map } plain || IsComputed(plain))
        {
            return;
        }

        var bounds = Bounds.OfField(plain);
        if (bounds.Min > bounds.Max)
        {
            findings.Strict(Faults.RB0131(QuestionFields.Name.In(plain)), field.Find(QuestionFields.Min.Name)!.Value.Span);
            return;
        }

        if (bounds is { Type: InputType.Choice, Choices.IsEmpty: true })
        {
            var empty = field.Find(QuestionFields.Choices.Name)?.Value as YamlNode.Sequence;
            var name = QuestionFields.Choices.Name;
            findings.Strict(empty is null ? Faults.RB0104(name) : Faults.RB0128(name), (empty ?? (YamlNode)field).Span);
        }
        else if (plain[QuestionFields.Default.Name] is { IsNull: false } value && !CanTake(bounds, value))
        {
            findings.Strict(
                Faults.RB0212(
                    QuestionFields.Default.Name,
                    bounds.Type.ToString().ToLowerInvariant(),
                    bounds.Choices.IsEmpty ? null : bounds.Choices
                ),
                field.Find(QuestionFields.Default.Name)!.Value.Span
            );
        }
    }

    private static bool CanTake(Bounds bounds, Value value)
    {
        try
        {
            return bounds.Take(value) is not null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // The pattern itself is told where it stands.
            return true;
        }
    }

    private void Fits(YamlNode value, Field field)
    {
        if (
            value is YamlNode.Scalar scalar
            && !scalar.Text.Contains("${{", StringComparison.Ordinal)
            && TemplateReader.Literal(scalar) is { IsNull: false } literal
            && ValueTypes.Convert(field.Type, literal, field.Choices) is null
        )
        {
            findings.Strict(
                Faults.RB0212(field.Name, field.Type.ToString().ToLowerInvariant(), field.Choices.IsEmpty ? null : field.Choices),
                value.Span
            );
        }

        if (field.Name == QuestionFields.Pattern.Name && value is YamlNode.Scalar pattern && !RunbookReader.IsPattern(pattern.Text))
        {
            findings.Strict(Faults.RB0110(field.Name, pattern.Text).Advising(Says.ShapePattern), value.Span);
        }
    }

    private void Known(YamlNode.Mapping mapping, string[] keys)
    {
        foreach (var member in mapping.Members.Where(m => !keys.Contains(m.Name)))
        {
            findings.Unknown(Faults.RB0101, member.NameSpan, member.Name, keys, severity: findings.OfStrict);
        }
    }
}
