using System.Diagnostics;
using System.IO.Compression;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Support;

namespace OemRunbooks.Activities.Tests;

/// <summary>Commands, escalation packages, notes, and the catalogue's words.</summary>
public sealed class Handovers : IDisposable
{
    private readonly CallFactory station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task A_package_holds_the_evidence_masked_and_never_the_store()
    {
        station.Demo();
        station.Redactor.Add("TOP-SECRET-KEY");
        station.Write($"var/runbook/runs/{CallFactory.RunId}/journal.jsonl", "{}\n");
        station.Write($"var/runbook/runs/{CallFactory.RunId}/evidence/a.log", "key TOP-SECRET-KEY\n");
        station.Facts = Value.MapOf(
            (
                "failure",
                Value.MapOf(
                    ("code", Value.Of("fingerprint.mismatch")),
                    ("arguments", Value.MapOf(("expected", Value.Of("A")), ("found", Value.Of("B")))),
                    ("step", Value.Of("verify-fingerprint"))
                )
            )
        );
        (string, Value)[] inputs =
        [
            ("team", Value.Of("hardware")),
            (
                "attach",
                Value.List([
                    Value.Of("evidence/**"),
                    Value.Of("var/log/core/**"),
                    Value.Of("secrets/**"),
                    Value.Of("media/usb/license_store.json"),
                    Value.Of("none/*"),
                ])
            ),
        ];
        var outcome = await station.Succeeds("escalate.team", inputs);
        Assert.Equal(["escalation.evidence-missing", "escalation.left-out"], outcome.Remarks.Select(r => r.Code));
        using var zip = ZipFile.OpenRead(station[outcome.Outputs["path"].ToText()]);
        var names = zip.Entries.Select(e => e.FullName).ToArray();
        Assert.Equal(["note.en.md", "note.pl.md", "journal.jsonl", "evidence/a.log"], names[..4]);
        Assert.Equal("manifest.json", names[^1]);
        Assert.DoesNotContain(
            names,
            n => n.Contains("license_store", StringComparison.Ordinal) || n.Contains("secrets", StringComparison.Ordinal)
        );
        Assert.Equal("key •••\n", Text(zip, "evidence/a.log"));
        Assert.Contains("fingerprint urządzenia nie zgadza się", Text(zip, "note.pl.md"), StringComparison.Ordinal);
        Assert.Contains("license_store.json", Text(zip, "manifest.json"), StringComparison.Ordinal);
        var again = await CallFactory.Activity("escalate.team").ReconcileAsync(station.Call(inputs), CancellationToken.None);
        Assert.Equal(outcome.Outputs["sha384"], again.Outcome!.Outputs["sha384"]);
        await station.Fails("escalation.team-invalid", "escalate.team", ("team", Value.Of("../x")));
    }

    [Fact]
    public async Task A_note_is_an_article_and_is_continued()
    {
        station.Demo();
        var outcome = await station.Succeeds("escalate.note", ("id", Value.Of("ticket-7")));
        var path = station[outcome.Outputs["path"].ToText()];
        var article = SupportArticle.Parse("ticket-7.md", File.ReadAllText(path));
        Assert.Equal("ticket-7", article.Id);
        Assert.Contains("(English)", article.Body, StringComparison.Ordinal);
        Assert.Contains("recovery-20240514T081500Z.json", article.Body, StringComparison.Ordinal);
        var first = File.ReadAllText(path);
        await station.Succeeds("escalate.note", ("id", Value.Of("ticket-7")));
        Assert.Equal(first, File.ReadAllText(path));
        File.WriteAllText(path, "---\nid: ticket-7\n---\n\nOld text\n");
        Assert.Null(
            (
                await CallFactory
                    .Activity("escalate.note")
                    .ReconcileAsync(station.Call(("id", Value.Of("ticket-7"))), CancellationToken.None)
            ).Outcome
        );
        await station.Succeeds("escalate.note", ("id", Value.Of("ticket-7")));
        Assert.StartsWith("---\nid: ticket-7\n---\n\nOld text\n\n<!-- runbook", File.ReadAllText(path), StringComparison.Ordinal);
        await station.Fails("note.id-invalid", "escalate.note", ("id", Value.Of("../x")));
    }

