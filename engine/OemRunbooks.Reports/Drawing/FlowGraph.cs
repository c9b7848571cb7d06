using System.Globalization;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Drawing;

/// <summary>A node of the graph; blocks hold others.</summary>
/// <param name="Id">Its name in the graph.</param>
/// <param name="Lines">What stands in it, title first.</param>
/// <param name="Kind"><c>step</c>, <c>end</c>, <c>team</c>, <c>block</c>.</param>
/// <param name="Standing">Its state as a word, or null when no run is shown.</param>
internal sealed record GraphNode(string Id, IReadOnlyList<string> Lines, string Kind, string? Standing)
{
    internal List<GraphNode> Inside { get; } = [];
}

/// <summary>An edge.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Label">What stands beside it, or "".</param>
/// <param name="IsFailure">Whether a failure goes this way.</param>
internal sealed record GraphEdge(string From, string To, string Label, bool IsFailure);

/// <summary>A flow as nodes and edges, for formats that lay a picture out themselves.</summary>
internal sealed class FlowGraph
{
    private readonly FlowWords words;
    private readonly bool hasRun;
    private readonly List<GraphEdge> edges = [];
    private Frame frame = new(new("", [], "block", null), []);
    private int nodes;

    internal FlowGraph(Flow flow, FlowWords words)
    {
        this.words = words;
        hasRun = flow.Standing is not null;
        Root = new("root", [words.Heading], "block", null);
        var start = Put(Root, [words.Start], "end", null);
        var last = Runbook(flow.Body, Root, [new(start.Id, "", false)]);
        Join(last, Put(Root, [words.End], "end", null));
    }

    internal GraphNode Root { get; }

    internal IReadOnlyList<GraphEdge> Edges => edges;

    /// <summary>A loose end: where the next edge begins.</summary>
    private sealed record Loose(string From, string Label, bool IsFailure);

    /// <summary>The runbook in which a failure stays: where its nodes lie, and what leads to its failure.</summary>
    private sealed record Frame(GraphNode Into, List<Loose> Failures);

    private List<Loose> Runbook(FlowBody body, GraphNode into, List<Loose> from)
    {
        var around = frame;
        frame = new(into, []);
        foreach (var node in body.Steps)
        {
            from = Node(node, into, from);
        }

        if (!body.Escalations.IsEmpty || frame.Failures.Count > 0)
        {
            var failure = Put(into, [words.Failure], "end", null);
            Join(frame.Failures, failure);
            from = [.. from, .. Escalations(body, into, failure)];
        }

        if (!body.Finally.IsEmpty)
        {
            var block = Put(into, [words.Finally], "block", null);
            foreach (var node in body.Finally)
            {
                from = Node(node, block, from);
            }
        }

        frame = around;
        return from;
    }

    private IEnumerable<Loose> Escalations(FlowBody body, GraphNode into, GraphNode failure)
    {
        yield return new(failure.Id, "", true);
        foreach (var rule in body.Escalations)
        {
            var team = Put(into, [Marked(words.Then(rule), rule.Mark)], "team", Standing(rule.Mark));
            edges.Add(new(failure.Id, team.Id, FlowWords.Codes(rule.On), true));
            yield return new(team.Id, "", true);
        }
    }

    private List<Loose> Node(FlowNode node, GraphNode into, List<Loose> from)
    {
        string[] lines = [Marked(words.Title(node), node.Mark), .. words.Details(node)];
        var isBlock = node.Inside.All().Any();
        var place = Put(into, lines, isBlock ? "block" : "step", Standing(node.Mark));
        List<Loose> exits;
        if (!isBlock)
        {
            Join(from, place);
            exits = [new(place.Id, "", false)];
        }
        else if (node.Kind == StepKind.Parallel)
        {
            exits = [.. node.Inside.Steps.SelectMany(s => Node(s, place, from))];
        }
        else
        {
            exits =
                node.Kind == StepKind.Call
                    ? Runbook(node.Inside, place, from)
                    : node.Inside.Steps.Aggregate(from, (way, step) => Node(step, place, way));
            if (node.Loop is { } loop && First(place) is { } first)
            {
                edges.AddRange(exits.Take(1).Select(e => new GraphEdge(e.From, first.Id, $"{words.NextPass} {loop.Item}", false)));
            }
        }

        return [.. exits, .. Routes(node, into, exits)];
    }

    private List<Loose> Routes(FlowNode node, GraphNode into, List<Loose> exits)
    {
        var goOn = new List<Loose>();
        var begin = exits.Select(static e => e.From).Distinct().ToList();
        foreach (var clause in node.Catches)
        {
            List<Loose> way = [.. begin.Take(1).Select(b => new Loose(b, FlowWords.Codes(clause.On), true))];
            foreach (var step in clause.Steps)
            {
                way = Node(step, into, way);
            }

            Lead(clause.Then, way, goOn);
        }

        if (node.OnFailure != FailureRoute.Abort)
        {
            Lead(node.OnFailure, [.. begin.Take(1).Select(b => new Loose(b, words.AnyFailure, true))], goOn);
        }

        return goOn;
    }

    private void Lead(FailureRoute then, List<Loose> way, List<Loose> goOn)
    {
        switch (then)
        {
            case FailureRoute.Continue:
                goOn.AddRange(way);
                break;
            case FailureRoute.Abort:
                frame.Failures.AddRange(way);
                break;
            case FailureRoute.Rollback:
                var undo = frame.Into.Inside.Find(static n => n.Kind == "undo") ?? Put(frame.Into, [words.Rollback], "undo", null);
                Join(way, undo);
                if (frame.Failures.TrueForAll(f => f.From != undo.Id))
                {
                    frame.Failures.Add(new(undo.Id, "", true));
                }

                break;
        }
    }

    private static GraphNode? First(GraphNode block) =>
        block.Inside.Count == 0 ? null
        : block.Inside[0].Kind == "block" ? First(block.Inside[0])
        : block.Inside[0];

    private GraphNode Put(GraphNode into, IReadOnlyList<string> lines, string kind, string? standing)
    {
        var node = new GraphNode("n" + (++nodes).ToString(CultureInfo.InvariantCulture), lines, kind, standing);
        into.Inside.Add(node);
        return node;
    }

    private void Join(List<Loose> from, GraphNode to) =>
        edges.AddRange(from.Select(f => new GraphEdge(f.From, to.Id, f.Label, f.IsFailure)));

    private string Marked(string title, FlowMark? mark) => words.State(mark) is { } state ? $"{state.Mark} {title}" : title;

    private string? Standing(FlowMark? mark) => hasRun ? (mark?.Standing ?? StepStanding.Omitted).Word() : null;
}
