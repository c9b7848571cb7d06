using System.Text.Json;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Tests.Fixtures;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>What every document promises, whatever the journal says.</summary>
public sealed class Rendering
{
    public static TheoryData<string, Locale> All
    {
        get
        {
            var data = new TheoryData<string, Locale>();
            foreach (var name in Snapshots.Known)
            {
                data.Add(name, Locale.Pl);
                data.Add(name, Locale.En);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_journal_gives_the_same_bytes(string name, Locale language)
    {
        Assert.Equal(
            ReportRenderer.Html(Snapshots.Run(name).Report(), language),
            ReportRenderer.Html(Snapshots.Run(name).Report(), language)
        );
        Assert.Equal(
            ReportRenderer.Markdown(Snapshots.Run(name).Report(), language),
            ReportRenderer.Markdown(Snapshots.Run(name).Report(), language)
        );
        Assert.Equal(ReportRenderer.Json(Snapshots.Run(name).Report()), ReportRenderer.Json(Snapshots.Run(name).Report()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_document_has_characters_that_cant_be_seen(string name, Locale language)
    {
        var report = Snapshots.Run(name).Report();
        foreach (
            var text in new[]
            {
                ReportRenderer.Html(report, language),
                ReportRenderer.Markdown(report, language),
                ReportRenderer.Json(report),
            }
        )
        {
            Assert.DoesNotMatch(@"[\x00-\x09\x0B-\x1F\x7F-\x9F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]", text);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Html_has_no_script_no_handler_and_nothing_to_load(string name, Locale language)
    {
        var html = ReportRenderer.Html(Snapshots.Run(name).Report(), language);
        Assert.DoesNotMatch(@"<(script|img|iframe|link|object|embed|base|form)\b", html);
        var names = Regex.Replace(html, "=\"[^\"]*\"", "=");
        Assert.DoesNotMatch(@"<[^>]*\s(on\w+|src|style|action)\s*=", names);
        Assert.All(
            Regex.Matches(html, "href=\"([^\"]*)\"").Select(static m => m.Groups[1].Value),
            static href => Assert.Matches("^#s[0-9]+$", href)
        );
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Html_is_well_formed(string name, Locale language)
    {
        var open = new Stack<string>();
        var html = Regex.Replace(
            ReportRenderer.Html(Snapshots.Run(name).Report(), language),
            "<style>.*?</style>",
            "",
            RegexOptions.Singleline
        );
        foreach (Match tag in Regex.Matches(html, @"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*?)?)(/?)>"))
        {
            if (tag.Groups[1].Length == 1)
            {
                Assert.Equal(open.Pop(), tag.Groups[2].Value);
            }
            else if (tag.Groups[4].Length == 0 && tag.Groups[2].Value is not ("meta" or "br"))
            {
                open.Push(tag.Groups[2].Value);
            }
        }

        Assert.Empty(open);
        var ids = Regex.Matches(html, " id=\"([^\"]+)\"").Select(static m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Markdown_of_a_hostile_run_has_no_html_image_link_or_heading_of_its_own()
    {
        // What stands in code spans is inert; what is left must not have structure.
        var markdown = Regex.Replace(
            ReportRenderer.Markdown(Runs.Hostile.Report(), Locale.En),
            @"(?<!\\|`)(`+)(?!`)(.+?)(?<!`)\1(?!`)",
            "CODE"
        );
        Assert.DoesNotMatch("<(?!br>)[a-zA-Z/!]", markdown);
        Assert.DoesNotMatch(@"(?<!\\)\]\(", markdown);
        Assert.DoesNotMatch(@"(?<!\\)!\[", markdown);
        Assert.DoesNotContain("http://", markdown, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^#+ (heading|h )", markdown);
        var rows = Regex.Matches(markdown, @"(?m)^\| [0-9].*$");
        Assert.Equal(2, rows.Count);
        Assert.All(rows, static r => Assert.Equal(6, Regex.Count(r.Value, @"(?<!\\)\|")));
    }

    [Fact]
    public void A_secret_shows_as_its_reference()
    {
        var report = Runs.Successful.Report();
        foreach (
            var text in new[]
            {
                ReportRenderer.Html(report, Locale.Pl),
                ReportRenderer.Markdown(report, Locale.Pl),
                ReportRenderer.Json(report),
            }
        )
        {
            Assert.Contains("env:OEM_LICENSE_HMAC_KEY", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_value_where_a_secret_belongs_is_withheld_everywhere()
    {
        var report = Some.Journal()
            .Run(Some.Map(("hmacKey", Value.Of("plain-text-secret"))))
            .Begin("verify-licence", "verify.license", Some.Map(("hmacKey", Value.Of("plain-text-secret"))))
            .Report();
        foreach (
            var text in new[]
            {
                ReportRenderer.Html(report, Locale.En),
                ReportRenderer.Markdown(report, Locale.En),
                ReportRenderer.Json(report),
            }
        )
        {
            Assert.DoesNotContain("plain-text-secret", text, StringComparison.Ordinal);
            Assert.Contains("withheld", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_thousand_steps_fit_and_only_the_longest_are_drawn()
    {
        var journal = Some.Journal().Run();
        for (var i = 0; i < 2_000; i++)
        {
            journal.Step($"install/file-{i}", "extract.delta", 10 + i, Some.Map(("n", Value.Of((long)i))));
        }

        var report = journal.Finish().Report();
        var html = ReportRenderer.Html(report, Locale.Pl);
        Assert.Equal(2_000, Regex.Count(html, "<details "));
        Assert.Equal(2 * 40, Regex.Count(html, "class=\"track\""));
        Assert.Contains("Pokazano 40 najdłuższych z 2\u202F000 kroków.", html, StringComparison.Ordinal);
        Assert.True(html.Length < 8_000_000, $"{html.Length}");
        Assert.NotEmpty(ReportRenderer.Markdown(report, Locale.En));
    }

    [Fact]
    public void Of_ten_thousand_steps_all_are_listed_and_what_went_wrong_is_among_the_detailed()
    {
        var journal = Some.Journal().Run();
        for (var i = 0; i < 10_000; i++)
        {
            journal.Step($"install/file-{i}", "extract.delta", 10, Some.Map(("n", Value.Of((long)i))));
        }

        var failure = Failure.Of("installer.failed", ("exitCode", Value.Of(1)));
        var report = journal
            .Begin("check-logs", "verify.logs")
            .Fails("check-logs", failure)
            .Finish(RunOutcome.Failed, failure, "check-logs")
            .Report();
        var html = ReportRenderer.Html(report, Locale.En);
        Assert.Equal(10_001, Regex.Count(html, "<td class=\"n\" role=\"cell\">[0-9]"));
        Assert.Equal(2_000, Regex.Count(html, "<details id"));
        Assert.Contains("<details id=\"s10001\" open>", html, StringComparison.Ordinal);
        Assert.Contains("Details of 2,000 of 10,001 steps", html, StringComparison.Ordinal);
        Assert.NotEmpty(ReportRenderer.Markdown(report, Locale.Pl));
    }

    [Fact]
    public void A_document_that_would_be_too_long_is_refused_with_a_code()
    {
        var refused = Assert.Throws<CodedException>(() => ReportRenderer.Html(Runs.Successful.Report(), Locale.En, 20_000));
        Assert.Equal("report.too-large", refused.Failure.Code);
        Assert.Equal(
            "report.too-large",
            Assert.Throws<CodedException>(() => ReportRenderer.Markdown(Runs.Successful.Report(), Locale.En, 900)).Failure.Code
        );
    }

    [Fact]
    public void Json_parses_and_tells_the_same_steps()
    {
        using var json = JsonDocument.Parse(ReportRenderer.Json(Runs.Waiting.Report()));
        Assert.Equal(
            Runs.Waiting.Report().Steps.Select(static s => s.Path),
            json.RootElement.GetProperty("steps").EnumerateArray().Select(static s => s.GetProperty("path").GetString())
        );
        Assert.Equal("waiting", json.RootElement.GetProperty("run").GetProperty("standing").GetString());
    }

    [Fact]
    public void A_command_to_paste_cant_run_anything_else()
    {
        var start = (RunStarted)Runs.Waiting.Entries[0].Fact with { RunId = "x; rm -rf '/'" };
        var report = ReportBuilder.Build(
            new ReportSource(
                [Runs.Waiting.Entries[0] with { Fact = start }, .. Runs.Waiting.Entries.Skip(1)],
                Some.ApprovedUpdate,
                Some.Messages
            )
            {
                IsHeld = false,
            }
        );
        Assert.Contains(
            @"`runbook confirm 'x; rm -rf '\''/'\''' install/extract`",
            ReportRenderer.Markdown(report, Locale.En),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, 0, "niepodpisany")]
    [InlineData(null, 2, "pieczęci nie sprawdzono")]
    [InlineData("INVALID", 2, "nie można ufać")]
    [InlineData("VALID", 2, null)]
    public void What_is_not_proven_is_said_on_the_first_page(string? verdict, int seals, string? words)
    {
        var journal = Runs.Successful;
        for (var i = 0; i < seals; i++)
        {
            journal.Add(new Sealed("finished", null));
        }

        var markdown = ReportRenderer.Markdown(ReportBuilder.Build(journal.Source() with { Proof = new(verdict, "ABCD-EFGH") }), Locale.Pl);
        var first = markdown[..markdown.IndexOf("## Kroki", StringComparison.Ordinal)];
        Assert.Equal(words is not null, first.Contains("## Odstępstwa i zastrzeżenia", StringComparison.Ordinal));
        Assert.Contains(words ?? "Zakończono powodzeniem", first, StringComparison.Ordinal);
        Assert.Contains("ABCD-EFGH", markdown, StringComparison.Ordinal);
    }
}
