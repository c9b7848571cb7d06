using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Engine.Text;

/// <content>The words of packs: why one is refused, and what is wrong with one that is to be made.</content>
public static partial class EngineMessages
{
    private static IEnumerable<Message> Packs() =>
    [
        Say("pack.malformed", "„{path}” nie jest paczką runbooków", "\"{path}\" is no pack of runbooks", "skopiować paczkę ponownie od lidera wsparcia", "copy the pack again from the support lead"),
        Say("pack.truncated", "paczka „{path}” jest ucięta", "the pack \"{path}\" is cut short", "skopiować ją ponownie i sprawdzić nośnik", "copy it again, and check the medium"),
        Say("pack.tampered", "paczka „{path}” została zmieniona po podpisaniu", "the pack \"{path}\" was changed after it was signed", "nie używać jej; zawiadomić lidera wsparcia", "do not use it; tell the support lead"),
        Say("pack.unsigned", "paczka „{path}” nie ma podpisu", "the pack \"{path}\" has no signature", "utworzyć ją poleceniem: runbook pack", "make it with: runbook pack"),
        Say("pack.untrusted", "paczkę „{path}” podpisał „{signer}”, któremu to stanowisko nie ufa", "the pack \"{path}\" is signed by \"{signer}\", whom this station does not trust", "sprawdzić klucz u lidera wsparcia, potem: runbook key trust KLUCZ", "check the key with the support lead, then: runbook key trust KEY"),
        Say("pack.expired", "paczka „{name}” straciła ważność {at}", "the pack \"{name}\" expired at {at}", "poprosić lidera wsparcia o nową paczkę i sprawdzić zegar", "ask the support lead for a new pack, and check the clock"),
        Say("pack.program-older", "paczka „{name}” wymaga programu {wanted}, a ten jest w wersji {program}", "the pack \"{name}\" needs program {wanted}, and this one is {program}", "zainstalować nowszy program runbook", "install a newer runbook program"),
        Say("pack.form-newer", "paczka ma postać {version}, której ten program nie zna", "the pack has the form {version}, which this program does not know", "zainstalować nowszy program runbook", "install a newer runbook program"),
        Say("pack.revoked", "paczka „{name}” {version} została unieważniona", "the pack \"{name}\" {version} has been revoked", "poprosić lidera wsparcia o nową paczkę", "ask the support lead for a new pack"),
        Say("pack.too-large", "„{path}” nie mieści się w paczce", "\"{path}\" is too large for a pack", "jeden plik ma do 1 MiB, paczka do 256 plików i 16 MiB", "a file has at most 1 MiB, a pack 256 files and 16 MiB"),
        Say("pack.name-refused", "plik „{path}” nie może być w paczce", "the file \"{path}\" may not stand in a pack", "małe litery, cyfry, łączniki i kropki, w runbooks/, templates/ albo schemas/", "lower-case letters, digits, hyphens and dots, in runbooks/, templates/ or schemas/"),
        Say("pack.empty", "w „{path}” nie ma runbooków", "there are no runbooks in \"{path}\"", "wskazać katalog z plikami NAZWA.yaml", "name a directory with files NAME.yaml"),
        Say("pack.runbook-invalid", "runbook „{path}” zawiera błędy", "runbook \"{path}\" has errors", "sprawdzić: runbook lint {path}", "see: runbook lint {path}"),
        Say("pack.key-needed", "nie wiadomo, którym kluczem podpisać paczkę", "there is no telling which key is to sign the pack", "podać --key NAZWA albo utworzyć klucz: runbook key new NAZWA", "give --key NAME, or make a key: runbook key new NAME"),
        Say("pack.option-invalid", "opcja {name} nie przyjmuje „{value}”", "the option {name} does not take \"{value}\"", "dozwolone: {allowed}", "allowed: {allowed}"),
        Say("runbook.untrusted", "runbook „{name}” nie pochodzi z zaufanej paczki", "runbook \"{name}\" is from no trusted pack", "uruchomić go z paczki podpisanej zaufanym kluczem: runbook list", "run it from a pack that a trusted key has signed: runbook list"),
        Say("runbook.revoked", "runbook „{name}” został unieważniony", "runbook \"{name}\" has been revoked", "poprosić lidera wsparcia o nową paczkę", "ask the support lead for a new pack"),
    ];
}
