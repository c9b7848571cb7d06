using System.Collections.Immutable;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Reports.Model;

/// <summary>A runbook as it is drawn, with the path that a run took when there is one.</summary>
/// <param name="Id">The runbook's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its steps and what follows them.</param>
/// <param name="Standing">Where the run stands whose path is shown; null when only the definition is drawn.</param>
internal sealed record Flow(string Id, string Version, LocalizedText Title, FlowBody Body, RunStanding? Standing)
{
    /// <summary>Where it stands, in words; null when only the definition is drawn.</summary>
    internal Sentence? End { get; init; }

    /// <summary>How many steps are drawn, wherever they lie.</summary>
    internal int Count => Body.All().Sum(static n => n.Count);
}

/// <summary>What a runbook holds.</summary>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Finally">Those that run in every case, last.</param>
/// <param name="Escalations">Who is told when it fails.</param>
internal sealed record FlowBody(
    ImmutableArray<FlowNode> Steps,
    ImmutableArray<FlowNode> Finally,
    ImmutableArray<FlowEscalation> Escalations
)
{
    internal static FlowBody Empty { get; } = new([], [], []);

    internal IEnumerable<FlowNode> All() => Steps.Concat(Finally);
}

/// <summary>A step.</summary>
/// <param name="Path">Its path in the run, passes of loops left out.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its title.</param>
internal sealed record FlowNode(string Path, StepKind Kind, LocalizedText Title)
{
    /// <summary>Its activity, or the runbook that it calls; null for a block.</summary>
    internal string? Activity { get; init; }

    /// <summary>Its condition, or null.</summary>
    internal string? Condition { get; init; }

    /// <summary>For a loop: the name of the item and the list, as they are written.</summary>
    internal (string Item, string List)? Loop { get; init; }

    /// <summary>How many attempts it has.</summary>
    internal int Attempts { get; init; } = 1;

    /// <summary>What is inside.</summary>
    internal FlowBody Inside { get; init; } = FlowBody.Empty;

    /// <summary>How many steps are inside that are not drawn, because the run never came to them.</summary>
    internal int Folded { get; init; }

    /// <summary>What follows a failure that nothing caught.</summary>
    internal FailureRoute OnFailure { get; init; }

    /// <summary>Whether the run went that way.</summary>
    internal bool TookOnFailure { get; init; }

    /// <summary>What may catch its failure.</summary>
    internal ImmutableArray<FlowCatch> Catches { get; init; } = [];

    /// <summary>Where it stands in the run; null when there is no run, or the run never came to it.</summary>
    internal FlowMark? Mark { get; init; }

    /// <summary>Whether its failure has a way of its own.</summary>
    internal bool HasRoutes => !Catches.IsEmpty || OnFailure != FailureRoute.Abort;

    /// <summary>This step and those in it.</summary>
    internal int Count => 1 + Inside.All().Concat(Catches.SelectMany(static c => c.Steps)).Sum(static n => n.Count);
}

/// <summary>A way that a failure can take.</summary>
/// <param name="On">The codes.</param>
/// <param name="Then">How the run goes on afterwards.</param>
/// <param name="Steps">What is done about it.</param>
/// <param name="IsTaken">Whether the run went that way.</param>
internal sealed record FlowCatch(ImmutableArray<string> On, FailureRoute Then, ImmutableArray<FlowNode> Steps, bool IsTaken);

/// <summary>Who is told.</summary>
/// <param name="On">The codes.</param>
/// <param name="Team">The team.</param>
/// <param name="Mark">Where the telling stands in the run, or null.</param>
internal sealed record FlowEscalation(ImmutableArray<string> On, string Team, FlowMark? Mark);

/// <summary>Where a step stands in a run; for one in a loop, the worst of its passes.</summary>
/// <param name="Standing">Its state.</param>
/// <param name="Times">How many passes came to it.</param>
internal sealed record FlowMark(StepStanding Standing, int Times);
