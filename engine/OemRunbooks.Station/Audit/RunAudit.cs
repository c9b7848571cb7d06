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

        // A copy may lie under any name; whoever reads which run was judged must see where.
        if (Journals.IdAt(run.Root) is null && result.RunId is { } id && id != run.Id)
        {
            result = result with { Findings = [.. result.Findings, Faults.JournalElsewhere(id, run.Root)] };
        }

        return result.Verdict == Verdict.Invalid || !result.IsFinished ? result : WithReports(work, run, result, trusted);
    }

    private static Verification WithReports(Workplace work, StoredRun run, Verification result, IReadOnlyList<VerifyingKey> trusted)
    {
        var there = run.Files.Where(static f => f.StartsWith("report.", StringComparison.Ordinal)).ToList();
        if (there.Count == 0)
        {
            return result;
        }

        if (result.Started?.Program != work.Product.Version)
        {
            return result with { Reports = BesideReports.NotCompared };
        }

        var differing = Differing(work, run, result, trusted, there).ToList();
        if (differing.Count == 0)
        {
            return result with { Reports = BesideReports.Same };
        }

        // A report counts what lay beside the journal when it was made: without that, nobody was at the report.
        var isWhole =
            result.FilesAbsent == 0
            && result.SealedEntries == result.Entries
            && !result.Findings.Any(static f => f.Code == Codes.EvidenceUnreadable);
        return result with
        {
            Reports = isWhole ? BesideReports.Differ : BesideReports.NotCompared,
            Findings =
            [
                .. result.Findings,
                .. isWhole ? differing.Select(static name => Faults.ReportDiffers(name)) : [Faults.ReportNotCompared(differing.Count)],
            ],
        };
    }

    // A report depends on the keys that whoever rendered it trusted; one that fits none of the ways to see the run was changed.
    private static IEnumerable<string> Differing(
        Workplace work,
        StoredRun run,
        Verification result,
        IReadOnlyList<VerifyingKey> trusted,
        IReadOnlyList<string> there
    )
    {
        var signers = result.Signer is { } signer ? new[] { signer } : [];
        var approvers = result.Approvers.Where(static a => a.Key is not null).Select(static a => VerifyingKey.Parse(a.Key!)).ToList();
        IReadOnlyList<VerifyingKey>[] views = [trusted, [.. trusted, .. signers], signers, [.. signers, .. approvers], []];
        var expected = views.Select(v => Rendered(work, run, v)).ToList();
        foreach (var name in there)
        {
            var content = Read(run, name);
            if (!expected.Exists(e => e.TryGetValue(name, out var text) && content.AsSpan().SequenceEqual(text)))
            {
                yield return name;
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
