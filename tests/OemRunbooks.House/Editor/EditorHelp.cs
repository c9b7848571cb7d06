using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Vocabulary;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OemRunbooks.House.Editor;

/// <summary>What a support lead's editor does with a runbook, asked of the language server that editors use.</summary>
public sealed class EditorHelp(LanguageServerFixture fixture) : IClassFixture<LanguageServerFixture>
{
    private const string First = "# yaml-language-server: $schema=../schemas/runbook.schema.json\n";
    private const string Head = First + "schemaVersion: \"1.0\"\nid: example\nversion: 1.0.0\nname: Example\n";
    private const string TeamsHead = "# yaml-language-server: $schema=../schemas/teams.schema.json\n";
    private const string TestHead = "# yaml-language-server: $schema=../schemas/test.schema.json\n";

    // Which inputs, the action tells; before there is one, an editor joins the words of all.
    private static readonly LocalizedText Inputs = new("Wejścia czynności", "The inputs of");

    private LanguageServer Server => fixture.Server.Value;

    [NeedsLanguageServerFact]
    public void It_finds_nothing_wrong_with_what_is_shipped()
    {
        foreach (var path in Shipped())
        {
            Assert.Equal([], Server.Open(path, Repository.Read(path)).Select(d => $"{path}:{d}"));
            Server.Close(path);
        }
    }

    [NeedsLanguageServerFact]
    public void It_explains_every_key_of_what_is_shipped_in_both_languages()
    {
        var unexplained = new List<string>();
        foreach (var path in Shipped())
        {
            var text = Repository.Read(path);
            Server.Open(path, text);
            var keys = Keys(text, path.EndsWith(".test.yaml", StringComparison.Ordinal))
                .DistinctBy(static k => (k.Name, k.Parent))
                .ToList();
            Assert.True(keys.Count > 10, path);
            unexplained.AddRange(
                keys.Where(k => !Server.Hover(path, k.Line, k.Column).Contains("pl:", StringComparison.Ordinal))
                    .Select(k => $"{path}:{k.Line + 1}:{k.Column + 1} {k.Name}")
            );
            Server.Close(path);
        }

        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
    }

    [NeedsLanguageServerFact]
    public void It_flags_a_wrong_key_a_wrong_field_and_a_wrong_word()
    {
        Assert.Contains(
            Server.Open("runbooks/a.yaml", Head + "if: true\nsteps: []\n"),
            static d => d.StartsWith("6: Property if", StringComparison.Ordinal)
        );
        Assert.Contains(
            Server.Open(
                "runbooks/b.yaml",
                Head + "steps:\n  - id: a\n    action: backup.file\n    with:\n      source: a\n      taget: b\n"
            ),
            static d => d.StartsWith("11: Property taget", StringComparison.Ordinal)
        );
        Assert.Contains(
            Server.Open("runbooks/c.yaml", Head + "steps:\n  - id: a\n    action: backup.fille\n"),
            static d => d.StartsWith("8: ", StringComparison.Ordinal)
        );
        Assert.Contains(
            Server.Open("runbooks/d.test.yaml", TestHead + "tests:\n  - name: A\n    expect: {outcome: fialed}\n"),
            static d => d.StartsWith("4: ", StringComparison.Ordinal)
        );
    }

    [NeedsLanguageServerFact]
    public void It_completes_and_explains_every_key_of_the_language()
    {
        foreach (var (table, text) in Places())
        {
            var path = $"runbooks/at-{table.Name}.{(text.StartsWith(TestHead, StringComparison.Ordinal) ? "test." : "")}yaml";
            AssertCompleted(
                path,
                text,
                table.Keys.ToDictionary(static k => k.Name, k => k.Kind == KeyKind.With && table.Name == "step" ? Inputs : k.Meaning),
                table.Name
            );
        }
    }

    [NeedsLanguageServerFact]
    public void It_completes_and_explains_every_activity_and_every_field()
    {
        var action = Head + "steps:\n  - id: a\n    action: ";
        AssertCompleted(
            "runbooks/action.yaml",
            action,
            Globals.Product.Descriptors.ToDictionary(static a => a.Name, static a => a.Summary),
            "action"
        );
        foreach (var info in Globals.Product.Descriptors.Where(static a => !a.Inputs.IsEmpty))
        {
            AssertCompleted(
                $"runbooks/{info.Name}.yaml",
                action + info.Name + "\n    with:\n      ",
                info.Inputs.ToDictionary(static f => f.Name, static f => f.Summary),
                info.Name
            );
        }
    }

