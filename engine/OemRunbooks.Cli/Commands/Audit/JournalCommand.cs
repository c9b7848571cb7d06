using System.CommandLine;
using OemRunbooks.Cli.Runs;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Sealing;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook journal show|verify|prove|check-proof</c>.</summary>
internal static class JournalCommand
{
    internal static Command Create(Globals globals) => new("journal", globals.Say("Dziennik przebiegu: odczyt, sprawdzenie, dowody.", "A run's journal: reading, verification, proofs."))
    {
        JournalShow.Create(globals), Verify(globals), Prove(globals), CheckProof(globals),
    };

    internal static Option<string?> Key(Globals globals) => new("--key") { Description = globals.Say("plik z kluczami publicznymi, którym ufać", "a file with public keys to trust"), HelpName = "FILE" };

    private static Command Verify(Globals globals)
    {
        var runs = new Argument<string[]>(globals.Say("PRZEBIEG|PLIK", "RUN|FILE"))
        {
            Description = globals.Say("przebieg, jego katalog, plik dziennika albo katalog z wieloma przebiegami", "a run, its directory, a journal file, or a directory with many runs"),
            Arity = ArgumentArity.OneOrMore,
        };
        var key = Key(globals);
        var receipt = new Option<string?>("--receipt") { Description = globals.Say("pokwitowanie zapisane poza stanowiskiem", "a receipt that was written down elsewhere"), HelpName = "RECEIPT" };
        return globals.Does(
            new Command("verify", globals.Say("Sprawdza łańcuch, pieczęcie, podpisy i pliki; kod 0 tylko dla VALID.", "Checks chain, seals, signatures and files; exit code 0 for VALID only.")) { runs, key, receipt },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var trusted = Keys.Trusted(work.Environment, parse.GetValue(key));
                var results = parse.GetValue(runs)!.SelectMany(r => Journals(work, r)).Select(j => (Journal: j, Result: JournalVerifier.Verify(new VerificationRequest(j, trusted) { Ledger = LedgerOf(j), Receipt = parse.GetValue(receipt) }))).ToList();
                if (ui.IsJson)
                {
                    ui.Json(Value.List(results.Select(r => VerdictText.Json(ui, r.Journal, r.Result))));
                }
                else
                {
                    results.ForEach(r => VerdictText.Show(ui, r.Journal, r.Result));
                }

                return Task.FromResult(results.Count > 0 && results.TrueForAll(static r => r.Result.Verdict == Verdict.Valid) ? ExitCode.Good : ExitCode.Bad);
            });
    }

    private static Command Prove(Globals globals)
    {
        var run = new Argument<string>(globals.Say("PRZEBIEG", "RUN"));
        var seq = new Argument<long>("SEQ") { Description = globals.Say("numer wpisu", "the entry's number") };
        return globals.Does(
            new Command("prove", globals.Say("Wypisuje jeden wpis z dowodem, że należy do zapieczętowanego przebiegu.", "Writes one entry with the proof that a sealed run holds it.")) { run, seq },
            (parse, ui, _) =>
            {
                ui.Out.Write(InclusionProof.Prove(globals.Open(parse, ui).Run(parse.GetValue(run)!), parse.GetValue(seq)).ToText());
                return Task.FromResult(ExitCode.Good);
            });
    }

    private static Command CheckProof(Globals globals)
    {
        var file = new Argument<string>(globals.Say("PLIK", "FILE")) { Description = globals.Say("plik dowodu", "the proof's file") };
        var key = Key(globals);
        return globals.Does(
            new Command("check-proof", globals.Say("Sprawdza dowód jednego wpisu.", "Checks the proof of one entry.")) { file, key },
            (parse, ui, _) =>
            {
                var path = parse.GetValue(file)!;
                var proof = File.Exists(path) ? InclusionProof.Read(path) : throw CodedException.Of("file.missing", ("path", Value.Of(path)));
                if (proof.Check(Keys.Trusted(Workplace.EnvironmentVariables(), parse.GetValue(key))) is { } problem)
                {
                    return Task.FromResult(ui.Fail(problem, ExitCode.Bad));
                }

                if (ui.IsJson)
                {
                    ui.Json(Value.MapOf(("valid", Value.True), ("run", Value.Of(proof.RunId)), ("entry", Value.Of(proof.Index + 1))));
                }
                else
                {
                    ui.Out.WriteLine(ui.Say($"VALID: wpis {proof.Index + 1} przebiegu {Visible.Text(proof.RunId)}", $"VALID: entry {proof.Index + 1} of run {Visible.Text(proof.RunId)}"));
                    ui.Out.WriteLine(Visible.Text(proof.Line));
                }

                return Task.FromResult(ExitCode.Good);
            });
    }

    /// <summary>The journal files that a name stands for.</summary>
    internal static IEnumerable<string> Journals(Workplace work, string name)
    {
        if (File.Exists(name))
        {
            return [Path.GetFullPath(name)];
        }

        return Directory.Exists(name) && !File.Exists(Path.Combine(name, "journal.jsonl"))
            ? Directory.EnumerateDirectories(name).Select(static d => Path.Combine(Path.GetFullPath(d), "journal.jsonl")).Where(File.Exists).Order(StringComparer.Ordinal)
            : [work.Run(name).Journal];
    }

    // A run lies in var/runbook/runs/ID of its station; a copied run has no ledger beside it.
    private static string? LedgerOf(string journal)
    {
        var ledger = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(journal)!, "..", "..", "ledger.jsonl"));
        return File.Exists(ledger) ? ledger : null;
    }
}
