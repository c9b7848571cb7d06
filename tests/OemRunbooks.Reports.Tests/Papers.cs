using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Tests.Fixtures;
using Snapshooter.Xunit;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>What a customer gets on paper, and the protocol that is signed.</summary>
public sealed class Papers
{
    public static TheoryData<string, string, string> All
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var kind in new[] { "customer", "protocol" })
            {
                foreach (var name in new[] { "acceptance", "rolled-back-and-escalated", "interrupted-and-resumed", "waiting", "hostile" })
                {
                    data.Add(kind, name, "md");
                    if (name is "acceptance" or "hostile")
                    {
                        data.Add(kind, name, "html");
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_paper_reads_the_same_in_both_languages(string kind, string name, string format)
    {
        foreach (var language in new[] { Locale.Pl, Locale.En })
        {
            Snapshot.Match(Text(Of(name), kind, format, language), $"{name}.{kind}.{language.Code()}.{format}");
        }
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("protocol")]
    public void A_paper_of_a_hostile_run_has_no_script_no_handler_and_nothing_to_load(string kind)
    {
        var html = Text(Of("hostile"), kind, "html", Locale.En);
        Assert.DoesNotMatch(@"<(script|iframe|link|object|embed|base|form|a)\b", html);
        Assert.DoesNotMatch(@"<[^>]*\s(on\w+|style|action|href)\s*=", Regex.Replace(html, "=\"[^\"]*\"", "="));
        Assert.DoesNotMatch(@"[\x00-\x09\x0B-\x1F\x7F-\x9F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]", html);
        Assert.Single(Regex.Matches(html, "</style>"));
        Assert.DoesNotContain("plain-text-secret", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("customer")]
    [InlineData("protocol")]
    public void The_foot_of_each_sheet_names_run_receipt_and_page_and_no_run_id_gets_out_of_it(string kind)
    {
        var html = Text(Of("acceptance"), kind, "html", Locale.Pl);
        Assert.Contains(
            "@bottom-left{content:\"Przebieg: 20261123-195312-client-update-k7f2  ·  Pokwitowanie: J47E-N3R7-4MMT-L7KY\"}",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("counter(page) \" z \" counter(pages)", html, StringComparison.Ordinal);
        var report = Of("acceptance") with { RunId = "\"}</style><script>\\" };
        Assert.Contains(
            "content:\"Przebieg: \\000022\\00007D\\00003C\\00002Fstyle\\00003E",
            Text(report, kind, "html", Locale.Pl),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_customer_reads_no_digest_no_path_and_no_code()
    {
        foreach (var name in new[] { "acceptance", "rolled-back-and-escalated", "waiting" })
        {
            var markdown = Text(Of(name), "customer", "md", Locale.En);
            Assert.DoesNotMatch("[0-9a-f]{32}", markdown);
            Assert.DoesNotMatch(@"runbook confirm|secrets/|\(`", markdown);
        }
    }

    [Fact]
    public void The_version_before_and_after_comes_from_what_outputs_mean()
    {
        Assert.Contains("Version: 2024\\.05 → 2024.06", Text(Of("acceptance"), "customer", "md", Locale.En), StringComparison.Ordinal);
        var found = Some.Journal()
            .Of(Acceptance.Runbook)
            .Run()
            .Step("find", "verify.installed", 5, Some.Map(("told", Value.Of("2024.05"))));
        Assert.Contains("2024.05 (unchanged)", Text(found.Finish().Report(), "customer", "html", Locale.En), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VALID", "Keep it")]
    [InlineData("INVALID", "did not pass verification")]
    [InlineData("TRUNCATED", "did not pass verification")]
    public void A_record_that_was_changed_is_not_called_proof(string verdict, string words)
    {
        var report = Of("acceptance");
        report = report with { Journal = report.Journal with { Proof = new(verdict, "J47E-N3R7-4MMT-L7KY") } };
        Assert.Contains(words, Text(report, "customer", "html", Locale.En), StringComparison.Ordinal);
        Assert.Contains(words, Text(report, "protocol", "html", Locale.En), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_was_undone_is_not_told()
    {
        var why = Failure.Of("installer.failed", ("exitCode", Value.Of(1L)));
        var html = Text(
            Some.Journal()
                .Of(Acceptance.Runbook)
                .Run()
                .Step("find", "verify.installed", 5, Some.Map(("told", Value.Of("2024.05"))))
                .Step("extract", "extract.bundle", 5, Some.Map(("told", Value.Of("2024.06"))))
                .Add(new UndoStarted("extract", "extract.remove", Value.EmptyMap, false))
                .Add(new UndoSucceeded("extract", Value.EmptyMap))
                .Finish(RunOutcome.RolledBack, why, "extract", undone: 1)
                .Report(),
            "customer",
            "html",
            Locale.En
        );
        Assert.Contains("2024.05 (unchanged)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("2024.06", html, StringComparison.Ordinal);
        Assert.Contains("What was undone", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_is_shown_in_the_protocol_and_in_the_whole_and_nowhere_else()
    {
        var image =
            $"<img src=\"data:image/png;base64,{Convert.ToBase64String(Acceptance.Photo)}\""
            + " width=\"4\" height=\"3\" alt=\"walk.plate.png\">";
        Assert.Contains(image, Text(Of("acceptance"), "protocol", "html", Locale.En), StringComparison.Ordinal);
        Assert.Contains(image, Text(Of("acceptance"), "full", "html", Locale.En), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", Text(Of("acceptance"), "customer", "html", Locale.En), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too large to be shown here", 200L << 20)]
    [InlineData("does not lie beside the journal", 99L)]
    [InlineData("not the one that the journal knows", null, "other")]
    public void A_photo_that_cant_be_shown_is_named_with_why(string why, long? size, string? digest = null)
    {
        var report = Acceptance.Run(size: size, digest: digest).Report((n, most) => size == 99 ? null : Acceptance.Held(n, most));
        var html = Text(report, "protocol", "html", Locale.En);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains($"<code>walk.plate.png</code>", html, StringComparison.Ordinal);
        Assert.Contains(why, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("walk.plate.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("walk.plate.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("walk.plate.jpg", "%PDF-1.7 and a good deal more")]
    [InlineData("\"><script>alert(1)</script>.png", "GIF")]
    public void What_is_no_picture_by_its_bytes_is_named_and_never_put_in(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA384.HashData(bytes));
        var html = Text(Acceptance.Run(name, bytes.Length, digest).Report((_, _) => bytes), "protocol", "html", Locale.En);
        Assert.DoesNotMatch("<(img|script)|data:image", html);
    }

    [Fact]
    public void A_path_of_a_forged_journal_is_read_from_nowhere()
    {
        var asked = new List<string>();
        var run = Acceptance.Run("../../../../../etc/shadow.png");
        Text(run.Report((name, _) => Note(asked, name)), "protocol", "html", Locale.En);
        Assert.All(asked, static name => Assert.StartsWith("evidence/", name, StringComparison.Ordinal));
        asked.Clear();
        var elsewhere = run.Report((name, _) => Note(asked, name)) with { RunId = "another" };
        Text(elsewhere, "protocol", "html", Locale.En);
        Assert.Empty(asked);
    }

    [Fact]
    public void Of_a_long_loop_the_first_the_last_and_what_went_wrong_are_listed_and_the_others_are_summed_up()
    {
        var journal = Some.Journal().Run();
        for (var i = 0; i < 1_990; i++)
        {
            journal = i == 700 ? Failing(journal, i) : journal.Step($"deltas[{i}]/apply-delta", "extract.delta", 10);
        }

        var report = journal.Finish().Report();
        var markdown = ReportRenderer.Markdown(report, Locale.En);
        Assert.Contains("3–700: 698 passes like those above, 6.9 s in all, the longest 10 ms", markdown, StringComparison.Ordinal);
        Assert.Contains("702–1,989: 1,288 passes", markdown, StringComparison.Ordinal);
        Assert.Contains("installer.failed", markdown, StringComparison.Ordinal);
        Assert.True(markdown.Length < 20_000, $"{markdown.Length}");
        Assert.Equal(1_990, Regex.Count(ReportRenderer.Json(report), "\"path\": \"deltas\\["));
    }

    private static JournalBuilder Failing(JournalBuilder journal, int pass) =>
        journal
            .Begin($"deltas[{pass}]/apply-delta", "extract.delta")
            .After(10)
            .Fails($"deltas[{pass}]/apply-delta", Failure.Of("installer.failed", ("exitCode", Value.Of(1L))));

    private static byte[]? Note(List<string> asked, string name)
    {
        asked.Add(Path.GetRelativePath("/run", Path.GetFullPath(name, "/run")));
        return null;
    }

    private static RunReport Of(string name) =>
        name == "acceptance" ? Acceptance.Run().Report(Acceptance.Held) : Snapshots.Run(name).Report();

    private static string Text(RunReport report, string kind, string format, Locale language) =>
        ReportRenderer.Text(report, Enum.Parse<ReportKind>(kind, ignoreCase: true), format, language);
}
