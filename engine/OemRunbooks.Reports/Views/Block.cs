using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The one shape in which details are shown: a heading over named values, or over a list.</summary>
/// <param name="page">The report that it is part of.</param>
/// <param name="id">What links lead to.</param>
/// <param name="heading">Its heading.</param>
internal sealed class Block(Page page, string id, LocalizedText heading)
{
    private readonly List<Sheet> rows = [];
    private readonly List<Sheet> items = [];
    private IEnumerable<Sheet> each = [];

    internal bool IsEmpty => rows.Count == 0 && items.Count == 0 && !each.Any();

    internal Block Row(Inked label, Inked value)
    {
        rows.Add(new Sheet().Put("label", label).Put("value", value));
        return this;
    }

    internal Block Row(LocalizedText label, Inked value) => value.IsEmpty ? this : Row(page.Word(label), value);

    /// <summary>A value under its declared title, with its name in small print.</summary>
    internal Block Field(ReportField field)
    {
        var name = page.Code(field.Name);
        return Row(
            field.Title is { } title && title.In(page.Language) != field.Name
                ? page.Text(title.In(page.Language)) + new Inked(" ") + name
                : name,
            page.Value(field)
        );
    }

    internal Block Map(Value values)
    {
        foreach (var (name, value) in values.Members)
        {
            Row(page.Code(name), page.Value(value));
        }

        return this;
    }

    internal Block Item(Inked text, params IEnumerable<Inked> below)
    {
        items.Add(Listed(text, below));
        return this;
    }

    /// <summary>A list that may be long: its items are made one after another, when they are shown.</summary>
    internal Block Each<T>(IEnumerable<T> things, Func<T, (Inked Text, Inked[] Below)> show)
    {
        each = things.Select(show).Select(static s => Listed(s.Text, s.Below));
        return this;
    }

    internal Sheet ToSheet() =>
        new Sheet()
            .Put("title", page.Word(heading))
            .PutEach("rows", rows)
            .PutEach("items", items.Concat(each))
            .Put("id", new Inked("b-" + id));

    private static Sheet Listed(Inked text, IEnumerable<Inked> below) =>
        new Sheet().Put("text", text).Put("below", below.Where(static b => !b.IsEmpty));

    internal static Inked File(Page page, ReportArtefact file) =>
        page.Code(file.Path) + new Inked(" – ") + page.Text(Figures.ExactSize(file.Size, page.Language));

    internal static Inked Digest(Page page, ReportArtefact file) => new Inked("SHA-384 ") + page.Code(file.Sha384);

    internal static Inked Hint(Page page, ReportCode? code) => code?.Hint is { } hint ? page.Text(hint.In(page.Language)) : Inked.Empty;

    internal static LocalizedText? Unless(LocalizedText? text, string other) =>
        text is null || (text.Pl == other && text.En == other) ? null : text;
}
