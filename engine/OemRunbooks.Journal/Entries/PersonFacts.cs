using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>A step waits for a person.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Kind">What is asked: <c>confirm</c>, <c>ask</c>, <c>approve</c>, <c>checklist</c>, <c>interrupted</c>.</param>
/// <param name="Request">The question, in both languages, with its fields.</param>
/// <param name="Expires">When an answer comes too late, or null.</param>
public sealed record StepWaiting(string Path, string Kind, Value Request, DateTimeOffset? Expires) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepWaiting;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(("path", Value.Of(Path)), ("kind", Value.Of(Kind)), ("request", Request), ("expires", FactCodec.Write(Expires)));
}

/// <summary>A person answered.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="By">Who.</param>
/// <param name="Language">The language of the text that they saw.</param>
/// <param name="Shown">The text that they saw.</param>
/// <param name="Accepted">Yes or no.</param>
/// <param name="Values">Typed answers, ticked items.</param>
/// <param name="Comment">Their comment, or null.</param>
/// <param name="Channel">How: <c>terminal</c>, <c>confirm</c>, <c>yes</c> (<c>--yes</c>), <c>signed</c>, <c>challenge</c>.</param>
public sealed record PersonAnswered(
    string Path,
    string By,
    string Language,
    string Shown,
    bool Accepted,
    Value Values,
    string? Comment,
    string Channel
) : Fact
{
    /// <summary>The answer's signature as a signed note, or null.</summary>
    public string? Signature { get; init; }

    /// <summary>Files that the person gave, kept with the run.</summary>
    public ImmutableArray<Artefact> Artefacts { get; init; } = [];

    /// <inheritdoc/>
    public override EntryType Type => EntryType.PersonAnswered;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("by", Value.Of(By)),
            ("language", Value.Of(Language)),
            ("shown", Value.Of(Shown)),
            ("accepted", Value.Of(Accepted)),
            ("values", FactCodec.Filled(Values)),
            ("comment", Value.Of(Comment)),
            ("channel", Value.Of(Channel)),
            ("signature", Value.Of(Signature)),
            ("artefacts", FactCodec.WriteList(Artefacts, FactCodec.Write))
        );
}

/// <summary>A person departed from the runbook.</summary>
/// <param name="Path">The step's path, or "" for the run.</param>
/// <param name="Kind">What they did: <c>skip</c>, <c>repeat</c>, <c>edit</c>.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Values">What was edited.</param>
public sealed record Deviation(string Path, string Kind, string By, string Reason, Value Values) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.Deviation;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("kind", Value.Of(Kind)),
            ("by", Value.Of(By)),
            ("reason", Value.Of(Reason)),
            ("values", Values)
        );
}
