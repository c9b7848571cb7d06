using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Reports.Checklists;

/// <summary>The words of the form itself.</summary>
internal static class ChecklistWords
{
    internal static (string Name, LocalizedText Words)[] All { get; } =
    [
        ("checklist", Says.ChecklistTitle),
        ("only_if", Says.ChecklistOnlyIf),
        ("each", Says.ChecklistEach),
        ("hint", Says.ChecklistHint),
        ("picture", Says.ChecklistPicture),
        ("yes", Says.Yes),
        ("no", Says.No),
        ("evidence", Says.ChecklistEvidence),
        ("optional", Says.ChecklistOptional),
        ("later", Says.ChecklistLater),
        ("in_every_case", Says.ChecklistFinally),
        ("initials", Says.ChecklistInitials),
        ("remarks", Says.Remarks),
        ("done_by", Says.ChecklistDoneBy),
        ("accepted_by", Says.ChecklistAcceptedBy),
        ("name", Says.ChecklistName),
        ("date", Says.ChecklistDate),
        ("signature", Says.ChecklistSignature),
    ];
}
