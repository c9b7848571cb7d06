using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Definition;

/// <summary>What a step is.</summary>
public enum StepKind
{
    /// <summary>One activity.</summary>
    Action,

    /// <summary>Steps, one after another.</summary>
    Group,

    /// <summary>Steps side by side.</summary>
    Parallel,

    /// <summary>Steps for each item of a list.</summary>
    ForEach,

    /// <summary>One pass of a <see cref="ForEach"/>; made by the planner, never written.</summary>
    Iteration,

    /// <summary>Another runbook.</summary>
    Call,

    /// <summary>Steps that are repeated until a condition holds. Since 1.1.</summary>
    Wait,
}

/// <summary>One step of a runbook.</summary>
/// <remarks>Source: language.md, "A step". Which members are set follows from <see cref="Kind"/>.</remarks>
public sealed record Step
{
    /// <summary>What the step is.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>Kebab-case name, unique in the runbook.</summary>
    public required string Id { get; init; }

    /// <summary>Where the step's id stands.</summary>
    public required Span Span { get; init; }

    /// <summary>Title, or null; where it holds expressions, … stands for them.</summary>
    public LocalizedText? Name { get; init; }

    /// <summary>The title in both languages with the expressions that it holds; null when it holds none.</summary>
    public (Template Pl, Template En)? Title { get; init; }

    /// <summary>Condition; a step whose condition is not fulfilled is skipped.</summary>
    public Template? When { get; init; }

    /// <summary>Longest time that it may take, or null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What follows when it failed for good and no clause caught it.</summary>
    public FailureRoute OnFailure { get; init; }

    /// <summary>Clauses that may catch its failure; the first match wins.</summary>
    public ImmutableArray<CatchClause> Catch { get; init; } = [];

    /// <summary>The activity (<see cref="StepKind.Action"/>, <see cref="StepKind.Call"/>).</summary>
    public ActivityInfo? Activity { get; init; }

    /// <summary>Inputs of the activity, or of the called runbook.</summary>
    public ImmutableArray<NamedTemplate> With { get; init; } = [];

    /// <summary>How often the activity is tried, or null for once.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How the completed step is undone, or null.</summary>
    public Compensation? Compensate { get; init; }

    /// <summary>What an interruption means here; null for what the activity says.</summary>
    public Interruption? OnInterrupted { get; init; }

    /// <summary>Steps of a block.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>How many of a block's steps or passes may run at a time; 0 for no limit.</summary>
    public int MaxParallel { get; init; } = 1;

    /// <summary>The list of a <see cref="StepKind.ForEach"/>.</summary>
    public Template? In { get; init; }

    /// <summary>The name of the item of a <see cref="StepKind.ForEach"/>.</summary>
    public string As { get; init; } = "item";

    /// <summary>
    /// Whether a pass of a <see cref="StepKind.ForEach"/> that failed lets the others go on; written as <c>onFailure: continue</c>. Since
    /// 1.1.
    /// </summary>
    public bool KeepsPasses { get; init; }

    /// <summary>What each pass of a <see cref="StepKind.ForEach"/> gives; null when passes are not collected. Since 1.1.</summary>
    public ImmutableArray<NamedTemplate>? Collect { get; init; }

    /// <summary>
    /// The condition after which a <see cref="StepKind.ForEach"/> has no more passes, or a <see cref="StepKind.Wait"/> ends; or null.
    /// Since 1.1.
    /// </summary>
    public Template? Until { get; init; }

    /// <summary>The time between two looks of a <see cref="StepKind.Wait"/>. Since 1.1.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>What it is about, or null. Since 1.1.</summary>
    public LocalizedText? Description { get; init; }

    /// <summary>What to do when it fails, or null. Since 1.1.</summary>
    public LocalizedText? Hint { get; init; }

    /// <summary>A picture that comes with the runbooks, or null. Since 1.1.</summary>
    public string? Picture { get; init; }

    /// <summary>Where the picture is named, or null.</summary>
    public Span? PictureSpan { get; init; }

    /// <summary>Whether a person may leave it out. Since 1.1.</summary>
    public bool IsSkippable { get; init; } = true;

    /// <summary>The runbook of a <see cref="StepKind.Call"/>.</summary>
    public Runbook? Called { get; init; }

    /// <summary>Whether it is a step of an activity made of YAML.</summary>
    public bool IsMade => Called is { IsActivity: true };

    /// <summary>What an interruption in the middle of it means.</summary>
    public Interruption Interrupted => OnInterrupted ?? Activity?.Interruption ?? Interruption.Rerun;

    /// <summary>Every value of the step itself that may hold expressions.</summary>
    public IEnumerable<Template> Templates() =>
        new[] { When, In, Until, Title?.Pl, Title?.En }
            .OfType<Template>()
            .Concat(With.Select(static w => w.Template))
            .Concat(Collect?.Select(static c => c.Template) ?? [])
            .Concat(Compensate?.With.Select(static w => w.Template) ?? []);

    /// <summary>This step and every step inside it, in the order of the text.</summary>
    public IEnumerable<Step> WithDescendants() =>
        Steps.IsEmpty && Catch.IsEmpty
            ? [this]
            : Steps
                .SelectMany(static s => s.WithDescendants())
                .Concat(Catch.SelectMany(static c => c.Steps).SelectMany(static s => s.WithDescendants()))
                .Prepend(this);
}
