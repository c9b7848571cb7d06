using System.Text;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Forms;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Tests.Fixtures;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>What a report of many steps costs, and that it is the same one, however little of it is kept in memory.</summary>
[Collection(nameof(Alone))]
public sealed class LongRuns
{
    private const int Steps = 10_000;
    private const long Mebibyte = 1 << 20;

    public static TheoryData<string> Known => [.. Snapshots.Known];

    [Theory]
    [MemberData(nameof(Known))]
    public void Values_that_are_read_again_give_the_same_bytes_as_values_that_were_kept(string name)
    {
        var source = Snapshots.Run(name).Source();
        var kept = ReportBuilder.Build(source with { MostKept = int.MaxValue });
        var read = ReportBuilder.Build(source with { MostKept = 0 });
        Assert.Null(kept.Recall);
        foreach (var (format, language) in Forms)
        {
            Assert.Equal(Written(kept, format, language), Written(read, format, language));
        }
    }

    [Fact]
    public void A_step_that_was_done_again_after_others_shows_its_newest_values()
    {
        var journal = Some.Journal().Run().Step("check-logs", "verify.logs", 5, Numbered(1), inputs: Numbered(1));
        for (var i = 0; i < 5; i++)
        {
            journal.Step($"deltas[{i}]/apply-delta", "extract.delta", 5, Numbered(i), inputs: Numbered(i));
        }

        var source = journal.Step("check-logs", "verify.logs", 5, inputs: Numbered(7)).Finish().Source();
        var read = ReportBuilder.Build(source with { MostKept = 0 });
        Assert.NotNull(read.Recall);
        Assert.Equal(
            Written(ReportBuilder.Build(source with { MostKept = int.MaxValue }), "json", Locale.En),
            Written(read, "json", Locale.En)
        );
    }

