using OemRunbooks.Foundation.Failures;
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

        var differing = Differing(work, run, result, trusted, there);
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
    private static List<string> Differing(
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
        var left = there.ToList();
        foreach (var view in views.TakeWhile(_ => left.Count > 0))
        {
            left = [.. left.Except(Same(work, run, view, left))];
        }

        return left;
    }

    // Each report is compared while it is written, with nothing of it kept.
    private static IReadOnlyList<string> Same(
        Workplace work,
        StoredRun run,
        IReadOnlyList<VerifyingKey> trusted,
        IReadOnlyList<string> names
    )
    {
        var compared = ReportFiles
            .Known.Where(f => names.Contains(f.Name))
            .Select(f => (f.Name, Form: f, Into: new ComparingStream(run.Find(f.Name))))
            .ToList();
        try
        {
            var report = ReportFiles.Build(run, work.Library.Loader, work.Product.Messages, trusted);
            return
            [
                .. compared
                    .GroupBy(static c => c.Form.Kind)
                    .SelectMany(forms =>
                        forms
                            .Zip(
                                ReportRenderer.Write(
                                    report,
                                    forms.Key,
                                    [.. forms.Select(static c => (c.Form.Format, c.Form.Language, (Stream)c.Into))]
                                )
                            )
                            .Where(static f => f.Second is null && f.First.Into.IsSame)
                            .Select(static f => f.First.Name)
                    ),
            ];
        }
        catch (CodedException)
        {
            return [];
        }
        finally
        {
            compared.ForEach(static c => c.Into.Dispose());
        }
    }
}
