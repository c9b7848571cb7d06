using System.Text;
using CsCheck;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Fleet;
using Xunit;
using static OemRunbooks.Station.Tests.Support.Recorded;

namespace OemRunbooks.Station.Tests.Fleet;

/// <summary>What the runs of many stations come to, and that nothing else of them goes along.</summary>
public sealed class Folding
{
    private static FieldStep Step(string path, params FieldRun[] runs) => FieldDigest.Of(runs).Runbooks["update"].Steps[path];

    private static string Text(FieldDigest digest) => Encoding.UTF8.GetString(digest.ToBytes());

    [Fact]
    public void Runs_of_stations_come_to_numbers_by_runbook_and_step()
    {
        var digest = FieldDigest.Of([
            Run("a", "r1", Begun("copy"), Done("copy"), Skipped("check"), Ended()),
            Run("a", "r2", "1.1.0", Begun("copy"), Failed("copy", "disk.full"), Ended(RunOutcome.Escalated)),
            Run("b", "r3", Begun("copy")),
        ]);
        Assert.Equal(
            """
            {"form":"field-digest","from":"2026-03-01","runbooks":{"update":{
            "outcomes":{"escalated":1,"open":1,"succeeded":1},"runs":3,"steps":{
            "check":{"codes":{},"durations":{},"failed":0,"reached":0,"skipped":1},
            "copy":{"codes":{"disk.full":1},"durations":{"100":1},"failed":1,"median":100,"reached":3,"skipped":0}
            },"versions":["1.0.0","1.1.0"]}},"stations":2,"to":"2026-03-01","unread":0,"version":1}
            """.ReplaceLineEndings("") + "\n",
            Text(digest)
        );
    }

    [Fact]
    public void Passes_of_a_loop_fall_together_and_their_frames_are_no_steps()
    {
        var run = Run(
            "a",
            "r1",
            Begun("each"),
            Begun("each[0]"),
            Begun("each[0]/keep"),
            Done("each[0]/keep"),
            Done("each[0]"),
            Begun("each[1]"),
            Begun("each[1]/keep"),
            Failed("each[1]/keep", "file.missing"),
            Failed("each[1]", "file.missing"),
            Begun("each/catch[0]/note"),
            Done("each/catch[0]/note"),
            Ended()
        );
        Assert.Equal(["each", "each/catch[0]/note", "each/keep"], FieldDigest.Of([run]).Runbooks["update"].Steps.Keys);
        var step = Step("each/keep", run);
        Assert.Equal((1, 1, 0), (step.Reached, step.Failed, step.Skipped));
        Assert.Equal(100, step.Median);
    }

    [Fact]
    public void What_a_later_attempt_mended_is_no_failure_and_what_somebody_skipped_is_one()
    {
        var mended = Step("copy", Run("a", "r1", Begun("copy"), Failed("copy", "disk.full"), Begun("copy"), Done("copy"), Ended()));
        Assert.Equal((1, 0), (mended.Reached, mended.Failed));
        Assert.Empty(mended.Codes);
        Assert.Equal(300, mended.Median);

        var skipped = Step("copy", Run("a", "r1", Begun("copy"), Failed("copy", "disk.full"), Skipped("copy"), Ended()));
        Assert.Equal((1, 1, 1), (skipped.Reached, skipped.Failed, skipped.Skipped));
    }

    [Fact]
    public void A_step_that_was_only_called_off_has_not_failed() =>
        Assert.Equal(0, Step("copy", Run("a", "r1", Begun("copy"), Failed("copy", "step.cancelled"), Ended(RunOutcome.Cancelled))).Failed);

    [Fact]
    public void Nobody_knows_how_long_a_step_took_in_which_the_run_stood_still() =>
        Assert.Null(Step("copy", Run("a", "r1", Begun("copy"), Resumed(), Done("copy"), Ended())).Median);

    [Fact]
    public void Half_of_the_times_are_at_most_the_median()
    {
        static FieldRun Took(int entries) =>
            Run("a", $"r{entries}", [Begun("copy"), .. Enumerable.Repeat(Skipped("check"), entries), Done("copy"), Ended()]);

        Assert.Equal(300, Step("copy", Took(0), Took(2), Took(122)).Median);
        Assert.Equal(12_000, Step("copy", Took(122)).Median);
    }

