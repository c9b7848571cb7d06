using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary>Shows what a verification found.</summary>
internal static class VerdictText
{
    internal static void Show(Ui ui, string journal, Verification result)
    {
        var colour = result.Verdict switch { Verdict.Valid => "32", Verdict.Invalid or Verdict.Truncated => "31", _ => "33" };
        ui.Out.WriteLine($"{Ui.Colour(result.Verdict.Word(), colour, ui.OutColour)}  {Visible.Text(result.RunId ?? journal)}");
        ui.Out.WriteLine("  " + Meaning(ui, result));
        ui.Out.WriteLine(ui.Say($"  wpisy: {result.Entries}, zapieczętowane: {result.SealedEntries}, pieczęcie: {result.Seals}", $"  entries: {result.Entries}, sealed: {result.SealedEntries}, seals: {result.Seals}"));
        ui.Out.WriteLine(ui.Say($"  pliki przebiegu: sprawdzone {result.FilesChecked}, nieobecne {result.FilesAbsent}", $"  files of the run: checked {result.FilesChecked}, absent {result.FilesAbsent}"));
        if (result.LastSeal is { } seal)
        {
            ui.Out.WriteLine(ui.Say($"  pokwitowanie: {seal.Receipt}", $"  receipt: {seal.Receipt}"));
        }

        if (result.Signer is { } signer)
        {
            ui.Out.WriteLine(ui.Say($"  klucz: {Visible.Text(signer.ToString())}", $"  key: {Visible.Text(signer.ToString())}"));
        }

        foreach (var finding in result.Findings)
        {
            ui.Out.WriteLine($"  {finding.Code}: {ui.Words(finding)}{(ui.Hint(finding) is { } hint ? $" → {hint}" : "")}");
        }
    }

    private static string Meaning(Ui ui, Verification result) => result.Verdict switch
    {
        Verdict.Valid => ui.Say("kompletny, zapieczętowany do końca kluczem, za który ktoś ręczy", "complete, sealed to its end with a key that is vouched for"),
        Verdict.Open => ui.Say("jak dotąd bez zarzutu, ale niezakończony albo niezapieczętowany do końca", "right so far, but not finished, or not sealed to its end"),
        Verdict.Truncated => ui.Say("krótszy, niż wynika z pieczęci, rejestru stanowiska lub pokwitowania", "shorter than a seal, the station's ledger or the receipt says"),
        Verdict.Invalid => ui.Say("uszkodzony albo zmieniony; nie ufać mu", "damaged or changed; do not trust it"),
        Verdict.Unsigned => result.Signer is null
            ? ui.Say("spójny, ale niepodpisany: nie wiadomo, kto go zapisał", "consistent, but not signed: who wrote it can't be known")
            : ui.Say("spójny i podpisany, ale kluczem, za który nikt tu nie ręczy", "consistent and signed, but with a key that nobody here vouches for"),
    };

    /// <summary>How many of each, when there are several.</summary>
    internal static void Summary(Ui ui, List<Verdict> verdicts)
    {
        if (verdicts.Count > 1)
        {
            ui.Out.WriteLine($"{ui.Say("Razem", "In all")}: {verdicts.Count} – {string.Join(", ", verdicts.GroupBy(static v => v).OrderBy(static g => g.Key).Select(static g => $"{g.Key.Word()} {g.Count()}"))}");
        }
    }

    internal static Value Json(Ui ui, string journal, Verification result) => Value.MapOf(
        ("journal", Value.Of(journal)), ("run", Value.Of(result.RunId)), ("verdict", Value.Of(result.Verdict.Word())), ("entries", Value.Of(result.Entries)),
        ("sealedEntries", Value.Of(result.SealedEntries)), ("seals", Value.Of(result.Seals)), ("receipt", Value.Of(result.LastSeal?.Receipt)),
        ("root", Value.Of(result.LastSeal is { } seal ? Convert.ToHexStringLower(seal.Root) : null)), ("signer", Value.Of(result.Signer?.ToString())),
        ("filesChecked", Value.Of(result.FilesChecked)), ("filesAbsent", Value.Of(result.FilesAbsent)),
        ("findings", Value.List(result.Findings.Select(f => Value.MapOf(("code", Value.Of(f.Code)), ("arguments", f.Arguments), ("message", Value.Of(ui.Words(f))))))));
}
