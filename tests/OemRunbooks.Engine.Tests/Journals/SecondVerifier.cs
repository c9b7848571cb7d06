using System.Text;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Journals;

/// <summary>docs/audit/verify_journal.py, written from the format alone, judges the same damaged journals and must agree with us.</summary>
public sealed class SecondVerifier : IDisposable
{
    private readonly SealedStation station = new();
    private readonly Rig rig;

    public SecondVerifier() => rig = station.Rig;

    public void Dispose() => station.Dispose();

    [Python3Fact]
    public async Task Both_judge_alike_whatever_was_done_to_a_run()
    {
        station.KeepEvidence();
        await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.once, with: {target: x}}\n"
                    + "- {id: b, action: do.work}\n"
                    + "- {id: ask, action: person.confirm, with: {prompt: \"Zażółć?\"}}\n"
                    + "- {id: c, action: do.work}"
            )
        );
        station.Keep("waiting", static _ => { });
        rig.Answer("ask");
        await rig.ResumeAsync();
        station.Keep("whole", static _ => { });

        var journal = File.ReadAllBytes(rig.Stored.Journal);
        var seals = File.ReadAllBytes(rig.Notes);
        var lines = Encoding.UTF8.GetString(journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < journal.Length; i += 11)
        {
            var bit = (byte)(1 << (i % 7));
            station.Keep("byte", d => File.WriteAllBytes(Path.Combine(d, "journal.jsonl"), Flipped(journal, i, bit)));
        }

        for (var i = 0; i < seals.Length; i += 5)
        {
            station.Keep("seal", d => File.WriteAllBytes(Path.Combine(d, "seals.txt"), Flipped(seals, i, 1)));
        }

        for (var i = 0; i < journal.Length; i += 97)
        {
            station.Keep("cut", d => File.WriteAllBytes(Path.Combine(d, "journal.jsonl"), journal[..i]));
        }

        for (var i = 0; i < seals.Length; i += 61)
        {
            station.Keep("cut seals", d => File.WriteAllBytes(Path.Combine(d, "seals.txt"), seals[..i]));
        }

        for (var i = 0; i < lines.Length; i++)
        {
            station.Keep("dropped", d => Lines(d, [.. lines[..i], .. lines[(i + 1)..]]));
            station.Keep("repeated", d => Lines(d, [.. lines[..i], lines[i], .. lines[i..]]));
        }

        station.Keep("no seals", static d => File.Delete(Path.Combine(d, "seals.txt")));
        station.Keep("evidence", static d => File.WriteAllText(Path.Combine(d, "evidence", "log.txt"), "texT"));
        station.Keep("no evidence", static d => File.Delete(Path.Combine(d, "evidence", "log.txt")));
        station.Keep("definition", static d => File.AppendAllText(Directory.GetFiles(Path.Combine(d, "definition"))[0], " "));
        station.Keep("empty line", d => File.AppendAllText(Path.Combine(d, "journal.jsonl"), "\n"));
        station.Keep("long line", d => File.AppendAllText(Path.Combine(d, "journal.jsonl"), new string('x', 70_000)));

        var judged = station.JudgeCases();
        var ours = judged.Select(static c => Verification.Word(c.Ours.Verdict)).ToList();
        for (var i = 0; i < judged.Count; i++)
        {
            Assert.True(ours[i] == judged[i].Theirs.Verdict, $"{i} {judged[i].Name}: we say {ours[i]}, they {judged[i].Theirs.Text}");
        }

        Assert.Equal("OPEN", ours[0]);
        Assert.Equal("VALID", ours[1]);
        Assert.Contains("TRUNCATED", ours);
        Assert.Contains("INVALID", ours);
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
