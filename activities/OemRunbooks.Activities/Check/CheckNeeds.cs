using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Check;

/// <summary>Checks that this machine has what a procedure needs, before the procedure changes anything.</summary>
/// <remarks>Source: language.md 1.1, <c>needs</c>.</remarks>
internal sealed class CheckNeeds : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(CheckNeedsWords.Activity)
        {
            Interruption = Interruption.Rerun,
            IsReadOnly = true,
            Inputs = [Takes.Os, Takes.Elevated, Takes.Programs],
            Errors = [Codes.NeedsSystem, Codes.NeedsElevated, Codes.NeedsProgram, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) => Probe(call, static _ => [Fields.Line(false, Says.PlanCheckNeeds)]);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var systems = call.Get(Takes.Os);
        if (systems.Count > 0 && !systems.Contains(StationDirectory.Platform, StringComparer.Ordinal))
        {
            return Outcome.Failed(Faults.NeedsSystem(StationDirectory.Platform, systems));
        }

        if (call.Get(Takes.Elevated) && !Environment.IsPrivilegedProcess)
        {
            return Outcome.Failed(Faults.NeedsElevated());
        }

        return
            call.Get(Takes.Programs).FirstOrDefault(p => !call.Disk.IsFile(Path.IsPathRooted(p) ? p : call.Station.Resolve(p).Full))
                is { } missing
            ? Outcome.Failed(Faults.NeedsProgram(missing))
            : Outcome.Done();
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<IReadOnlyList<string>> Os { get; } = Input.Texts(CheckNeedsWords.Takes.Os).OrEmpty();

        internal static Input<bool> Elevated { get; } = Input.Boolean(CheckNeedsWords.Takes.Elevated).Or(false);

        internal static Input<IReadOnlyList<string>> Programs { get; } = Input.Texts(CheckNeedsWords.Takes.Programs).OrEmpty();
    }
}
