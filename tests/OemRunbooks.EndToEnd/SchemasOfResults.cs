using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What the program writes is what its schemas say, by an outside validator.</summary>
public sealed class SchemasOfResults
{
    [Fact]
    public void Journals_and_reports_of_all_kinds_of_run_are_valid()
    {
        using var station = new TestStation();
        station.Run("run", "station-preparation", "--yes");
        station.Run("run", "client-update", "--yes");
        station.Run("run", "reinstall");
        station.Run("run", "escalation", "--set", "case=fingerprint");
        var (journal, report) = (Schema("journal"), Schema("report"));
        var runs = Directory.GetDirectories(station["var/runbook/runs"]);
        Assert.Equal(4, runs.Length);
        foreach (var run in runs)
        {
            Assert.Empty(File.ReadLines(Path.Combine(run, "journal.jsonl")).SelectMany(l => Problems(journal, l)));
            Assert.Empty(
                Problems(
                    report,
                    station.Run("report", Path.GetFileName(run), "--format", "json", "--out", station["reports"]).ExitCode == 0
                        ? File.ReadAllText(Directory.GetFiles(station["reports"], "*.json")[0])
                        : "{}"
                )
            );
            Directory.Delete(station["reports"], recursive: true);
        }

        Assert.Empty(File.ReadLines(station["var/runbook/ledger.jsonl"]).SelectMany(l => Problems(journal, l)));
    }

    private static JsonSchema Schema(string name) =>
        JsonSchema.FromText(Program.Run(new Dictionary<string, string>(), "schema", name).Out, new BuildOptions { SchemaRegistry = new() });

    private static IEnumerable<string> Problems(JsonSchema schema, string json) =>
        schema.Evaluate(JsonSerializer.SerializeToElement(JsonNode.Parse(json)), new EvaluationOptions { OutputFormat = OutputFormat.List })
            is { IsValid: false } result
            ?
            [
                .. (result.Details ?? [])
                    .Where(static d => d.Errors is { Count: > 0 })
                    .Select(static d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}"),
            ]
            : [];
}
