using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>Words of the tools: their own codes, and codes of the formats whose remedy is an option here and a runbook's input there.</summary>
internal static class ToolMessages
{
    internal static IReadOnlyList<Message> All { get; } =
    [
        Word("store.taken-as-empty",
            "nie ma magazynu licencji „{path}”; jak w oryginale przyjęto pusty", "there is no licence store “{path}”; an empty one was assumed, as the original does",
            "sprawdzić ścieżkę w --store, zanim uwierzy się w wynik", "check the path in --store before you trust the result"),
        Word(OemCodes.LicenseMissing,
            "nie ma pliku licencji „{path}”", "there is no licence file “{path}”",
            "podłączyć nośnik z licencją albo podać plik w --license", "plug in the medium with the licence, or give the file with --license"),
        Word(OemCodes.FingerprintMissing,
            "nie podano fingerprintu {role}{path}", "no fingerprint was given: {role}{path}",
            "podać tekst, istniejący plik albo odczyt z urządzenia; opcje pokazuje --help", "give a text, an existing file, or have the machine read; --help shows the options"),
        Word(OemCodes.StoreDecryptionFailed,
            "magazyn licencji „{path}” nie otwiera się tym fingerprintem", "the licence store “{path}” does not open with this fingerprint",
            "po wymianie sprzętu: runbook license recover ze starym fingerprintem; w innym razie przywrócić magazyn z kopii", "after a change of hardware: runbook license recover with the old fingerprint; otherwise put the store back from a copy"),
        Word(OemCodes.SecretUndefined,
            "zmienna „{name}” z sekretem nie jest zdefiniowana", "the variable “{name}” that should hold a secret is not defined",
            "ustawić zmienną albo podać inne odwołanie, na przykład file:ŚCIEŻKA", "set the variable, or give another reference such as file:PATH"),
        Word(OemCodes.KeyMissing,
            "brakuje klucza „{name}”", "the key “{name}” is missing",
            "ustawić OEM_BUNDLE_HMAC_KEY (base64) albo, gdzie jest taka opcja, podać --hmac-key", "set OEM_BUNDLE_HMAC_KEY (base64) or, where there is such an option, give --hmac-key"),
        Word(OemCodes.DeltaUnsigned,
            "delta nie ma sprawdzonego podpisu ({reason})", "the delta has no verified signature ({reason})",
            "dołączyć podpisany manifest .delta.json i podać --hmac-key; świadome odstępstwo: --allow-unsigned", "bring the signed .delta.json and give --hmac-key; a deliberate exception: --allow-unsigned"),
        Word("delta.signature-unchecked",
            "podpisu manifestu „{path}” nie sprawdzono", "the signature of the manifest “{path}” was not checked",
            "podać klucz w --hmac-key", "give the key with --hmac-key"),
        Word("delta.fingerprint-unchecked",
            "manifest „{path}” jest dla jednego urządzenia, a fingerprintu nie podano", "the manifest “{path}” is for one machine, and no fingerprint was given",
            "podać fingerprint urządzenia w --fingerprint", "give the machine's fingerprint with --fingerprint"),
        Word("package.signature-unchecked",
            "podpisu paczki „{path}” nie sprawdzono", "the signature of the package “{path}” was not checked",
            "podać klucz w --hmac-key", "give the key with --hmac-key"),
        Word("bundle.file-unsigned",
            "plik instalacji „{path}” nie jest objęty podpisanym manifestem", "the installation's file “{path}” is covered by no signed manifest",
            "to normalne po delcie i po provisioningu; w innym razie zainstalować pełny bundel", "normal after a delta and after provisioning; otherwise install a full bundle"),
        Word("drift.no-digests",
            "rekord „{path}” nie ma component_digests; jak w oryginale przyjęto, że jest pusty", "the record “{path}” has no component_digests; it was taken as empty, as the original does",
            "sprawdzić, czy to właściwy plik; puste rekordy zawsze są zgodne", "check that it is the right file; empty records always match"),
        Word("audit.not-written",
            "wyniku nie dopisano do dziennika audytu „{path}” ({reason})", "the result was not added to the audit log “{path}” ({reason})",
            "sprawdzić uprawnienia do katalogu i miejsce na dysku", "check the directory's permissions and the room on the disk"),
        Word("notary.unusual-form",
            "raport „{path}” jest tekstem narzędzia, nie JSON-em", "the report “{path}” is the tool's text, not JSON",
            "wynik odczytano z ostatniego wiersza „status:”; poprosić o raport w JSON-ie", "the result is that of the last line “status:”; ask for the report as JSON"),
        Word(OemCodes.FileUnreadable,
            "nie można użyć „{path}” (odpowiedź systemu: {error})", "“{path}” cannot be used (the system says: {error})",
            "sprawdzić, czy to plik, a nie katalog, oraz uprawnienia", "check that it is a file and not a directory, and the permissions"),
        Word(OemCodes.FileExists,
            "„{path}” już istnieje i nie jest puste", "“{path}” exists and is not empty",
            "podać nowy katalog albo przenieść ten", "give a new directory, or move this one"),
    ];

    private static Message Word(string code, string pl, string en, string hintPl, string hintEn) => new(code, new LocalizedText(pl, en), new LocalizedText(hintPl, hintEn));
}
