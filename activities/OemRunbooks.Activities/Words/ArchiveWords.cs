using OemRunbooks.Activities.Common;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities.Words;

/// <summary>Words about archives, documents and the disk.</summary>
internal static class ArchiveWords
{
    private const string AgainPl = "pobrać plik ponownie; jeśli błąd wraca, przekazać archiwum zespołowi bezpieczeństwa";
    private const string AgainEn = "get the file again; if the error stays, hand the archive to the security team";

    internal static IReadOnlyList<Message> All { get; } =
    [
        LicenceWords.Word(OemCodes.ArchiveUnsupported,
            "archiwum jest w nieobsługiwanej postaci ({reason})", "the archive has an unsupported form ({reason})",
            "użyć archiwum .tar.gz albo .zip z kanału wydań", "use a .tar.gz or .zip from the release channel"),
        LicenceWords.Word(OemCodes.ArchiveTruncated,
            "archiwum jest ucięte ({where})", "the archive ends too early ({where})",
            "skopiować plik na nośnik jeszcze raz i porównać rozmiary", "copy the file to the medium again and compare the sizes"),
        LicenceWords.Word(OemCodes.ArchiveCorrupt, "archiwum jest uszkodzone ({reason}) {entry}", "the archive is damaged ({reason}) {entry}", AgainPl, AgainEn),
        LicenceWords.Word(OemCodes.ArchiveHostileName, "archiwum zawiera niedozwoloną nazwę „{entry}” ({reason})", "the archive holds a name that is refused, “{entry}” ({reason})", AgainPl, AgainEn),
        LicenceWords.Word(OemCodes.ArchiveNameCollision, "w archiwum kolidują nazwy „{entry}” i „{other}”", "in the archive the names “{entry}” and “{other}” collide", AgainPl, AgainEn),
        LicenceWords.Word(OemCodes.ArchiveLink, "archiwum zawiera dowiązanie „{entry}”", "the archive holds a link, “{entry}”", AgainPl, AgainEn),
        LicenceWords.Word(OemCodes.ArchiveSpecial, "archiwum zawiera plik specjalny „{entry}” ({type})", "the archive holds a special file, “{entry}” ({type})", AgainPl, AgainEn),
        LicenceWords.Word(OemCodes.ArchiveTooLarge, "archiwum przekracza limit {limit} ({what})", "the archive exceeds the ceiling of {limit} ({what})", AgainPl, AgainEn),
        LicenceWords.Word(OemCodes.ArchiveTrailingData, "za końcem archiwum są jeszcze dane ({where})", "something follows the end of the archive ({where})", AgainPl, AgainEn),
        LicenceWords.Word(OemCodes.JsonMalformed,
            "plik „{path}” nie jest poprawnym JSON-em ({reason}, wiersz {line})", "the file “{path}” is not JSON ({reason}, line {line})",
            "odtworzyć plik ze źródła", "get the file from its source again"),
        LicenceWords.Word(OemCodes.JsonUnwritable,
            "wartości nie da się zapisać jako JSON ({reason})", "a value cannot be written as JSON ({reason})",
            "sprawdzić dane źródłowe pod kątem nietypowych liczb i znaków", "look for unusual numbers and characters in the source data"),
        LicenceWords.Word(OemCodes.TextMalformed,
            "plik „{path}” nie jest tekstem UTF-8", "the file “{path}” is not UTF-8 text",
            "zapisać plik w kodowaniu UTF-8", "save the file as UTF-8"),
        LicenceWords.Word(OemCodes.DiskFull,
            "brak miejsca na dysku ({path})", "there is no room on the disk ({path})",
            "zwolnić miejsce i wznowić przebieg", "make room, then resume the run"),
        LicenceWords.Word(OemCodes.DiskReadOnly,
            "system plików jest tylko do odczytu ({path})", "the file system is read-only ({path})",
            "zamontować system plików do zapisu i wznowić przebieg", "mount the file system for writing, then resume the run"),
        LicenceWords.Word(OemCodes.FileMissing,
            "nie ma pliku „{path}”", "there is no file “{path}”",
            "sprawdzić ścieżkę i to, czy nośnik jest podłączony", "check the path, and that the medium is plugged in"),
        LicenceWords.Word(OemCodes.FileTooLarge,
            "plik „{path}” jest większy niż dopuszczalne {limit} B", "the file “{path}” is larger than the {limit} bytes allowed",
            "sprawdzić, czy wskazano właściwy plik", "check that the right file was named"),
        LicenceWords.Word(Codes.FileLink,
            "„{path}” jest dowiązaniem symbolicznym, a oczekiwano pliku lub katalogu", "“{path}” is a symbolic link where a file or directory is expected",
            "wskazać właściwy plik zamiast dowiązania", "name the file itself instead of the link"),
    ];
}
