using System.Collections.Immutable;
using System.Globalization;

namespace OemRunbooks.Language.Definition;

/// <summary>What one part of a step's path is.</summary>
public enum PathPart
{
    /// <summary>A step, by its id.</summary>
    Step,

    /// <summary>One pass of the loop that stands before it.</summary>
    Pass,

    /// <summary>A clause of the <c>catch</c> of the step that stands before it.</summary>
    Catch,

    /// <summary>A rule of a runbook's <c>escalations</c>.</summary>
    Escalation,

    /// <summary>A runbook's <c>finally</c>.</summary>
    Finally,
}

/// <summary>One part of a step's path.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Id">A step's id; empty for the others.</param>
/// <param name="Number">Which pass, clause or rule, from 0; 0 for the others.</param>
public readonly record struct PathSegment(PathPart Part, string Id, int Number);

/// <summary>The way to a step of a run: through blocks, passes of loops, clauses and called runbooks.</summary>
/// <remarks>
/// The only place that knows how a path is written: <c>group/child</c>, <c>loop[0]/child</c>, <c>step/catch[0]/child</c>,
/// <c>finally/note</c>, <c>escalations[0]</c>, <c>call/step-of-the-called-runbook</c>; the run itself is the empty text.
/// Journals hold the text, all else asks this type.
/// Source: docs/en/reference/journal.md, "Paths".
/// </remarks>
public sealed class StepPath : IEquatable<StepPath>
{
    private const string CatchWord = "catch";
    private const string EscalationWord = "escalations";
    private const string FinallyWord = "finally";
    private readonly string text;

    private StepPath(StepPath? parent, PathSegment last, string text) => (Parent, Last, this.text) = (parent, last, text);

    /// <summary>The run itself.</summary>
    public static StepPath Root { get; } = new(null, default, "");

    /// <summary>The path without its last part; null for the run itself.</summary>
    public StepPath? Parent { get; }

    /// <summary>The last part; without meaning for the run itself.</summary>
    public PathSegment Last { get; }

    /// <summary>Whether it is the run itself.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>All parts, from the outside.</summary>
    public ImmutableArray<PathSegment> Segments => [.. Upward().Select(static p => p.Last).Reverse()];

    /// <summary>The path of what the last part lies in, then of what that lies in, and so on; the run itself is left out.</summary>
    public IEnumerable<StepPath> Ancestors => Upward().Skip(1);

    /// <summary>The innermost step of the path as its journal writes it: its id, with the number of the pass if it is one.</summary>
    public string Name =>
        Last switch
        {
            { Part: PathPart.Step } step => step.Id,
            { Part: PathPart.Pass } pass => Numbered(Parent!.Last.Id, pass.Number),
            { Part: PathPart.Catch } clause => Numbered(CatchWord, clause.Number),
            { Part: PathPart.Escalation } rule => Numbered(EscalationWord, rule.Number),
            _ => FinallyWord,
        };

    /// <summary>The same path with the passes of loops left out: where the step stands in its definition.</summary>
    public StepPath WithoutPasses
    {
        get
        {
            var path = Root;
            foreach (var segment in Segments.Where(static s => s.Part != PathPart.Pass))
            {
                path = path.Below(segment);
            }

            return path;
        }
    }

    /// <summary>The path that a journal writes so.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static StepPath Parse(string text) => TryParse(text) ?? throw new FormatException($"\"{text}\" is no path of a step");

    /// <summary>The path that a journal writes so; null when it is none.</summary>
    public static StepPath? TryParse(string? text)
    {
        if (text is null or "")
        {
            return text is null ? null : Root;
        }

        var path = Root;
        var rest = text.AsSpan();
        while (true)
        {
            var slash = rest.IndexOf('/');
            if (path.With(slash < 0 ? rest : rest[..slash]) is not { } longer)
            {
                return null;
            }

            path = longer;
            if (slash < 0)
            {
                return path;
            }

            rest = rest[(slash + 1)..];
        }
    }

    /// <summary>A step in this block, clause, pass or called runbook.</summary>
    public StepPath Step(string id) => new(this, new(PathPart.Step, id, 0), Joined(id));

    /// <summary>A pass of this loop, from 0.</summary>
    public StepPath Pass(int number) =>
        Last.Part == PathPart.Step && !IsRoot
            ? new(this, new(PathPart.Pass, "", number), Numbered(text, number))
            : throw new ArgumentException($"\"{text}\" is no loop and has no passes", nameof(number));

    /// <summary>A clause of this step's <c>catch</c>, from 0.</summary>
    public StepPath Catch(int number) => new(this, new(PathPart.Catch, "", number), Joined(Numbered(CatchWord, number)));

    /// <summary>A rule of this runbook's <c>escalations</c>, from 0.</summary>
    public StepPath Escalation(int number) => new(this, new(PathPart.Escalation, "", number), Joined(Numbered(EscalationWord, number)));

    /// <summary>This runbook's <c>finally</c>.</summary>
    public StepPath Finally() => new(this, new(PathPart.Finally, "", 0), Joined(FinallyWord));

    /// <summary>Whether it ends as another path does, part by part.</summary>
    public bool EndsWith(StepPath ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        StepPath? mine = this;
        for (var its = ending; !its.IsRoot; (its, mine) = (its.Parent!, mine!.Parent))
        {
            if (mine is null or { IsRoot: true } || mine.Last != its.Last)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it lies in another path: inside that step, or inside what it calls.</summary>
    public bool IsBelow(StepPath other) => !IsRoot && (other is { IsRoot: true } || Ancestors.Contains(other));

    /// <inheritdoc/>
    public bool Equals(StepPath? other) => other is not null && text == other.text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StepPath);

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>As a journal writes it.</summary>
    public override string ToString() => text;

    private static string Numbered(string name, int number) => $"{name}[{number.ToString(CultureInfo.InvariantCulture)}]";

    private string Joined(string name) => text.Length == 0 ? name : $"{text}/{name}";

    private StepPath Below(PathSegment segment) =>
        segment.Part switch
        {
            PathPart.Step => Step(segment.Id),
            PathPart.Pass => Pass(segment.Number),
            PathPart.Catch => Catch(segment.Number),
            PathPart.Escalation => Escalation(segment.Number),
            PathPart.Finally => Finally(),
        };

    // One name between two slashes; a number in brackets belongs to the word or the loop before it.
    private StepPath? With(ReadOnlySpan<char> written)
    {
        var open = written.IndexOf('[');
        if (open < 0)
        {
            return written is "" or CatchWord or EscalationWord || written.Contains(']') ? null
                : written is FinallyWord ? Finally()
                : Step(written.ToString());
        }

        var name = written[..open];
        var digits = written[(open + 1)..];
        if (digits.Length < 2 || digits[^1] != ']' || NumberIn(digits[..^1]) is not { } number)
        {
            return null;
        }

        return name switch
        {
            "" or FinallyWord => null,
            CatchWord => Catch(number),
            EscalationWord => Escalation(number),
            _ => name.Contains(']') ? null : Step(name.ToString()).Pass(number),
        };
    }

    // As it is written: no sign, no zeros before it.
    private static int? NumberIn(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (digits.Length == 1 || digits[0] != '0')
            ? number
            : null;

    private IEnumerable<StepPath> Upward()
    {
        for (var path = this; !path.IsRoot; path = path.Parent!)
        {
            yield return path;
        }
    }
}
