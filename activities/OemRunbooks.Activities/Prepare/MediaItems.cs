using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Activities.Prepare;

/// <summary>How a file of the plan stands on the medium.</summary>
internal enum MediaState
{
    /// <summary>Not there.</summary>
    New,

    /// <summary>There with the same content.</summary>
    Same,

    /// <summary>There with other content.</summary>
    Differs,
}

/// <summary>A file that belongs on a medium.</summary>
/// <param name="From">
/// A path of the station, <c>program:</c> for this program, <c>built-in:NAME</c> for a file inside of it, <c>launcher:NAME</c> for what
/// opens its menu.
/// </param>
/// <param name="To">Its place relative to the medium.</param>
internal sealed record MediaItem(string From, string To)
{
    internal const string Program = "program:";
    internal const string BuiltInPrefix = "built-in:";
    internal const string LauncherPrefix = "launcher:";

    /// <summary>Where its bytes lie, or null when they are inside the program.</summary>
    internal string? FilePath(Call call) =>
        From == Program ? Environment.ProcessPath
        : IsBuiltIn ? null
        : call.Station.Resolve(From).Full;

    internal bool IsBuiltIn => From.StartsWith(BuiltInPrefix, StringComparison.Ordinal) || IsLauncher;

    /// <summary>Whether it is of use only together with the program.</summary>
    internal bool IsOfProgram => From == Program || IsLauncher;

    private bool IsLauncher => From.StartsWith(LauncherPrefix, StringComparison.Ordinal);

    /// <summary>Opens its bytes.</summary>
    internal Stream Open(Call call)
    {
        if (IsBuiltIn)
        {
            var bytes = IsLauncher ? Launchers.Read(From[LauncherPrefix.Length..]) : BuiltIn.Read(From[BuiltInPrefix.Length..]);
            return new MemoryStream(bytes ?? throw new FileNotFoundException(null, From), writable: false);
        }

        if (From != Program)
        {
            FileCopy.DemandFile(call.Disk, call.Station.Resolve(From));
        }

        // This program lies where it was started from, which is no part of the station.
        return (From == Program ? Disk.All : call.Disk).OpenStream(FilePath(call)!);
    }

    /// <summary>Its size in bytes.</summary>
    internal long Size(Call call)
    {
        using var stream = Open(call);
        return stream.Length;
    }

    /// <summary>How it stands on the medium.</summary>
    internal MediaState StateOn(StationPath media, Call call, CancellationToken cancellation)
    {
        var target = media.Below(To);
        FileCopy.DemandNoLink(call.Disk, target);
        if (!call.Disk.IsFile(target.Full))
        {
            return MediaState.New;
        }

        using var source = Open(call);
        using var there = call.Disk.OpenStream(target.Full);
        return source.Length == there.Length && MediaCopy.SameBytes(source, there, cancellation) ? MediaState.Same : MediaState.Differs;
    }
}

/// <summary>What belongs on a medium, from a step's inputs.</summary>
/// <remarks>
/// Source: runbook, section 1, step 3; formats.md, 14.4. The bundle and its deltas lie at the medium's root, where the update looks for
/// them.
/// </remarks>
internal static class MediaItems
{
    internal const int Most = 500;

    /// <summary>The files, each place once.</summary>
    internal static IReadOnlyList<MediaItem> Of(Call call)
    {
        var items = new List<MediaItem>();
        Add(call.Get(PlanMedium.Takes.Bundle), "");
        foreach (var delta in call.Get(PlanMedium.Takes.Deltas))
        {
            Add(delta, "");
            var manifest = new StationPath(DeltaName.ManifestBeside(delta.Shown), DeltaName.ManifestBeside(delta.Full));
            foreach (var beside in (StationPath[])[manifest, manifest.Suffixed(".sig")])
            {
                if (call.Disk.IsFile(beside.Full))
                {
                    Add(beside, "");
                }
            }
        }

        call.Get(PlanMedium.Takes.Reports).ToList().ForEach(report => Add(report, "notary/"));
        if (call.Get(PlanMedium.Takes.Checklist) is { } checklist)
        {
            Add(checklist, "");
        }

        call.Get(PlanMedium.Takes.Documents).ToList().ForEach(document => Add(document, "docs/"));
        if (call.Get(PlanMedium.Takes.Program))
        {
            items.Add(new MediaItem(MediaItem.Program, OperatingSystem.IsWindows() ? "runbook.exe" : "runbook"));
            items.AddRange(Launchers.Files.Select(static n => new MediaItem(MediaItem.LauncherPrefix + n, n)));
        }

        if (call.Get(PlanMedium.Takes.Runbooks))
        {
            items.AddRange(Runbooks(call));
        }

        return items.DistinctBy(static i => i.To, StringComparer.OrdinalIgnoreCase).Count() != items.Count
                ? throw new CodedException(
                    Faults.MediaSameName(
                        items.GroupBy(static i => i.To, StringComparer.OrdinalIgnoreCase).First(static g => g.Count() > 1).Key
                    )
                )
            : items.Count > Most ? throw new CodedException(Faults.MediaTooManyFiles(items.Count, Most))
            : items;

        void Add(StationPath from, string directory)
        {
            FileCopy.DemandFile(call.Disk, from);
            if (items.All(i => i.From != from.Shown))
            {
                items.Add(new MediaItem(from.Shown, directory + Path.GetFileName(from.Full)));
            }
        }
    }

    /// <summary>Whether this program is one file that runs by itself; a build run by <c>dotnet</c> is of no use on a stick.</summary>
    internal static bool HasProgram =>
        Environment.ProcessPath is { } path
        && Path.GetFileNameWithoutExtension(path) == "runbook"
        && !Disk.All.IsFile(Path.ChangeExtension(path, ".dll"))
        && !Disk.All.IsFile(path + ".dll");

    /// <summary>Bytes free on a medium for this user.</summary>
    internal static long Free(StationPath media) => new DriveInfo(media.Full).AvailableFreeSpace;

    /// <summary>Whether a medium's file system takes files of 4 GiB and more.</summary>
    internal static bool TakesLarge(StationPath media) =>
        new DriveInfo(media.Full).DriveFormat.ToUpperInvariant() is not ("MSDOS" or "VFAT" or "FAT" or "FAT16" or "FAT32");

    private static bool IsRunbook(string name) =>
        !Junk.Is(name) && name.EndsWith(".yaml", StringComparison.Ordinal) && !name.EndsWith(".test.yaml", StringComparison.Ordinal);

    // The station's own definitions win over the built-in ones of the same name, as they do when a runbook is run.
    private static IEnumerable<MediaItem> Runbooks(Call call)
    {
        var own = call.Station.Resolve("runbooks");
        var names = call.Disk.IsDirectory(own.Full)
            ? call
                .Disk.List(own.Full)
                .Where(f => IsRunbook(Path.GetFileName(f)) && call.Disk.Look(f, follows: false) is { Kind: ItemKind.File })
                .Select(static f => Path.GetFileName(f))
                .Order(StringComparer.Ordinal)
                .ToList()
            : [];
        return names
            .Select(n => new MediaItem(own.Below(n).Shown, "runbooks/" + n))
            .Concat(
                BuiltIn
                    .Files.Where(n => !n.EndsWith(".test.yaml", StringComparison.Ordinal) && !names.Contains(n, StringComparer.Ordinal))
                    .Select(static n => new MediaItem(MediaItem.BuiltInPrefix + n, "runbooks/" + n))
            );
    }
}
