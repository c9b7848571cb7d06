namespace OemRunbooks.Oem.Text;

/// <summary>Paths given on a command line: home directory, shown form, backup name.</summary>
/// <remarks>Source: formats.md, 1.2 and 7.2.</remarks>
public static class ShownPath
{
    /// <summary>Collapses slashes, drops <c>.</c> segments and a trailing slash; <c>..</c> and relative paths stay.</summary>
    public static string Tidy(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var root =
            path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//"
            : path.StartsWith('/') ? "/"
            : string.Empty;
        var segments = path.Split('/').Where(static s => s.Length > 0 && s != ".");
        var tidy = root + string.Join('/', segments);
        return tidy.Length == 0 ? "." : tidy;
    }

    /// <summary>Replaces a leading <c>~</c> or <c>~/</c> by the home directory, if there is one.</summary>
    /// <param name="path">A path as given.</param>
    /// <param name="home">Value of <c>HOME</c>, or null.</param>
    public static string Expand(string path, string? home)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path switch
        {
            _ when string.IsNullOrEmpty(home) => path,
            "~" => home,
            _ when path.StartsWith("~/", StringComparison.Ordinal) => home.TrimEnd('/') + path[1..],
            _ => path,
        };
    }

    /// <summary>Gives the name that <c>recover</c> copies a file to: the file name plus <c>.bak</c>.</summary>
    public static string Backup(string path) => Tidy(path) + ".bak";
}
