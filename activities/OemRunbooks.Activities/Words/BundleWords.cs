using OemRunbooks.Activities.Common;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities.Words;

/// <summary>Words about bundles, installations, packages and notarisation.</summary>
internal static class BundleWords
{
    private const string SecurityPl = "nie instalować; pobrać bundel ponownie, a gdy błąd wraca, przekazać sprawę zespołowi bezpieczeństwa";
    private const string SecurityEn = "do not install; get the bundle again, and if the error stays hand the case to the security team";

    internal static IReadOnlyList<Message> All { get; } =
    [
        LicenceWords.Word(OemCodes.BundleManifestMissing, "w bundlu nie ma manifestu", "the bundle has no manifest", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.BundleManifestInvalid, "manifest bundla jest nieprawidłowy ({reason})", "the bundle's manifest is invalid ({reason})", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.BundleSignatureMismatch,
            "podpis pliku „{file}” w bundlu się nie zgadza", "the signature of “{file}” in the bundle does not match",
            "sprawdzić, czy klucz bundla jest właściwy; jeśli tak, nie instalować i przekazać bundel zespołowi bezpieczeństwa", "check that the bundle key is the right one; if it is, do not install and hand the bundle to the security team"),
        LicenceWords.Word(OemCodes.BundleSignatureMissing, "w bundlu brakuje podpisu pliku „{file}”", "the bundle lacks the signature of “{file}”", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.BundleDigestMismatch, "treść pliku „{file}” nie zgadza się z manifestem", "the content of “{file}” is not what the manifest lists", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.BundleFileMissing, "w bundlu brakuje pliku „{file}”", "the bundle lacks the file “{file}”", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.BundleFileUnexpected, "w bundlu jest plik spoza manifestu: „{file}”", "the bundle holds a file that the manifest does not list: “{file}”", SecurityPl, SecurityEn),
        LicenceWords.Word(OemCodes.BundleWrongPlatform,
            "bundel jest dla platformy {found}, a nie {expected}", "the bundle is for {found}, not for {expected}",
            "wybrać bundel dla tej platformy", "choose the bundle for this platform"),
        LicenceWords.Word(OemCodes.BundleWrongVersion,
            "bundel ma wersję {found}, a nie {expected}", "the bundle's version is {found}, not {expected}",
            "sprawdzić, czy nazwy pliku nie zmieniono", "check whether the file was renamed"),
        LicenceWords.Word(OemCodes.BundleWrongName,
            "to nie jest bundel core-oem ({found})", "this is no core-oem bundle ({found})",
            "wskazać plik core-oem-WERSJA-PLATFORMA", "name a file core-oem-VERSION-PLATFORM"),
        LicenceWords.Word(Codes.BundleDowngrade,
            "wersja {offered} jest starsza od zainstalowanej {installed}", "version {offered} is older than the installed {installed}",
            "instalacja starszej wersji wymaga zgody drugiej osoby", "installing an older version needs somebody's approval"),
        LicenceWords.Word(Codes.BundleNoneFound,
            "nie ma bundla dla platformy {platform} w „{path}” ani na nośniku „{media}”", "there is no bundle for {platform} in “{path}” or on the medium “{media}”",
            "skopiować bundel do katalogu wydań albo podłączyć nośnik", "copy the bundle to the directory of releases, or plug in the medium"),
        LicenceWords.Word(OemCodes.InstallationMissing,
            "w „{path}” nie ma instalacji", "there is no installation at “{path}”",
            "najpierw zainstalować pełny bundel", "install a full bundle first"),
        LicenceWords.Word(OemCodes.InstallationStateMalformed,
            "plik stanu instalacji „{path}” jest uszkodzony ({reason})", "the installation's state file “{path}” is malformed ({reason})",
            "zainstalować pełny bundel od nowa", "install a full bundle anew"),
        LicenceWords.Word(OemCodes.PackageMalformed,
            "manifest paczki „{path}” jest nieprawidłowy ({reason})", "the package manifest “{path}” is malformed ({reason})",
            "pobrać paczkę ponownie", "get the package again"),
        LicenceWords.Word(OemCodes.NotaryMissing,
            "nie ma raportu notaryzacji ({path})", "there is no notarisation report ({path})",
            "skopiować raport z var/dist/notary stanowiska przygotowującego", "copy the report from var/dist/notary of the preparing workstation"),
        LicenceWords.Word(OemCodes.NotaryMalformed,
            "raport notaryzacji „{path}” jest nieczytelny ({reason})", "the notarisation report “{path}” is malformed ({reason})",
            "przekazać raport zespołowi bezpieczeństwa", "hand the report to the security team"),
        LicenceWords.Word(OemCodes.NotaryNoStatus,
            "raport notaryzacji „{path}” nie zawiera statusu", "the notarisation report “{path}” holds no status",
            "przekazać raport zespołowi bezpieczeństwa", "hand the report to the security team"),
        LicenceWords.Word(OemCodes.NotaryRejected,
            "notaryzację odrzucono (status {status}, raport „{path}”)", "notarisation was refused (status {status}, report “{path}”)",
            "nie instalować; przekazać raport z uwagami zespołowi bezpieczeństwa", "do not install; hand the report with its issues to the security team"),
        LicenceWords.Word(OemCodes.NotaryInProgress,
            "notaryzacja jeszcze trwa (raport „{path}”)", "notarisation has not ended yet (report “{path}”)",
            "poczekać na wynik i podmienić raport", "wait for its result and replace the report"),
        LicenceWords.Word(OemCodes.NotaryDryRun,
            "raport „{path}” to próba na sucho: bundla nie zgłoszono do notaryzacji", "the report “{path}” is a dry run: the bundle was not submitted",
            "zgłosić bundel poleceniem z raportu i użyć nowego raportu", "submit the bundle with the command in the report, and use the new report"),
        LicenceWords.Word(Codes.NotaryNone,
            "nie znaleziono raportu notaryzacji dla tego bundla", "no notarisation report was found for this bundle",
            "dołączyć raport do nośnika, jeśli bundel był notaryzowany", "put the report on the medium if the bundle was notarised"),
        LicenceWords.Word(Codes.NotaryUnusualForm,
            "raport „{path}” to wydruk narzędzia, a nie JSON", "the report “{path}” is the tool's printed text, not JSON",
            "w razie wątpliwości pobrać log notaryzacji w JSON-ie", "when in doubt get the notarisation log as JSON"),
    ];
}
