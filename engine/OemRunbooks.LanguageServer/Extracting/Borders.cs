using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Extracting;

/// <summary>A value that goes into, or comes out of, extracted steps.</summary>
/// <param name="Name">What the activity calls it.</param>
/// <param name="Expression">What gives it: to an input in the runbook, to an output in the activity.</param>
/// <param name="Type">Its type, as it is written.</param>
/// <param name="Choices">The values of a choice.</param>
/// <param name="IsSure">Whether there always is one.</param>
internal sealed record Crossing(string Name, string Expression, string Type, IReadOnlyList<string> Choices, bool IsSure);

/// <summary>
/// What crosses the borders of selected steps: the names that they read from outside, and those that are read of them outside; with what
/// each of these names becomes.
/// </summary>
internal sealed class Borders
{
    private const string OutputsWord = "outputs";
    private const string AnswersWord = "answers";
    private readonly Wants wants;
    private readonly Selection selection;
    private readonly Runbook runbook;
    private readonly string id;
    private readonly HashSet<string> inside;
    private readonly Dictionary<string, Crossing> inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Crossing> outputs = new(StringComparer.Ordinal);
    private readonly List<Change> inner = [];
    private readonly List<Change> outer = [];

    /// <summary>Reads them.</summary>
    /// <param name="wants">What it works with.</param>
    /// <param name="selection">The steps.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="id">The id of the step that is put in their place.</param>
    /// <param name="left">Parts of the steps that stay in the runbook.</param>
    /// <exception cref="UnsafeException">Something crosses that can't.</exception>
    internal Borders(Wants wants, Selection selection, Runbook runbook, string id, IReadOnlyList<TextSpan> left)
    {
        (this.wants, this.selection, this.runbook, this.id) = (wants, selection, runbook, id);
        inside = [.. selection.Inside.Select(static s => s.Id)];
        foreach (var expression in Expressions())
        {
            var isInside = selection.Holds(expression) && !left.Any(l => l.Start <= expression.Start && expression.End <= l.End);
            foreach (var name in ExpressionNames.Names(Text, expression).Where(static n => !n.IsCall))
            {
                if (isInside)
                {
                    Inward(name, expression);
                }
                else
                {
                    Outward(name);
                }
            }
        }
    }

    /// <summary>What the activity takes.</summary>
    internal IReadOnlyList<Crossing> Inputs => [.. inputs.Values];

    /// <summary>What it gives.</summary>
    internal IReadOnlyList<Crossing> Outputs => [.. outputs.Values];

    /// <summary>How names in the steps are spelt in the activity.</summary>
    internal IReadOnlyList<Change> Inner => inner;

    /// <summary>How names elsewhere in the runbook are spelt from now on.</summary>
    internal IReadOnlyList<Change> Outer => outer;

    private string Text => selection.Document.Source.Text;

    private IEnumerable<TextSpan> Expressions()
    {
        var tree = selection.Document.Tree;
        var braced = (tree.Root?.All().OfType<ScalarNode>() ?? []).SelectMany(s => ExpressionNames.Expressions(Text, s.Span));
        var conditions = selection
            .Document.Names.Steps.Select(static s => s.Node["when"])
            .OfType<ScalarNode>()
            .Where(static c => !c.Text.Contains("${{", StringComparison.Ordinal))
            .Select(static c => c.Inner);
        return braced.Concat(conditions);
    }

    private void Inward(DottedName name, TextSpan expression)
    {
        var parts = Crossed(name);
        if (parts == 0)
        {
            return;
        }

        var spelt = string.Join('.', name.Parts.Take(parts).Select(static p => p.Text));
        if (!inputs.TryGetValue(spelt, out var input))
        {
            var crossing = Typed(name, parts, expression);
            inputs[spelt] = input = crossing with { Name = Unused(crossing.Name, inputs.Values), Expression = spelt };
        }

        inner.Add(new(new(name.Span.Start, name.Parts[parts - 1].Span.End), $"inputs.{input.Name}"));
    }

    // How many parts of a name are those of a value from outside; 0 for a name that means the same in the activity.
    private int Crossed(DottedName name)
    {
        var count = name.Parts.Count;
        switch (name.Root)
        {
            case "inputs" or "vars":
                return count > 1 ? 2 : throw new UnsafeException(Says.ExtractWholeMap(name.Root));
            case "run":
                return count;
            case "steps" when count > 2 && !inside.Contains(name.Parts[1].Text):
                return (name.Parts[2].Text, count) switch
                {
                    (OutputsWord, > 4) when name.Parts[3].Text == AnswersWord => 5,
                    (OutputsWord, > 3) => 4,
                    (OutputsWord, _) => throw new UnsafeException(Says.ExtractWholeMap(name.Text)),
                    _ => 3,
                };
        }

        return LoopOf(name) is { } loop && !selection.Inside.Contains(loop) ? count : 0;
    }

    private WrittenStep? LoopOf(DottedName name) =>
        selection.Document.Names.Steps.LastOrDefault(s => s.LoopItem == name.Root && s.Node.Span.Touches(name.Span.Start));

