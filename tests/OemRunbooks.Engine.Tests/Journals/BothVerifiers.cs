using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Journals;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Journals;

/// <summary>Whoever has the key can seal anything: what is no entry is none for both verifiers all the same.</summary>
public sealed class BothVerifiers : IDisposable
{
    private readonly SealedStation station = new();
    private readonly Rig rig;

    public BothVerifiers() => rig = station.Rig;

    public void Dispose() => station.Dispose();

    [Python3Fact]
    public async Task Judge_alike_what_a_key_sealed_and_is_no_entry()
    {
        await Run();
        var sound = new[] { "nothing", "called null", "artefacts null", "comment null" };
        Sealed("nothing", "run.started", static e => e);
        Data("called null", "run.started", static d => d.With("called", Value.Null));
        Data("artefacts null", "step.succeeded", static d => d.With("artefacts", Value.Null));
        Data("comment null", "person.answered", static d => d.With("comment", Value.Null));

        foreach (
            var at in (string[])["2026-11-23 19:53:12.114Z", "2026-11-23T19:53:12Z", "2026-13-23T19:53:12.114Z", "2026-11-23T24:00:00.000Z"]
        )
        {
            Sealed("at " + at, "step.started", e => e.With("at", Value.Of(at)));
        }

        Sealed("at number", "step.started", static e => e.With("at", Value.Of(5)));
        Sealed("at null", "step.started", static e => e.With("at", Value.Null));
        Sealed("at secret", "step.started", static e => e.With("at", Value.SecretReference("2026-11-23T19:53:12.114Z")));
        foreach (var (name, mono) in new[] { ("text", Value.Of("5")), ("null", Value.Null), ("true", Value.True) })
        {
            Sealed("mono " + name, "step.started", e => e.With("mono", mono));
        }

        foreach (
            var (name, data) in new[] { ("list", Value.EmptyList), ("null", Value.Null), ("text", Value.Of("x")), ("map", Value.EmptyMap) }
        )
        {
            Sealed("data " + name, "step.started", e => e.With("data", data));
        }

        Sealed("type", "step.started", static e => e.With("type", Value.Of("step.begun")));
        Sealed("type null", "step.started", static e => e.With("type", Value.Null));
        Sealed("part", "step.started", static e => e.With("type", Value.Of("failure")).With("data", Value.MapOf(("code", Value.Of("x")))));
        Sealed("more", "step.started", static e => e.With("more", Value.True));
        Sealed(
            "ledger",
            "step.started",
            static e => e.With("type", Value.Of("ledger.opened")).With("data", Value.MapOf(("run", Value.Of("r"))))
        );
        foreach (var (type, name, value) in Members())
        {
            Data($"{type} {name} {value?.Kind.ToString() ?? "missing"}", type, d => value is null ? Without(d, name) : d.With(name, value));
        }

        Data("a surplus attempt", "step.started", static d => d.With("attempt", Value.Of(1L << 40)));
        Data("a secret for an object", "step.started", static d => d.With("inputs", Value.SecretReference("env:X")));
        Data("another size", "step.succeeded", d => Artefact(d, "size", Value.Of(5)));
        Data("a size in words", "step.succeeded", d => Artefact(d, "size", Value.Of("4")));
        Data("out of evidence", "step.succeeded", d => Artefact(d, "path", Value.Of(Evidence("../journal.jsonl"))));
        Data("a name that none can have", "step.succeeded", d => Artefact(d, "path", Value.Of(Evidence("a\0b"))));
        Data("in evidence by a detour", "step.succeeded", d => Artefact(d, "path", Value.Of(Evidence("./log.txt"))));
        Data(
            "definition out of place",
            "run.started",
            static d => d.With("definition", d["definition"].With("sha256", Value.Of("../../x")))
        );
        Data("definition without digest", "run.started", static d => d.With("definition", Without(d["definition"], "sha256")));
        Data("called a text", "run.started", static d => d.With("called", Value.List([Value.Of("x")])));

        var entries = Forger.Read(rig.Stored.Journal);
        Keep("started twice", [entries[0], .. entries]);
        Keep("not started", [.. entries.Skip(1)]);
        Compare(sound);
    }

