using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Lists the deltas that lead to or from a version: those that belong beside its bundle on a medium.</summary>
/// <remarks>Source: runbook, section 1, step 1; formats.md, 11.1.</remarks>
internal sealed class SelectDeltas : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("prepare.select-deltas", new LocalizedText("wyszukuje delty prowadzące do podanej wersji albo od niej", "finds the deltas that lead to or from a version"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("platform", InputType.String, "platforma: linux, macos albo windows", "platform: linux, macos or windows"),
            Fields.Need("version", InputType.Version, "wersja bundla", "the bundle's version"),
            Fields.May("releases", InputType.Directory, "katalog wydań", "the directory of releases", "var/releases/<platform>"),
        ],
        Outputs =
        [
            Fields.Gives("deltas", InputType.List, "delty: path, manifest, baseVersion, targetVersion", "the deltas: path, manifest, baseVersion, targetVersion"),
            Fields.Gives("count", InputType.Integer, "ich liczba", "their number"),
        ],
        Errors = [Codes.DeltaManifestInvalid, .. Codes.Disk],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Execute(call, CancellationToken.None);
        var count = outcome.Outputs["count"].ToText();
        return new PlannedWork([Fields.Line(false, $"delty do wersji {call.Text("version")} lub od niej: {count}", $"deltas to or from version {call.Text("version")}: {count}")], outcome.Outputs);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var version = call.RequiredText("version");
        var remarks = new List<Remark>();
        var found = DeltaShelf.Find(call, call.RequiredText("platform"), remarks, withMedia: false)
            .Where(d => Same(d.Manifest.BaseVersion, version) || Same(d.Manifest.TargetVersion, version))
            .OrderBy(static d => d.Manifest.TargetVersion, VersionOrder.Instance).ThenBy(static d => d.Path.Shown, StringComparer.Ordinal)
            .Select(static d => Value.MapOf(
                ("path", Value.Of(d.Path.Shown)), ("manifest", Value.Of(d.Published)), ("baseVersion", Value.Of(d.Manifest.BaseVersion)), ("targetVersion", Value.Of(d.Manifest.TargetVersion))))
            .ToList();
        return Outcome.Done(("deltas", Value.List(found)), ("count", Value.Of(found.Count))) with { Remarks = [.. remarks] };
    }

    private static bool Same(string? one, string other) => one is not null && VersionOrder.Instance.Compare(one, other) == 0;
}
