using System.Text;
using System.Text.RegularExpressions;

namespace OemRunbooks.Testing.Scripts;

/// <summary>One text file that holds a script and the files it needs: each begins with a line <c>-- NAME --</c>.</summary>
/// <remarks>The form is Go's txtar. Files are kept byte for byte, so that a script can hold what is no valid UTF-8.</remarks>
public sealed partial class Archive
{
    private readonly List<string> order = [];
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>Everything before the first file, line by line.</summary>
    public IReadOnlyList<string> Script { get; private init; } = [];

    /// <summary>The files' names, in their order.</summary>
    public IReadOnlyList<string> Names => order;

    /// <summary>A file's content.</summary>
    public byte[] this[string name]
    {
        get => files[name];
        set
        {
            if (!files.ContainsKey(name))
            {
                order.Add(name);
            }

            files[name] = value;
        }
    }

    /// <summary>Whether there is a file of that name.</summary>
    public bool Contains(string name) => files.ContainsKey(name);

    /// <summary>Reads an archive.</summary>
    public static Archive Parse(byte[] bytes)
    {
        // Latin-1 maps each byte to one character and back.
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        var first = Array.FindIndex(lines, static l => Heading().IsMatch(l));
        var script = first < 0 ? lines : lines[..first];
        var archive = new Archive { Script = [.. script.Select(static l => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(l)))] };
        for (var i = first; i >= 0 && i < lines.Length; )
        {
            var next = Array.FindIndex(lines, i + 1, static l => Heading().IsMatch(l));
            var text = string.Join('\n', lines[(i + 1)..(next < 0 ? lines.Length : next)]) + (next < 0 ? "" : "\n");
            var name = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Heading().Match(lines[i]).Groups[1].Value));
            archive.Add(name, Encoding.Latin1.GetBytes(text));
            i = next;
        }

        return archive;
    }

    /// <summary>Writes the archive as it would be read.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', Script).TrimEnd('\n') + "\n"));
        foreach (var name in order)
        {
            stream.Write(Encoding.UTF8.GetBytes($"\n-- {name} --\n"));
            stream.Write(files[name]);
        }

        return stream.ToArray();
    }

    // An empty line before the next heading belongs to nobody: it keeps the sections apart for whoever reads them.
    private void Add(string name, byte[] content)
    {
        if (files.ContainsKey(name))
        {
            throw new ScriptException($"there are two files \"{name}\"");
        }

        this[name] = content is [.., (byte)'\n', (byte)'\n'] ? content[..^1] : content;
    }

    [GeneratedRegex("^-- (\\S+) --\\r?$")]
    private static partial Regex Heading();
}
