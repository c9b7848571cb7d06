using System.Text.Json.Nodes;
using Xunit;

namespace OemRunbooks.House.Schemas;

/// <summary>The reports that the tests keep are what <c>report.schema.json</c> says, and show all that it names.</summary>
public sealed class ReportShape
{
    // In no kept report: no case has a called runbook, a clock set back, a seal, a copy of its definition, a withheld field, an approved
    // plan, a pack or a block's time limit.
    private static readonly string[] NotKept =
    [
        "called[].id",
        "called[].path",
        "called[].sha256",
        "called[].version",
        "clockSteps[].after",
        "clockSteps[].backMs",
        "clockSteps[].before",
        "clockSteps[].seq",
        "field.withheld",
        "journal.lastLeaf",
        "journal.receipt",
        "journal.signer",
        "journal.verdict",
        "pack",
        "pack.id",
        "pack.sha256",
        "pack.signer",
        "pack.version",
        "run.halfDone",
        "run.plan",
        "step.description",
        "step.found",
        "step.source",
        "step.source.firstLine",
        "step.source.lastLine",
        "step.source.path",
        "step.timeoutOf",
    ];

    public static TheoryData<string> Kept =>
        [
            .. Repository
                .Files("tests/OemRunbooks.Reports.Tests/__snapshots__")
                .Where(static f => f.EndsWith(".json.snap", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_kept_report_is_valid(string file) =>
        Assert.Empty(Validation.Problems(Validation.Schema("report"), JsonNode.Parse(Repository.Read(file))));

    [Fact]
    public void Nothing_is_named_that_no_report_has()
    {
        var schema = JsonNode.Parse(Repository.Read("schemas/report.schema.json"))!;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Kept)
        {
            Walk(schema, JsonNode.Parse(Repository.Read((string)file)), "", (name, _) => seen.Add(name));
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        Walk(schema, null, "", (name, _) => named.Add(name));
        foreach (var (name, definition) in schema["$defs"]!.AsObject())
        {
            Walk(definition!, null, name + ".", (member, _) => named.Add(member));
        }

        Assert.Equal(NotKept, named.Except(seen).Order(StringComparer.Ordinal));

        void Walk(JsonNode at, JsonNode? value, string place, Action<string, JsonNode> found)
        {
            if ((string?)at["$ref"] is { } reference)
            {
                if (value is not null)
                {
                    var name = reference[(reference.LastIndexOf('/') + 1)..];
                    Walk(schema["$defs"]![name]!, value, name + ".", found);
                }

                return;
            }

            foreach (var (name, member) in at["properties"]?.AsObject() ?? [])
            {
                if (value is null || value.AsObject().ContainsKey(name))
                {
                    found(place + name, member!);
                    Walk(member!, value?[name], place + name + ".", found);
                }
            }

            if (at["items"] is { } items)
            {
                foreach (var item in value is null ? [null] : value.AsArray().ToList())
                {
                    Walk(items, item, place.TrimEnd('.') + "[].", found);
                }
            }
        }
    }
}
