using System.Globalization;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Station.Fleet;

/// <summary>Writes a digest.</summary>
internal static class FieldJson
{
    internal const string Form = "field-digest";
    internal const long Version = 1;

    /// <summary>How a day is written.</summary>
    internal const string Day = "yyyy-MM-dd";

    internal static Value Of(FieldDigest digest) =>
        Value.MapOf(
            ("form", Value.Of(Form)),
            ("version", Value.Of(Version)),
            ("from", Of(digest.From)),
            ("to", Of(digest.To)),
            ("stations", Value.Of(digest.Stations)),
            ("unread", Value.Of(digest.Unread)),
            ("runbooks", Map(digest.Runbooks, static k => k, Of))
        );

    private static Value? Of(DateOnly? day) => day is { } at ? Value.Of(at.ToString(Day, CultureInfo.InvariantCulture)) : null;

    private static Value Of(FieldRunbook runbook) =>
        Value.MapOf(
            ("versions", Value.TextList(runbook.Versions)),
            ("runs", Value.Of(runbook.Runs)),
            ("outcomes", Counts(runbook.Outcomes)),
            ("steps", Map(runbook.Steps, static k => k, Of))
        );

    private static Value Of(FieldStep step) =>
        Value.MapOf(
            ("reached", Value.Of(step.Reached)),
            ("failed", Value.Of(step.Failed)),
            ("skipped", Value.Of(step.Skipped)),
            ("codes", Counts(step.Codes)),
            ("median", step.Median is { } median ? Value.Of(median) : null),
            ("durations", Map(step.Durations, static k => k.ToString(CultureInfo.InvariantCulture), static c => Value.Of(c)))
        );

    private static Value Counts(IEnumerable<KeyValuePair<string, long>> counts) => Map(counts, static k => k, static c => Value.Of(c));

    private static Value Map<TKey, T>(IEnumerable<KeyValuePair<TKey, T>> members, Func<TKey, string> name, Func<T, Value> value) =>
        Value.Map(members.Select(m => KeyValuePair.Create(name(m.Key), value(m.Value))));
}
