using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Station.Audit;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Trust;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook journal show|verify|prove|check-proof</c>.</summary>
internal sealed class JournalCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 10;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("journal", VerbGroup.Auditors, null),
        new(
            "journal show",
            VerbGroup.Auditors,
            "runbook journal show last\nrunbook journal show last --at 6\nrunbook journal show last --follow --format json",
            Exit.BadJournal
        ),
        new(
            "journal verify",
            VerbGroup.Auditors,
            "runbook journal verify last\nrunbook journal verify var/runbook/runs --format json\n"
                + "runbook key show > keys.txt; runbook journal verify last --key keys.txt",
            new Exit(1, Says.JournalAnyVerdictButValid)
        ),
        new("journal prove", VerbGroup.Auditors, "runbook journal prove last 1 > proof.json", Exit.BadJournal),
        new(
            "journal check-proof",
            VerbGroup.Auditors,
            "runbook journal prove last 1 > proof.json; runbook journal check-proof proof.json",
            new Exit(1, Says.JournalProofDoesNotHold)
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals) =>
        new("journal", globals.Say(Says.JournalRunsJournalReadingVerificationProofs))
        {
            JournalShow.Create(globals),
            Verify(globals),
            Prove(globals),
            CheckProof(globals),
        };

    internal static Option<string?> Key(Globals globals) =>
        new("--key") { Description = globals.Say(Says.JournalFilePublicKeysTrust), HelpName = "FILE" };

    private static Command Verify(Globals globals)
    {
        var runs = new Argument<string[]>(globals.Say(Says.WordRunFile))
        {
            Description = globals.Say(Says.JournalRunDirectoryJournalFileDirectory),
            Arity = ArgumentArity.OneOrMore,
        };
        var key = Key(globals);
        var receipt = new Option<string?>("--receipt")
        {
            Description = globals.Say(Says.JournalReceiptWasWrittenDownElsewhere),
            HelpName = "RECEIPT",
        };
        return globals.Does(
            new Command("verify", globals.Say(Says.JournalChecksChainSealsSignaturesFiles)) { runs, key, receipt },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var trusted = work.Trusted(parse.GetValue(key));
                var wanted = parse.GetValue(receipt);
                var journals = parse.GetValue(runs)!.SelectMany(r => Journals.Of(work, r)).ToList();
                if (wanted is not null && journals.Count != 1)
                {
                    throw new CodedException(Faults.UsageWrong(ui.Say(Says.JournalReceiptBelongsOneRunSeveral)));
                }

                var results = journals
                    .Select(r => (r.Journal, Result: RunAudit.Verify(work, r, trusted, wanted)))
                    .Concat(LedgersOf(work, parse.GetValue(runs)!, trusted))
                    .Concat(parse.GetValue(runs)!.SelectMany(Journals.Missing))
                    .ToList();
                if (ui.IsJson)
                {
                    ui.Json(Value.List(results.Select(r => VerdictText.Json(ui, r.Journal, r.Result))));
                }
                else
                {
                    results.ForEach(r => VerdictText.Show(ui, r.Journal, r.Result));
                    VerdictText.Summary(ui, results.ConvertAll(static r => r.Result.Verdict));
                }

                return Task.FromResult(
                    results.Count > 0 && results.TrueForAll(static r => r.Result.Verdict == Verdict.Valid) ? ExitCode.Good : ExitCode.Bad
                );
            }
        );
    }

    // After the runs: what they say of it is known then.
    private static IEnumerable<(string Journal, Verification Result)> LedgersOf(
        Workplace work,
        string[] names,
        IReadOnlyList<VerifyingKey> trusted
    ) =>
        names
            .Where(static n => Directory.Exists(n))
            .Select(n =>
                Journals.LedgerFindings(n, () => [.. Journals.Of(work, n).Select(r => JournalVerifier.Verify(new(r, trusted)))], trusted)
            )
            .Where(static f => f is not null)
            .Select(static f => f!.Value);

    private static Command Prove(Globals globals)
    {
        var run = new Argument<string>(globals.Say(Says.WordRunArgument));
        var seq = new Argument<long>("SEQ") { Description = globals.Say(Says.JournalEntrysNumber) };
        return globals.Does(
            new Command("prove", globals.Say(Says.JournalWritesOneEntryProofSealed)) { run, seq },
            (parse, ui, _) =>
            {
                ui.Raw.Write(InclusionProof.Prove(globals.Open(parse, ui).Run(parse.GetValue(run)!), parse.GetValue(seq)).ToText());
                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    private static Command CheckProof(Globals globals)
    {
        var file = new Argument<string>(globals.Say(Says.WordFile)) { Description = globals.Say(Says.JournalProofsFile) };
        var key = Key(globals);
        return globals.Does(
            new Command("check-proof", globals.Say(Says.JournalChecksProofOneEntry)) { file, key },
            (parse, ui, _) =>
            {
                var path = parse.GetValue(file)!;
                var proof = File.Exists(path) ? InclusionProof.Read(path) : throw new CodedException(Faults.FileMissing(path));
                if (proof.Check(Keys.Trusted(Globals.EnvironmentVariables(), parse.GetValue(key))) is { } problem)
                {
                    return Task.FromResult(ui.Fail(problem, ExitCode.Bad));
                }

                if (ui.IsJson)
                {
                    ui.Json(Value.MapOf(("valid", Value.True), ("run", Value.Of(proof.RunId)), ("entry", Value.Of(proof.Index + 1))));
                }
                else
                {
                    ui.Out.WriteLine(ui.Say(Says.ProofValid(proof.Index + 1, Visible.Text(proof.RunId))));
                    ui.Raw.WriteLine(Visible.Text(proof.Line));
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
