using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Replay;

/// <summary>Compares what was prescribed with what was recorded, field by field.</summary>
/// <remarks>
/// A recorded text in which a secret was masked matches whatever could have stood there: the secret is nowhere to compare with.
/// </remarks>
internal static class Matching
{
    private const int MostShown = 200;

    /// <summary>The first field that differs, or null.</summary>
    internal static (string Field, string Expected, string Found)? Difference(Fact prescribed, Fact recorded, long logic)
    {
        if (prescribed.Type != recorded.Type || prescribed.StepPath != recorded.StepPath)
        {
            return ("decision", Words.Of(prescribed), Words.Of(recorded));
        }

        var expected = Comparable(prescribed, logic);
        var found = Comparable(recorded, logic);

        // Nearly always they are the same: only where they are not is it worth while to look for the place.
        return expected.Equals(found) ? null : Difference("", expected, found);
    }

    // By the first logic, whether a start was a repetition and what it was about to change was told for people:
    // the planner's word was step, attempt and inputs.
    private static Value Comparable(Fact fact, long logic) =>
        fact switch
        {
            StepStarted started when !Logic.ReconciledFact(logic) => (started with { Rerun = false, Intent = Value.Null }).ToData(),
            StepFailed failed when !Logic.WordedFailures(logic) => (failed with { Failure = Unworded(failed.Failure) }).ToData(),
            _ => fact.ToData(),
        };

    // What the planner's own failures name was told otherwise by the first logic: their code was its word.
    private static Failure Unworded(Failure failure) =>
        failure.Code == Codes.ExpressionNoList ? new(Codes.ExpressionWrongType, Value.EmptyMap)
        : failure.Code is Codes.InputInvalid or Codes.ExpressionWrongType ? failure with { Arguments = Value.EmptyMap }
        : failure;

    private static (string, string, string)? Difference(string field, Value expected, Value found)
    {
        if (expected.Kind == ValueKind.Map && found.Kind == ValueKind.Map)
        {
            foreach (var name in expected.Members.Keys.Union(found.Members.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (Difference(field.Length == 0 ? name : $"{field}.{name}", expected[name], found[name]) is { } inner)
                {
                    return inner;
                }
            }

            return null;
        }

        if (expected.Kind == ValueKind.List && found.Kind == ValueKind.List && expected.Items.Length == found.Items.Length)
        {
            for (var i = 0; i < expected.Items.Length; i++)
            {
                if (
                    Difference(
                        $"{field}[{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}]",
                        expected.Items[i],
                        found.Items[i]
                    ) is
                    { } inner
                )
                {
                    return inner;
                }
            }

            return null;
        }

        return expected.Equals(found) || IsMasked(expected, found) ? null : (field, Shown(expected), Shown(found));
    }

    private static bool IsMasked(Value expected, Value found)
    {
        if (
            expected.AsText() is not { } whole
            || found.AsText() is not { } masked
            || !masked.Contains(Redactor.Mask, StringComparison.Ordinal)
        )
        {
            return false;
        }

        var parts = masked.Split(Redactor.Mask);
        return whole.StartsWith(parts[0], StringComparison.Ordinal) && whole.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    private static string Shown(Value value)
    {
        var text =
            value.IsNull ? "null"
            : value.Kind is ValueKind.Map or ValueKind.List ? CanonicalJson.Text(value)
            : value.ToText();
        return text.Length <= MostShown ? text : $"{text.AsSpan(0, MostShown)}…";
    }
}
