using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Named values with what their declaration says about them.</summary>
/// <remarks>
/// A journal holds secrets as references only. Should something else stand where a secret is declared, this is the last
/// place that can keep it out of a document that leaves the station: it is withheld.
/// </remarks>
internal static class Fields
{
    internal static ImmutableArray<ReportField> Inputs(Value values, ActivityInfo? activity) => Of(values, n => activity?.Input(n));

    internal static ImmutableArray<ReportField> Outputs(Value values, ActivityInfo? activity) => Of(values, n => activity?.Output(n));

    internal static ImmutableArray<ReportInput> Inputs(Value values, Runbook runbook)
    {
        // In the order of the declaration; what is not declared comes last.
        var declared = runbook
            .Inputs.Where(i => values.Members.ContainsKey(i.Name))
            .Select(i =>
            {
                var (value, withheld) = Safe(values[i.Name], i.Type);
                return new ReportInput(
                    i.Name,
                    i.Title,
                    i.Type,
                    value,
                    i.Type == InputType.Secret || value.Kind == ValueKind.Secret,
                    withheld
                );
            });
        var others = values
            .Members.Where(m => runbook.Input(m.Key) is null)
            .Select(static m => new ReportInput(
                m.Key,
                LocalizedText.Both(m.Key),
                InputType.Any,
                m.Value,
                m.Value.Kind == ValueKind.Secret,
                false
            ));
        return [.. declared, .. others];
    }

    private static ImmutableArray<ReportField> Of(Value values, Func<string, Field?> declaration) =>
        [
            .. values.Members.Select(m =>
            {
                var field = declaration(m.Key);
                var (value, withheld) = Safe(m.Value, field?.Type ?? InputType.Any);
                return new ReportField(m.Key, field?.Summary, field?.Type ?? InputType.Any, value, withheld);
            }),
        ];

    private static (Value Value, bool Withheld) Safe(Value value, InputType type) =>
        type == InputType.Secret && value.Kind is not (ValueKind.Secret or ValueKind.Null) ? (Value.Null, true) : (value, false);
}
