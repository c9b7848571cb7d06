using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Reports.Drawing;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Tests.Fixtures;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>What an auditor looks for: verdict, receipt, what a person did, the lines of the runbook.</summary>
public sealed class FirstPages
{
    [Fact]
    public void A_receipts_code_reads_back_as_the_receipt()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var receipt = Checkpoint.ReceiptOf(Enumerable.Range(0, 32).Select(_ => (byte)random.Next(256)).ToArray());
            Assert.Equal(receipt, new QrReader(QrCode.Of(receipt)!).Read());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCD-EFGH-IJKL-MNOP-Q")]
    [InlineData("abcd")]
    public void What_is_no_receipt_gets_no_code(string text) => Assert.Null(QrCode.Of(text));

    [Fact]
    public void Verdict_receipt_and_signer_stand_before_the_steps()
    {
        var report = ReportBuilder.Build(
            Runs.Successful.Source() with
            {
                Proof = new("VALID", "ABCD-EFGH-IJKL-MNOP") { Signer = "station+1+key" },
            }
        );
        var markdown = ReportRenderer.Markdown(report, Locale.En);
        var first = markdown[..markdown.IndexOf("## What to do next", StringComparison.Ordinal)];
        Assert.Contains("**Verdict:** ✓ VALID", first, StringComparison.Ordinal);
        Assert.Contains("`ABCD-EFGH-IJKL-MNOP`", first, StringComparison.Ordinal);
        Assert.Contains(report.Definition.Digest, first, StringComparison.Ordinal);
        var html = ReportRenderer.Html(report, Locale.En);
        Assert.Contains("aria-label=\"QR code of the receipt ABCD-EFGH-IJKL-MNOP\"", html, StringComparison.Ordinal);
        Assert.Contains("station+1+key", html, StringComparison.Ordinal);
        Assert.DoesNotContain("QR code of", ReportRenderer.Html(Runs.Successful.Report(), Locale.En), StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_by_somebody_unknown_is_told_apart_from_unsigned()
    {
        var proof = new Proof("UNSIGNED", "ABCD-EFGH-IJKL-MNOP") { Findings = [Failure.Of("seal.signer-unknown", ("key", Value.Of("k")))] };
        Assert.Contains(
            "signed by a key that nobody here vouches for",
            ReportRenderer.Markdown(ReportBuilder.Build(Runs.Successful.Source() with { Proof = proof }), Locale.En),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The journal is not signed.",
            ReportRenderer.Markdown(ReportBuilder.Build(Runs.Successful.Source() with { Proof = proof with { Findings = [] } }), Locale.En),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_step_is_performed_verified_planned_or_skipped_by_a_person_and_never_just_green()
    {
        var report = Runs.InterruptedAndResumed.Report();
        Assert.Equal(StepManner.Performed, report.Step("backup-store")!.Manner);
        Assert.Equal(StepManner.Verified, report.Step("verify-licence")!.Manner);
        Assert.Equal(StepManner.Verified, report.Step("install/installer")!.Manner);
        Assert.Equal(StepManner.SkippedByPerson, report.Step("check-logs")!.Manner);
        Assert.Equal(StepManner.SkippedByCondition, Runs.Successful.Report().Step("deltas")!.Manner);
        Assert.Equal(StepManner.Attempted, Runs.RolledBackAndEscalated.Report().Step("install/installer")!.Manner);
        var markdown = ReportRenderer.Markdown(report, Locale.Pl);
        Assert.Contains("Z decyzji osoby pominięto: 1 krok.", markdown, StringComparison.Ordinal);
        Assert.Contains("jan.nowak; powód: logi sprawdzono ręcznie", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("`deviation`", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confirm", true)]
    [InlineData("terminal", true)]
    [InlineData("signed", false)]
    [InlineData("challenge", false)]
    public void A_consent_without_a_signature_is_a_reservation(string channel, bool isNamed)
    {
        var report = Some.Journal()
            .Run()
            .Begin("approve", "person.approve")
            .Add(new StepWaiting("approve", "approve", Value.EmptyMap, null))
            .Add(new PersonAnswered("approve", "ewa", "pl", "Czy?", true, Value.EmptyMap, null, channel))
            .Done("approve")
            .Finish()
            .Report();
        Assert.Equal(
            isNamed,
            ReportRenderer.Markdown(report, Locale.En).Contains("Consent was given without a signature", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Each_step_shows_its_lines_and_a_block_only_those_of_its_own()
    {
        const string Yaml = """
            schemaVersion: "1.0"
            id: client-update
            version: 1.0.0
            name: Test
            steps:
              # what the step is for
              - name: First
                id: first
                action: verify.logs
                with: {directory: "var/`log`"}

              - id: block
                name: Block
                steps:
                  - {id: inner, action: verify.logs, with: {directory: b}}
            finally:
              - id: last
                action: verify.logs
                with:
                  directory: c
            """;
        var activity = new ActivityInfo("verify.logs", LocalizedText.Both("logs"))
        {
            Interruption = Interruption.Rerun,
            Inputs = [Input.String(new("directory", new("d", "d"))).Optional()],
        };
        var loaded = new RunbookLoader([activity], static _ => null).Load("runbooks/x.yaml", Encoding.UTF8.GetBytes(Yaml));
        Assert.True(loaded.Runbook is not null, string.Join('\n', loaded.Diagnostics));
        var report = Some.Journal()
            .Run()
            .Step("first", "verify.logs", 1)
            .Begin("block", null)
            .Step("block/inner", "verify.logs", 1)
            .Done("block")
            .Step("finally/last", "verify.logs", 1)
            .Finish()
            .Report(loaded.Runbook);
        Assert.Equal((7, 10), Lines("first"));
        Assert.Equal((12, 14), Lines("block"));
        Assert.Equal((15, 15), Lines("block/inner"));
        Assert.Equal((17, 20), Lines("finally/last"));
        Assert.Contains("``" + "`yaml\n 7    - name: First\n", ReportRenderer.Markdown(report, Locale.En), StringComparison.Ordinal);
        Assert.Contains("In the runbook, lines 12–14 (runbooks/x.yaml)", ReportRenderer.Html(report, Locale.En), StringComparison.Ordinal);
        Assert.Contains("W runbooku, wiersz 15 (runbooks/x.yaml)", ReportRenderer.Html(report, Locale.Pl), StringComparison.Ordinal);

        (int First, int Last) Lines(string path) => (report.Step(path)!.Source!.First, report.Step(path)!.Source!.Last);
    }

    [Fact]
    public void What_no_journal_proves_is_said() =>
        Assert.Contains(
            "the journal says what the program saw",
            ReportRenderer.Markdown(Runs.Successful.Report(), Locale.En),
            StringComparison.Ordinal
        );
}
