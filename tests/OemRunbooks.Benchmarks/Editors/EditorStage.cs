using System.Text.Json.Nodes;

namespace OemRunbooks.Benchmarks.Editors;

/// <summary>Question: how long does somebody who writes a runbook wait for <c>runbook lsp</c>?</summary>
/// <remarks>
/// The program is a process of its own, spoken to over its standard input and output. What is asked right behind a key is sent without
/// waiting for the diagnostics of that key, as editors do: it has to be answered from a text that nobody has looked at yet.
/// </remarks>
internal sealed class EditorStage(string program, string directory, int rounds)
{
    private const int Files = 1000;
    private const int Seen = 60;
    private static readonly (int Lines, bool IsDense, string Name, double Goal)[] Sizes =
    [
        (200, false, "200 lines", 10),
        (5000, false, "5,000 lines", 30),
        (20_000, false, "20,000 lines", 100),
        (20_000, true, "20,000 lines, all steps (more than a runbook may hold)", 100),
    ];

    private readonly Figures figures = new();

    /// <summary>Measures everything and prints a table.</summary>
    internal void Run()
    {
        foreach (var (lines, isDense, name, goal) in Sizes)
        {
            OfSize(EditorTexts.Document(lines, isDense), name, goal, isDense);
        }

        var root = Workspace("many", Enumerable.Range(1, Files - 1).Select(static i => ($"caller-{i}", EditorTexts.Caller(i))));
        for (var i = 0; i < rounds; i++)
        {
            Begin(root);
        }

        Many(root);
        figures.Print();
    }

    private string Workspace(string name, IEnumerable<(string Name, string Text)> files)
    {
        var root = Path.Combine(directory, name);
        Directory.CreateDirectory(Path.Combine(root, "runbooks"));
        foreach (var (file, text) in files.Append(("shared", EditorTexts.Shared)))
        {
            File.WriteAllText(At(root, file), text);
        }

        return root;
    }

    private static string At(string root, string name) => Path.Combine(root, "runbooks", name + ".yaml");

    private void OfSize(string text, string name, double goal, bool isRefused)
    {
        var root = Workspace(name.Replace(' ', '-'), [("document", text)]);
        var (path, lines) = (At(root, "document"), text.Split('\n'));
        using var server = new EditorServer(program, root);
        server.Client.Open(path);
        if (server.Client.Diagnostics(path).Count > 0 != isRefused)
        {
            throw new InvalidOperationException("the text is not what it should be: " + server.Client.Diagnostics(path).ToJsonString());
        }

        // Near the beginning, in the middle and at the end; before it counts, each is done once.
        var places = new[] { 0.1, 0.5, 0.9 }.Select(p => Places.Near(lines, (int)(lines.Length * p))).ToArray();
        foreach (var at in places)
        {
            Round(server, path, at, new Figures(), name, goal);
        }

        for (var i = 0; i < rounds * Seen / 10; i++)
        {
            Round(server, path, places[i % places.Length], figures, name, goal);
        }

        figures.Of("memory, " + name, 150, "MiB").Add((server.PeakMemory, 0));
    }

    private static void Round(EditorServer server, string path, Places at, Figures told, string name, double goal)
    {
        foreach (var isTyped in new[] { true, false })
        {
            told.Of("key to diagnostics, " + name, goal)
                .Add(
                    server.Time(() =>
                    {
                        server.Key(path, at.Title.Line, at.Title.Character, isTyped);
                        server.Client.Diagnostics(path);
                    })
                );
        }

        foreach (var (method, place, most, more) in Requests(at))
        {
            var question =
                method.Split('/')[1]
                + (
                    place == at.Key ? " of a key"
                    : method.EndsWith("completion", StringComparison.Ordinal) ? " in an expression"
                    : ""
                );
            told.Of($"{question}, {name}", most).Add(server.Time(() => server.Ask(method, path, place, Copy(more))));
            server.Key(path, at.Title.Line, at.Title.Character, isTyped: true);
            told.Of($"{question} right behind a key, {name}", most).Add(server.Time(() => server.Ask(method, path, place, Copy(more))));
            server.Client.Diagnostics(path);
            server.Key(path, at.Title.Line, at.Title.Character, isTyped: false);
            server.Client.Diagnostics(path);
        }
    }

    private static JsonObject? Copy(JsonObject? more) => more?.DeepClone().AsObject();

    private static IEnumerable<(string Method, (int, int) At, double Goal, JsonObject? More)> Requests(Places at) =>
        [
            ("textDocument/completion", at.Key, 20, null),
            ("textDocument/completion", at.Name, 20, null),
            ("textDocument/hover", at.Name, 10, null),
            ("textDocument/definition", at.Name, 10, null),
            ("textDocument/references", at.Name, 10, new JsonObject { ["context"] = new JsonObject { ["includeDeclaration"] = true } }),
        ];

    // A start: until something is said of the first text, and until the places of a name in all files are known.
    private void Begin(string root)
    {
        using var server = new EditorServer(program, root);
        var path = At(root, "caller-1");
        figures.Of("`initialize`, from the program's start", 20).Add((server.Initialized, server.Processor));
        server.Client.Open(path);
        server.Client.Diagnostics(path);
        figures.Of("start with 1,000 files, to the first diagnostics", 300).Add((server.SinceStart, server.Processor));
        var found = server.Ask("textDocument/references", At(root, "shared"), Places.Input).AsArray().Count;
        figures.Of("start with 1,000 files, to the first references in all of them", 300).Add((server.SinceStart, server.Processor));
        Demand(found, Files + 1);
    }

    private void Many(string root)
    {
        using var server = new EditorServer(program, root);
        var path = At(root, "shared");
        server.Client.Open(path);
        server.Client.Diagnostics(path);
        for (var i = 0; i < rounds * 4; i++)
        {
            figures
                .Of("rename across 1,000 files", 200)
                .Add(
                    server.Time(() =>
                        Demand(
                            server.Ask("textDocument/rename", path, Places.Input, new JsonObject { ["newName"] = "station" })[
                                "documentChanges"
                            ]!
                                .AsArray()
                                .Count,
                            Files
                        )
                    )
                );
            figures
                .Of("key to diagnostics, of a short text among 1,000 files", 10)
                .Add(
                    server.Time(() =>
                    {
                        server.Key(path, 3, 11, i % 2 == 0);
                        server.Client.Diagnostics(path);
                    })
                );
            figures
                .Of("references in 1,000 files", 10)
                .Add(server.Time(() => Demand(server.Ask("textDocument/references", path, Places.Input).AsArray().Count, Files + 1)));
        }

        figures.Of("memory, 1,000 files", 150, "MiB").Add((server.PeakMemory, 0));
    }

    private static void Demand(int found, int wanted)
    {
        if (found != wanted)
        {
            throw new InvalidOperationException($"{found} instead of {wanted}");
        }
    }
}