    [Python3Fact]
    public async Task Judge_alike_what_lies_in_the_place_of_a_file()
    {
        await Run();
        station.Keep("links of evidence", d => Replace(d, "evidence", static (path, aside) => Directory.CreateSymbolicLink(path, aside)));
        station.Keep("a link of one", d => Replace(d, "evidence/log.txt", static (path, aside) => File.CreateSymbolicLink(path, aside)));
        station.Keep(
            "a link of definitions",
            d => Replace(d, "definition", static (path, aside) => Directory.CreateSymbolicLink(path, aside))
        );
        station.Keep(
            "a link of the journal",
            d => Replace(d, "journal.jsonl", static (path, aside) => File.CreateSymbolicLink(path, aside))
        );
        station.Keep("a link of the seals", d => Replace(d, "seals.txt", static (path, aside) => File.CreateSymbolicLink(path, aside)));
        station.Keep("a directory of the journal", d => Replace(d, "journal.jsonl", static (path, _) => Directory.CreateDirectory(path)));
        station.Keep("a directory of evidence", d => Replace(d, "evidence/log.txt", static (path, _) => Directory.CreateDirectory(path)));
        station.Keep("a pipe of the journal", d => Replace(d, "journal.jsonl", static (path, _) => Pipe(path)));
        station.Keep("a pipe of evidence", d => Replace(d, "evidence/log.txt", static (path, _) => Pipe(path)));
        station.Keep("a pipe of the seals", d => Replace(d, "seals.txt", static (path, _) => Pipe(path)));
        Compare([]);
    }

