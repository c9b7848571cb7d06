using OemRunbooks.Activities.Backup;
using OemRunbooks.Activities.Escalate;
using OemRunbooks.Activities.Extract;
using OemRunbooks.Activities.Prepare;
using OemRunbooks.Activities.Recover;
using OemRunbooks.Activities.Run;
using OemRunbooks.Activities.Verify;
using OemRunbooks.Engine.Activities;

namespace OemRunbooks.Activities;

/// <summary>The activities of this product and the words of their codes.</summary>
public static class OemActivities
{
    /// <summary>Every activity, in order of name.</summary>
    public static IReadOnlyList<IActivity> All { get; } =
    [
        new BackupEvidence(),
        new BackupFile(),
        new BackupHardware(),
        new BackupRestore(),
        new BackupTree(),
        new EscalateCase(),
        new EscalateEvidence(),
        new EscalateNote(),
        new EscalateTeam(),
        new ExtractBundle(),
        new ExtractDelta(),
        new ReadChecklist(),
        new WriteMedium(),
        new PlanMedium(),
        new SelectBundle(),
        new SelectDelta(),
        new SelectDeltas(),
        new RecoverLicense(),
        new RunCommand(),
        new RunInstaller(),
        new VerifyBundle(),
        new VerifyDrift(),
        new VerifyFingerprint(),
        new VerifyLicense(),
        new VerifyLogs(),
        new VerifyMedium(),
        new VerifyNotarization(),
        new VerifyStore(),
    ];

    /// <summary>The checks that a teams file may name under <c>collect</c>.</summary>
    public static IReadOnlyCollection<string> Collectors => Escalate.Collectors.Names;
}
