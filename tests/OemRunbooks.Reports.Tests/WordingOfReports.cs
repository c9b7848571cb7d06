using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>How numbers, times and words read.</summary>
public sealed class WordingOfReports
{
    [Fact]
    public void Every_state_and_kind_has_a_name()
    {
        Assert.All(Enum.GetValues<StepStanding>(), static s => Assert.NotEqual(s.Word(), StateWords.OfStep(s.Word()).Pl));
        Assert.All(Enum.GetValues<RunStanding>(), static s => Assert.NotEqual(s.Word(), StateWords.OfRun(s.Word()).In(Locale.Pl)));
        Assert.All(Enum.GetValues<ReportStepKind>(), static k => Names.Of(k));
        Assert.All(Enum.GetValues<StepManner>(), static m => Names.Of(m));
        Assert.All(
            Enum.GetValues<Route>(),
            static r => Assert.NotEqual(FactCodec.Word(r), Names.Route(FactCodec.Word(r), null).In(Locale.Pl))
        );
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(350, "350 ms")]
    [InlineData(8_200, "8,2 s")]
    [InlineData(59_999, "59,9 s")]
    [InlineData(72_000, "1 min 12 s")]
    [InlineData(3_600_000, "1 h")]
    [InlineData(7_500_000, "2 h 5 min")]
    [InlineData(273_600_000, "3 d 4 h")]
    [InlineData(-5, "0 ms")]
    public void Durations(long milliseconds, string text) => Assert.Equal(text, Figures.Duration(milliseconds, Locale.Pl));

    [Theory]
    [InlineData(512, "512 B", "512 B")]
    [InlineData(1_610_612_736, "1,5 GiB", "1.5 GiB")]
    [InlineData(8_192, "8 KiB", "8 KiB")]
    [InlineData(1_023, "1\u202F023 B", "1,023 B")]
    [InlineData(1_024, "1 KiB", "1 KiB")]
    [InlineData(-1_536, "-1,5 KiB", "-1.5 KiB")]
    [InlineData(1_331, "1,3 KiB", "1.3 KiB")]
    public void Sizes(long bytes, string pl, string en) =>
        Assert.Equal((pl, en), (Figures.Size(bytes, Locale.Pl), Figures.Size(bytes, Locale.En)));

    [Fact]
    public void Thousands() =>
        Assert.Equal(
            ("-1\u202F234\u202F567", "-1,234,567"),
            (Figures.Number(-1_234_567, Locale.Pl), Figures.Number(-1_234_567, Locale.En))
        );

    [Theory]
    [InlineData(1, "1 krok")]
    [InlineData(3, "3 kroki")]
    [InlineData(12, "12 kroków")]
    [InlineData(22, "22 kroki")]
    public void Polish_plurals(long count, string text) => Assert.Equal(text, Says.CountSteps(count).In(Locale.Pl));

    [Fact]
    public void Filled_in_text_is_not_searched_for_places() => Assert.Equal("„{text}”", Says.Quoted("{text}").In(Locale.Pl));

    [Fact]
    public void What_cant_be_seen_is_spelt_out() =>
        Assert.Equal("a⟨U+001B⟩[31m⟨U+202E⟩⟨U+D800⟩ż😀\nb", PlainText.Of("a\u001b[31m\u202E\uD800ż😀\r\nb"));

    [Fact]
    public void A_long_text_is_cut_and_says_by_how_much() =>
        Assert.EndsWith("… [+6000]", PlainText.Of(new string('x', 10_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a|b", "a\\|b")]
    [InlineData("snake_case", "snake_case")]
    [InlineData("_u_", "\\_u\\_")]
    [InlineData("- x", "\\- x")]
    [InlineData("1. x", "1\\. x")]
    [InlineData("<b>&amp;", "&lt;b&gt;&amp;amp;")]
    public void Markdown_escapes(string text, string markdown) => Assert.Equal(markdown, new MarkdownInk().Text(text).Markup);

    [Theory]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`", "`` ` ``")]
    [InlineData("x", "`x`")]
    public void Code_spans_have_fences_longer_than_what_they_hold(string text, string markdown) =>
        Assert.Equal(markdown, new MarkdownInk().Code(text).Markup);
}