    [Python3Fact]
    public async Task Call_nothing_changed_that_they_could_not_read()
    {
        await Run();
        station.Keep("a directory", d => Replace(d, "evidence/log.txt", static (path, _) => Directory.CreateDirectory(path)));
        station.Keep("a pipe", d => Replace(d, "evidence/log.txt", static (path, _) => Pipe(path)));
        station.Keep("a link", d => Replace(d, "evidence/log.txt", static (path, aside) => File.CreateSymbolicLink(path, aside)));
        station.Keep("a link before it", d => Replace(d, "evidence", static (path, aside) => Directory.CreateSymbolicLink(path, aside)));
        station.Keep("a directory of a definition", d => Replace(d, DefinitionIn(d), static (path, _) => Directory.CreateDirectory(path)));

        // Whoever may do everything reads what nobody may read.
        if (!Environment.IsPrivilegedProcess)
        {
            station.Keep("no right to it", static d => Allow(d, "evidence/log.txt", UnixFileMode.None));
            station.Keep("no right to look", static d => Allow(d, "evidence", UnixFileMode.UserRead));
        }

        var judged = station.JudgeCases();
        foreach (var (name, _, ours, theirs) in judged)
        {
            Assert.Equal((name, Verdict.Invalid, "INVALID"), (name, ours.Verdict, theirs.Verdict));
            Assert.Equal((name, "evidence.unreadable"), (name, ours.Findings[0].Code));
            Assert.DoesNotContain(ours.Findings, static f => f.Code.EndsWith("changed", StringComparison.Ordinal));
            Assert.Contains(" can't be read: ", theirs.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("changed", theirs.Text, StringComparison.Ordinal);
        }

        // What may not be looked into may not be cleared away.
        foreach (var (_, directory, _, _) in judged)
        {
            Allow(directory, "evidence", (UnixFileMode)0x1C0);
        }
    }

    [Python3Fact]
    public async Task Read_the_same_files_of_keys()
    {
        await Run();
        var key = station.Key.Public.ToString();
        var utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
        var files = new (string Name, byte[]? Content, bool IsRead)[]
        {
            ("plain", Encoding.UTF8.GetBytes(key), true),
            ("mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(key + "\n")], true),
            ("utf-16", [.. utf16.GetPreamble(), .. utf16.GetBytes(key + "\r\n")], true),
            ("latin-1 comment", [.. "# klucz "u8, 0xB3, (byte)'\n', .. Encoding.UTF8.GetBytes(key + "\n")], true),
            ("cr", Encoding.UTF8.GetBytes($"# one\r{key}\r"), true),
            ("stray", Encoding.UTF8.GetBytes($"stray line\n  {key}  \n"), true),
            ("empty", [], false),
            ("garbage", [0, 1, 2, 0xFF, 0xFE], false),
            ("another id", Encoding.UTF8.GetBytes(key.Replace('+', '-')), false),
            ("missing", null, false),
        };
        foreach (var (name, content, isRead) in files)
        {
            var file = Path.Combine(rig.Root, name);
            if (content is not null)
            {
                File.WriteAllBytes(file, content);
            }

            var theirs = AuditVerifier.Verify([
                [rig.Stored.Root, "--key", file],
            ])[0];
            Assert.Equal((name, isRead ? 0 : 2), (name, theirs.Exit));
            Assert.Equal((name, isRead), (name, theirs.Verdict == "VALID"));
            Assert.Equal((name, isRead ? 1 : 0), (name, content is null ? 0 : KeyRing.Read(file).Count));
        }
    }

    [Python3Fact]
    public async Task The_second_one_is_never_green_where_it_checked_nothing()
    {
        await Run();
        Assert.Equal(("VALID", 0), First("--ledger", station.Ledger));
        Assert.Equal(("INVALID", 1), First("--receipt", ""));
        foreach (var no in (string[])[station.Ledger + ".none", rig.Root, "/dev/null", rig.Stored.Journal, station.Keys])
        {
            Assert.Equal((no, 2), (no, station.Theirs("--ledger", no).Exit));
        }

        File.WriteAllText(Path.Combine(rig.Root, "empty.jsonl"), "");
        var unknown = station.Theirs("--ledger", Path.Combine(rig.Root, "empty.jsonl"));
        Assert.Equal(("INVALID", 1), (unknown.Verdict, unknown.Exit));
        Assert.Contains("the ledger does not know this run", unknown.Text, StringComparison.Ordinal);
        Assert.Equal(
            2,
            AuditVerifier
                .Verify([
                    [rig.Root, "--key", station.Keys],
                ])[0]
                .Exit
        );

        (string, int) First(params string[] more) => station.Theirs(more) is var said ? (said.Verdict, said.Exit) : default;
    }

    // A value may lie 16 deep in its line, wherever it comes from: what is written can be read, by either of the two.
    [Python3Theory]
    [InlineData(12, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public async Task One_limit_of_depth_holds_for_writer_and_readers(int levels, bool fits)
    {
        var value = Enumerable.Range(0, levels).Aggregate(Value.Of("deep"), static (inner, _) => Value.List([inner]));
        rig.Script.On("b", (_, _) => ValueTask.FromResult(Outcome.Done(Value.MapOf(("value", value)))));
        var ran = await rig.RunAsync(Some.Runbook("- {id: b, action: do.work}"));
        var journal = await File.ReadAllTextAsync(rig.Stored.Journal);
        Assert.Equal(fits, !journal.Contains("step.output-malformed", StringComparison.Ordinal));
        Assert.NotNull(ran.State.Finished);
        Assert.Equal(Verdict.Valid, station.Ours().Verdict);
        Assert.Equal("VALID", station.Theirs().Verdict);
    }

    [Python3Theory]
    [InlineData(12, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public async Task The_same_limit_holds_for_inputs(int levels, bool fits)
    {
        var value = Enumerable.Range(0, levels).Aggregate(Value.Of("deep"), static (inner, _) => Value.List([inner]));
        var runbook = rig.Load(Some.Runbook("- {id: a, action: do.work}"));
        if (!fits)
        {
            var error = Assert.Throws<CodedException>(() => RunService.Open(rig.Host, runbook, Value.MapOf(("deep", value)), "r")).Failure;
            Assert.Equal(("input.too-deep", 13L), (error.Code, error.Arguments["limit"].AsInteger()));
            Assert.Empty(rig.Store.List());
            return;
        }

        var (run, state) = RunService.Open(rig.Host, runbook, Value.MapOf(("deep", value)), "r");
        await rig.GoOnAsync(run, state, CancellationToken.None);
        Assert.Equal(Verdict.Valid, station.Ours().Verdict);
        Assert.Equal("VALID", station.Theirs().Verdict);
    }

    private async Task Run()
    {
        station.KeepEvidence();
        await rig.RunAsync(Some.Runbook("- {id: ask, action: person.confirm, with: {prompt: x}}\n- {id: b, action: do.work}"));
        rig.Answer("ask");
        await rig.ResumeAsync();
        Assert.Equal(Verdict.Valid, station.Ours().Verdict);
    }

    // What each type demands, missing and of another kind; what it may leave out, of another kind.
    private static IEnumerable<(string Type, string Name, Value? Value)> Members()
    {
        (string Type, string[] Must, string[] May)[] all =
        [
            (
                "run.started",
                ["run", "definition", "operator", "boot", "logic", "program", "language"],
                ["called", "plan", "origin", "ledger"]
            ),
            ("run.resumed", ["operator", "boot", "logic", "program"], ["tornBytes", "tornDigest", "certificate"]),
            ("run.finished", ["outcome"], ["failure", "failedStep", "undone", "halfDone", "outputs"]),
            ("step.started", ["path", "attempt"], ["activity", "inputs", "rerun", "name"]),
            ("step.succeeded", ["path"], ["outputs", "artefacts", "remarks", "compensation", "reconciled"]),
            ("step.waiting", ["path", "kind"], ["request", "expires"]),
            (
                "person.answered",
                ["path", "by", "language", "shown", "channel"],
                ["accepted", "values", "comment", "signature", "artefacts"]
            ),
        ];
        foreach (var (type, must, may) in all)
        {
            foreach (var name in must)
            {
                yield return (type, name, null);
                yield return (type, name, Value.Null);
                yield return (type, name, Value.List([Value.Of("x")]));
            }

            foreach (var name in may)
            {
                yield return (type, name, Value.List([Value.List([])]));
                if (name is not ("plan" or "tornDigest" or "failedStep" or "activity" or "comment" or "signature"))
                {
                    yield return (type, name, Value.Of("no such word"));
                }
            }
        }

        yield return ("run.finished", "outcome", Value.Of("won"));
    }

    private static Value Without(Value map, string name) => Value.Map(map.Members.Where(m => m.Key != name));

    private static Value Artefact(Value data, string name, Value value) =>
        data["artefacts"].Items.IsDefaultOrEmpty
            ? data
            : data.With("artefacts", Value.List([data["artefacts"].Items[0].With(name, value)]));

    private string Evidence(string name) => $"var/runbook/runs/{rig.Stored.Id}/evidence/{name}";

    private void Data(string name, string type, Func<Value, Value> change) => Sealed(name, type, e => e.With("data", change(e["data"])));

    private void Sealed(string name, string type, Func<Value, Value> change)
    {
        var entries = Forger.Read(rig.Stored.Journal);
        var at = entries.FindLastIndex(e => e["type"].AsText() == type);
        Assert.True(at >= 0, type);
        entries[at] = change(entries[at]);
        Keep(name, entries);
    }

    private void Keep(string name, List<Value> entries) => station.Keep(name, d => Forger.Seal(d, rig.Stored.Id, entries, station.Key));

    private static void Replace(string directory, string name, Action<string, string> put)
    {
        var path = Path.Combine(directory, name);
        var aside = directory + "." + Path.GetFileName(name);
        if (Directory.Exists(path))
        {
            Directory.Move(path, aside);
        }
        else
        {
            File.Move(path, aside);
        }

        put(path, aside);
    }

    private static string DefinitionIn(string directory) =>
        Path.GetRelativePath(directory, Directory.GetFiles(Path.Combine(directory, "definition"))[0]);

    private static void Allow(string directory, string name, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(directory, name), mode);
        }
    }

    private static void Pipe(string path)
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", [path]);
        made.WaitForExit();
    }

    private void Compare(string[] sound)
    {
        var differing = new StringBuilder();
        foreach (var (name, _, ours, theirs) in station.JudgeCases())
        {
            var word = Verification.Word(ours.Verdict);
            var wanted = sound.Contains(name) ? "VALID" : "INVALID";
            if (word != wanted || theirs.Verdict != wanted || theirs.Exit != (wanted == "VALID" ? 0 : 1))
            {
                differing.Append($"{name}: {wanted} is right, we say {word}, they {theirs.Text}\n");
            }
        }

        Assert.True(differing.Length == 0, differing.ToString());
    }
}
