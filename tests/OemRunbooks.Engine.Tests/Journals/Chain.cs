using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Testing.Runbooks;
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
        foreach (var line in File.ReadAllLines(ran.Run.Journal))
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
        var bytes = File.ReadAllBytes(ran.Run.Journal);
        var entry = 1;
        for (var i = 0; i < bytes.Length - 1; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            File.WriteAllBytes(ran.Run.Journal, changed);

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
        var lines = File.ReadAllLines(ran.Run.Journal).ToList();
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

        File.WriteAllText(ran.Run.Journal, string.Join('\n', lines) + "\n");
        Assert.Equal(entry, Damage());
        Assert.Equal("journal.damaged", Assert.Throws<CodedException>(() => RunService.Resume(rig.Host, ran.Run, rig.Loader)).Failure.Code);
    }

    [Fact]
    public async Task A_last_line_torn_at_any_byte_is_set_aside_and_the_run_goes_on()
    {
        var ran = await RunAsync();
        var bytes = File.ReadAllBytes(ran.Run.Journal);
        var start = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var length = start + 1; length < bytes.Length; length++)
        {
            File.WriteAllBytes(ran.Run.Journal, bytes[..length]);
            using var run = rig.Store.Open(ran.Run.Id, FileUse.Change);
            var state = RunService.Resume(rig.Host, run, rig.Loader);
            Assert.Null(state.Finished);
            var resumed = Assert.IsType<RunResumed>(RunService_Last().Fact);
            Assert.Equal(length - start, resumed.TornBytes);
            Assert.Equal(bytes[start..length], File.ReadAllBytes(Path.Combine(ran.Run.Evidence, $"torn-{resumed.TornDigest![..12]}.bin")));
        }

        Assert.EndsWith("#succeeded", (await rig.ResumeAsync()).Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_copy_of_the_definition_is_refused()
    {
        var ran = await RunAsync();
        var copy = Directory.GetFiles(Path.Combine(ran.Run.Root, "definition"))[0];
        File.AppendAllText(copy, "\n");
        Assert.Equal(
            "journal.definition-changed",
            Assert.Throws<CodedException>(() => RunService.Read(ran.Run, rig.Loader, null)).Failure.Code
        );
        File.Delete(copy);
        Assert.Equal(
            "journal.definition-missing",
            Assert.Throws<CodedException>(() => RunService.Read(ran.Run, rig.Loader, null)).Failure.Code
        );
        File.Delete(ran.Run.Journal);
        Assert.Equal("journal.missing", Assert.Throws<CodedException>(() => RunService.Read(ran.Run, rig.Loader, null)).Failure.Code);
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
            var lines = File.ReadAllLines(ran.Run.Journal);
            var path = Path.Combine(rig.Root, "forged.jsonl");
            File.WriteAllText(path, lines[0] + "\n");
            using (var forged = DirectoryStore.At(path, FileUse.Change))
            {
                var reader = forged.Reader();
                _ = reader.Read().Count();
                forged.GoOn(reader, new(rig.Clock, rig.Redactor));
                forged.Append(fact);
            }

            File.Copy(path, ran.Run.Journal, overwrite: true);
            var error = Assert.Throws<CodedException>(() => RunService.Read(ran.Run, rig.Loader, null)).Failure;
            Assert.Equal(("journal.out-of-order", 2L), (error.Code, error.Arguments["entry"].AsInteger()));
        }
    }

    [Fact]
    public async Task A_journal_that_can_not_be_written_ends_the_run_with_its_code()
    {
        var runbook = rig.Load(Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: do.work}"));
        var (run, state) = RunService.Open(rig.Host, runbook, Value.EmptyMap, "r");
        run.Dispose();
        using var failing = new FailingJournal(rig.Clock);
        var error = await Assert.ThrowsAsync<CodedException>(() => new Runner(rig.Host, failing, state).RunAsync(CancellationToken.None));
        Assert.Equal("journal.write-failed", error.Failure.Code);
        Assert.Empty(rig.Script.Calls);
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
        foreach (var file in Directory.GetFiles(ran.Run.Root, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("hunter2-and-more"u8)[..12], File.ReadAllText(file), StringComparison.Ordinal);
        }

        Assert.Contains("\"key\":{\"$secret\":\"env:KEY\"}", File.ReadAllText(ran.Run.Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_spelt_like_a_steps_id_or_a_year_does_not_break_the_journal()
    {
        rig.Redactor.Add("2026");
        rig.Redactor.Add("step-id");
        rig.Script.Fails("step-id#1", "fake.flaky");
        var ran = await rig.RunAsync(Some.Runbook("- {id: step-id, action: do.work, retry: {maxAttempts: 2}}"));
        Assert.Equal("+step-id !step-id:fake.flaky @step-id:1000 +step-id#2 =step-id #succeeded", ran.Story);
        Assert.Contains("\"outputs\":{\"path\":\"•••\"}", File.ReadAllText(ran.Run.Journal), StringComparison.Ordinal);
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
            Directory.GetFiles(ran.Run.Evidence).Select(File.ReadAllText).Order(StringComparer.Ordinal)
        );
    }

    private Task<Ran> RunAsync() => rig.RunAsync(Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: do.once}"));

    private Entry RunService_Last() => rig.Stored.Read().Last();

    private long? Damage()
    {
        try
        {
            _ = rig.Stored.Read().Count();
            return null;
        }
        catch (CodedException error) when (error.Failure.Code == "journal.damaged")
        {
            return error.Failure.Arguments["entry"].AsInteger();
        }
    }

    private sealed class FailingJournal(TimeProvider clock) : MemoryJournal(clock)
    {
        public override Entry Append(Fact fact) => throw new CodedException(Faults.JournalWriteFailed("journal.jsonl"));
    }
}
