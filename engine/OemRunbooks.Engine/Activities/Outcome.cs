using System.Collections.Immutable;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Engine.Activities;

/// <summary>Why something did not work, as data: a code and its arguments; sentences are made elsewhere.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Arguments">Named arguments; never a secret.</param>
/// <param name="Retryable">Whether another attempt may help.</param>
public sealed record Failure(string Code, Value Arguments, bool Retryable = false)
{
    /// <summary>A failure with named arguments; those that are null are left out.</summary>
    public static Failure Of(string code, params ReadOnlySpan<(string Name, Value? Value)> arguments) => new(code, Value.MapOf(arguments));
}

/// <summary>Something worth knowing that is no failure: shown on the report's first page.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Arguments">Named arguments.</param>
/// <param name="IsDeviation">Whether it departs from what the runbook takes for granted (unsigned, unverified, overridden).</param>
public sealed record Remark(string Code, Value Arguments, bool IsDeviation = false);

/// <summary>A file that a step made or looked at, with its digest.</summary>
/// <param name="Path">Path, relative to the station.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha384">SHA-384, lower-case hex.</param>
public sealed record Artefact(string Path, long Size, string Sha384);

/// <summary>What an activity's execution came to.</summary>
public sealed record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Why it failed, or null when it succeeded.</summary>
    public Failure? Failure { get; private init; }

    /// <summary>Named results.</summary>
    public Value Outputs { get; private init; } = Value.EmptyMap;

    /// <summary>Files with their digests.</summary>
    public ImmutableArray<Artefact> Artefacts { get; init; } = [];

    /// <summary>Things worth knowing.</summary>
    public ImmutableArray<Remark> Remarks { get; init; } = [];

    /// <summary>It worked.</summary>
    public static Outcome Done(params ReadOnlySpan<(string Name, Value? Value)> outputs) => new() { Outputs = Value.MapOf(outputs) };

    /// <summary>It worked.</summary>
    public static Outcome Done(Value outputs) => new() { Outputs = outputs };

    /// <summary>It did not work, and left nothing behind that the runbook has to know of.</summary>
    public static Outcome Failed(Failure failure) => new() { Failure = failure };

    /// <summary>It did not work, and left nothing behind that the runbook has to know of.</summary>
    public static Outcome Failed(string code, params ReadOnlySpan<(string Name, Value? Value)> arguments) => new() { Failure = new(code, Value.MapOf(arguments)) };
}

/// <summary>How an interrupted step was found.</summary>
public enum Finding
{
    /// <summary>Its work was there, whole.</summary>
    Done,

    /// <summary>Nothing of it was there, or what there was has been cleared away.</summary>
    NotBegun,

    /// <summary>A part of it was there, and has been finished or taken back now.</summary>
    HalfDone,
}

/// <summary>What an interrupted activity finds when it looks at the world.</summary>
public sealed record Reconciliation
{
    private Reconciliation(Finding? found, Outcome? outcome) => (Found, Outcome) = (found, outcome);

    /// <summary>How the work was found; null when the look itself failed.</summary>
    public Finding? Found { get; }

    /// <summary>The outcome, when there is one already; null when the work is to be run from the start.</summary>
    public Outcome? Outcome { get; }

    /// <summary>Nothing of it is there, or what was there has been cleared away: run it from the start.</summary>
    public static Reconciliation NotBegun { get; } = new(Finding.NotBegun, null);

    /// <summary>It was done.</summary>
    public static Reconciliation Done(Outcome outcome) => new(Finding.Done, outcome);

    /// <summary>It was half done, and has been finished or taken back now.</summary>
    public static Reconciliation HalfDone(Outcome outcome) => new(Finding.HalfDone, outcome);

    /// <summary>It could not be told.</summary>
    public static Reconciliation Failed(Failure failure) => new(null, Outcome.Failed(failure));

    /// <summary>The same finding with another outcome.</summary>
    public Reconciliation With(Outcome outcome) => new(Found, outcome);
}

/// <summary>An error with a code, at borders where a failure can't be returned.</summary>
/// <param name="failure">What went wrong.</param>
public sealed class CodedException(Failure failure) : Exception(failure.Code)
{
    /// <summary>What went wrong.</summary>
    public Failure Failure { get; } = failure;

    /// <summary>An error with a code and named arguments.</summary>
    public static CodedException Of(string code, params ReadOnlySpan<(string Name, Value? Value)> arguments) => new(new Failure(code, Value.MapOf(arguments)));
}
