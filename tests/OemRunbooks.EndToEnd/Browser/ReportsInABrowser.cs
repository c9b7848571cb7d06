using Xunit;

namespace OemRunbooks.EndToEnd.Browser;

/// <summary>Reports as a reader opens them: by a double click, on a machine without a network.</summary>
public sealed class ReportsInABrowser
{
    [NeedsChromiumFact]
    public void Every_report_of_a_demo_opens_in_both_languages_without_console_errors_or_network_requests()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "succeeded").ExitCode);
        Assert.Equal(
            3,
            station
                .Run(
                    "run",
                    "escalation",
                    "--run-id",
                    "escalated",
                    "--set",
                    "case=other",
                    "--set",
                    "summary=<script>alert(1)</script><img src=http://tracker.invalid/x.png>"
                )
                .ExitCode
        );
        Assert.Equal(3, station.Run("run", "station-preparation", "--run-id", "waiting").ExitCode);
        foreach (var run in new[] { "succeeded", "escalated", "waiting" })
        {
            Assert.Equal(
                0,
                Program
                    .Run(
                        station.Variables,
                        "report",
                        run,
                        "--format",
                        "html",
                        "--lang",
                        "both",
                        "--out",
                        station[run],
                        "--station",
                        station.Root
                    )
                    .ExitCode
            );
            foreach (var (language, heading) in new[] { ("pl", "Kroki"), ("en", "Steps") })
            {
                var opened = Chromium.Open(Path.Combine(station[run], $"report.{language}.html"));
                Assert.Empty(opened.Console);
                Assert.Empty(opened.Requests);
                Assert.Contains($"<html lang=\"{language}\">", opened.Dom, StringComparison.Ordinal);
                Assert.Contains($"<h2 id=\"steps\">{heading}</h2>", opened.Dom, StringComparison.Ordinal);
                Assert.Contains("aria-labelledby=\"fw-t fw-d\"", opened.Dom, StringComparison.Ordinal);
            }
        }
    }

    [NeedsChromiumFact]
    public void A_drawing_opens_on_its_own()
    {
        using var station = new TestStation();
        File.WriteAllText(station["flow.svg"], station.Run("graph", "client-update", "--format", "svg").Out);
        var opened = Chromium.Open(station["flow.svg"]);
        Assert.Empty(opened.Console);
        Assert.Empty(opened.Requests);
        Assert.DoesNotContain("parsererror", opened.Dom, StringComparison.Ordinal);
        Assert.Contains("Client update", opened.Dom, StringComparison.Ordinal);
    }

    /// <summary>A watch that sees nothing would pass any page.</summary>
    [NeedsChromiumFact]
    public void The_watch_sees_a_breach_of_the_policy_and_a_request()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("runbook-e2e-page-").FullName, "bad.html");
        try
        {
            File.WriteAllText(
                file,
                "<!DOCTYPE html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src "
                    + "http:\"><script>alert(1)</script><img src=\"http://tracker.invalid/x.png\">"
            );
            var opened = Chromium.Open(file);
            Assert.Contains(opened.Console, static l => l.Contains("Content Security Policy", StringComparison.Ordinal));
            Assert.Equal(["http://tracker.invalid/x.png"], opened.Requests);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
