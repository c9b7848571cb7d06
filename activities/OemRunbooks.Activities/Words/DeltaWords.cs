using OemRunbooks.Activities.Common;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities.Words;

/// <summary>Words about deltas.</summary>
internal static class DeltaWords
{
    private const string SecurityPl = "nie stosować delty; pobrać ją ponownie, a gdy błąd wraca, przekazać zespołowi bezpieczeństwa";
    private const string SecurityEn = "do not apply the delta; get it again, and if the error stays hand it to the security team";

    internal static IReadOnlyList<Message> All { get; } =
    [
        LicenceWords.Word(OemCodes.DeltaManifestInvalid, "manifest delty jest nieprawidłowy ({issues})", "the delta's manifest is invalid ({issues})", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.DeltaManifestMissing,
            "nie ma manifestu delty „{path}”", "there is no delta manifest “{path}”",
            "skopiować razem z deltą plik .delta.json i jego podpis .sig", "copy the .delta.json file and its .sig together with the delta"),
        LicenceWords.Word(OemCodes.DeltaBaseMismatch,
            "instalacja nie jest bazą tej delty {file} (oczekiwano {expected}, jest {found})", "the installation is not this delta's base {file} (expected {expected}, found {found})",
            "użyć delty dla zainstalowanej wersji albo zainstalować pełny bundel", "use a delta for the installed version, or install a full bundle"),
        LicenceWords.Word(OemCodes.DeltaUnsigned,
            "delta nie ma sprawdzonego podpisu", "the delta has no verified signature",
            "dołączyć podpisany manifest .delta.json i klucz; świadome odstępstwo włącza wejście „allowUnsigned”", "bring the signed .delta.json and the key; the input “allowUnsigned” permits a deliberate exception"),
        LicenceWords.Word(OemCodes.DeltaSignatureMismatch,
            "podpis manifestu delty „{path}” się nie zgadza", "the signature of the delta manifest “{path}” does not match",
            "sprawdzić klucz delty; gdy jest właściwy, przekazać deltę zespołowi bezpieczeństwa", "check the delta key; if it is the right one, hand the delta to the security team"),
        LicenceWords.Word(OemCodes.DeltaMembersMismatch, "zawartość delty nie zgadza się z jej manifestem: „{file}” ({reason})", "the delta's content is not what its manifest lists: “{file}” ({reason})", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.DeltaResultMismatch, "wynik delty nie jest wersją docelową: „{file}”", "what the delta makes is not the target version: “{file}”", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.DeltaContentUnauthenticated,
            "podpis delty obejmuje tylko nazwy plików, nie ich treść", "the delta's signature covers only the names of files, not their content",
            "dołączyć manifest wersji docelowej, jeśli jest dostępny", "bring the target version's manifest, if it is to be had"),
        LicenceWords.Word(OemCodes.DeltaFingerprintKept,
            "zachowano dokument fingerprintu tego urządzenia ({path}) zamiast tego z delty", "this machine's fingerprint document ({path}) was kept instead of the delta's",
            "nic nie trzeba robić; sprawdzenie fingerprintu potwierdzi zgodność", "nothing to do; the fingerprint check confirms it"),
        LicenceWords.Word(OemCodes.DeltaFingerprintReplaced,
            "delta zastąpiła dokument fingerprintu tego urządzenia ({path})", "the delta replaced this machine's fingerprint document ({path})",
            "sprawdzić fingerprint i w razie potrzeby powtórzyć provisioning", "check the fingerprint, and provision again if need be"),
        LicenceWords.Word(OemCodes.DeltaExtraFile,
            "w instalacji jest plik spoza bundla: „{path}”", "the installation holds a file of no bundle: “{path}”",
            "upewnić się, że plik jest potrzebny; delta go nie zmienia", "make sure that the file is needed; a delta leaves it alone"),
        LicenceWords.Word(Codes.DeltaNoneFound,
            "nie ma delty do zastosowania po wersji {version}", "there is no delta to apply after version {version}",
            "nic nie trzeba robić", "nothing to do"),
        LicenceWords.Word(Codes.DeltaAlreadyBrought,
            "delta „{path}” pominięta: wersję {target} przyniósł już pełny bundel", "the delta “{path}” was skipped: the full bundle already brought version {target}",
            "nic nie trzeba robić", "nothing to do"),
        LicenceWords.Word(Codes.DeltaSkippedBase,
            "delta „{path}” pominięta: jest dla wersji {base}, a zainstalowana jest {version}", "the delta “{path}” was skipped: it is for version {base}, and {version} is installed",
            "użyć delty dla zainstalowanej wersji, jeśli jest", "use a delta for the installed version, if there is one"),
    ];
}
