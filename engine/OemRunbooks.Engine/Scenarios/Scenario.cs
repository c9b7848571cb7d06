using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>One scenario test of a runbook: what is given, what activities and people answer, and what must come of it.</summary>
/// <remarks>Source: language.md, "Scenario tests"; docs/en/reference/scenario-tests.md.</remarks>
public sealed class Scenario
{
    internal Scenario(LocalizedText name, Span span) => (Name, Span) = (name, span);

    /// <summary>What it is called.</summary>
    public LocalizedText Name { get; }

    /// <summary>Where it begins in its file.</summary>
    public Span Span { get; }

    /// <summary>The run's inputs, resolved and checked.</summary>
    internal Value Inputs { get; init; } = Value.EmptyMap;

    internal Value Station { get; init; } = Value.EmptyMap;

    internal ImmutableArray<(StepName Step, ImmutableArray<ActivityAnswer> Answers)> Activities { get; init; } = [];

    internal ImmutableArray<(StepName Step, ImmutableArray<PersonReply> Replies)> Replies { get; init; } = [];

    internal ImmutableArray<Fault> Faults { get; init; } = [];

    internal Expectation Expect { get; init; } = new();

    /// <summary>What programs wrote once, by the id of their step; null where programs are not run at all.</summary>
    internal Func<string, RecordedProgram?>? Recorded { get; init; }
}

/// <summary>What an activity answers in one attempt.</summary>
internal sealed record ActivityAnswer
{
    /// <summary>What an activity that is not mentioned answers: it succeeds at once and has nothing to say.</summary>
    internal static ActivityAnswer Otherwise { get; } = new();

    internal Value Outputs { get; init; } = Value.EmptyMap;

    internal Failure? Fails { get; init; }

    internal ImmutableArray<Remark> Remarks { get; init; } = [];

    /// <summary>Virtual time; null when it never ends by itself.</summary>
    internal TimeSpan? Takes { get; init; } = TimeSpan.Zero;

    /// <summary>What a look at the world after an interruption finds.</summary>
    internal Finding Finds { get; init; } = Finding.NotBegun;

    /// <summary>What the activity that undoes the step answers, or null.</summary>
    internal ActivityAnswer? Undo { get; init; }

    internal Outcome ToOutcome() => Fails is { } failure ? Outcome.Failed(failure) : Outcome.Done(Outputs) with { Remarks = Remarks };
}

/// <summary>What people answer when a step asks.</summary>
internal sealed record PersonReply
{
    /// <summary>Who agrees, one after another.</summary>
    internal ImmutableArray<string> AgreedBy { get; init; } = [];

    /// <summary>Who refuses, after those who agree; or null.</summary>
    internal string? RefusedBy { get; init; }

    internal Value Values { get; init; } = Value.EmptyMap;

    internal bool TicksAll { get; init; }

    internal string? Comment { get; init; }

    /// <summary>Whether the answer comes after the step's term.</summary>
    internal bool IsLate { get; init; }
}

/// <summary>Where an engine dies.</summary>
internal enum FaultPlace
{
    /// <summary>Right after a step.</summary>
    After,

    /// <summary>Inside a step.</summary>
    In,

    /// <summary>While a step is undone.</summary>
    InUndo,
}

/// <summary>An engine that dies, and is started again.</summary>
/// <param name="Step">The step.</param>
/// <param name="Place">Where it dies.</param>
/// <param name="ClockBack">Whether the wall clock is an hour earlier when it is started again.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record Fault(StepName Step, FaultPlace Place, bool ClockBack, Span Span);

/// <summary>What must come of a run; what is null is not looked at.</summary>
internal sealed record Expectation
{
    internal Listed? Path { get; init; }

    internal (string Word, Span Span)? Outcome { get; init; }

    internal (string? Team, Span Span)? EscalatedTo { get; init; }

    internal (string? Code, Span Span)? Code { get; init; }

    internal ImmutableArray<(string Name, Value Value, Span Span)> Outputs { get; init; } = [];

    internal Listed? Compensated { get; init; }

    internal Listed? Skipped { get; init; }

    internal ImmutableArray<(StepName Step, string Field, Value Value, Span Span)> Inputs { get; init; } = [];

    internal ImmutableArray<(StepName Step, long Count, Span Span)> Attempts { get; init; } = [];

    internal (ImmutableArray<string> Codes, Span Span)? Remarks { get; init; }

    internal ImmutableArray<ExpectedEntry> Journal { get; init; } = [];
}

/// <summary>An entry that the journal must hold after those before it.</summary>
internal sealed record ExpectedEntry(EntryType Type, StepName? Step, ImmutableArray<(string Name, Value Value)> Data, Span Span)
{
    internal bool Fits(Fact fact) =>
        fact.Type == Type
        && (Step is null || (fact.StepPath is { } path && Step.Fits(path) > 0))
        && (Data.IsEmpty || (fact.ToData() is var data && Data.All(d => At(data, d.Name).Equals(d.Value.Recorded()))));

    internal string Told =>
        $"{EntryTypes.Name(Type)}{(Step is null ? "" : " " + Step.Text)}"
        + $"{string.Concat(Data.Select(static d => $" {d.Name}={d.Value.ToText()}"))}";

    // A name with dots goes inside: failure.code.
    private static Value At(Value data, string name) => name.Split('.').Aggregate(data, static (at, part) => at[part]);
}

/// <summary>A list of steps that must be met exactly.</summary>
internal sealed record Listed(ImmutableArray<StepName> Steps, Span Span);
