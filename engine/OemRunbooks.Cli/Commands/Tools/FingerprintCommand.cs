using System.CommandLine;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook fingerprint show|verify|drift</c>.</summary>
/// <remarks>Source: formats.md, 8, 9 and 14.</remarks>
internal static class FingerprintCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("fingerprint", VerbGroup.Tools, null),
        new("fingerprint show", VerbGroup.Tools,
            ToolExamples.Load + "runbook fingerprint show --factors",
            new Exit(1, "praca wykonana, wynik zły: zły podpis, odmowa", "the work was done and its outcome is bad: a wrong signature, a refusal"),
            Exit.Interrupted),
        new("fingerprint verify", VerbGroup.Tools,
            ToolExamples.Load + "runbook fingerprint verify --expected opt/core-oem/config/fingerprint.expected.json",
            Exit.AsOriginal, Exit.Interrupted),
        new("fingerprint drift", VerbGroup.Tools,
            "runbook fingerprint drift backups/components.old.json backups/components.json --tolerances '{\"mac\": 1, \"disk\": 0}'",
            new Exit(1, "zmiana sprzętu wymaga ponownego powiązania", "the change of hardware calls for a new binding"),
            Exit.Interrupted),
    ];

    internal static Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        return new Command("fingerprint", tool.Say("Fingerprint urządzenia: odczyt, sprawdzenie, zmiany sprzętu.", "The machine's fingerprint: reading, checking, changes of hardware."))
        {
            Show(tool), FingerprintVerify.Create(tool), Drift(tool),
        };
    }

    private static Command Show(Tool tool)
    {
        var factors = tool.Flag("--factors", "pokaż, z czego powstał, jako JSON (sól zasłonięta)", "show what it is made of, as JSON (the salt masked)");
        return tool.Does(
            new Command("show", tool.Say("Pokazuje fingerprint tego urządzenia w jednym wierszu.", "Shows this machine's fingerprint on one line.")) { factors },
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
                    call.Ui.Out.WriteLine(fingerprint);
                }

                return ExitCode.Good;
            });
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
        var baseline = tool.Argument("WCZEŚNIEJ", "BASELINE", "wcześniejszy rekord komponentów", "the earlier component record");
        var candidate = tool.Argument("TERAZ", "CANDIDATE", "obecny rekord komponentów", "the present component record");
        var tolerances = tool.Option("--tolerances", "JSON", "co może się zmienić, na przykład {\"mac\": 1, \"disk\": 0}", "what may change, such as {\"mac\": 1, \"disk\": 0}");
        return tool.Does(
            new Command("drift", tool.Say("Ocenia zmiany sprzętu, jako JSON: match, degraded albo rebind_required (kod wyjścia 1).", "Judges changes of hardware, as JSON: match, degraded or rebind_required (exit code 1).")) { baseline, candidate, tolerances },
            call =>
            {
                var given = call.Text(tolerances) is { } text ? HardwareDrift.ParseTolerances(text) : null;
                var drift = HardwareDrift.Evaluate(Record(call, call.Path(baseline)), Record(call, call.Path(candidate)), given);
                call.Print(drift.Json);
                return drift.Blocked.Count == 0 ? ExitCode.Good : ExitCode.Bad;
            });
    }

    private static OemObject Record(ToolCall call, string path)
    {
        var record = HardwareDrift.Load(path);
        if (record["component_digests"] is not OemObject)
        {
            call.Warn(Faults.DriftNoDigests(path));
        }

        return record;
    }
}