    private Crossing Typed(DottedName name, int parts, TextSpan expression)
    {
        var names = name.Parts.Take(parts).Select(static p => p.Text).ToList();
        var short_ = Camel(
            names[0] is "inputs" or "vars" ? names[1..]
            : names[0] == "steps" ? ShortOf(names)
            : names
        );
        var known = names switch
        {
            ["inputs", var input] when runbook.Input(input) is { } declared => new Crossing(
                short_,
                "",
                Word(declared.Type),
                declared.Choices,
                declared.Required || declared.Default is not null
            ),
            ["steps", var step, OutputsWord, var output] => OutputOf(step, output) is { } field ? field with { Name = short_ } : null,
            ["steps", _, "state"] => new(short_, "", "string", [], true),
            ["steps", _, "error"] => new(short_, "", "string", [], false),
            _ => null,
        };
        if (known is not null && IsType(known.Type))
        {
            return known;
        }

        var type =
            UseOf(expression, name)
            ?? wants.SortOf(selection.Document, name) switch
            {
                "text" => "string",
                "secret" or "number" or "boolean" or "list" or "duration" or "version" => wants.SortOf(selection.Document, name),
                _ => UseOf(expression, null),
            };
        return type is null ? throw new UnsafeException(Says.ExtractTypeUnknown(name.Text)) : new(short_, "", type, [], true);
    }

    // A value that is a name and nothing else has the type of the field that takes it. What a condition is about need not be one.
    private string? UseOf(TextSpan expression, DottedName? name)
    {
        var chain = selection.Document.Tree.At(expression.Start).ToList();
        if (chain is not [.., MappingNode with, ScalarNode { Text: var text }] || text.Trim() is not ['$', '{', '{', .., '}', '}'])
        {
            return null;
        }

        if (name is not null && text.Trim()[3..^2].Trim() != name.Text)
        {
            return null;
        }

        var step = selection.Inside.LastOrDefault(s => s.Node["with"] == with);
        var field = with.Members.Find(m => m.Value == chain[^1])?.Key.Text;
        return
            step?.Action is { } action
            && field is not null
            && wants.Activity(action)?.Input(field) is { } input
            && IsType(Word(input.Type))
            && (name is not null || input.Type != InputType.Boolean)
            ? Word(input.Type)
            : null;
    }

    private void Outward(DottedName name)
    {
        var parts = name.Parts;
        if (name.Root != "steps" || parts.Count < 2 || !inside.Contains(parts[1].Text))
        {
            return;
        }

        var step = parts[1].Text;
        if (parts.Count < 4 || parts[2].Text != OutputsWord)
        {
            throw new UnsafeException(
                parts.Count > 2 && parts[2].Text != OutputsWord ? Says.ExtractStateIsRead(step) : Says.ExtractWholeMap(name.Text)
            );
        }

        var spelt = $"steps.{step}.{OutputsWord}.{parts[3].Text}";
        if (!outputs.TryGetValue(spelt, out var output))
        {
            if (OutputOf(step, parts[3].Text) is not { } found || !IsType(found.Type) || found.Type == "secret")
            {
                throw new UnsafeException(Says.ExtractTypeUnknown(spelt));
            }

            var short_ = outputs.Values.Any(o => o.Name == parts[3].Text) ? Camel([step, parts[3].Text]) : parts[3].Text;
            outputs[spelt] = output = found with { Name = Unused(short_, outputs.Values), Expression = spelt };
        }

        outer.Add(new(new(parts[1].Span.Start, parts[3].Span.End), $"{id}.{OutputsWord}.{output.Name}"));
    }

    // As the step declares it, or its activity.
    private Crossing? OutputOf(string step, string output)
    {
        if (selection.Document.Names.Step(step) is not { } written)
        {
            return null;
        }

        if (written.Node["outputs"] is MappingNode declared && declared[output] is { } own)
        {
            var choices = ((own as MappingNode)?["choices"] as SequenceNode)?.Items.Select(static i => i.Value).OfType<ScalarNode>();
            return new(output, "", (own as MappingNode)?.TextOf("type") ?? "string", [.. (choices ?? []).Select(static c => c.Text)], true);
        }

        return written.Action is { } action && wants.Activity(action)?.Output(output) is { } field
            ? new(output, "", Word(field.Type), field.Choices, !field.IsSometimes)
            : null;
    }

    private static bool IsType(string type) => type is not ("map" or "any" or "localized");

    private static string Word(InputType type) => type.ToString().ToLowerInvariant();

    private static List<string> ShortOf(List<string> names) =>
        names switch
        {
            [_, _, OutputsWord, AnswersWord, var answer] => [answer],
            [_, _, OutputsWord, var output] => [output],
            _ => names[1..],
        };

    private static string Camel(List<string> names)
    {
        var words = names.SelectMany(static n => n.Split('-', '_')).Where(static w => w.Length > 0).ToList();
        return words[0] + string.Concat(words.Skip(1).Select(static w => char.ToUpperInvariant(w[0]) + w[1..]));
    }

    private static string Unused(string name, IEnumerable<Crossing> taken)
    {
        var names = taken.Select(static t => t.Name).ToHashSet();
        return Enumerable.Range(1, 1000).Select(i => i == 1 ? name : $"{name}{i}").First(n => !names.Contains(n));
    }
}
