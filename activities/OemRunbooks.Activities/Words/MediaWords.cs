using OemRunbooks.Activities.Common;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities.Words;

/// <summary>Words about media and checklists.</summary>
internal static class MediaWords
{
    internal static IReadOnlyList<Message> All { get; } =
    [
        LicenceWords.Word(Codes.MediaMissing,
            "nie ma nośnika „{path}”", "there is no medium “{path}”",
            "podłączyć nośnik albo wskazać jego katalog w wejściu „media”", "plug in the medium, or name its directory in the input “media”"),
        LicenceWords.Word(Codes.MediaNoSpace,
            "na nośniku „{path}” jest {free} wolnego miejsca, a potrzeba {needed}", "the medium “{path}” has {free} free, and {needed} are needed",
            "zwolnić miejsce albo użyć większego nośnika; niczego nie zapisano", "free some space or take a larger medium; nothing was written"),
        LicenceWords.Word(Codes.MediaFileTooLarge,
            "plik „{path}” jest za duży dla systemu plików nośnika „{media}”", "the file “{path}” is too large for the file system of the medium “{media}”",
            "użyć nośnika z systemem exFAT, NTFS albo ext4", "take a medium with exFAT, NTFS or ext4"),
        LicenceWords.Word(Codes.MediaSameName,
            "dwa pliki trafiłyby na nośnik pod nazwą „{name}”", "two files would go onto the medium under the name “{name}”",
            "usunąć jeden z nich z wejść kroku", "leave one of them out of the step's inputs"),
        LicenceWords.Word(Codes.MediaTooMany,
            "na nośnik miałoby trafić {count} {count?plik|pliki|plików}, a dopuszczalne jest {limit}", "{count} {count?file|files} would go onto the medium, and {limit} are allowed",
            "usunąć zbędne delty z katalogu wydań", "remove deltas that nobody needs from the releases"),
        LicenceWords.Word(Codes.MediaProgramSkipped,
            "programu nie dołączono do nośnika, bo działa z katalogu budowania, a nie jako jeden plik", "this program was not put onto the medium: it runs from a build directory, not as one file",
            "uruchomić wydany program „runbook” albo dograć go ręcznie", "run the released program “runbook”, or add it by hand"),
        LicenceWords.Word(Codes.MediaWouldReplace,
            "na nośniku „{path}” {count?jest|są|jest} {count} {count?plik|pliki|plików} o innej treści: {files}", "the medium “{path}” holds {count} {count?file|files} with other content: {files}",
            "potwierdzić zastąpienie albo przenieść je z nośnika; niczego nie zapisano", "confirm that they be replaced, or move them off the medium; nothing was written"),
        LicenceWords.Word(Codes.MediaUnverified,
            "plik „{path}” odczytany z nośnika różni się od zapisanego", "the file “{path}”, read back from the medium, differs from what was written",
            "użyć innego nośnika; ten jest prawdopodobnie uszkodzony", "take another medium; this one is probably damaged"),
        LicenceWords.Word(Codes.MediaRemoved,
            "nośnik „{path}” zniknął w trakcie zapisu", "the medium “{path}” went away while it was being written",
            "podłączyć go ponownie i uruchomić runbook jeszcze raz; gotowe pliki zostaną rozpoznane", "plug it in again and run the runbook once more; finished files are recognised"),
        LicenceWords.Word(Codes.MediaFileMissing,
            "na nośniku brakuje pliku „{path}” z manifestu", "the file “{path}” of the manifest is missing on the medium",
            "przygotować nośnik ponownie", "prepare the medium again"),
        LicenceWords.Word(Codes.MediaDigestMismatch,
            "plik „{path}” na nośniku ma inną treść niż w manifeście", "the file “{path}” on the medium differs from the manifest",
            "nie używać nośnika; przygotować go ponownie", "do not use the medium; prepare it again"),
        LicenceWords.Word(OemCodes.MediaManifestMissing,
            "na nośniku nie ma manifestu „{path}”", "the medium has no manifest “{path}”",
            "przygotować nośnik runbookiem station-preparation", "prepare the medium with the runbook station-preparation"),
        LicenceWords.Word(OemCodes.MediaManifestInvalid,
            "manifest nośnika „{path}” ma nieprawidłową budowę ({reason})", "the medium's manifest “{path}” is malformed ({reason})",
            "nie używać nośnika; przygotować go ponownie", "do not use the medium; prepare it again"),
        LicenceWords.Word(OemCodes.MediaSignatureMismatch,
            "podpis manifestu nośnika „{path}” jest nieprawidłowy", "the signature of the medium's manifest “{path}” is wrong",
            "nie używać nośnika; sprawdzić klucz i przygotować nośnik ponownie", "do not use the medium; check the key and prepare the medium again"),
        LicenceWords.Word(Codes.ChecklistEmpty,
            "w dokumencie „{path}” nie ma punktów listy („- [ ] …”)", "the document “{path}” holds no checklist items (“- [ ] …”)",
            "dopisać punkty albo wskazać właściwy dokument", "add items, or name the right document"),
    ];
}
