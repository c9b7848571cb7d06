using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Common;

/// <summary>Numbered names beside a path.</summary>
internal static class Names
{
    /// <summary>The path with a suffix, numbered from 2 when that name is taken.</summary>
    internal static StationPath Free(IDisk disk, StationPath path, string suffix)
    {
        var name = path.Suffixed(suffix);
        for (var n = 2; disk.Has(name.Full); n++)
        {
            name = path.Suffixed($"{suffix}-{n}");
        }

        return name;
    }

    /// <summary>The last one of those that <see cref="Free"/> gave and that exist; null when there is none.</summary>
    internal static StationPath? Last(IDisk disk, StationPath path, string suffix)
    {
        StationPath? last = null;
        var name = path.Suffixed(suffix);
        for (var n = 2; disk.Has(name.Full); n++)
        {
            last = name;
            name = path.Suffixed($"{suffix}-{n}");
        }

        return last;
    }
}
