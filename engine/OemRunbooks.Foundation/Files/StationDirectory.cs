using System.Runtime.InteropServices;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Foundation.Files;

/// <summary>
/// A customer's installation: the directory against which every relative path is resolved, and nothing outside of it but what a run was
/// given.
/// </summary>
public sealed class StationDirectory
{
    private readonly List<string> granted = [];
    private readonly Action<StationPath>? watcher;
    private readonly StationDirectory? watched;
    private IDisk disk;

    /// <summary>Opens a station.</summary>
    /// <param name="root">Its directory.</param>
    /// <param name="disk">The way to its files; null for the machine's disks, below the station without following links.</param>
    /// <param name="links">Paths in it at which a link is wanted.</param>
    public StationDirectory(string root, IDisk? disk = null, IReadOnlyList<string>? links = null)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        this.disk = disk ?? Files.Disk.Below(Root, links);
    }

    private StationDirectory(StationDirectory other, Action<StationPath> watcher)
    {
        (Root, granted, this.watcher, watched, disk) = (other.Root, other.granted, watcher, other, other.disk);
    }

    /// <summary>The way to files for everything that the station or its media hold: no link is followed below them.</summary>
    public IDisk Disk => watched?.Disk ?? disk;

    /// <summary>The station's directory, absolute.</summary>
    public string Root { get; }

    /// <summary>The platform in the product's words: linux, macos, windows.</summary>
    public static string Platform =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : "linux";

    /// <summary>The processor's architecture: x64, arm64 ….</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>Allows paths at or below one that was given as an input, though it lies outside of the station.</summary>
    public void Grant(string path)
    {
        if (Path.IsPathRooted(path))
        {
            granted.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
            if (disk is Disk real && Directory.Exists(path))
            {
                disk = real.AndBelow(path);
            }
        }
    }

    /// <summary>The same station, whose user is told of every path that is resolved.</summary>
    public StationDirectory Watched(Action<StationPath> told) => new(this, told);

    /// <summary>Resolves a path of a runbook.</summary>
    /// <exception cref="CodedException">
    /// <c>path.outside</c> when it leads out of the station and of what the run was given; <c>path.invalid</c>.
    /// </exception>
    public StationPath Resolve(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new CodedException(Faults.PathInvalid(path));
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Root));
        if (!IsBelow(full, Root) && !granted.Any(g => IsBelow(full, g)))
        {
            throw new CodedException(Faults.PathOutside(path));
        }

        var resolved = new StationPath(Relative(full), full);
        watcher?.Invoke(resolved);
        return resolved;
    }

    /// <summary>The path as journals and people see it: relative to the station where it lies inside, with <c>/</c>.</summary>
    public string Relative(string full) =>
        full == Root ? "."
        : IsBelow(full, Root) ? Path.GetRelativePath(Root, full).Replace('\\', '/')
        : full.Replace('\\', '/');

    private static bool IsBelow(string full, string directory) =>
        full == directory
        || full.StartsWith(
            directory.EndsWith(Path.DirectorySeparatorChar) ? directory : directory + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );
}

/// <summary>A path that a run may touch.</summary>
/// <param name="Shown">As journals and people see it: relative to the station where it lies inside.</param>
/// <param name="Full">Absolute, for system calls.</param>
public sealed record StationPath(string Shown, string Full)
{
    /// <summary>A path beside this one, with a suffix on its name.</summary>
    public StationPath Suffixed(string suffix) => new(Shown + suffix, Full + suffix);

    /// <summary>A path below this one.</summary>
    public StationPath Below(string relative) => new(Shown == "." ? relative : $"{Shown}/{relative}", Path.Combine(Full, relative));

    /// <inheritdoc/>
    public override string ToString() => Shown;
}
