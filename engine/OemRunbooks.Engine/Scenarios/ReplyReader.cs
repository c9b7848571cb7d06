using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Reads what people answer, and checks that it answers what the step asks.</summary>
internal sealed class ReplyReader(Findings findings, Places places)
{
    private const string Somebody = "person";

    internal (StepName, ImmutableArray<PersonReply>)? Read(YamlNode.Member member)
    {
        if (places.Find(member.Name, member.NameSpan, findings) is not { } step)
        {
            return null;
        }

        var asked = step.Places[0].Step;
        if (asked.Activity?.Role != ActivityRole.Person && (asked.Kind != StepKind.Action || asked.Interrupted != Interruption.Ask))
        {
            findings.Error(Faults.RB0710(member.Name), member.NameSpan);
            return null;
        }

        var times = member.Value.AsList ?? [member.Value];
        return (step, [.. times.Select(t => Reply(t, member.Name, asked))]);
    }

    private PersonReply Reply(YamlNode node, string name, Step asked)
    {
        var shape = new Shape(
            findings,
            node,
            name,
            TestKeys.Reply,
            ["declined", PersonFields.By.Name, PersonFields.Comment.Name, "expires", .. Keys(asked)]
        );
        var by = shape.Text(PersonFields.By.Name) ?? Somebody;
        var refused = shape.Flag("declined") || (shape.Has(PersonFields.Confirmed.Name) && !shape.Flag(PersonFields.Confirmed.Name));
        var late = shape.Flag("expires");
        if (late && asked.With.All(static w => w.Name != PersonFields.ExpiresAfter.Name))
        {
            findings.Error(Faults.RB0713(name), shape.SpanOf("expires"));
        }

        if (node.AsMapping is not { } all || all.All(static m => m.Name == PersonFields.By.Name || m.Name == PersonFields.Comment.Name))
        {
            findings.Error(Faults.RB0104(Keys(asked)[0]), shape.Span);
        }

        var approvers = shape.Texts(PersonFields.ApprovedBy.Name).Select(static t => t.Text).ToImmutableArray();
        var agreed =
            refused || (shape.Has("rejectedBy") && approvers.IsEmpty) ? []
            : approvers.IsEmpty ? [by]
            : approvers;
        return new()
        {
            AgreedBy = agreed,
            RefusedBy = refused ? by : shape.Text("rejectedBy"),
            Values = Values(shape),
            TicksAll = shape[PersonFields.Ticked.Name]?.AsValue.AsText() == "all",
            Comment = shape.Text(PersonFields.Comment.Name),
            IsLate = late,
        };
    }

    private static string[] Keys(Step asked) =>
        asked.Activity!.Name switch
        {
            "person.confirm" => [PersonFields.Confirmed.Name],
            "person.ask" => [PersonFields.Answers.Name],
            "person.approve" => [PersonFields.ApprovedBy.Name, "rejectedBy"],
            "person.checklist" => [PersonFields.Ticked.Name, PersonFields.Comments.Name, PersonFields.Files.Name],
            _ => ["choice"],
        };

    private static Value Values(Shape shape)
    {
        var values = Value.Map(shape.Members(PersonFields.Answers.Name).Select(static m => KeyValuePair.Create(m.Name, m.Value.AsValue)));
        if (shape[PersonFields.Ticked.Name]?.AsList is not null)
        {
            values = values.With(
                PersonFields.Ticked.Name,
                Value.List(shape.Texts(PersonFields.Ticked.Name).Select(static t => Value.Of(t.Text)))
            );
        }

        foreach (var byItem in new[] { PersonFields.Comments.Name, PersonFields.Files.Name })
        {
            values = shape[byItem] is { } given ? values.With(byItem, given.AsValue) : values;
        }

        return shape.Word("choice") is { } choice ? values.With("choice", Value.Of(choice)) : values;
    }
}
