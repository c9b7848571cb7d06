using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Verbs that change files, as a person or an accident would.</summary>
internal static class FileVerbs
{
    /// <summary><c>edit FILE OLD NEW</c>: every OLD becomes NEW; there has to be one.</summary>
    internal static void Edit(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 3, 3);
        var file = state.One(words[0]);
        var text = File.ReadAllText(file);
        if (!text.Contains(words[1], StringComparison.Ordinal))
        {
            throw new ScriptException($"\"{words[0]}\" does not hold \"{words[1]}\"");
        }

        File.WriteAllText(file, text.Replace(words[1], words[2], StringComparison.Ordinal));
    }

    /// <summary><c>write FILE TEXT</c>.</summary>
    internal static void Write(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        ScriptState.Write(state.Place(words[0]), Encoding.UTF8.GetBytes(words[1]));
    }

    /// <summary><c>append FILE TEXT</c>.</summary>
    internal static void Append(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        File.AppendAllText(state.One(words[0]), words[1]);
    }

    /// <summary><c>bytes FILE 41 FF</c>: what no text can be.</summary>
    internal static void Bytes(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 999);
        ScriptState.Write(state.Place(words[0]), Convert.FromHexString(string.Concat(words.Skip(1))));
    }

    /// <summary><c>cut FILE N</c>: the last N bytes are lost; <c>cut FILE 50%</c>: such a part of it.</summary>
    internal static void Cut(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        using var file = new FileStream(state.One(words[0]), FileMode.Open);
        var number = long.Parse(words[1].TrimEnd('%'), CultureInfo.InvariantCulture);
        file.SetLength(file.Length - (words[1].EndsWith('%') ? file.Length * number / 100 : number));
    }

    /// <summary><c>head FILE N</c>: its first N lines stay.</summary>
    internal static void Head(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        var file = state.One(words[0]);
        var lines = File.ReadLines(file).Take(int.Parse(words[1], CultureInfo.InvariantCulture)).ToList();
        File.WriteAllText(file, string.Concat(lines.Select(static l => l + "\n")));
    }

    /// <summary><c>damage FILE [middle]</c>: one bit of the last byte, or of the middle one, is another.</summary>
    internal static void Damage(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 1, 2);
        using var file = new FileStream(state.One(words[0]), FileMode.Open);
        var at = words.Count == 2 ? file.Length / 2 : file.Length - 1;
        file.Position = at;
        var one = (byte)file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(one ^ 1));
    }

    /// <summary><c>cp FROM TO</c>: a file or a directory; into TO if that is a directory.</summary>
    internal static void Copy(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        var from = state.One(words[0]);
        var to = Target(words[1], from, state);
        if (Directory.Exists(from))
        {
            Copies.Directory(from, to, keeps: false);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
        }
    }

    /// <summary><c>mv FROM TO</c>.</summary>
    internal static void Move(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        var from = state.One(words[0]);
        Directory.Move(from, Target(words[1], from, state));
    }

    /// <summary><c>rm PATH…</c>: files and whole directories, which have to be there.</summary>
    internal static void Remove(Line line, ScriptState state)
    {
        foreach (var path in Verbs.Arguments(line, state, 1, 99).SelectMany(p => state.All(p) is { Count: > 0 } all ? all : [state.One(p)]))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    /// <summary><c>mkdir PATH</c>.</summary>
    internal static void MakeDirectory(Line line, ScriptState state) =>
        Directory.CreateDirectory(state.Place(Verbs.Arguments(line, state, 1, 1)[0]));

    /// <summary><c>link TARGET NAME</c>: NAME becomes a symbolic link.</summary>
    internal static void Link(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        File.CreateSymbolicLink(state.Place(words[1]), words[0]);
    }

    /// <summary><c>chmod 640 PATH</c>.</summary>
    internal static void ChangeMode(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(state.One(words[1]), (UnixFileMode)Convert.ToInt32(words[0], 8));
        }
    }

    /// <summary><c>unzip FILE DIRECTORY</c>.</summary>
    internal static void Unzip(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        ZipFile.ExtractToDirectory(state.One(words[0]), state.Place(words[1]));
    }

    /// <summary><c>hold FILE</c>: keeps it open to the script's end, as another program would that lets nobody else in.</summary>
    internal static void Hold(Line line, ScriptState state)
    {
        var file = state.Place(Verbs.Arguments(line, state, 1, 1)[0]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        state.Held.Add(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
    }

    private static string Target(string path, string from, ScriptState state)
    {
        var to = state.Place(path);
        return Directory.Exists(to) ? Path.Combine(to, Path.GetFileName(from)) : to;
    }
}
