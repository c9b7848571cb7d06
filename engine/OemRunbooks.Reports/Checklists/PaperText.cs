using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Reports.Checklists;

/// <summary>A text of a definition on paper: what is known only when it runs is a place to fill in.</summary>
internal static class PaperText
{
    private const string Blank = "________";

    internal static string Of(Template? text, Locale language) =>
        text switch
        {
            null => "",
            Template.Literal literal => Of(literal.Value, language),
            Template.Mixed mixed => string.Concat(mixed.Parts.Select(p => Of(p, language))),
            Template.Mapping map => Of(Member(map, language.Code()) ?? Member(map, "en"), language),
            Template.Sequence list => string.Join(", ", list.Items.Select(i => Of(i, language))),
            _ => Blank,
        };

    /// <summary>An expression as its author wrote it.</summary>
    internal static string Written(Template template) =>
        template is Template.Whole whole
            ? whole.Expression.Text.Trim()
            : string.Join(", ", template.Expressions.Select(static e => e.Text.Trim()));

    internal static Template? Member(Template template, string name) =>
        template switch
        {
            Template.Mapping map => map.Members.FirstOrDefault(m => m.Name == name)?.Template,
            Template.Literal { Value: { Kind: ValueKind.Map } value } literal when !value[name].IsNull => literal with
            {
                Value = value[name],
            },
            _ => null,
        };

    private static string Of(Value value, Locale language) =>
        value.Kind == ValueKind.Map ? value[language.Code()].ToText()
        : value.Kind == ValueKind.List ? string.Join(", ", value.Items.Select(i => Of(i, language)))
        : value.ToText();
}
