using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary>Shows what a verification found.</summary>
internal static class VerdictText
{
    internal static void Show(Ui ui, string journal, Verification result)
    {
        var colour = result.Verdict switch
        {
            Verdict.Valid => "32",
            Verdict.Invalid or Verdict.Truncated => "31",
            _ => "33",
        };
        ui.Out.WriteLine($"{Ui.Colour(Verification.Word(result.Verdict), colour, ui.OutColour)}  {Visible.Text(result.RunId ?? journal)}");
        ui.Out.WriteLine("  " + Meaning(ui, result));
        ui.Out.WriteLine("  " + ui.Say(Says.VerdictCounts(result.Entries, result.SealedEntries, result.Seals)));
        ui.Out.WriteLine("  " + ui.Say(Says.VerdictFiles(result.FilesChecked, result.FilesAbsent)));
        if (result.Departures > 0)
        {
            ui.Out.WriteLine("  " + ui.Say(Says.VerdictDepartures(result.Departures)));
        }

        if (result.Started?.Origin is { } origin)
        {
            ui.Out.WriteLine("  " + ui.Say(Says.VerdictOrigin(OriginWords.Of(origin))));
            if (!origin.Resembles.IsEmpty)
            {
                ui.Out.WriteLine("  " + ui.Say(Says.DevLookalike(Visible.Text(string.Join(", ", origin.Resembles)))));
            }
        }

        if (result.Started?.OlderThan is { } newer)
        {
            ui.Out.WriteLine("  " + ui.Say(Says.DevOlderPack(Visible.Text(newer))));
        }

        foreach (var approver in result.Approvers)
        {
            ui.Out.WriteLine("  " + Consent(ui, approver));
        }

        if (result.ReceiptEntries > 0)
        {
            ui.Out.WriteLine("  " + ui.Say(Says.VerdictReceiptFits(result.ReceiptEntries, result.Entries)));
        }

        if (result.LastSeal is { } seal)
        {
            ui.Out.WriteLine("  " + ui.Say(Says.VerdictReceipt(seal.Receipt)));
        }

        if (result.Signer is { } signer)
        {
            ui.Out.WriteLine("  " + ui.Say(Says.VerdictKey(Visible.Text(signer.ToString()))));
        }

        foreach (var finding in result.Findings)
        {
            var hint = (result.Verdict is Verdict.Invalid or Verdict.Truncated) && Resumes(finding.Code) ? null : ui.Hint(finding);
            ui.Out.WriteLine($"  {finding.Code}: {ui.Words(finding)}{(hint is null ? "" : $" → {hint}")}");
        }
    }

    // Nobody is sent to go on with a run that was changed or cut.
    private static bool Resumes(string code) => code is Codes.JournalUnfinished or Codes.JournalTorn or Codes.SealNotToTheEnd;

    private static string Consent(Ui ui, Approver approver)
    {
        var (by, step) = (Visible.Text(approver.By), Visible.Text(approver.Step));
        return ui.Say(
            approver.Vouching switch
            {
                Vouching.VouchedFor => Says.VerdictConsentVouched(by, step),
                Vouching.KnownOnlyHere => Says.VerdictConsentUnknown(by, step, Visible.Text(approver.Key ?? "")),
                Vouching.SpokenCode => Says.VerdictConsentSpoken(by, step),
                Vouching.Unsigned => Says.VerdictConsentUnsigned(by, step),
            }
        );
    }

    private static string Meaning(Ui ui, Verification result) =>
        result.Verdict switch
        {
            Verdict.Valid => ui.Say(Says.VerdictCompleteSealedEndKeyVouched),
            Verdict.Open => ui.Say(Says.VerdictRightSoFarButNot),
            Verdict.Truncated => ui.Say(Says.VerdictShorterThanSealStationsLedger),
            Verdict.Invalid => ui.Say(Says.VerdictDamagedChangedDoNotTrust),
            Verdict.Unsigned => result.Signer is null
                ? ui.Say(Says.VerdictConsistentButNotSignedWho)
                : ui.Say(Says.VerdictConsistentSignedButKeyNobody),
        };

    /// <summary>How many of each, when there are several.</summary>
    internal static void Summary(Ui ui, List<Verdict> verdicts)
    {
        if (verdicts.Count > 1)
        {
            var counts = verdicts
                .GroupBy(static v => v)
                .OrderBy(static g => g.Key)
                .Select(static g => $"{Verification.Word(g.Key)} {g.Count()}");
            ui.Out.WriteLine($"{ui.Say(Says.VerdictAll)}: {verdicts.Count} – {string.Join(", ", counts)}");
        }
    }

    internal static Value Json(Ui ui, string journal, Verification result) =>
        Value.MapOf(
            ("journal", Value.Of(journal)),
            ("run", Value.Of(result.RunId)),
            ("verdict", Value.Of(Verification.Word(result.Verdict))),
            ("entries", Value.Of(result.Entries)),
            ("sealedEntries", Value.Of(result.SealedEntries)),
            ("seals", Value.Of(result.Seals)),
            ("departures", Value.Of(result.Departures)),
            ("origin", Value.Of(result.Started?.Origin?.Place)),
            ("resembles", Value.List((result.Started?.Origin?.Resembles ?? []).Select(static id => Value.Of(id)))),
            (
                "approvers",
                Value.List(
                    result.Approvers.Select(static a =>
                        Value.MapOf(
                            ("step", Value.Of(a.Step)),
                            ("by", Value.Of(a.By)),
                            ("key", Value.Of(a.Key)),
                            (
                                "vouching",
                                Value.Of(
                                    a.Vouching switch
                                    {
                                        Vouching.VouchedFor => "vouched-for",
                                        Vouching.KnownOnlyHere => "known-only-here",
                                        Vouching.SpokenCode => "challenge",
                                        Vouching.Unsigned => "unsigned",
                                    }
                                )
                            )
                        )
                    )
                )
            ),
            ("receiptEntries", result.ReceiptEntries > 0 ? Value.Of(result.ReceiptEntries) : null),
            ("receipt", Value.Of(result.LastSeal?.Receipt)),
            ("root", Value.Of(result.LastSeal is { } seal ? Convert.ToHexStringLower(seal.Root) : null)),
            ("signer", Value.Of(result.Signer?.ToString())),
            ("filesChecked", Value.Of(result.FilesChecked)),
            ("filesAbsent", Value.Of(result.FilesAbsent)),
            (
                "reports",
                result.Reports switch
                {
                    BesideReports.Same => Value.Of("same"),
                    BesideReports.Differ => Value.Of("differ"),
                    BesideReports.NotCompared => Value.Of("not-compared"),
                    null => null,
                }
            ),
            (
                "findings",
                Value.List(
                    result.Findings.Select(f =>
                        Value.MapOf(("code", Value.Of(f.Code)), ("arguments", f.Arguments), ("message", Value.Of(ui.Words(f))))
                    )
                )
            )
        );
}
