using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Definition;

/// <summary>An activity that is made of YAML: what a step of it takes and gives, and the steps that do its work.</summary>
/// <remarks>
/// A step of it is a call: what it does is journalled step by step, kept by digest with the run, and replayed like any other.
/// Source: language.md 1.1, "Activities made of YAML".
/// </remarks>
/// <param name="Info">Its descriptor, as that of a built-in activity.</param>
/// <param name="Body">
/// Its steps as a runbook whose id is the activity's name: first what it needs, what it looks at, and what it notes for its undoing.
/// </param>
public sealed record MadeActivity(ActivityInfo Info, Runbook Body)
{
    /// <summary>More about it, or null.</summary>
    public LocalizedText? Description => Body.Description;

    /// <summary>Whether it says that it changes nothing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether it says how it is undone, or that it is not.</summary>
    public bool SaysUndo { get; init; }

    /// <summary>Recorded outputs of the programs that it runs, with what must come of them.</summary>
    public ImmutableArray<RecordedExample> Examples { get; init; } = [];

    /// <summary>Whether it runs programs, so that it needs examples of what they write.</summary>
    public bool RunsPrograms => Body.AllSteps().Any(static s => s.Activity is { RunsProgram: true });

    /// <summary>How many examples a type needs that runs programs.</summary>
    public const int LeastExamples = 3;
}

/// <summary>What the programs of an activity wrote once, and what it must make of it.</summary>
/// <param name="Name">What it shows: a good case, another locale, a hostile one.</param>
/// <param name="Inputs">What the activity is given.</param>
/// <param name="Programs">What each program wrote, by the id of its step.</param>
/// <param name="Gives">Outputs that it must give; null when it must fail.</param>
/// <param name="Fails">The code with which it must fail, or null.</param>
/// <param name="Span">Where it stands.</param>
public sealed record RecordedExample(
    string Name,
    Value Inputs,
    ImmutableDictionary<string, RecordedProgram> Programs,
    Value? Gives,
    string? Fails,
    Span Span
);

/// <summary>What a program wrote, and how it ended.</summary>
/// <param name="Stdout">Its standard output.</param>
/// <param name="Stderr">Its standard error.</param>
/// <param name="Exit">Its exit code.</param>
/// <param name="Files">Contents of the files that are read after it, by path.</param>
public sealed record RecordedProgram(string Stdout, string Stderr, int Exit, ImmutableDictionary<string, string> Files);

/// <summary>What says of an activity that all is already as wanted.</summary>
/// <param name="When">The condition.</param>
/// <param name="From">The number of the first step that is left out then, from 0.</param>
/// <param name="Outputs">What is given then.</param>
public sealed record AlreadyDone(Template When, int From, ImmutableArray<NamedTemplate> Outputs);