    [Fact]
    public async Task A_command_is_run_without_a_shell_and_its_output_is_masked_and_bounded()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        station.Environment["KEY"] = "hunter2-hunter2";
        station.Environment["HIDDEN"] = "x";
        var environment = Value.MapOf(("MY_KEY", Value.SecretReference("env:KEY")));
        var outcome = await station.Succeeds(
            "run.command",
            ("program", Value.Of("/bin/sh")),
            ("arguments", Value.List([Value.Of("-c"), Value.Of("echo $MY_KEY ${HIDDEN:-none}; cat; exit 0")])),
            ("environment", environment)
        );
        Assert.Equal("••• none", outcome.Outputs["stdoutTail"].ToText());
        await station.Fails(
            "command.failed",
            "run.command",
            ("program", Value.Of("/bin/sh")),
            ("arguments", Value.List([Value.Of("-c"), Value.Of("exit 7")]))
        );
        await station.Succeeds(
            "run.command",
            ("program", Value.Of("/bin/sh")),
            ("arguments", Value.List([Value.Of("-c"), Value.Of("exit 7")])),
            ("allowedExitCodes", Value.List([Value.Of(7)]))
        );
        await station.Fails("command.not-found", "run.command", ("program", Value.Of("bin/none")));
        station.Write("plain.txt", "text");
        await station.Fails("command.not-executable", "run.command", ("program", Value.Of("plain.txt")));
        await station.Fails(
            "command.environment-invalid",
            "run.command",
            ("program", Value.Of("/bin/sh")),
            ("environment", Value.MapOf(("A B", Value.Of("x"))))
        );
        var big = await station.Succeeds(
            "run.command",
            ("program", Value.Of("/bin/sh")),
            ("arguments", Value.List([Value.Of("-c"), Value.Of("head -c 3000000 /dev/zero | tr '\\0' a")]))
        );
        Assert.Equal("command.output-truncated", Assert.Single(big.Remarks).Code);
        Assert.True(big.Artefacts[0].Size < (1 << 20) + 1000);
    }

    [Fact]
    public async Task A_cancelled_command_is_ended_with_its_children()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();
        var call = station.Call(
            ("program", Value.Of("/bin/sh")),
            ("arguments", Value.List([Value.Of("-c"), Value.Of("sleep 30 & sleep 30")]))
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            CallFactory.Activity("run.command").ExecuteAsync(call, stop.Token).AsTask()
        );
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Every_code_has_words_and_a_hint_in_both_languages_once()
    {
        List<Message> messages = [.. ActivitiesWords.Messages, .. OemWords.Messages];
        Assert.Equal(messages.Count, messages.Select(m => m.Code).Distinct().Count());
        var known = ActivitiesWords.All.Select(m => m.Code).ToHashSet(StringComparer.Ordinal);
        Assert.All(OemActivities.All.SelectMany(a => a.Info.Errors).Select(e => e.Code), c => Assert.Contains(c, known));
        Assert.All(
            messages,
            m =>
            {
                Assert.NotNull(m.Hint);
                foreach (var text in new[] { m.Words.Pl, m.Words.En, m.Hint.Pl, m.Hint.En })
                {
                    Assert.False(string.IsNullOrWhiteSpace(text));
                    Assert.False(text.EndsWith('.'), text);
                    Assert.Equal(char.ToLowerInvariant(text[0]), text[0]);
                }

                Assert.Equal(Placeholders(m.Words.En), Placeholders(m.Words.Pl));
            }
        );
        Assert.Equal(
            "w logach „x” znaleziono 3 błędy",
            new Messages(messages).Words("logs.errors-found", Value.MapOf(("path", Value.Of("x")), ("count", Value.Of(3))), Locale.Pl)
        );
    }

    [Fact]
    public void Descriptors_are_complete()
    {
        Assert.Equal(OemActivities.All.Select(a => a.Info.Name).Order(StringComparer.Ordinal), OemActivities.All.Select(a => a.Info.Name));
        Assert.All(
            OemActivities.All,
            a =>
            {
                Assert.All(
                    a.Info.Inputs.Concat<Field>(a.Info.Outputs),
                    f => Assert.True(f.Summary.Pl.Length > 0 && f.Summary.En.Length > 0)
                );
                Assert.Equal(a.Info.Errors.Length, a.Info.Errors.Select(e => e.Code).Distinct().Count());
            }
        );
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static string[] Placeholders(string text) =>
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(text, @"\{([a-zA-Z0-9]+)[?}]")
                .Select(m => m.Groups[1].Value)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
}
