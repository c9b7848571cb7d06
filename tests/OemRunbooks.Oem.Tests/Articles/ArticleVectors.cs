using OemRunbooks.Oem.Support;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Articles;

public sealed class ArticleVectors
{
    public static IEnumerable<object[]> Articles => Vectors.Rows("support-articles");

    [Theory, MemberData(nameof(Articles))]
    public void Articles_are_read_as_the_original_reads_them(int row)
    {
        var v = Vectors.Row("support-articles", row);
        var expected = v.GetProperty("article");
        var found = SupportArticle.Parse(v.Text("file_name"), v.Text("text"));
        Assert.Equal(
            (expected.Text("id"), expected.Text("title"), expected.Text("summary"), expected.Text("category"), expected.Text("body")),
            (found.Id, found.Title, found.Summary, found.Category, found.Body)
        );
        Assert.Equal(expected.Texts("tags"), found.Tags);
        Assert.Equal(
            expected.GetProperty("runbooks").EnumerateArray().Select(r => new RunbookLink(r.Text("path"), r.Text("title"))),
            found.Runbooks
        );
    }

    [Fact]
    public void What_is_composed_reads_the_same()
    {
        var article = new SupportArticle(
            "id",
            "Tytuł: z dwukropkiem",
            "Skrót",
            "c",
            ["a", "b"],
            [new RunbookLink("docs/a_b.md", "A B")],
            "# N\n\ntreść"
        );
        var again = SupportArticle.Parse("x.md", article.Compose());
        Assert.Equal(article with { Tags = again.Tags, Runbooks = again.Runbooks }, again);
        Assert.Equal(article.Tags, again.Tags);
        Assert.Equal(article.Runbooks, again.Runbooks);
    }

    [Fact]
    public void A_line_end_in_a_field_adds_no_field() =>
        Assert.Equal(
            "c",
            SupportArticle.Parse("x.md", new SupportArticle("i", "t\ncategory: evil", "s", "c", [], [], "b").Compose()).Category
        );

    [Fact]
    public void A_byte_order_mark_defeats_the_metadata() => Assert.Equal("x", SupportArticle.Parse("x.md", "\uFEFF---\nid: y\n---\nb").Id);
}
