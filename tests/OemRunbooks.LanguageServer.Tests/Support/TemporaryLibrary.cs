namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>A directory with runbooks that a test may change.</summary>
internal sealed class TemporaryLibrary : IDisposable
{
    internal TemporaryLibrary(params ReadOnlySpan<(string Name, string Text)> files)
    {
        foreach (var (name, text) in files)
        {
            Write(name, text);
        }
    }

    internal string Root { get; } = Directory.CreateTempSubdirectory("lsp-").FullName;

    internal string PathOf(string name) => Path.Combine(Root, "runbooks", name);

    internal string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What each file holds, by its path.</summary>
    internal Dictionary<string, string> Texts() =>
        Directory
            .EnumerateFiles(PathOf(""), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToDictionary(static f => f, File.ReadAllText, StringComparer.Ordinal);

    internal static TemporaryLibrary OfShipped()
    {
        var library = new TemporaryLibrary();
        var from = Path.Combine(Shipped.Root, "runbooks");
        foreach (var file in Shipped.Files)
        {
            library.Write(Path.GetRelativePath(from, file), File.ReadAllText(file));
        }

        return library;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
