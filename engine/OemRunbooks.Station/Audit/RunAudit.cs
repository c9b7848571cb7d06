using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Reports;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Audit;

/// <summary>Verifies a run with all that lies beside it: its place, the station's ledger, its reports.</summary>
public static class RunAudit
{
    private const int MostReportBytes = 64 << 20;

    /// <summary>What the verification found; what does not touch the journal itself comes last.</summary>
    public static Verification Verify(Workplace work, StoredRun run, IReadOnlyList<VerifyingKey> trusted, string? receipt)
    {
        var result = JournalVerifier.Verify(
            new(run, trusted)
            {
                Ledger = Journals.LedgerOf(run.Root),
                Receipt = receipt,
                RunId = Journals.IdAt(run.Root),
            }
        );
        if (result.Findings is [{ Code: Codes.RunNeverBegan }])
        {
            return result with { Verdict = Verdict.Open };
        }

        return result.Verdict == Verdict.Invalid || !result.IsFinished || result.Started?.Program != work.Product.Version
            ? result
            : result with
            {
                Findings = [.. result.Findings, .. Reports(work, run, result, trusted)],
            };
    }

    // A report depends on the keys that whoever rendered it trusted; one that fits none of the ways to see the run was changed.
    private static IEnumerable<Failure> Reports(Workplace work, StoredRun run, Verification result, IReadOnlyList<VerifyingKey> trusted)
    {
        var there = run.Files.Where(static f => f.StartsWith("report.", StringComparison.Ordinal)).ToList();
        if (there.Count == 0)
        {
            yield break;
        }

        var signers = result.Signer is { } signer ? new[] { signer } : [];
        var approvers = result.Approvers.Where(static a => a.Key is not null).Select(static a => VerifyingKey.Parse(a.Key!)).ToList();
        IReadOnlyList<VerifyingKey>[] views = [trusted, [.. trusted, .. signers], signers, [.. signers, .. approvers], []];
        var expected = views.Select(v => Rendered(work, run, v)).ToList();
        foreach (var name in there)
        {
            var content = Read(run, name);
            if (!expected.Exists(e => e.TryGetValue(name, out var text) && content.AsSpan().SequenceEqual(text)))
            {
                yield return Faults.ReportDiffers(name);
            }
        }
    }

    private static byte[] Read(StoredRun run, string name)
    {
        using var file = run.Find(name);
        if (file is null || file.Length > MostReportBytes)
        {
            return [];
        }

        var bytes = new byte[file.Length];
        return bytes[..file.Read(bytes, 0)];
    }

    private static Dictionary<string, byte[]> Rendered(Workplace work, StoredRun run, IReadOnlyList<VerifyingKey> trusted)
    {
        try
        {
            var report = ReportFiles.Build(run, work.Library.Loader, work.Product.Messages, trusted);
            return new(StringComparer.Ordinal)
            {
                ["report.json"] = Encoding.UTF8.GetBytes(ReportRenderer.Json(report)),
                ["report.pl.html"] = Encoding.UTF8.GetBytes(ReportRenderer.Html(report, Locale.Pl)),
                ["report.en.html"] = Encoding.UTF8.GetBytes(ReportRenderer.Html(report, Locale.En)),
                ["report.pl.md"] = Encoding.UTF8.GetBytes(ReportRenderer.Markdown(report, Locale.Pl)),
                ["report.en.md"] = Encoding.UTF8.GetBytes(ReportRenderer.Markdown(report, Locale.En)),
            };
        }
        catch (CodedException)
        {
            return [];
        }
    }
}
