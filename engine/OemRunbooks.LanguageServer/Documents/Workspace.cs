using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.LanguageServer.Text;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.LanguageServer.Documents;

/// <summary>The files that somebody works on: those that are open as they are being written, all others as they lie on the disk.</summary>
/// <param name="root">The directory that is open in the editor.</param>
/// <param name="open">Opens a directory as a station, with the texts that are being edited.</param>
internal sealed class Workspace(string root, Func<string, EditedTexts, Workplace> open)
{
    private const int MaxFiles = 5000;
    private const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 6;
    private static readonly string[] Passed = ["node_modules", "bin", "obj", "artifacts", "var", "out"];
    private readonly Dictionary<string, Document> opened = new(StringComparer.Ordinal);

    // In one order, whichever was asked for first: of several files with one name the first one counts.
    private readonly SortedDictionary<string, Document> known = new(StringComparer.Ordinal);
    private Workplace? work;
    private EditedTexts? texts;
    private bool isScanned;

    /// <summary>The directory that is open in the editor.</summary>
    internal string Root { get; } = root;

    /// <summary>Counts what may change the meaning of files that did not change themselves.</summary>
    internal int Generation { get; private set; }

    /// <summary>The texts that are being written.</summary>
    internal IReadOnlyCollection<Document> Opened => opened.Values;

    /// <summary>The library and what else lint works with.</summary>
    /// <exception cref="CodedException">The library can't be used.</exception>
    internal Workplace Work => work ??= open(Root, Texts);

    /// <summary>The texts that are being written, and what was read of them.</summary>
    internal EditedTexts Texts => texts ??= new EditedTexts(path => opened.GetValueOrDefault(path)?.Bytes);

    /// <summary>Every file of the workspace that holds YAML, and every open one.</summary>
    internal IEnumerable<Document> All
    {
        get
        {
            Scan();
            return opened.Values.Concat(known.Values.Where(d => !opened.ContainsKey(d.Path)));
        }
    }

    /// <summary>A file, open or on the disk; null when there is none.</summary>
    internal Document? Find(string path)
    {
        if (opened.TryGetValue(path, out var document) || known.TryGetValue(path, out document))
        {
            return document;
        }

        return RunbookFiles.IsYaml(path) && Load(path) is { } read ? known[path] = read : null;
    }

    /// <summary>An open file by its address; null when it is not open.</summary>
    internal Document? At(string? uri) => uri is null ? null : Find(FileUri.ToPath(uri, Root));

    /// <summary>Somebody opens a text.</summary>
    internal void Open(string uri, string text, int? version)
    {
        var path = FileUri.ToPath(uri, Root);
        if (opened.Count < MaxFiles)
        {
            opened[path] = new(path, uri, new SourceText(text), version);
            Refresh();
        }
    }

    /// <summary>Somebody writes; a part without a place is the whole text.</summary>
    internal void Change(string uri, IEnumerable<(Position? Start, Position? End, string Text)> parts, int? version)
    {
        var path = FileUri.ToPath(uri, Root);
        if (!opened.TryGetValue(path, out var document))
        {
            return;
        }

        var source = document.Source;
        foreach (var (start, end, text) in parts)
        {
            source = start is { } from && end is { } to ? source.With(Between(source, from, to), text) : new SourceText(text);
        }

        opened[path] = document.With(source, version);
        Generation++;
    }

    /// <summary>Somebody closes a text: what lies on the disk counts again.</summary>
    internal Document? Close(string uri)
    {
        var path = FileUri.ToPath(uri, Root);
        opened.Remove(path, out var document);
        Forget(path);
        return document;
    }

    /// <summary>A file on the disk came, went or changed.</summary>
    internal void Forget(string path)
    {
        known.Remove(path);
        if (isScanned && RunbookFiles.IsYaml(path) && Load(path) is { } read)
        {
            known[path] = read;
        }

        Refresh();
    }

    /// <summary>What is known of files that are not open may be out of date.</summary>
    internal void Refresh()
    {
        work = null;
        Generation++;
    }

    private static TextSpan Between(SourceText source, Position from, Position to)
    {
        var (start, end) = (source.OffsetOf(from), source.OffsetOf(to));
        return new(Math.Min(start, end), Math.Max(start, end));
    }

    private void Scan()
    {
        if (isScanned)
        {
            return;
        }

        isScanned = true;
        foreach (var file in Files(Root, 0).Take(MaxFiles))
        {
            if (!known.ContainsKey(file) && Load(file) is { } read)
            {
                known[file] = read;
            }
        }
    }

    private static IEnumerable<string> Files(string directory, int depth)
    {
        var found = new List<string>();
        try
        {
            found.AddRange(Disk.All.List(directory).Where(static p => Path.GetFileName(p) is [not '.', ..]).Order(StringComparer.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CodedException)
        {
            // What can't be listed holds nothing for us.
        }

        foreach (var path in found)
        {
            var item = Look(path);
            if (item?.Kind == ItemKind.Directory && depth < MaxDepth && !Passed.Contains(Path.GetFileName(path)))
            {
                foreach (var file in Files(path, depth + 1))
                {
                    yield return file;
                }
            }
            else if (item?.Kind == ItemKind.File && RunbookFiles.IsYaml(path))
            {
                yield return path;
            }
        }
    }

    // Links are not followed: they may lead out of what is open.
    private static DiskItem? Look(string path)
    {
        try
        {
            return Disk.All.Look(path, follows: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CodedException)
        {
            return null;
        }
    }

    private static Document? Load(string path)
    {
        try
        {
            return File.Exists(path)
                ? new(path, FileUri.Of(path), new SourceText(Encoding.UTF8.GetString(Disk.All.ReadAll(path, MaxBytes))), null)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CodedException)
        {
            return null;
        }
    }
}
