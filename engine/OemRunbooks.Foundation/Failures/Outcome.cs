using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Failures;

/// <summary>What an activity's execution came to.</summary>
public sealed record Outcome
{
    private Outcome() { }

    /// <summary>Why it failed, or null when it succeeded.</summary>
    public Failure? Failure { get; private init; }

    /// <summary>Named results.</summary>
    public Value Outputs { get; private init; } = Value.EmptyMap;

    /// <summary>Files with their digests.</summary>
    public ImmutableArray<Artefact> Artefacts { get; init; } = [];

    /// <summary>Things worth knowing.</summary>
    public ImmutableArray<Remark> Remarks { get; init; } = [];

    /// <summary>It worked, and there is nothing to tell.</summary>
    public static Outcome Done() => new();

    /// <summary>It worked.</summary>
    public static Outcome Done(params ReadOnlySpan<NamedValue> outputs) => new() { Outputs = NamedValue.Map(outputs) };

    /// <summary>It worked.</summary>
    public static Outcome Done(params ReadOnlySpan<(string Name, Value? Value)> outputs) => new() { Outputs = Value.MapOf(outputs) };

    /// <summary>It worked.</summary>
    public static Outcome Done(Value outputs) => new() { Outputs = outputs };

    /// <summary>It did not work, and left nothing behind that the runbook has to know of.</summary>
    public static Outcome Failed(Failure failure) => new() { Failure = failure };
}
