using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Definition;

/// <summary>A checked runbook definition: what a support lead wrote, with every reference resolved.</summary>
/// <param name="Id">Kebab-case name, unique in a library.</param>
/// <param name="Aliases">Further names under which it can be run.</param>
/// <param name="Version">Semantic version.</param>
/// <param name="Name">Title.</param>
/// <param name="Description">What it is for, or null.</param>
/// <param name="Inputs">Declared inputs, in order.</param>
/// <param name="Variables">Named values, computed when they are read.</param>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Escalations">Who is told when the run fails; the first match wins.</param>
/// <param name="Finally">Steps that run in every case, last.</param>
/// <param name="Outputs">What the run gives back.</param>
/// <param name="Source">The file that it was read from.</param>
/// <remarks>Source: language.md.</remarks>
public sealed record Runbook(
    string Id,
    ImmutableArray<string> Aliases,
    string Version,
    LocalizedText Name,
    LocalizedText? Description,
    ImmutableArray<InputDefinition> Inputs,
    ImmutableArray<NamedTemplate> Variables,
    ImmutableArray<Step> Steps,
    ImmutableArray<Escalation> Escalations,
    ImmutableArray<Step> Finally,
    ImmutableArray<NamedTemplate> Outputs,
    RunbookSource Source
)
{
    /// <summary>The first version of the language.</summary>
    public const string FirstSchema = "1.0";

    /// <summary>The newest version of the language that this program knows.</summary>
    public const string NewestSchema = "1.1";

    /// <summary>The activity that hands a case to a team.</summary>
    public const string Escalating = "escalate.team";

    /// <summary>The activity that checks what an activity made of YAML needs.</summary>
    internal const string Needing = "check.needs";

    /// <summary>The version of the language in which it is written.</summary>
    public string Schema { get; init; } = FirstSchema;

    /// <summary>Where the version of the language stands, or null.</summary>
    public Span? SchemaSpan { get; init; }

    /// <summary>Whether what version 1.1 forbids is an error in it.</summary>
    public bool IsStrict => Schema != FirstSchema;

    /// <summary>The codes of its own with which its steps can fail. Since 1.1.</summary>
    public ImmutableArray<OwnCode> Codes { get; init; } = [];

    /// <summary>Whether it only serves other runbooks: it is not listed, and nobody runs it by name. Since 1.1.</summary>
    public bool IsInternal { get; init; }

    /// <summary>What says that all is already as wanted; null unless it is an activity that asks. Since 1.1.</summary>
    public AlreadyDone? Already { get; init; }

    /// <summary>Whether it is the body of an activity made of YAML.</summary>
    public bool IsActivity => Id.Contains('.', StringComparison.Ordinal);

    /// <summary>The own code of a name, or null.</summary>
    public OwnCode? Code(string code) => Codes.FirstOrDefault(c => c.Code == code);

    /// <summary>The input of a name, or null.</summary>
    public InputDefinition? Input(string name) => Inputs.FirstOrDefault(i => i.Name == name);

    /// <summary>Every value of the definition that may hold expressions.</summary>
    public IEnumerable<Template> Templates() =>
        Inputs
            .Select(static i => i.Default)
            .OfType<Template>()
            .Concat(Variables.Select(static v => v.Template))
            .Concat(AllSteps().Concat(Escalations.Select(static e => e.Step)).SelectMany(static s => s.Templates()))
            .Concat(Outputs.Select(static o => o.Template))
            .Concat(Already is { } already ? already.Outputs.Select(static o => o.Template).Prepend(already.When) : []);

    /// <summary>Every step of the definition, wherever it stands, in the order of the text.</summary>
    public IEnumerable<Step> AllSteps() => Steps.Concat(Finally).SelectMany(static s => s.WithDescendants());

    /// <summary>What kind of value its expressions give.</summary>
    public ISorts Sorts() => new Sorts(this);

    /// <summary>Where a path of a run leads: the step, and the runbook in whose text it stands; null when it leads nowhere.</summary>
    /// <remarks>The one way from a path to a step: an id is unique in its own runbook only.</remarks>
    public StepPlace? Resolve(StepPath path) => StepPlace.Of(this, path);

    /// <summary>Where a path as a journal writes it leads; null when it is none or leads nowhere.</summary>
    public StepPlace? Resolve(string? path) => StepPath.TryParse(path) is { } parsed ? StepPlace.Of(this, parsed) : null;
}

