using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Activities.Common;

/// <summary>Short forms for plans.</summary>
internal static class Fields
{
    internal static PlannedLine Line(bool changes, Sentence words) => new(words.InBoth(), changes);

    /// <summary>A line that tells what becomes of a path.</summary>
    internal static PlannedLine Effect(EffectKind kind, StationPath path, Sentence words, long? bytes = null, string? version = null) =>
        Line(true, words) with
        {
            Effect = new(kind, path.Shown) { Bytes = bytes, Version = version },
        };

    /// <summary>What a file would become: new, or another one.</summary>
    internal static EffectKind Writes(IDisk disk, StationPath path) => disk.Has(path.Full) ? EffectKind.Replaces : EffectKind.Creates;

    /// <summary>A plan of one line that changes nothing.</summary>
    internal static PlannedWork Looks(Sentence words) => PlannedWork.Of(Line(false, words));
}
