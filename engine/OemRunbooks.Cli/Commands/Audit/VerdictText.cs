using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Verifying;

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
        ui.Out.WriteLine($"{Ui.Colour(result.Verdict.Word(), colour, ui.OutColour)}  {Visible.Text(result.RunId ?? journal)}");
        ui.Out.WriteLine("  " + Meaning(ui, result));
        ui.Out.WriteLine("  " + ui.Say(Says.VerdictCounts(result.Entries, result.SealedEntries, result.Seals)));
        ui.Out.WriteLine("  " + ui.Say(Says.VerdictFiles(result.FilesChecked, result.FilesAbsent)));
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
            ui.Out.WriteLine($"  {finding.Code}: {ui.Words(finding)}{(ui.Hint(finding) is { } hint ? $" → {hint}" : "")}");
        }
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
            var counts = verdicts.GroupBy(static v => v).OrderBy(static g => g.Key).Select(static g => $"{g.Key.Word()} {g.Count()}");
            ui.Out.WriteLine($"{ui.Say(Says.VerdictAll)}: {verdicts.Count} – {string.Join(", ", counts)}");
        }
    }

    internal static Value Json(Ui ui, string journal, Verification result) =>
        Value.MapOf(
            ("journal", Value.Of(journal)),
            ("run", Value.Of(result.RunId)),
            ("verdict", Value.Of(result.Verdict.Word())),
            ("entries", Value.Of(result.Entries)),
            ("sealedEntries", Value.Of(result.SealedEntries)),
            ("seals", Value.Of(result.Seals)),
            ("receipt", Value.Of(result.LastSeal?.Receipt)),
            ("root", Value.Of(result.LastSeal is { } seal ? Convert.ToHexStringLower(seal.Root) : null)),
            ("signer", Value.Of(result.Signer?.ToString())),
            ("filesChecked", Value.Of(result.FilesChecked)),
            ("filesAbsent", Value.Of(result.FilesAbsent)),
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
