using System.Text;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Journals;

/// <summary>docs/audit/verify_journal.py, written from the format alone, judges the same damaged journals and must agree with us.</summary>
public sealed class SecondVerifier : IDisposable
{
    private readonly SigningKey station = SigningKey.New("station-1");
    private readonly Rig rig;

    public SecondVerifier() => rig = new Rig { Signer = station };

    public void Dispose()
    {
        rig.Dispose();
        station.Dispose();
    }

    [Python3Fact]
    public async Task Both_judge_alike_whatever_was_done_to_a_run()
    {
        rig.Script.On(
            "b",
            static (call, _) => ValueTask.FromResult(Outcome.Done() with { Artefacts = [call.Evidence.Keep("log.txt", "text"u8)] })
        );
        await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.once, with: {target: x}}\n"
                    + "- {id: b, action: do.work}\n"
                    + "- {id: ask, action: person.confirm, with: {prompt: \"Zażółć?\"}}\n"
                    + "- {id: c, action: do.work}"
            )
        );
        var cases = new List<string>();
        Keep("waiting", static _ => { });
        rig.Answer("ask");
        await rig.ResumeAsync();
        Keep("whole", static _ => { });

        var journal = File.ReadAllBytes(rig.Stored.Journal);
        var seals = File.ReadAllBytes(rig.Notes);
        var lines = Encoding.UTF8.GetString(journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < journal.Length; i += 11)
        {
            var bit = (byte)(1 << (i % 7));
            Keep("byte", d => File.WriteAllBytes(Path.Combine(d, "journal.jsonl"), Flipped(journal, i, bit)));
        }

        for (var i = 0; i < seals.Length; i += 5)
        {
            Keep("seal", d => File.WriteAllBytes(Path.Combine(d, "seals.txt"), Flipped(seals, i, 1)));
        }

        for (var i = 0; i < journal.Length; i += 97)
        {
            Keep("cut", d => File.WriteAllBytes(Path.Combine(d, "journal.jsonl"), journal[..i]));
        }

        for (var i = 0; i < seals.Length; i += 61)
        {
            Keep("cut seals", d => File.WriteAllBytes(Path.Combine(d, "seals.txt"), seals[..i]));
        }

        for (var i = 0; i < lines.Length; i++)
        {
            Keep("dropped", d => Lines(d, [.. lines[..i], .. lines[(i + 1)..]]));
            Keep("repeated", d => Lines(d, [.. lines[..i], lines[i], .. lines[i..]]));
        }

        Keep("no seals", static d => File.Delete(Path.Combine(d, "seals.txt")));
        Keep("evidence", static d => File.WriteAllText(Path.Combine(d, "evidence", "log.txt"), "texT"));
        Keep("no evidence", static d => File.Delete(Path.Combine(d, "evidence", "log.txt")));
        Keep("definition", static d => File.AppendAllText(Directory.GetFiles(Path.Combine(d, "definition"))[0], " "));
        Keep("empty line", d => File.AppendAllText(Path.Combine(d, "journal.jsonl"), "\n"));
        Keep("long line", d => File.AppendAllText(Path.Combine(d, "journal.jsonl"), new string('x', 70_000)));

        var keys = Path.Combine(rig.Root, "keys.txt");
        File.WriteAllText(keys, $"{station.Public}\n");
        var theirs = Python.Verify(cases.ConvertAll(d => (string[])[d, "--key", keys])).Select(static a => a.Verdict).ToList();
        var ours = cases.ConvertAll(d =>
            JournalVerifier.Verify(new VerificationRequest(DirectoryStore.At(d), [station.Public])).Verdict.ToString().ToUpperInvariant()
        );
        for (var i = 0; i < cases.Count; i++)
        {
            Assert.True(ours[i] == theirs[i], $"{Path.GetFileName(cases[i])}: we say {ours[i]}, they {theirs[i]}");
        }

        Assert.Equal("OPEN", ours[0]);
        Assert.Equal("VALID", ours[1]);
        Assert.Contains("TRUNCATED", ours);
        Assert.Contains("INVALID", ours);

        void Keep(string name, Action<string> change)
        {
            var copy = Path.Combine(rig.Root, "cases", $"{cases.Count} {name}");
            foreach (var file in Directory.GetFiles(rig.Stored.Root, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(rig.Stored.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            change(copy);
            cases.Add(copy);
        }
    }

    private static byte[] Flipped(byte[] bytes, int at, byte bit)
    {
        var changed = bytes.ToArray();
        changed[at] ^= bit;
        return changed;
    }

    private static void Lines(string directory, IEnumerable<string> lines) =>
        File.WriteAllText(Path.Combine(directory, "journal.jsonl"), string.Concat(lines.Select(static l => l + "\n")));
}
