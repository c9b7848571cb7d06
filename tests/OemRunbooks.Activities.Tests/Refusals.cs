using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Tests;

/// <summary>What is refused because of what it says of itself, and cases that a person states.</summary>
public sealed class Refusals : IDisposable
{
    private static readonly Value Linux = Value.Of("linux");
    private readonly CallFactory station = new();

    public void Dispose() => station.Dispose();

    [Theory]
    [InlineData("notarization", "case.notarization")]
    [InlineData("fingerprint", "case.fingerprint")]
    [InlineData("other", "case.other")]
    public async Task A_stated_case_ends_with_the_code_of_its_kind(string kind, string code)
    {
        var failure = await station.Fails(code, "escalate.case", ("kind", Value.Of(kind)), ("summary", Value.Of("seen on the label")));
        Assert.Equal("seen on the label", failure.Arguments["summary"].ToText());
    }

    [Theory]
    [InlineData("[]", "bundle.manifest-invalid")]
    [InlineData(
        """{"bundle": "someone-else", "version": "1.0", "platform": "linux", "files": [], "generated_at": "2024-06-01T00:00:00Z"}""",
        "bundle.wrong-name"
    )]
    public async Task An_installation_whose_manifest_is_not_ours_has_no_version(string manifest, string code)
    {
        station.Write("opt/core-oem/" + BundleManifest.FileName, manifest);
        await station.Fails(code, "prepare.select-bundle", ("platform", Linux));
    }

    [Fact]
    public async Task A_delta_whose_published_manifest_says_nothing_is_not_chosen()
    {
        station.Write("media/core-oem-2024.06-linux.delta.tar.gz", "an archive");
        station.Write("media/core-oem-2024.06-linux.delta.json", "{}");
        await station.Fails(
            "delta.manifest-invalid",
            "prepare.select-delta",
            ("platform", Linux),
            ("delta", Value.Of("media/core-oem-2024.06-linux.delta.tar.gz")),
            ("afterVersion", Value.Of("2024.05"))
        );
    }

    [Fact]
    public async Task Two_reports_of_one_name_do_not_fit_into_one_directory()
    {
        Directory.CreateDirectory(station["stick"]);
        station.Write("bundle.tar.gz", "a bundle");
        station.Write("a/report.json", "one");
        station.Write("b/report.json", "other");
        var failure = await station.Fails(
            "media.same-name",
            "prepare.plan-medium",
            ("media", Value.Of("stick")),
            ("bundle", Value.Of("bundle.tar.gz")),
            ("reports", Value.List([Value.Of("a/report.json"), Value.Of("b/report.json")]))
        );
        Assert.Equal("notary/report.json", failure.Arguments["name"].ToText());
    }

    [Fact]
    public async Task A_list_of_more_files_than_a_medium_is_made_for_is_refused_before_the_first()
    {
        Directory.CreateDirectory(station["stick"]);
        station.Environment["KEY"] = Convert.ToBase64String(new byte[32]);
        var items = Enumerable.Range(0, 501).Select(static n => Value.MapOf(("from", Value.Of($"f{n}")), ("to", Value.Of($"f{n}"))));
        await station.Fails(
            "media.too-many-files",
            "prepare.medium",
            ("media", Value.Of("stick")),
            ("items", Value.List(items)),
            ("key", Value.SecretReference("env:KEY"))
        );
        Assert.Empty(station.Snapshot("stick"));
    }
}
