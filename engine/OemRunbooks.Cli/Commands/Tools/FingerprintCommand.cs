using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook fingerprint show|verify|drift</c>.</summary>
/// <remarks>Source: formats.md, 8, 9 and 14.</remarks>
internal sealed class FingerprintCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 20;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("fingerprint", VerbGroup.Tools, null),
        new(
            "fingerprint show",
            VerbGroup.Tools,
            ToolExamples.Load + "runbook fingerprint show --factors",
            new Exit(1, Says.WordWorkWasDoneOutcomeBad),
            Exit.Interrupted
        ),
        new(
            "fingerprint verify",
            VerbGroup.Tools,
            ToolExamples.Load + "runbook fingerprint verify --expected opt/core-oem/config/fingerprint.expected.json",
            Exit.AsOriginal,
            Exit.Interrupted
        ),
        new(
            "fingerprint drift",
            VerbGroup.Tools,
            "runbook fingerprint drift backups/components.old.json backups/components.json --tolerances '{\"mac\": 1, \"disk\": 0}'",
            new Exit(1, Says.FingerprintChangeHardwareCallsNewBinding),
            Exit.Interrupted
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        return new Command("fingerprint", tool.Say(Says.FingerprintMachinesFingerprintReadingCheckingChanges))
        {
            Show(tool),
            FingerprintVerify.Create(tool),
            Drift(tool),
        };
    }

    private static Command Show(Tool tool)
    {
        var factors = tool.Flag("--factors", Says.FingerprintShowWhatMadeJsonSalt);
        return tool.Does(
            new Command("show", tool.Say(Says.FingerprintShowsMachinesFingerprintOneLine)) { factors },
            call =>
            {
                var collected = FactorCollector.Collect(ToolCall.LocalMachine());
                if (call.Has(factors))
                {
                    return call.Print(Masked(Fingerprint.Normalise(collected)));
                }

                var fingerprint = Fingerprint.Of(collected);
                if (call.Ui.IsJson)
                {
                    call.Ui.Json(Value.MapOf(("fingerprint", Value.Of(fingerprint))));
                }
                else
                {
                    call.Ui.Raw.WriteLine(fingerprint);
                }

                return ExitCode.Good;
            }
        );
    }

    // Whoever knows the salt and the machine can compute its fingerprint, and so open its store.
    private static OemObject Masked(OemObject factors)
    {
        if (factors.Has("salt"))
        {
            factors.Add("salt", "***");
        }

        return factors;
    }

    private static Command Drift(Tool tool)
    {
        var baseline = tool.Argument(Says.FingerprintBaseline, Says.FingerprintEarlierComponentRecord);
        var candidate = tool.Argument(Says.FingerprintCandidate, Says.FingerprintPresentComponentRecord);
        var tolerances = tool.Option("--tolerances", "JSON", Says.FingerprintWhatMayChangeSuch);
        return tool.Does(
            new Command("drift", tool.Say(Says.FingerprintJudgesChangesHardwareJsonMatch)) { baseline, candidate, tolerances },
            call =>
            {
                var given = call.Text(tolerances) is { } text ? HardwareDrift.ParseTolerances(text) : null;
                var drift = HardwareDrift.Evaluate(Record(call, call.Path(baseline)), Record(call, call.Path(candidate)), given);
                call.Print(drift.Json);
                return drift.Blocked.Count == 0 ? ExitCode.Good : ExitCode.Bad;
            }
        );
    }

    private static OemObject Record(ToolCall call, string path)
    {
        var record = HardwareDrift.Load(ToolCall.Disk, path);
        if (record["component_digests"] is not OemObject)
        {
            call.Warn(Faults.DriftNoDigests(path));
        }

        return record;
    }
}
