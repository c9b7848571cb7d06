using System.Collections.Frozen;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Store;

/// <summary>Masks secrets in what a journal is about to hold.</summary>
internal static class FactMask
{
    // The runbook's and the engine's own words: a secret that happens to be spelt like one of them must not make the journal unreadable.
    private static readonly FrozenSet<string> Own = FrozenSet.Create(
        StringComparer.Ordinal,
        "path",
        "attempt",
        "activity",
        "action",
        "kind",
        "route",
        "code",
        "scope",
        "from",
        "team",
        "outcome",
        "failedStep",
        "escalatedTo",
        "until",
        "expires",
        "sha384",
        "condition",
        "run",
        "found"
    );

    // Of what opens a run only the inputs are other people's words; a certificate must stay as it was signed.
    internal static Fact Apply(Fact fact, Redactor redactor) =>
        redactor.IsEmpty || fact is RunResumed ? fact
        : fact is RunStarted started ? started with { Inputs = Apply(started.Inputs, redactor) }
        : FactCodec.Read(fact.Type, Members(fact.ToData(), redactor)) with { IsSynced = fact.IsSynced };

    private static Value Members(Value map, Redactor redactor) =>
        Value.Map(map.Members.Select(m => KeyValuePair.Create(m.Key, Member(m.Key, m.Value, redactor))));

    private static Value Member(string name, Value value, Redactor redactor) =>
        Own.Contains(name) ? value
        : name is "failure" or "compensation" && value.Kind == ValueKind.Map ? Members(value, redactor)
        : Apply(value, redactor);

    private static Value Apply(Value value, Redactor redactor) =>
        value.Kind switch
        {
            ValueKind.Text => redactor.Apply(value.ToText()) is var masked && ReferenceEquals(masked, value.AsText())
                ? value
                : Value.Of(masked),
            ValueKind.List => Value.List(value.Items.Select(i => Apply(i, redactor))),
            ValueKind.Map => Value.Map(value.Members.Select(m => KeyValuePair.Create(m.Key, Apply(m.Value, redactor)))),
            _ => value,
        };
}
