using Xunit;

namespace OemRunbooks.House.Journals;

/// <summary>Old journals verify and replay for ever as the release said that wrote them. Source: tests/journals/README.md.</summary>
public sealed class GoldenJournals(GoldenStations stations) : IClassFixture<GoldenStations>
{
    private const string Place = "tests/journals";

    /// <summary>SHA-256 of each release's list of digests. None ever changes: a new release gets a directory and a line here.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Releases = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["0.1"] = "fbdd7ffea2d4f0dc319217693daa4a951795a1e8a53fc08a314eadc2c7868470",
    };

    internal static Golden Of(string release) => new(Path.Combine(Repository.Root, Place, release));

    [Fact]
    public void Every_release_is_here_as_it_was_recorded()
    {
        var found = Directory.GetDirectories(Path.Combine(Repository.Root, Place)).Select(Path.GetFileName);
        Assert.Equal(Releases.Keys, found.Where(static d => d != "record").Order(StringComparer.Ordinal));
        Assert.Equal("", string.Join('\n', Releases.SelectMany(static r => Of(r.Key).Altered(r.Value).Select(a => $"{r.Key}/{a}"))));
    }

    [Fact]
    public void Each_run_verifies_and_replays_as_when_it_was_recorded() =>
        Assert.All(
            stations.Releases,
            static release =>
            {
                var said = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var station in release.Stations)
                {
                    foreach (var run in Runs(station))
                    {
                        said.Add(Name(run), $"{Verdicts.Verify(run, release.Golden.Keys)} | {Verdicts.Replay(run)}");
                    }

                    foreach (var (run, verdict) in Verdicts.Missing(station))
                    {
                        said.Add($"{Path.GetFileName(station)}/{run}", $"{verdict} | - - | -");
                    }
                }

                // The second verifier's word, between the first two bars, has a test of its own.
                var expected = release
                    .Golden.Expected()
                    .ToDictionary(
                        static e => e.Key,
                        static e =>
                            Parts(Now(e.Key, e.Value)) is [var verdict, _, .. var replay] ? string.Join(" | ", [verdict, .. replay]) : ""
                    );
                AssertSame(expected, said);
            }
        );

    [Fact]
    public Task The_second_verifier_says_of_each_run_what_it_said_then() =>
        Assert.AllAsync(
            stations.Releases,
            static async release =>
            {
                var runs = release.Stations.SelectMany(Runs).ToList();
                var half = runs.Count / 2;
                var keys = release.Golden.Keys;
                var said = await Task.WhenAll(
                    SecondVerifier.VerifyAsync(runs[..half], keys),
                    SecondVerifier.VerifyAsync(runs[half..], keys)
                );
                var expected = release.Golden.Expected().ToDictionary(static e => e.Key, static e => Parts(Now(e.Key, e.Value))[1]);

                // Of a run that is gone only the product speaks: it looks at a station as a whole.
                var present = expected.Where(static e => e.Value != "- -").ToDictionary();
                AssertSame(present, runs.Select(Name).Zip(said.SelectMany(static s => s)).ToDictionary());
            }
        );

    [Fact]
    public void A_changed_a_missing_and_an_added_file_are_told()
    {
        var copy = Of("0.1").Copy("people", stations.NewDirectory());
        var sums = copy.Digest(Golden.Sums)!;
        Assert.Empty(copy.Altered(sums));
        Assert.Equal(["SHA256SUMS: changed"], copy.Altered(new string('0', 64)));
        Flip(Path.Combine(copy.Directory, "people/people/journal.jsonl"), 100);
        File.Delete(Path.Combine(copy.Directory, "people/people/seals.txt"));
        File.WriteAllText(Path.Combine(copy.Directory, "people/note.txt"), "");
        string[] told = ["people/people/journal.jsonl: changed", "people/people/seals.txt: missing", "people/note.txt: added"];
        Assert.Equal(told, copy.Altered(sums));
    }

    [Fact]
    public async Task A_changed_byte_changes_what_everybody_says()
    {
        var copy = Of("0.1").Copy("people", stations.NewDirectory());
        var run = Runs(copy.LayOut(stations.NewDirectory())[0]).First(static r => Path.GetFileName(r) == "people");
        Assert.StartsWith("VALID 0 ", Verdicts.Verify(run, copy.Keys), StringComparison.Ordinal);
        Assert.StartsWith("same ", Verdicts.Replay(run), StringComparison.Ordinal);
        Assert.Equal(["VALID 0"], await SecondVerifier.VerifyAsync([run], copy.Keys));
        var journal = Path.Combine(run, "journal.jsonl");
        var length = new FileInfo(journal).Length;
        for (var at = 0L; at < length; at += (length / 8) + 1)
        {
            Flip(journal, at);
            Assert.StartsWith("INVALID 1 ", Verdicts.Verify(run, copy.Keys), StringComparison.Ordinal);
            Assert.DoesNotContain("same", Verdicts.Replay(run), StringComparison.Ordinal);
            Assert.Equal(["INVALID 1"], await SecondVerifier.VerifyAsync([run], copy.Keys));
            Flip(journal, at);
        }
    }

    // A power cut in the middle of a note is no forgery: 0.1 called such a run INVALID, for ever. What is recorded stays as it is.
    private static readonly Dictionary<string, (string Then, string Now)[]> Mended = new(StringComparer.Ordinal)
    {
        ["crash-phases-torn-15.crashed/crash-phases-torn-15"] = [("INVALID 1 0 0", "TRUNCATED 1 2 0"), ("INVALID 1", "TRUNCATED 1")],
        ["crash-phases-torn-67.crashed/crash-phases-torn-67"] = [("INVALID 1 2 2", "OPEN 1 18 2"), ("INVALID 1", "OPEN 1")],
        ["crash-update-torn-134.crashed/crash-update-torn-134"] = [("INVALID 1 2 2", "OPEN 1 31 2"), ("INVALID 1", "OPEN 1")],
    };

    private static string Now(string run, string recorded) =>
        Mended.GetValueOrDefault(run, []).Aggregate(recorded, static (said, m) => said.Replace(m.Then, m.Now, StringComparison.Ordinal));

    private static void Flip(string file, long at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static string[] Parts(string line) => line.Split(" | ");

    internal static IEnumerable<string> Runs(string station) =>
        Directory.GetDirectories(Path.Combine(station, "var/runbook/runs")).Order(StringComparer.Ordinal);

    // STATION/var/runbook/runs/RUN as STATION/RUN.
    private static string Name(string run) =>
        $"{Path.GetFileName(Path.GetFullPath(Path.Combine(run, "..", "..", "..", "..")))}/{Path.GetFileName(run)}";

    // Both sides of each difference, whole: the message says what became of which run.
    private static void AssertSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> said) =>
        Assert.Equal(
            "",
            string.Join(
                '\n',
                expected
                    .Keys.Union(said.Keys, StringComparer.Ordinal)
                    .Where(k => expected.GetValueOrDefault(k) != said.GetValueOrDefault(k))
                    .Select(k =>
                        $"{k}: then {expected.GetValueOrDefault(k) ?? "not there"}; now {said.GetValueOrDefault(k) ?? "not there"}"
                    )
            )
        );
}
