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

/// <summary>What an interrupted activity finds when it looks at the world.</summary>
public sealed record Reconciliation
{
    private Reconciliation(Outcome? outcome) => Outcome = outcome;

    /// <summary>The outcome, when the work was found done or was finished now (or can't be); null when it is to be run from the start.</summary>
    public Outcome? Outcome { get; }

    /// <summary>Nothing of it is there, or what was there has been undone: run it from the start.</summary>
    public static Reconciliation NotBegun { get; } = new((Outcome?)null);

    /// <summary>It was done, or has been finished now.</summary>
    public static Reconciliation Done(Outcome outcome) => new(outcome);
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
