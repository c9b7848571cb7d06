using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Names;

/// <summary>The names of a file: where they are made known and where they are used.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Subject">The file whose runbook it is about: its own, or the one that it tests.</param>
/// <param name="Called">The names by which others call what it holds.</param>
/// <param name="Steps">Its steps, in the order of the text.</param>
/// <param name="Sites">Every place where a name stands, in the order of the text.</param>
internal sealed record DocumentNames(
    string Path,
    DocumentKind Kind,
    string Subject,
    IReadOnlyList<string> Called,
    IReadOnlyList<WrittenStep> Steps,
    IReadOnlyList<Site> Sites
)
{
    private readonly Lazy<Dictionary<string, WrittenStep>> byId = new(() =>
        Steps.Where(static s => s.Id.Length > 0).DistinctBy(static s => s.Id).ToDictionary(static s => s.Id, StringComparer.Ordinal)
    );

    /// <summary>Reads them.</summary>
    internal static DocumentNames Of(string path, DocumentKind kind, SyntaxTree tree)
    {
        var steps = new List<WrittenStep>();
        if (kind is DocumentKind.Runbook or DocumentKind.Activity)
        {
            AddSteps(steps, tree.Top, null, null);
        }

        string[] called =
            kind == DocumentKind.Activity ? [.. Text(tree.Top["activity"])]
            : kind == DocumentKind.Runbook ? [.. Text(tree.Top["id"]), .. Texts(tree.Top["aliases"])]
            : [];
        var subject = kind == DocumentKind.Tests ? DocumentKinds.TestedBy(path) : path;
        var sites = new List<Site>();
        new SiteReader(tree, kind, subject, steps, sites).Read();
        sites.Sort(static (a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return new(path, kind, subject, called, steps, sites);
    }

    /// <summary>The step of an id, or null.</summary>
    internal WrittenStep? Step(string id) => byId.Value.GetValueOrDefault(id);

    /// <summary>The innermost step in which a cursor stands, or null.</summary>
    internal WrittenStep? StepAt(int offset) => Steps.LastOrDefault(s => s.Item.Span.Touches(offset));

    /// <summary>The name at a cursor, or null.</summary>
    internal Site? SiteAt(int offset)
    {
        var found = Sites.Where(s => s.Span.Touches(offset)).ToList();
        return found.Find(s => offset < s.Span.End) ?? found.FirstOrDefault();
    }

    /// <summary>The places of a part of the text.</summary>
    internal IEnumerable<Site> Within(TextSpan span) => Sites.Where(s => span.Start <= s.Span.Start && s.Span.End <= span.End);

    private static IEnumerable<string> Text(SyntaxNode? node) => node is ScalarNode { Text.Length: > 0 } scalar ? [scalar.Text] : [];

    private static IEnumerable<string> Texts(SyntaxNode? node) =>
        node is SequenceNode list ? list.Items.SelectMany(static i => Text(i.Value)) : Text(node);

    private static void AddSteps(List<WrittenStep> steps, MappingNode node, WrittenStep? around, PathSegment? part)
    {
        foreach (var member in node.Members)
        {
            if (member is { Key.Text: "steps" or "finally" or "parallel", Value: SequenceNode list })
            {
                Add(steps, list, around, member.Key.Text == "finally" ? new(PathPart.Finally, "", 0) : part);
            }
            else if (member is { Key.Text: "catch", Value: SequenceNode clauses })
            {
                for (var i = 0; i < clauses.Items.Count; i++)
                {
                    if (clauses.Items[i].Value is MappingNode clause)
                    {
                        AddSteps(steps, clause, around, new(PathPart.Catch, "", i));
                    }
                }
            }
        }
    }

    private static void Add(List<WrittenStep> steps, SequenceNode list, WrittenStep? around, PathSegment? part)
    {
        foreach (var item in list.Items)
        {
            if (item.Value is MappingNode node)
            {
                var step = new WrittenStep(node.TextOf("id") ?? "", node, around, item, part);
                steps.Add(step);
                AddSteps(steps, node, step, null);
            }
        }
    }
}
