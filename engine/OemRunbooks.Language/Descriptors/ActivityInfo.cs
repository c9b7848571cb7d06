using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>Who carries an activity out.</summary>
public enum ActivityRole
{
    /// <summary>Code that touches the station.</summary>
    Work,

    /// <summary>A person who is asked.</summary>
    Person,

    /// <summary>Another runbook.</summary>
    Call,

    /// <summary>The steps of the step itself, repeated.</summary>
    Wait,
}

/// <summary>An activity's descriptor: the only truth about its fields, which checks, schemas, help and reference derive from.</summary>
/// <param name="Name">Its name in a runbook: <c>family.verb</c>.</param>
/// <param name="Summary">What it does, in one sentence.</param>
public sealed record ActivityInfo(string Name, LocalizedText Summary)
{
    /// <summary>The descriptor of an activity with the words of its file.</summary>
    /// <param name="words">The words.</param>
    public ActivityInfo(ActivityWords words)
        : this(words.Name, words.Summary) => (Undo, Example) = (words.Undo, words.Example);

    /// <summary>Who carries it out.</summary>
    public ActivityRole Role { get; init; }

    /// <summary>What a crash in its middle means, unless the step says otherwise.</summary>
    public required Interruption Interruption { get; init; }

    /// <summary>Its inputs.</summary>
    public ImmutableArray<Input> Inputs { get; init; } = [];

    /// <summary>Its outputs.</summary>
    public ImmutableArray<Output> Outputs { get; init; } = [];

    /// <summary>The codes with which it fails.</summary>
    public ImmutableArray<ErrorCode> Errors { get; init; } = [];

    /// <summary>Whether further inputs than the declared ones are taken (those of a called runbook).</summary>
    public bool OpenInputs { get; init; }

    /// <summary>What its undoing would be, in words, or null when there is nothing to undo.</summary>
    public LocalizedText? Undo { get; init; }

    /// <summary>A step of it, as an item of YAML's list of steps; null for an activity without words of its own.</summary>
    public string? Example { get; init; }

    /// <summary>Whether it runs a program that the step names, of which the step may say more.</summary>
    public bool RunsProgram { get; init; }

    /// <summary>Whether it changes nothing, so that a plan may carry it out.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The input that holds the code with which it fails; null when its codes are its own.</summary>
    public string? RaisesBy { get; init; }

    /// <summary>The input that holds the condition on which alone it succeeds or fails; null for one that does anything else.</summary>
    public string? Judges { get; init; }

    /// <summary>Whether it fails every time, so that nothing after it is reached.</summary>
    public bool AlwaysFails { get; init; }

    /// <summary>Whether a rollback leaves what it changed, unless the step says how to undo it.</summary>
    public bool LeavesChange { get; init; }

    /// <summary>The output that says whether it did anything at all; null for one that always does.</summary>
    public string? Acted { get; init; }

    /// <summary>The codes after which something of it may be left; empty for what is done as a whole or not at all.</summary>
    public ImmutableArray<string> HalfDone { get; init; } = [];

    /// <summary>Whether running it twice does the same as running it once, so that its start need not be on disk first.</summary>
    public bool IsRepeatable => Interruption == Interruption.Rerun;

    /// <summary>The input that says whether running it twice does the same as running it once; null when there is none.</summary>
    public string? RepeatableBy { get; init; }

    /// <summary>What an interruption in the middle of it means, with what it was given.</summary>
    public Interruption InterruptionOf(Value inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return RepeatableBy is { } name && inputs[name].AsBoolean() == true ? Interruption.Rerun : Interruption;
    }

    /// <summary>The input of a name, or null.</summary>
    public Input? Input(string name) => Inputs.FirstOrDefault(f => f.Name == name);

    /// <summary>The output of a name, or null.</summary>
    public Output? Output(string name) => Outputs.FirstOrDefault(f => f.Name == name);
}