/// <summary>The bytes that a definition was read from.</summary>
/// <param name="Path">Where they came from, as shown to people.</param>
/// <param name="Bytes">The exact content.</param>
/// <param name="Digest">SHA-256 of the content, lower-case hex.</param>
public sealed record RunbookSource(string Path, ImmutableArray<byte> Bytes, string Digest);

/// <summary>A failure code of a runbook's own, with its words.</summary>
/// <param name="Code">The code: <c>site.no-room</c>.</param>
/// <param name="Words">What happened.</param>
/// <param name="Hint">What to do next, or null.</param>
/// <param name="Span">Where it stands.</param>
public sealed record OwnCode(string Code, LocalizedText Words, LocalizedText? Hint, Span Span);

/// <summary>What a step that failed for good is followed by.</summary>
public enum FailureRoute
{
    /// <summary>The enclosing block fails with the same code.</summary>
    Abort,

    /// <summary>The run goes on with the next step.</summary>
    Continue,

    /// <summary>Completed steps are undone in reverse order, then the run ends.</summary>
    Rollback,
}

/// <summary>How often and when a failed activity is tried again.</summary>
/// <param name="MaxAttempts">How many attempts in all, the first one counted.</param>
/// <param name="Delay">Wait before the second attempt.</param>
/// <param name="Backoff">Factor by which each further wait grows, at least 1.</param>
/// <param name="MaxDelay">Longest wait.</param>
/// <param name="On">Codes that are worth another attempt; empty means those that the activity calls retryable.</param>
public sealed record RetryPolicy(int MaxAttempts, TimeSpan Delay, decimal Backoff, TimeSpan MaxDelay, ImmutableArray<string> On)
{
    /// <summary>Where each of the codes stands.</summary>
    public ImmutableArray<Span> OnSpans { get; init; } = [];

    /// <summary>Where the policy stands.</summary>
    public Span Span { get; init; }

    /// <summary>The wait after an attempt, without any randomness: a replay must find the same one.</summary>
    public TimeSpan DelayAfter(int attempt)
    {
        var delay = (decimal)Delay.TotalMilliseconds;
        for (var i = 1; i < attempt && delay < (decimal)MaxDelay.TotalMilliseconds; i++)
        {
            delay *= Backoff;
        }

        return TimeSpan.FromMilliseconds((double)Math.Min(decimal.Round(delay), (decimal)MaxDelay.TotalMilliseconds));
    }
}

/// <summary>One clause of <c>catch</c>.</summary>
/// <param name="On">Codes or prefixes (<c>fingerprint.*</c>).</param>
/// <param name="Steps">What is done about it; may be empty.</param>
/// <param name="Then">How the run goes on afterwards.</param>
/// <param name="Span">Where it stands.</param>
public sealed record CatchClause(ImmutableArray<string> On, ImmutableArray<Step> Steps, FailureRoute Then, Span Span)
{
    /// <summary>Where each of the codes stands.</summary>
    public ImmutableArray<Span> OnSpans { get; init; } = [];
}

/// <summary>Who is told when a run fails.</summary>
/// <param name="On">Codes or prefixes.</param>
/// <param name="Team">The team's id.</param>
/// <param name="Step">The step that packs the evidence and tells the team: an <c>escalate.team</c> made from the rule.</param>
/// <param name="Span">Where it stands.</param>
public sealed record Escalation(ImmutableArray<string> On, string Team, Step Step, Span Span)
{
    /// <summary>Where each of the codes stands.</summary>
    public ImmutableArray<Span> OnSpans { get; init; } = [];
}

/// <summary>How a completed step is undone.</summary>
/// <param name="Action">The activity that undoes it.</param>
/// <param name="With">Its inputs, resolved when the step completes.</param>
/// <param name="Span">Where it stands.</param>
public sealed record Compensation(ActivityInfo Action, ImmutableArray<NamedTemplate> With, Span Span)
{
    /// <summary>Whether it undoes the step when that is done.</summary>
    public bool OfCompleted { get; init; } = true;

    /// <summary>Whether it also undoes what a failure of the step left. Since 1.1.</summary>
    public bool OfFailed { get; init; }

    /// <summary>When it undoes, as it is written.</summary>
    public string When => string.Join(", ", ((string?[])[OfCompleted ? "completed" : null, OfFailed ? "failed" : null]).OfType<string>());
}
