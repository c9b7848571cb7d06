using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.Testing.Editors;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>Somebody who writes in an editor, and knows what stands in it.</summary>
internal sealed partial class Writer(Editor editor, TemporaryLibrary library, Random random)
{
    private const int Wrong = 3;
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> others = library.Texts();

    /// <summary>What stands in each text that is open.</summary>
    internal IReadOnlyDictionary<string, string> Texts => texts;

    /// <summary>Opens a file.</summary>
    internal void Open(string path)
    {
        texts[path] = File.ReadAllText(path);
        editor.Open(path);
    }

    /// <summary>Puts what the file holds in the place of the text, but for some words, so that something is found.</summary>
    internal void StartOver(string path, int wrong = Wrong)
    {
        editor.Change(path, texts[path] = File.ReadAllText(path));
        for (var i = 0; i < wrong; i++)
        {
            Swap(path, InSteps(texts[path]));
        }
    }

    /// <summary>Changes anything, also a file that is not open.</summary>
    internal void Anywhere()
    {
        var path = texts.Keys.ElementAt(random.Next(texts.Count));
        var text = texts[path];
        if (random.Next(12) == 0 || text.Length > 40_000)
        {
            StartOver(path, 0);
            return;
        }

        if (random.Next(15) == 0)
        {
            Elsewhere();
            return;
        }

        if (random.Next(15) == 0)
        {
            Called(path);
            return;
        }

        if (random.Next(2) == 0 && Word().Matches(text) is { Count: > 1 } words)
        {
            // A name in the place of another one leaves a text that can be read, and others that depend on it.
            Swap(path, words);
            return;
        }

        var start = Between(text, random.Next(text.Length + 1));
        var end = Between(text, Math.Min(text.Length, start + Math.Max(0, random.Next(24) - 12)));
        var put = random.Next(6) switch
        {
            0 => "",
            1 => text[Between(text, random.Next(start + 1))..start],
            2 => "😀",
            _ => Mutant.Word(random),
        };
        Put(path, start, Math.Max(start, end), put.Length > 200 ? put[..1] : put);
    }

    /// <summary>Changes one of the steps a little, looks at what is found, and often takes the change back.</summary>
    internal void InAStep(string path)
    {
        var text = texts[path];
        var words = InSteps(text);
        var word = words[random.Next(words.Count)];
        var (start, end) = (word.Index, word.Index + word.Length);
        var line = text.IndexOf('\n', end) is var at and >= 0 ? at : text.Length;
        var first = text.LastIndexOf('\n', start) + 1;
        switch (random.Next(8))
        {
            case 0:
                Put(path, start, start, "x");
                break;
            case 1:
                Put(path, start, start + 1, "");
                break;
            case 2:
                Put(path, line, line, "\n");
                break;
            case 3:
                Put(path, line, line, " # " + word.Value);
                break;
            case 4:
                Put(path, first, first, text[first..line] + '\n');
                break;
            case 5:
                Put(path, first, line, "");
                break;
            default:
                Swap(path, words);
                break;
        }

        Look(path, start);
        if (random.Next(3) > 0)
        {
            TakeBack(path, text);
            Look(path, start);
        }
        else if (random.Next(6) == 0)
        {
            StartOver(path);
        }
    }

    /// <summary>Where somebody can put a cursor: not between the two signs of a line end, nor the two halves of a character.</summary>
    internal static int Between(string text, int at) =>
        at > 0 && at < text.Length && ((text[at - 1] == '\r' && text[at] == '\n') || char.IsLowSurrogate(text[at])) ? at - 1 : at;

    // A pause, in which the server looks at the text, or a proposal, for which it looks at a text that nobody has written.
    private void Look(string path, int offset)
    {
        if (random.Next(3) == 0)
        {
            var (line, character) = Edited.Place(texts[path], Math.Min(offset, texts[path].Length));
            editor.AskAt("textDocument/completion", path, line, character);
        }

        if (random.Next(4) > 0)
        {
            editor.Diagnostics(path);
        }
    }

    // As an editor does it: in the place of what differs alone.
    private void TakeBack(string path, string text)
    {
        var now = texts[path];
        var same = now.AsSpan().CommonPrefixLength(text);
        var rest = 0;
        while (rest < Math.Min(now.Length, text.Length) - same && now[^(rest + 1)] == text[^(rest + 1)])
        {
            rest++;
        }

        Put(path, same, now.Length - rest, text[same..^rest]);
    }

    private static MatchCollection InSteps(string text) => Word().Matches(text, text.IndexOf("\nsteps:", StringComparison.Ordinal) + 1);

    // The name by which others call it becomes that of another one.
    private void Called(string path)
    {
        if (Id().Match(texts[path]) is { Success: true } id)
        {
            var names = others.Values.Select(static t => Id().Match(t).Value).Where(static n => n.Length > 0).ToList();
            Put(path, id.Index, id.Index + id.Length, names[random.Next(names.Count)]);
        }
    }

    // A file that somebody else changes on the disk, or changes back.
    private void Elsewhere()
    {
        var path = others.Keys.Where(p => !texts.ContainsKey(p)).ElementAt(random.Next(others.Count - texts.Count));
        File.WriteAllText(path, random.Next(2) == 0 ? others[path] : Mutant.Of(others[path], random));
        editor.Tell(
            "workspace/didChangeWatchedFiles",
            new JsonObject { ["changes"] = new JsonArray(new JsonObject { ["uri"] = LspClient.UriOf(path), ["type"] = 2 }) }
        );
    }

    private void Swap(string path, MatchCollection words)
    {
        var (old, name) = (words[random.Next(words.Count)], words[random.Next(words.Count)].Value);
        Put(path, old.Index, old.Index + old.Length, name);
    }

    private void Put(string path, int start, int end, string put)
    {
        var text = texts[path];
        var (from, to) = (Edited.Place(text, start), Edited.Place(text, end));
        editor.Change(path, put, (from.Line, from.Character, to.Line, to.Character));
        texts[path] = text[..start] + put + text[end..];
    }

    [GeneratedRegex(@"(?<=^(?:id|aliases|activity):[ \[]+)[a-z.-]+", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Id();

    [GeneratedRegex("[a-z][a-z-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
