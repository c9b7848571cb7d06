using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>The names of what lies in a directory of the station, for choosing one; no content of any file.</summary>
internal static class StationFiles
{
    private const int Most = 500;

    internal static Task ListAsync(Visit visit)
    {
        var station = visit.Work.Station;
        var full = Path.GetFullPath(visit.Query("in"), station.Root);
        var isInside =
            full == station.Root
            || full.StartsWith(Path.TrimEndingDirectorySeparator(station.Root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        full = isInside ? full : station.Root;
        var rows = station
            .Disk.ListItems(full)
            .Where(static i => i.Item.Kind is ItemKind.Directory or ItemKind.File)
            .OrderBy(static i => i.Item.Kind == ItemKind.Directory ? 0 : 1)
            .ThenBy(static i => i.Path, StringComparer.Ordinal)
            .Take(Most)
            .Select(i =>
                Value.MapOf(
                    ("name", Value.Of(Path.GetFileName(i.Path))),
                    ("path", Value.Of(station.Relative(i.Path))),
                    ("directory", Value.Of(i.Item.Kind == ItemKind.Directory)),
                    ("size", i.Item.Kind == ItemKind.File ? Value.Of(i.Item.Length) : null)
                )
            );
        var shown = station.Relative(full);
        return visit.SendAsync(Value.MapOf(("in", Value.Of(full == station.Root ? "" : shown)), ("items", Value.List(rows))));
    }
}
