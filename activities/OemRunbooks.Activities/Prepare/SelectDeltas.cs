using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Lists the deltas that lead to or from a version: those that belong beside its bundle on a medium.</summary>
/// <remarks>Source: runbook, section 1, step 1; formats.md, 11.1.</remarks>
internal sealed class SelectDeltas : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(PrepareSelectDeltasWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [PrepareTakes.Platform, Takes.Version, PrepareTakes.Releases],
            Outputs = [Gives.Deltas, StationGives.Count],
            Errors = [Codes.DeltaManifestInvalid, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) =>
        Foretell(
            call,
            o =>
            {
                var (version, count) = (call.Get(Takes.Version), StationGives.Count.In(o).ToText());
                return [Fields.Line(false, Says.PlanSelectDeltasFinds(version, count))];
            }
        );

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var version = call.Get(Takes.Version);
        var remarks = new List<Remark>();
        var found = DeltaShelf
            .Find(call, call.Get(PrepareTakes.Platform), remarks, withMedia: false)
            .Where(d => Same(d.Manifest.BaseVersion, version) || Same(d.Manifest.TargetVersion, version))
            .OrderBy(static d => d.Manifest.TargetVersion, VersionOrder.Instance)
            .ThenBy(static d => d.Path.Shown, StringComparer.Ordinal)
            .Select(static d =>
                Value.MapOf(
                    ("path", Value.Of(d.Path.Shown)),
                    ("manifest", Value.Of(d.Published?.Shown)),
                    ("baseVersion", Value.Of(d.Manifest.BaseVersion)),
                    ("targetVersion", Value.Of(d.Manifest.TargetVersion))
                )
            )
            .ToList();
        return Outcome.Done(Gives.Deltas.Is(found), StationGives.Count.Is(found.Count)) with { Remarks = [.. remarks] };
    }

    private static bool Same(string? one, string other) => one is not null && VersionOrder.Instance.Compare(one, other) == 0;

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string> Version { get; } = Input.Version(PrepareSelectDeltasWords.Takes.Version);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<Value>> Deltas { get; } = Output.List(PrepareSelectDeltasWords.Gives.Deltas);
    }
}
