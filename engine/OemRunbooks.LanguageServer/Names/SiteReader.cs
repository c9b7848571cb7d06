using OemRunbooks.Language.Vocabulary;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Names;

/// <summary>Finds the places of names in one file.</summary>
internal sealed partial class SiteReader(
    SyntaxTree tree,
    DocumentKind kind,
    string subject,
    IReadOnlyList<WrittenStep> steps,
    List<Site> sites
)
{
    private static readonly string[] Roots = ["inputs", "vars", "steps", "run", "station"];
    private readonly Owner own = new(OwnerKind.File, subject);
    private readonly string text = tree.Source.Text;
    private readonly HashSet<string> codes = [.. (tree.Top["codes"] as MappingNode)?.Members.Select(static m => m.Key.Text) ?? []];
    private readonly ILookup<string, WrittenStep> loops = steps.Where(static s => s.LoopItem is not null).ToLookup(static s => s.LoopItem!);

    internal void Read()
    {
        foreach (var use in KeyWalk.Of(kind, tree.Root))
        {
            Use(use);
        }

        if (kind == DocumentKind.Activity)
        {
            OfActivity();
        }

        if (kind is DocumentKind.Runbook or DocumentKind.Activity)
        {
            Expressions();
        }
    }

    private void Use(KeyUse use)
    {
        if (use.Key is not { } key)
        {
            return;
        }

        switch (key.Kind)
        {
            case KeyKind.Codes or KeyKind.Code:
                Each(use.Member.Value, NameKind.Code, Owner.Everybody);
                return;
            case KeyKind.Activity:
                Each(use.Member.Value, NameKind.Activity, Owner.Everybody);
                return;
            case KeyKind.With:
                With(use.Mapping, use.Member.Value as MappingNode);
                return;
        }

        switch (use.Table.Name, key.Name)
        {
            case ("runbook", "id" or "aliases"):
                Each(use.Member.Value, NameKind.Runbook, own, isDefinition: true);
                break;
            case ("runbook", "inputs"):
                Keys(use.Member.Value, NameKind.Input, own, isDefinition: true);
                break;
            case ("runbook", "vars"):
                Keys(use.Member.Value, NameKind.Variable, own, isDefinition: true);
                break;
            case ("runbook", "outputs"):
                Keys(use.Member.Value, NameKind.Output, own, isDefinition: true);
                break;
            case ("runbook", "codes"):
                Keys(use.Member.Value, NameKind.Code, Owner.Everybody, isDefinition: true);
                break;
            case ("step", "id"):
                Each(use.Member.Value, NameKind.Step, own, isDefinition: true);
                break;
            case ("step", "outputs"):
                Keys(use.Member.Value, NameKind.Output, OfStep(use.Mapping, OwnerKind.CalledBy), isDefinition: true);
                break;
            case ("step", "forEach"):
                Each((use.Member.Value as MappingNode)?["as"], NameKind.Item, OfStep(use.Mapping, OwnerKind.Step), isDefinition: true);
                break;
            case ("escalation", "team"):
                Each(use.Member.Value, NameKind.Team, Owner.Everybody);
                break;
            case ("teams", "teams"):
                Keys(use.Member.Value, NameKind.Team, Owner.Everybody, isDefinition: true);
                break;
            case ("requires", "on"):
                Each(use.Member.Value, NameKind.Code, Owner.Everybody);
                break;
            default:
                OfTests(use);
                break;
        }
    }

    // What a step, or its undoing, gives an activity.
    private void With(MappingNode holder, MappingNode? with)
    {
        if (with is null || holder.TextOf("action") is not { } action)
        {
            return;
        }

        Keys(with, NameKind.Input, new(OwnerKind.Activity, action));
        Codes(with);
        if (action == WrittenStep.CallingAction)
        {
            Each(with["runbook"], NameKind.Runbook, Owner.Everybody);
            if (with.TextOf("runbook") is { } called)
            {
                Keys(with["inputs"], NameKind.Input, new(OwnerKind.Runbook, called));
            }
        }

        if (WrittenStep.IsTeam(action, "team"))
        {
            Each(with["team"], NameKind.Team, Owner.Everybody);
        }

        foreach (var field in Items(with["fields"]).OfType<MappingNode>())
        {
            Each(field["name"], NameKind.Answer, OfStep(holder, OwnerKind.Step), isDefinition: true);
        }
    }

    // What a step gives its activity to fail with is one of the file's own codes, directly or for what a program ends with.
    private void Codes(MappingNode with)
    {
        var ends = (with["exitCodes"] as MappingNode)?.Members.Select(static m => m.Value) ?? [];
        foreach (var code in ends.Append(with["code"]).OfType<ScalarNode>().Where(c => codes.Contains(c.Text)))
        {
            Add(NameKind.Code, Owner.Everybody, code);
        }
    }

    private void OfActivity()
    {
        Each(tree.Top["activity"], NameKind.Activity, Owner.Everybody, isDefinition: true);
        Keys(tree.Top["inputs"], NameKind.Input, own, isDefinition: true);
        Keys(tree.Top["outputs"], NameKind.Output, own, isDefinition: true);
        Keys(tree.Top["result"], NameKind.Output, own);
        Keys((tree.Top["done"] as MappingNode)?["result"], NameKind.Output, own);
        Keys(tree.Top["codes"], NameKind.Code, Owner.Everybody, isDefinition: true);
        foreach (var example in Items(tree.Top["examples"]).OfType<MappingNode>())
        {
            Keys(example["inputs"], NameKind.Input, own);
            Keys(example["gives"], NameKind.Output, own);
            Each(example["fails"], NameKind.Code, Owner.Everybody);
            foreach (var program in (example["programs"] as MappingNode)?.Members ?? [])
            {
                StepName(program.Key);
            }
        }
    }

    private void Expressions()
    {
        foreach (var scalar in tree.Root?.All().OfType<ScalarNode>() ?? [])
        {
            foreach (var expression in ExpressionNames.Expressions(text, scalar.Span))
            {
                Names(expression);
            }
        }

        foreach (var step in steps)
        {
            if (step.Node["when"] is ScalarNode condition && !condition.Text.Contains("${{", StringComparison.Ordinal))
            {
                Names(condition.Inner);
            }
        }
    }

    private void Names(TextSpan expression)
    {
        foreach (var name in ExpressionNames.Names(text, expression))
        {
            Name(name);
        }
    }

    private void Name(DottedName name)
    {
        var parts = name.Parts;
        if (loops[name.Root].LastOrDefault(l => l.Node.Span.Touches(parts[0].Span.Start)) is { } loop)
        {
            Add(NameKind.Item, new(OwnerKind.Step, subject, loop.Id), parts[0]);
        }

        if (parts.Count < 2 || !Roots.Contains(name.Root))
        {
            return;
        }

        switch (name.Root)
        {
            case "inputs":
                Add(NameKind.Input, own, parts[1]);
                break;
            case "vars":
                Add(NameKind.Variable, own, parts[1]);
                break;
            case "steps":
                OfStepName(parts);
                break;
        }
    }

    private void OfStepName(IReadOnlyList<(string Text, TextSpan Span)> parts)
    {
        Add(NameKind.Step, own, parts[1]);
        if (parts.Count > 3 && parts[2].Text == "outputs")
        {
            Add(NameKind.Output, new(OwnerKind.CalledBy, subject, parts[1].Text), parts[3]);
            if (parts.Count > 4 && parts[3].Text == "answers")
            {
                Add(NameKind.Answer, new(OwnerKind.Step, subject, parts[1].Text), parts[4]);
            }
        }
    }

    private Owner OfStep(MappingNode node, OwnerKind of) => new(of, subject, node.TextOf("id") ?? "");

    private void Keys(SyntaxNode? node, NameKind what, Owner owner, bool isDefinition = false)
    {
        foreach (var member in (node as MappingNode)?.Members ?? [])
        {
            Add(what, owner, member.Key, isDefinition);
        }
    }

    private void Each(SyntaxNode? node, NameKind what, Owner owner, bool isDefinition = false)
    {
        foreach (var scalar in (node is SequenceNode ? Items(node) : [node]).OfType<ScalarNode>())
        {
            Add(what, owner, scalar, isDefinition);
        }
    }

    private static IEnumerable<SyntaxNode?> Items(SyntaxNode? node) => (node as SequenceNode)?.Items.Select(static i => i.Value) ?? [];

    private void Add(NameKind what, Owner owner, ScalarNode scalar, bool isDefinition = false)
    {
        if (scalar.Text.Length > 0 && !scalar.Text.Contains("${{", StringComparison.Ordinal))
        {
            sites.Add(new(what, owner, scalar.Text, scalar.Inner, isDefinition));
        }
    }

    private void Add(NameKind what, Owner owner, (string Text, TextSpan Span) part) => sites.Add(new(what, owner, part.Text, part.Span));
}