    [NeedsLanguageServerFact]
    public void It_completes_failure_codes()
    {
        var proposed = Proposed(
            "runbooks/codes.yaml",
            Head + "steps:\n  - id: a\n    action: verify.fingerprint\n    catch:\n      - on: ["
        );
        Assert.Contains("fingerprint.mismatch", proposed.Keys);
        Assert.Contains("fingerprint.*", proposed.Keys);
    }

    private void AssertCompleted(string path, string text, Dictionary<string, LocalizedText> wanted, string what)
    {
        var proposed = Proposed(path, text);
        Assert.Equal([], wanted.Keys.Where(k => !proposed.ContainsKey(k)).Select(k => $"{what}: {k} is not proposed"));
        Assert.Equal(
            [],
            wanted.Where(k => !Explains(proposed[k.Key], k.Value)).Select(k => $"{what}: {k.Key} is not explained: {proposed[k.Key]}")
        );
    }

    private static bool Explains(string shown, LocalizedText meaning) =>
        shown.Contains(meaning.Pl[1..], StringComparison.Ordinal) && shown.Contains(meaning.En[1..], StringComparison.Ordinal);

    private IReadOnlyDictionary<string, string> Proposed(string path, string text)
    {
        Server.Open(path, text);
        var lines = text.Split('\n');
        var proposed = Server.Complete(path, lines.Length - 1, lines[^1].Length);
        Server.Close(path);
        return proposed;
    }

    // An empty place in a mapping of each kind.
    private static IEnumerable<(KeyTable Table, string Text)> Places()
    {
        var step = Head + "steps:\n  - id: a\n    ";
        var test = TestHead + "tests:\n  - name: A\n    ";
        var places = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["runbook"] = First,
            ["input"] = Head + "inputs:\n  a:\n    ",
            ["defaults"] = Head + "defaults:\n  ",
            ["step"] = Head + "steps:\n  - ",
            ["reading"] = step + "action: run.command\n    outputs:\n      a:\n        ",
            ["check"] = step + "action: run.command\n    check:\n      ",
            ["ownCode"] = Head + "codes:\n  site.a:\n    ",
            ["forEach"] = step + "forEach:\n      ",
            ["retry"] = step + "retry:\n      ",
            ["catch"] = step + "catch:\n      - ",
            ["compensate"] = step + "compensate:\n      ",
            ["escalation"] = Head + "escalations:\n  - ",
            ["tests"] = TestHead,
            ["test"] = TestHead + "tests:\n  - ",
            ["station"] = test + "station:\n      ",
            ["answer"] = test + "activities:\n      a:\n        ",
            ["undo"] = test + "activities:\n      a:\n        undo:\n          ",
            ["reply"] = test + "answers:\n      a:\n        ",
            ["fault"] = test + "faults:\n      - ",
            ["expect"] = test + "expect:\n      ",
            ["journalEntry"] = test + "expect:\n      journal:\n        - ",
            ["teams"] = TeamsHead,
            ["team"] = TeamsHead + "teams:\n  a:\n    ",
            ["requires"] = TeamsHead + "teams:\n  a:\n    requires:\n      - ",
        };
        return Vocabulary.Runbook.Concat(Vocabulary.Tests).Concat(Vocabulary.Teams).Select(t => (t, places[t.Name]));
    }

    private static IEnumerable<string> Shipped() => Repository.Shipped();

    // Keys under these are names that people chose, or values of activities that no schema knows.
    private static readonly string[] FreeNames =
    [
        "inputs",
        "vars",
        "outputs",
        "activities",
        "answers",
        "arguments",
        "comments",
        "attempts",
        "deltas",
        "teams",
        "codes",
        "collect",
        "environment",
        "exitCodes",
        "gives",
        "in",
        "note",
        "programs",
        "result",
        "values",
    ];

    private static List<(string Name, string Parent, int Line, int Column)> Keys(string text, bool isTest)
    {
        var found = new List<(string, string, int, int)>();
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        Walk("");
        return found;

        void Walk(string parent)
        {
            if (parser.TryConsume<Scalar>(out _))
            {
                return;
            }

            if (parser.TryConsume<SequenceStart>(out _))
            {
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    Walk(parent);
                }

                return;
            }

            parser.Consume<MappingStart>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                var isFree = FreeNames.Contains(parent) || parent.StartsWith('*');
                if (!isFree)
                {
                    found.Add((key.Value, parent, (int)key.Start.Line - 1, (int)key.Start.Column - 1));
                }

                // Below a name that somebody chose there are keys again, but not below an activity's outputs.
                Walk(
                    isFree
                        ? parent is "inputs" && !isTest || parent is "activities" or "answers" or "teams" or "codes" or "programs"
                            ? key.Value + "."
                            : "*"
                        : key.Value
                );
            }
        }
    }
}
