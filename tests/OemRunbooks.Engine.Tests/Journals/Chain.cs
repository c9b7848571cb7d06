using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using Xunit;

namespace OemRunbooks.Engine.Tests.Journals;

/// <summary>The file: canonical lines, each chained to the one before; damage is refused, a torn end is not.</summary>
public sealed class Chain : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Every_line_is_canonical_and_names_the_hash_of_the_line_before()
    {
        var ran = await RunAsync();
        var prev = JournalReader.NoPrevious;
        var seq = 0;
        foreach (var line in File.ReadAllLines(ran.Directory.Journal))
        {
            var value = CanonicalJson.Parse(Encoding.UTF8.GetBytes(line));
            Assert.Equal((prev, Value.Of(++seq)), (value["prev"].ToText(), value["seq"]));
            prev = JournalReader.LeafHash(Encoding.UTF8.GetBytes(line));
        }

        Assert.Equal(ran.State.Seq, seq);
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_but_in_the_last_newline_is_found_at_its_entry()
    {
        var ran = await RunAsync();
        var bytes = File.ReadAllBytes(ran.Directory.Journal);
        var entry = 1;
        for (var i = 0; i < bytes.Length - 1; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            File.WriteAllBytes(ran.Directory.Journal, changed);

            // A change of the last line's own values that stays well formed is only found by a seal.
            var found = Damage();
            if (i < bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n'))
            {
                Assert.True(found == entry || found == entry + 1, $"byte {i} of entry {entry}: {found}");
            }

            entry += bytes[i] == '\n' ? 1 : 0;
        }
    }

    [Theory]
    [InlineData("delete", 3)]
    [InlineData("swap", 2)]
    [InlineData("insert", 3)]
    [InlineData("blank", 2)]
    [InlineData("twice", 3)]
    public async Task A_line_that_was_moved_made_or_removed_is_found(string what, int entry)
    {
        var ran = await RunAsync();
        var lines = File.ReadAllLines(ran.Directory.Journal).ToList();
        switch (what)
        {
            case "delete":
                lines.RemoveAt(2);
                break;
            case "swap":
                (lines[1], lines[2]) = (lines[2], lines[1]);
                break;
            case "insert":
                lines.Insert(2, lines[2].Replace("step", "stop", StringComparison.Ordinal));
                break;
            case "blank":
                lines.Insert(1, "");
                break;
            default:
                lines.Insert(2, lines[1]);
                break;
        }

        File.WriteAllText(ran.Directory.Journal, string.Join('\n', lines) + "\n");
        Assert.Equal(entry, Damage());
        Assert.Equal(
            "journal.damaged",
            Assert.Throws<CodedException>(() => RunService.Resume(rig.Host, ran.Directory, rig.Loader)).Failure.Code
        );
    }

    [Fact]
    public async Task A_last_line_torn_at_any_byte_is_set_aside_and_the_run_goes_on()
    {
        var ran = await RunAsync();
        var bytes = File.ReadAllBytes(ran.Directory.Journal);
        var start = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var length = start + 1; length < bytes.Length; length++)
        {
            File.WriteAllBytes(ran.Directory.Journal, bytes[..length]);
            var (journal, state) = RunService.Resume(rig.Host, ran.Directory, rig.Loader);
            journal.Dispose();
            Assert.Null(state.Finished);
            var resumed = Assert.IsType<RunResumed>(RunService_Last().Fact);
            Assert.Equal(length - start, resumed.TornBytes);
            Assert.Equal(
                bytes[start..length],
                File.ReadAllBytes(Path.Combine(ran.Directory.Evidence, $"torn-{resumed.TornDigest![..12]}.bin"))
            );
        }

        Assert.EndsWith("#succeeded", (await rig.ResumeAsync()).Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_copy_of_the_definition_is_refused()
    {
        var ran = await RunAsync();
        var copy = Directory.GetFiles(Path.Combine(ran.Directory.Root, "definition"))[0];
        File.AppendAllText(copy, "\n");
        Assert.Equal(
            "journal.definition-changed",
            Assert.Throws<CodedException>(() => RunService.Read(ran.Directory, rig.Loader, null)).Failure.Code
        );
        File.Delete(copy);
        Assert.Equal(
            "journal.definition-missing",
            Assert.Throws<CodedException>(() => RunService.Read(ran.Directory, rig.Loader, null)).Failure.Code
        );
        File.Delete(ran.Directory.Journal);
        Assert.Equal("journal.missing", Assert.Throws<CodedException>(() => RunService.Read(ran.Directory, rig.Loader, null)).Failure.Code);
    }

    [Fact]
    public async Task A_well_formed_entry_that_can_not_stand_there_is_refused_with_its_number()
    {
        var ran = await RunAsync();
        foreach (
            var fact in (Fact[])
                [
                    new StepSucceeded("a", Value.EmptyMap, [], [], null, false),
                    new StepFailed("b/c", 1, Failure.Of("x.y"), null, null, []),
                    new UndoSucceeded("a", Value.EmptyMap),
                    new RouteTaken("", Route.Escalation, "x.y", 7, "t"),
                    new RouteTaken("a", Route.Catch, "x.y", 3, null),
                    new StepWaiting("a", "ask", Value.EmptyMap, null),
                ]
        )
        {
            var lines = File.ReadAllLines(ran.Directory.Journal);
            var path = Path.Combine(rig.Root, "forged.jsonl");
            File.WriteAllText(path, lines[0] + "\n");
            var reader = new JournalReader(path);
            _ = reader.Read().Count();
            using (var journal = JournalFile.Continue(path, reader, rig.Clock))
            {
                journal.Append(fact, true);
            }

            File.Copy(path, ran.Directory.Journal, overwrite: true);
            var error = Assert.Throws<CodedException>(() => RunService.Read(ran.Directory, rig.Loader, null)).Failure;
            Assert.Equal(("journal.out-of-order", 2L), (error.Code, error.Arguments["entry"].AsInteger()));
        }
    }

    [Fact]
    public void An_entry_that_is_too_large_is_refused_and_the_next_one_is_written()
    {
        var path = Path.Combine(rig.Root, "j.jsonl");
        using (var journal = JournalFile.Create(path, rig.Clock))
        {
            journal.Append(new StepCheckpoint("a", Value.Of(1)), false);
            Assert.Equal(
                "journal.entry-too-large",
                Assert
                    .Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(new string('x', 66_000))), true))
                    .Failure.Code
            );
            Assert.Equal(
                "journal.entry-malformed",
                Assert.Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of("\uDC00")), true)).Failure.Code
            );
            journal.Append(new StepCheckpoint("a", Value.Of(2)), true);
        }

        Assert.Equal([1L, 2L], new JournalReader(path).Read().Select(static e => ((StepCheckpoint)e.Fact).Data.AsInteger()!.Value));
    }

    [Fact]
    public void The_longest_line_is_written_and_read_and_one_byte_more_is_not()
    {
        var path = Path.Combine(rig.Root, "j.jsonl");
        using (var journal = JournalFile.Create(path, rig.Clock))
        {
            journal.Append(new StepCheckpoint("a", Value.Of("")), true);
            var rest = CanonicalJson.MaxLine - (int)new FileInfo(path).Length + 1;
            Assert.Equal(
                "journal.entry-too-large",
                Assert
                    .Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(new string('x', rest + 1))), true))
                    .Failure.Code
            );
            journal.Append(new StepCheckpoint("a", Value.Of(new string('x', rest))), true);
            journal.Append(new StepCheckpoint("a", Value.Of(3)), true);
        }

        Assert.Equal(3, new JournalReader(path).Read().Count());
    }

    [Fact]
    public void A_disk_that_is_full_stops_the_journal_for_good()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        var path = Path.Combine(rig.Root, "j.jsonl");
        File.CreateSymbolicLink(path, "/dev/full");
        using var journal = JournalFile.Continue(path, new JournalReader(path), rig.Clock);
        Assert.Equal(
            "disk.full",
            Assert.Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(1)), true)).Failure.Code
        );
        Assert.Equal(
            "journal.write-failed",
            Assert.Throws<CodedException>(() => journal.Append(new StepCheckpoint("a", Value.Of(1)), false)).Failure.Code
        );
    }

    [Fact]
    public async Task A_journal_that_can_not_be_written_ends_the_run_with_its_code()
    {
        var runbook = rig.Load(Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: do.work}"));
        var (directory, journal, state) = RunService.Open(rig.Host, runbook, Value.EmptyMap, "r");
        journal.Dispose();
        using var failing = new FailingJournal();
        var error = await Assert.ThrowsAsync<CodedException>(() =>
            new Runner(rig.Host, failing, state, directory).RunAsync(CancellationToken.None)
        );
        Assert.Equal("journal.write-failed", error.Failure.Code);
        Assert.Empty(rig.Script.Calls);
    }

    [Fact]
    public void The_second_writer_of_a_station_is_told_who_the_first_is()
    {
        using (StationLock.Take(rig.Station, rig.Clock))
        {
            var error = Assert.Throws<CodedException>(() => StationLock.Take(rig.Station, rig.Clock)).Failure;
            Assert.Equal("station.locked", error.Code);
            Assert.Equal(
                Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                error.Arguments["process"].ToText()
            );
            Assert.Equal(
                (Environment.MachineName, "2026-11-23T19:53:12.000Z"),
                (error.Arguments["host"].ToText(), error.Arguments["since"].ToText())
            );
        }

        StationLock.Take(rig.Station, rig.Clock).Dispose();
    }

    [Fact]
    public async Task A_secret_is_in_no_byte_of_a_run_though_an_activity_prints_it()
    {
        rig.Environment["KEY"] = "hunter2-and-more";
        rig.Script.On(
            "a",
            static (call, _) =>
            {
                var secret = call.Secrets.Resolve(call.Get(FakeFields.Key)!.Reference);
                call.Evidence.Keep("out.txt", Encoding.UTF8.GetBytes($"key={secret}"));
                return ValueTask.FromResult(
                    Outcome.Done(("value", Value.Of($"it is {secret}, {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}")))
                );
            }
        );
        rig.Script.On("b", static (_, _) => throw new IOException("hunter2-and-more"));
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.work, with: {key: \"${{ inputs.key }}\"}}\n- {id: b, action: do.work}",
                "inputs: {key: {type: secret, default: env:KEY}}"
            )
        );
        Assert.Equal("+a =a +b !b:io.failed >b:abort #failed", ran.Story);
        foreach (var file in Directory.GetFiles(ran.Directory.Root, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("hunter2-and-more"u8)[..12], File.ReadAllText(file), StringComparison.Ordinal);
        }

        Assert.Contains("\"key\":{\"$secret\":\"env:KEY\"}", File.ReadAllText(ran.Directory.Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_spelt_like_a_steps_id_or_a_year_does_not_break_the_journal()
    {
        rig.Redactor.Add("2026");
        rig.Redactor.Add("step-id");
        rig.Script.Fails("step-id#1", "fake.flaky");
        var ran = await rig.RunAsync(Some.Runbook("- {id: step-id, action: do.work, retry: {maxAttempts: 2}}"));
        Assert.Equal("+step-id !step-id:fake.flaky @step-id:1000 +step-id#2 =step-id #succeeded", ran.Story);
        Assert.Contains("\"outputs\":{\"path\":\"•••\"}", File.ReadAllText(ran.Directory.Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_of_one_name_from_several_steps_is_all_kept()
    {
        rig.Script.Otherwise = static (call, _) =>
            ValueTask.FromResult(
                Outcome.Done(("path", Value.Of(call.Evidence.Keep("out.txt", Encoding.UTF8.GetBytes(call.Site.Path)).Path)))
            );
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: x, action: do.work}\n- {id: loop, forEach: {in: [1, 2, 3]}, steps: [{id: a, action: do.work}]}")
        );
        Assert.Equal(
            ["loop[0]/a", "loop[1]/a", "loop[2]/a", "x"],
            Directory.GetFiles(ran.Directory.Evidence).Select(File.ReadAllText).Order(StringComparer.Ordinal)
        );
    }

    private Task<Ran> RunAsync() => rig.RunAsync(Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: do.once}"));

    private Entry RunService_Last() => new JournalReader(rig.RunDirectory.Journal).Read().Last();

    private long? Damage()
    {
        try
        {
            _ = new JournalReader(rig.RunDirectory.Journal).Read().Count();
            return null;
        }
        catch (CodedException error) when (error.Failure.Code == "journal.damaged")
        {
            return error.Failure.Arguments["entry"].AsInteger();
        }
    }

    private sealed class FailingJournal : IJournal
    {
        public string LastHash => JournalReader.NoPrevious;

        public Entry Append(Fact fact, bool durable) => throw new CodedException(Faults.JournalWriteFailed("journal.jsonl"));

        public void Dispose() { }
    }
}
