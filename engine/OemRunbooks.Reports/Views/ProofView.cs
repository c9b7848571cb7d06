using OemRunbooks.Reports.Drawing;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>What the journal proves, as the verifier says it, and the receipt that pins it from outside.</summary>
internal sealed class ProofView(Page page)
{
    private readonly JournalFacts journal = page.Report.Journal;

    internal void Fill(Sheet sheet)
    {
        var receipt = journal.Proof.Receipt;
        sheet
            .Put("proof_tone", new Inked(Tone()))
            .Put(
                "proof_mark",
                new Inked(
                    journal.Proof.Verdict == "VALID" ? "✓"
                    : journal.Proof.Verdict is "INVALID" or "TRUNCATED" ? "✗"
                    : "!"
                )
            )
            .Put("verdict", page.Text(journal.Proof.Verdict ?? page.Say(Says.ProofNone)))
            .Put("verdict_words", page.Text(Words()))
            .Put("receipt", page.Code(receipt))
            .Put("signer", page.Code(journal.Proof.Signer))
            .Put("covered", page.Word(Says.ProofCovered(Says.CountEntries(journal.Entries), Figures.Number(journal.Seals, page.Language))))
            .Put(
                "qr",
                page.IsHtml && receipt is not null && QrCode.Of(receipt) is { } code
                    ? code.Svg("qr", page.Word(Says.ProofQr(receipt)))
                    : Inked.Empty
            );
    }

    /// <summary>
    /// The verdict in plain words. That a journal is signed by somebody unknown is another thing than that nobody signed it.
    /// </summary>
    internal string Words() =>
        journal.Proof.Verdict switch
        {
            null => page.Say(journal.Seals == 0 ? Says.ProofUnsigned : Says.ProofUnverified),
            "UNSIGNED" when journal.Findings.Any(static f => f.Code == Codes.SealSignerUnknown) => page.Say(Says.ProofUnknownSigner),
            var verdict => page.Say(Names.Verdict(verdict)),
        };

    private string Tone() =>
        journal.Proof.Verdict switch
        {
            "VALID" => "good",
            "INVALID" or "TRUNCATED" => "bad",
            _ => "warn",
        };
}
