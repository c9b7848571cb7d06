using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Journals;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>A station whose key seals its runs, copies of a run that somebody has been at, and what both verifiers say of them.</summary>
internal sealed class SealedStation : IDisposable
{
    private readonly List<(string Name, string Directory)> cases = [];

    internal SealedStation() => Rig = new Rig { Signer = Key };

    internal SigningKey Key { get; } = SigningKey.New("station-1");

    internal Rig Rig { get; }

    internal string Ledger => Path.Combine(Rig.Root, "var/runbook/ledger.jsonl");

    /// <summary>A file with the key that is vouched for.</summary>
    internal string Keys
    {
        get
        {
            var file = Path.Combine(Rig.Root, "keys.txt");
            File.WriteAllText(file, $"{Key.Public}\n");
            return file;
        }
    }

    public void Dispose()
    {
        Rig.Dispose();
        Key.Dispose();
    }

    /// <summary>From now on the step <c>b</c> keeps <c>log.txt</c> as evidence.</summary>
    internal void KeepEvidence() =>
        Rig.Script.On(
            "b",
            static (call, _) => ValueTask.FromResult(Outcome.Done() with { Artefacts = [call.Evidence.Keep("log.txt", "text"u8)] })
        );

    /// <summary>Keeps a copy of the newest run as a case, after somebody has been at it.</summary>
    internal void Keep(string name, Action<string> change)
    {
        var run = Rig.Stored.Root;
        var copy = Path.Combine(Rig.Root, "cases", $"{cases.Count}");
        foreach (var file in Directory.GetFiles(run, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(run, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        change(copy);
        cases.Add((name, copy));
    }

    /// <summary>What both say of each case.</summary>
    internal IReadOnlyList<Judged> JudgeCases()
    {
        var keys = Keys;
        var theirs = AuditVerifier.Verify(cases.ConvertAll(c => (string[])[c.Directory, "--key", keys]));
        return
        [
            .. cases.Zip(
                theirs,
                (c, said) =>
                    new Judged(c.Name, c.Directory, JournalVerifier.Verify(new(DirectoryStore.At(c.Directory), [Key.Public])), said)
            ),
        ];
    }

    /// <summary>What our own says of the newest run.</summary>
    internal Verification Ours(string? ledger = null) => JournalVerifier.Verify(new(Rig.Stored, [Key.Public]) { Ledger = ledger });

    /// <summary>What the second one says of the newest run.</summary>
    /// <param name="more">Words after the run's directory and the key.</param>
    internal AuditAnswer Theirs(params string[] more) =>
        AuditVerifier.Verify([
            [Rig.Stored.Root, "--key", Keys, .. more],
        ])[0];
}

/// <summary>A case, and what both verifiers say of it.</summary>
internal sealed record Judged(string Name, string Directory, Verification Ours, AuditAnswer Theirs);
