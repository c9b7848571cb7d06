using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Names;

/// <summary>The names in a file of scenario tests.</summary>
internal sealed partial class SiteReader
{
    private void OfTests(KeyUse use)
    {
        var value = use.Member.Value;
        switch (use.Table.Name, use.Key!.Name)
        {
            case ("test", "inputs"):
                Keys(value, NameKind.Input, own);
                break;
            case ("test", "activities"):
                ByStep(value, static a => a["outputs"], NameKind.Output, OwnerKind.CalledBy);
                break;
            case ("test", "answers"):
                ByStep(value, static a => a["answers"], NameKind.Answer, OwnerKind.Step);
                break;
            case ("fault", "crashAfter" or "crashIn" or "crashInUndo") or ("journalEntry", "step"):
                StepNames(value);
                break;
            case ("expect", "path" or "compensated" or "skipped"):
                StepNames(value);
                break;
            case ("expect", "attempts"):
                ByStep(value, static _ => null, NameKind.Step, OwnerKind.File);
                break;
            case ("expect", "inputs"):
                ByStep(value, static a => a, NameKind.Input, OwnerKind.CalledBy);
                break;
            case ("expect", "outputs"):
                Keys(value, NameKind.Output, own);
                break;
            case ("expect", "escalatedTo"):
                Each(value, NameKind.Team, Owner.Everybody);
                break;
        }
    }

    // Members named by steps, with names below them that belong to the step.
    private void ByStep(SyntaxNode? node, Func<MappingNode, SyntaxNode?> below, NameKind what, OwnerKind of)
    {
        foreach (var member in (node as MappingNode)?.Members ?? [])
        {
            StepName(member.Key);
            var step = StepPath.TryParse(member.Key.Text)?.Last.Id ?? member.Key.Text;
            foreach (var answer in (member.Value is SequenceNode ? Items(member.Value) : [member.Value]).OfType<MappingNode>())
            {
                Keys(below(answer), what, new(of, subject, step));
            }
        }
    }

    private void StepNames(SyntaxNode? node)
    {
        foreach (var scalar in (node is SequenceNode ? Items(node) : [node]).OfType<ScalarNode>())
        {
            StepName(scalar);
        }
    }

    // Each step of a path is a name; a step that is called by another one stands in the called runbook.
    private void StepName(ScalarNode scalar)
    {
        if (scalar.Style == ScalarStyle.Block || StepPath.TryParse(scalar.Text) is not { } path)
        {
            return;
        }

        var (owner, from) = (own, scalar.Inner.Start);
        foreach (var id in path.Segments.Where(static s => s.Part == PathPart.Step).Select(static s => s.Id))
        {
            var start = text.IndexOf(id, from, scalar.Inner.End - from, StringComparison.Ordinal);
            if (start < 0)
            {
                return;
            }

            from = start + id.Length;
            Add(NameKind.Step, owner, (id, new(start, from)));
            owner = new(OwnerKind.Inside, subject, id);
        }
    }
}
