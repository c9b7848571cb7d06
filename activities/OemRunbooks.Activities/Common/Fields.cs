using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Activities.Common;

/// <summary>Short forms for plans.</summary>
internal static class Fields
{
    internal static PlannedLine Line(bool changes, string pl, string en) => new(new LocalizedText(pl, en), changes);

    /// <summary>A line that tells what becomes of a path.</summary>
    internal static PlannedLine Effect(
        EffectKind kind,
        StationPath path,
        string pl,
        string en,
        long? bytes = null,
        string? version = null
    ) =>
        Line(true, pl, en) with
        {
            Effect = new(kind, path.Shown) { Bytes = bytes, Version = version },
        };

    /// <summary>What a file would become: new, or another one.</summary>
    internal static EffectKind Writes(IDisk disk, StationPath path) => disk.Has(path.Full) ? EffectKind.Replaces : EffectKind.Creates;

    /// <summary>A plan of one line that changes nothing.</summary>
    internal static PlannedWork Looks(string pl, string en) => PlannedWork.Of(Line(false, pl, en));
}
