using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Expressions;

/// <summary>Kinds of value in words.</summary>
public static class SortWords
{
    /// <summary>What a value is.</summary>
    public static LocalizedText Of(Value value) =>
        Of(
            value.Kind switch
            {
                ValueKind.Null => Sort.Null,
                ValueKind.Boolean => Sort.Boolean,
                ValueKind.Integer or ValueKind.Number => Sort.Number,
                ValueKind.Text => Sort.Text,
                ValueKind.List => Sort.List,
                ValueKind.Map => Sort.Map,
                ValueKind.Secret => Sort.Secret,
                ValueKind.Unknown => Sort.Any,
            }
        );

    internal static LocalizedText Of(Sort sort) =>
        sort switch
        {
            Sort.Any => Says.SortAny,
            Sort.Null => Says.SortNull,
            Sort.Boolean => Says.SortBoolean,
            Sort.Number => Says.SortNumber,
            Sort.Text => Says.SortText,
            Sort.Version => Says.SortVersion,
            Sort.Duration => Says.SortDuration,
            Sort.List => Says.SortList,
            Sort.Map => Says.SortMap,
            Sort.Secret => Says.SortSecret,
        };
}
