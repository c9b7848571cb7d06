using System.Text.Json.Nodes;
using OemRunbooks.Testing.Editors;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>What an editor does with the changes that a server sends.</summary>
internal static class Edited
{
    /// <summary>The offers to make an activity of what is selected.</summary>
    internal static JsonArray Extractions(Editor editor, string path, string text, int start, int end)
    {
        var (from, to) = (Place(text, start), Place(text, end));
        var asked = new JsonObject
        {
            ["range"] = new JsonObject
            {
                ["start"] = LspClient.At(from.Line, from.Character),
                ["end"] = LspClient.At(to.Line, to.Character),
            },
            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["only"] = new JsonArray("refactor.extract") },
        };
        return editor.AskOf("textDocument/codeAction", path, asked)!.AsArray();
    }

    /// <summary>Carries out the change of a workspace, as files on the disk; gives the old and new path of each that changed.</summary>
    internal static List<(string Old, string New)> Apply(JsonNode edit)
    {
        var changed = new List<(string Old, string New)>();
        foreach (var change in edit["documentChanges"]!.AsArray())
        {
            switch ((string?)change!["kind"])
            {
                case "create":
                    var made = PathOf(change["uri"]!);
                    Directory.CreateDirectory(Path.GetDirectoryName(made)!);
                    using (new FileStream(made, FileMode.CreateNew)) { }

                    break;
                case "rename":
                    var (from, to) = (PathOf(change["oldUri"]!), PathOf(change["newUri"]!));
                    File.Move(from, to);
                    changed.RemoveAll(c => c.Old == from);
                    changed.Add((from, to));
                    break;
                default:
                    var path = PathOf(change["textDocument"]!["uri"]!);
                    File.WriteAllText(path, Text(File.ReadAllText(path), change["edits"]!.AsArray()));
                    changed.Add((path, path));
                    break;
            }
        }

        return changed;
    }

    /// <summary>A text with changes, all of which mean it as it was.</summary>
    internal static string Text(string text, IEnumerable<JsonNode?> edits) =>
        edits
            .Select(e => (Start: Offset(text, e!["range"]!["start"]!), End: Offset(text, e["range"]!["end"]!), Text: (string)e["newText"]!))
            .OrderByDescending(static e => e.Start)
            .Aggregate(text, static (at, e) => at[..e.Start] + e.Text + at[e.End..]);

    /// <summary>How far into a text a place is.</summary>
    internal static int Offset(string text, JsonNode position) =>
        text.Split('\n').Take((int)position["line"]!).Sum(static l => l.Length + 1) + (int)position["character"]!;

    /// <summary>The place that is so far into a text.</summary>
    internal static (int Line, int Character) Place(string text, int offset)
    {
        var before = text[..offset].Split('\n');
        return (before.Length - 1, before[^1].Length);
    }

    private static string PathOf(JsonNode uri) => new Uri((string)uri!).LocalPath;
}
