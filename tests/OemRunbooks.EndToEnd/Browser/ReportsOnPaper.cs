using System.Globalization;
using System.Text;
using Xunit;

namespace OemRunbooks.EndToEnd.Browser;

/// <summary>Reports as they come out of a printer.</summary>
public sealed class ReportsOnPaper
{
    [NeedsChromiumFact]
    public void A_customer_gets_two_sheets_at_most_in_each_language()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "u1").ExitCode);
        var made = Program.Run(
            station.Variables,
            ["report", "u1", "--form", "customer", "--out", station["papers"], "--station", station.Root]
        );
        Assert.Equal(0, made.ExitCode);
        foreach (var language in new[] { "pl", "en" })
        {
            var file = station[$"papers/report.customer.{language}.html"];
            var opened = Chromium.Open(file);
            Assert.Contains($"<html lang=\"{language}\">", opened.Dom, StringComparison.Ordinal);
            Assert.Empty(opened.Console);
            Assert.Empty(opened.Requests);
            Assert.InRange(Chromium.Sheets(file), 1, 2);
        }
    }

    [NeedsChromiumFact]
    public void Two_thousand_steps_print_to_forty_sheets_at_most()
    {
        const int parts = 4;
        const int steps = 500;
        using var station = new TestStation();
        Directory.CreateDirectory(station["runbooks"]);
        var whole = new StringBuilder("schemaVersion: \"1.1\"\nid: whole\nversion: 1.0.0\nname: {pl: Całość, en: Whole}\nsteps:\n");
        for (var part = 0; part < parts; part++)
        {
            whole.Append(CultureInfo.InvariantCulture, $"  - {{id: p{part}, action: runbook.run, with: {{runbook: part-{part}}}}}\n");
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"schemaVersion: \"1.1\"\nid: part-{part}\nversion: 1.0.0\n");
            text.Append(CultureInfo.InvariantCulture, $"name: {{pl: Część {part}, en: Part {part}}}\nsteps:\n");
            const string that = "${{ run.id != '' }}";
            for (var step = 0; step < steps; step++)
            {
                var name = $"{{pl: Sprawdzenie {step}, en: Check {step}}}";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  - {{id: s{step}, name: {name}, action: check.that, with: {{that: \"{that}\"}}}}\n"
                );
            }

            File.WriteAllText(station[$"runbooks/part-{part}.yaml"], text.ToString());
        }

        File.WriteAllText(station["runbooks/whole.yaml"], whole.ToString());
        var run = station.Run("run", "whole", "--run-id", "w1");
        Assert.True(run.ExitCode == 0, run.All);
        foreach (var language in new[] { "pl", "en" })
        {
            Assert.InRange(Chromium.Sheets(station[$"var/runbook/runs/w1/report.{language}.html"]), 20, 40);
        }
    }
}