    [Fact]
    public void Copies_of_a_run_count_once_as_the_longest_says_in_any_order()
    {
        FieldRun[] runs =
        [
            Run("a", "r1", Begun("copy")),
            Run("a", "r1", Whole("copy")),
            Run("a", "r1", Begun("copy"), Done("copy")),
            Run("a", "r2", Begun("copy")),
            Run("a", "r2", Begun("copy"), Done("copy")),
        ];
        var expected = Text(FieldDigest.Of([runs[1], runs[4]]));
        for (var turn = 0; turn < runs.Length; turn++)
        {
            Assert.Equal(expected, Text(FieldDigest.Of([.. runs[turn..], .. runs[..turn]])));
            Assert.Equal(expected, Text(FieldDigest.Of(runs[turn..].Concat(runs).Reverse())));
        }
    }

    [Fact]
    public void A_run_that_cannot_be_read_is_counted_as_that_and_leaves_nothing_behind()
    {
        static IEnumerable<Entry> Broken()
        {
            foreach (var entry in Run("a", "r2", Begun("copy"), Failed("copy", "disk.full")).Entries)
            {
                yield return entry;
            }

            throw new CodedException(Failure.Of("journal.damaged"));
        }

        var good = Run("a", "r1", Whole("copy"));
        var digest = FieldDigest.Of([new("a", Broken()), good, new("a", []), new("a", Run("a", "r3", Begun("copy")).Entries.Skip(1))]);
        Assert.Equal(3, digest.Unread);
        Assert.Equal(Text(FieldDigest.Of([good])), Text(digest with { Unread = 0 }));
    }

    [Fact]
    public void Nothing_goes_along_but_ids_codes_versions_and_numbers()
    {
        var text = Text(
            FieldDigest.Of([
                Run("station-seven", "run-of-jan", Begun("copy"), Failed("copy", "Top-Secret said jan.nowak"), Skipped("check"), Ended()),
                Run("station-seven", "run-2", "top-secret", Begun("Top-Secret"), Begun("copy/top_secret"), Begun("copy"), Ended()),
            ])
        );
        Assert.All(
            ["secret", "Secret", "jan", "seven", "run-", "backup.file", "boot", "inputs", "10:00"],
            word => Assert.DoesNotContain(word, text, StringComparison.Ordinal)
        );
        Assert.Contains("\"failed\":1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_of_endless_parts_is_passed_over()
    {
        var endless = string.Join('/', Enumerable.Repeat("a", 200_000));
        Assert.Empty(FieldDigest.Of([Run("a", "r1", Begun(endless), Done(endless), Ended())]).Runbooks["update"].Steps);
    }

    [Fact]
    public void Digests_of_two_halves_add_up_to_that_of_the_whole() =>
        Gen.Select(Some(), Some())
            .Sample(
                (left, right) =>
                {
                    var (a, b) = (Runs("a", left), Runs("b", right));
                    var whole = Text(FieldDigest.Of([.. a, .. b]));
                    Assert.Equal(whole, Text(FieldDigest.Merge(FieldDigest.Of(a), FieldDigest.Of(b))));
                    Assert.Equal(whole, Text(FieldDigest.Merge(FieldDigest.Of(b), FieldDigest.Empty, FieldDigest.Of(a))));
                },
                iter: 200
            );

    // Which step, and what becomes of it.
    private static Gen<List<List<(int Step, int Way)>>> Some() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5]).List[0, 8].List[0, 6];

    private static List<FieldRun> Runs(string station, List<List<(int Step, int Way)>> runs) =>
        [
            .. runs.Select(
                (steps, i) =>
                    Run(
                        station,
                        $"{station}{i}",
                        $"1.{steps.Count}.0",
                        [
                            .. steps.SelectMany(static s => Way($"loop[{s.Step}]/s{s.Step % 2}", s.Way)),
                            .. steps.Count % 3 == 0 ? [] : new[] { Ended() },
                        ]
                    )
            ),
        ];

    private static Fact[] Way(string path, int way) =>
        way switch
        {
            0 => [Begun(path)],
            1 => [Begun(path), Failed(path, "disk.full")],
            2 => [Failed(path, "file.missing")],
            3 => [Skipped(path)],
            4 => [Resumed()],
            _ => [Begun(path), Done(path)],
        };
}