    [Fact]
    public void Several_forms_are_written_at_once_from_two_readings_of_the_journal()
    {
        var readings = new Readings(Long(2_000));
        var report = ReportBuilder.Build(new ReportSource(readings, Some.ClientUpdate, Some.Messages) { IsHeld = false });
        Assert.Equal(1, readings.Count);
        var forms = Forms.Select(static f => new ReportForm(f.Format, f.Language, new MemoryStream())).ToList();
        ReportRenderer.Write(report, ReportRenderer.Longest, forms);
        Assert.Equal(2, readings.Count);
        Assert.All(forms, f => Assert.Equal(Written(report, f.Format, f.Language), Encoding.UTF8.GetString(Bytes(f))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_form_that_is_too_long_keeps_nobody_from_the_others(bool isLong)
    {
        var report = isLong
            ? ReportBuilder.Build(new ReportSource(Long(500), Some.ClientUpdate, Some.Messages) { IsHeld = false })
            : Runs.Successful.Report();
        var markdown = ReportRenderer.Markdown(report, Locale.En);
        ReportForm[] forms = [new("md", Locale.En, new MemoryStream()), new("html", Locale.En, new MemoryStream())];
        ReportRenderer.Write(report, markdown.Length, forms, sideBySide: isLong);
        Assert.Null(forms[0].Failure);
        Assert.Equal("report.too-large", forms[1].Failure?.Code);
        Assert.Equal(markdown, Encoding.UTF8.GetString(Bytes(forms[0])));
    }

    // What goes wrong beside comes to whoever asked.
    [Fact]
    public void A_form_that_cannot_be_written_fails_the_whole()
    {
        var report = ReportBuilder.Build(new ReportSource(Long(500), Some.ClientUpdate, Some.Messages) { IsHeld = false });
        ReportForm[] forms = [new("md", Locale.En, new MemoryStream()), new("md", Locale.Pl, new Full())];
        Assert.Throws<IOException>(() => ReportRenderer.Write(report, ReportRenderer.Longest, forms, sideBySide: true));
    }

    [Fact]
    public void What_is_held_of_ten_thousand_steps_is_small_while_all_forms_are_written()
    {
        // One at a time, as a journal is read: the entries themselves must not count as held.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var report = ReportBuilder.Build(new ReportSource(new Lazily(Steps), Some.ClientUpdate, Some.Messages) { IsHeld = false });
        var folded = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(folded < 12 * Mebibyte, $"{folded} bytes are held of {Steps} steps");

        var peak = new Watch(before);
        var forms = Forms.Select(f => new ReportForm(f.Format, f.Language, peak.Stream())).ToList();

        // By one thread: what another one has just made and nobody holds would count.
        ReportRenderer.Write(report, ReportRenderer.Longest, forms, sideBySide: false);
        Assert.True(peak.Most < 20 * Mebibyte, $"{peak.Most} bytes are held while {Steps} steps are written");
        Assert.True(peak.Looked > 5, "nobody looked");
        GC.KeepAlive(report);
    }

    [Fact]
    public void A_step_and_form_allocates_little()
    {
        var small = Allocated(1_000);
        var large = Allocated(3_000);
        var step = (large - small) / 2_000 / Forms.Length;
        Assert.True(step < 24_000, $"{step} bytes a step and form");
    }

    private static (string Format, Locale Language)[] Forms { get; } =
    [("html", Locale.Pl), ("html", Locale.En), ("md", Locale.Pl), ("md", Locale.En), ("json", Locale.En)];

    private static long Allocated(int steps)
    {
        var journal = Long(steps);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = ReportBuilder.Build(new ReportSource(journal, Some.ClientUpdate, Some.Messages) { IsHeld = false });
        foreach (var (format, language) in Forms)
        {
            ReportRenderer.Write(report, (format, language, Stream.Null));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static IReadOnlyList<Entry> Long(int steps) => [.. new Lazily(steps)];

    private static string Written(RunReport report, string format, Locale language)
    {
        var form = new ReportForm(format, language, new MemoryStream());
        ReportRenderer.Write(report, ReportRenderer.Longest, [form]);
        return Encoding.UTF8.GetString(Bytes(form));
    }

    private static byte[] Bytes(ReportForm form) => ((MemoryStream)form.Into).ToArray();

    private static Value Numbered(long number) => Some.Map(("n", Value.Of(number)));

    private sealed class Readings(IEnumerable<Entry> entries) : IEnumerable<Entry>
    {
        internal int Count { get; private set; }

        public IEnumerator<Entry> GetEnumerator()
        {
            Count++;
            return entries.GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>Makes the entries of a long run while they are read, each with values that would be a lot together.</summary>
    private sealed class Lazily(int steps) : IEnumerable<Entry>
    {
        public IEnumerator<Entry> GetEnumerator()
        {
            var seq = 1L;
            var open = Some.Journal().Run().Entries[0];
            yield return open;
            for (var i = 0; i < steps; i++)
            {
                var path = $"install/file-{i}";
                var values = Some.Map(("text", Value.Of(new string('x', 1_000))), ("n", Value.Of((long)i)));
                yield return Next(new StepStarted(path, 1, "extract.delta", values, false, Value.Null));
                yield return Next(new StepSucceeded(path, values, [], [], null, false));
            }

            yield return Next(new RunFinished(RunOutcome.Succeeded, null, null, null, 0, 0, Value.EmptyMap));

            Entry Next(Fact fact) => new(++seq, open.At.AddMilliseconds(seq), open.Mono + seq, fact);
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>Looks at the heap every so many bytes that are written.</summary>
    private sealed class Watch(long before)
    {
        private const int Every = 4 << 20;
        private long written;

        internal long Most { get; private set; }

        internal int Looked { get; private set; }

        internal Stream Stream() => new Passing(this);

        private void Pass(int count)
        {
            written += count;
            if (written / Every > Looked)
            {
                Looked++;
                Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        private sealed class Passing(Watch watch) : MemoryStream
        {
            public override void Write(byte[] buffer, int offset, int count) => watch.Pass(count);

            public override void Write(ReadOnlySpan<byte> buffer) => watch.Pass(buffer.Length);
        }
    }

    private sealed class Full : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no room");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("no room");
    }
}
