using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Text;

namespace OemRunbooks.Activities;

/// <summary>Short forms for descriptors and plans.</summary>
internal static class Fields
{
    internal static Field Need(string name, InputType type, string pl, string en, bool changes = false) =>
        new(name, type, new LocalizedText(pl, en), Required: true) { Changes = changes };

    internal static Field May(string name, InputType type, string pl, string en, string? otherwise = null, bool changes = false) =>
        new(name, type, new LocalizedText(pl, en)) { Default = otherwise, Changes = changes };

    internal static Field Gives(string name, InputType type, string pl, string en) => new(name, type, new LocalizedText(pl, en));

    internal static PlannedLine Line(bool changes, string pl, string en) => new(new LocalizedText(pl, en), changes);

    /// <summary>A plan of one line that changes nothing.</summary>
    internal static PlannedWork Looks(string pl, string en) => PlannedWork.Of(Line(false, pl, en));
}
