using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Trust;

/// <summary>A path that is written down leads out of the station.</summary>
/// <remarks>Source: cli.md, <c>--station</c>.</remarks>
internal sealed class PathOutside(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0602;

    internal override CheckKind Kind => CheckKind.Fitness;

    internal override void Field(FieldUse field)
    {
        if (field.Descriptor?.Type is InputType.File or InputType.Directory or InputType.Path)
        {
            Look(field.Given.Template);
        }
        else if (field is { Descriptor.HoldsPaths: true, Given.Template: Template.Sequence list })
        {
            foreach (var item in list.Items)
            {
                Look(item);
            }
        }
    }

    private void Look(Template template)
    {
        if (Texts(template).FirstOrDefault(static t => LeadsOut(t.Text, t.IsFirst)) is { Text: { } text })
        {
            Found(Faults.RB0602(text), template.Span);
        }
    }

    internal static bool LeadsOut(string text, bool isFirst) => (isFirst && IsRooted(text)) || text.Split('/', '\\').Contains("..");

    // What an expression gives may lead anywhere: whoever gives the value answers for it.
    private static IEnumerable<(string Text, bool IsFirst)> Texts(Template template) =>
        template switch
        {
            Template.Literal literal => [(Text(literal), true)],
            Template.Mixed mixed => mixed.Parts.OfType<Template.Literal>().Select(t => (Text(t), ReferenceEquals(t, mixed.Parts[0]))),
            _ => [],
        };

    private static string Text(Template.Literal literal) => literal.Value.AsText() ?? "";

    private static bool IsRooted(string text) =>
        text.StartsWith('/') || text.StartsWith('\\') || (text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]));
}
