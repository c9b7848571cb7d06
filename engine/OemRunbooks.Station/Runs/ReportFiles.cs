using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Reports;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Station.Runs;

/// <summary>Renders a run's reports from its journal alone and puts them where they are looked for.</summary>
public static class ReportFiles
{
    /// <summary>Reads a run and builds its report.</summary>
    public static RunReport Build(StoredRun run, RunbookLoader loader, Messages messages, IReadOnlyList<VerifyingKey> trusted)
    {
        var reader = run.Reader();
        var entries = reader.Read().ToList();
        if (entries.Count == 0)
        {
            throw new CodedException(Faults.JournalMissing(run.Id));
        }

        var runbook = RunService.Definition(run, loader, entries[0]);
        return ReportBuilder.Build(
            new ReportSource(entries, runbook, messages)
            {
                LastLeaf = reader.LastHash,
                IsHeld = run.IsHeld,
                Proof = ProofOf(run, trusted),
            }
        );
    }

    private static Proof? ProofOf(StoredRun run, IReadOnlyList<VerifyingKey> trusted)
    {
        var result = JournalVerifier.Verify(new VerificationRequest(run, trusted));
        return new Proof(Verification.Word(result.Verdict), result.LastSeal?.Receipt)
        {
            Signer = result.Signer?.ToString(),
            // A file that somebody lays beside the journal must not change what the journal's report says.
            Findings = [.. result.Findings.Where(static f => f.Code != Codes.EvidenceUnknown)],
            Approvers = result.Approvers,
        };
    }

    /// <summary>Writes a report as files <c>report.LANGUAGE.FORMAT</c>; JSON has no language.</summary>
    /// <returns>The files' paths.</returns>
    public static IReadOnlyList<string> Write(
        RunReport report,
        string directory,
        IEnumerable<Locale> languages,
        IEnumerable<string> formats
    )
    {
        var written = new List<string>();
        Disk.All.CreateDirectory(directory);
        foreach (var format in formats)
        {
            if (format == "json")
            {
                written.Add(Put(Path.Combine(directory, "report.json"), ReportRenderer.Json(report)));
                continue;
            }

            foreach (var language in languages)
            {
                var text = format == "html" ? ReportRenderer.Html(report, language) : ReportRenderer.Markdown(report, language);
                written.Add(Put(Path.Combine(directory, $"report.{(language.Code())}.{format}"), text));
            }
        }

        return written;
    }

    private static string Put(string path, string text)
    {
        Disk.All.Replace(path, Encoding.UTF8.GetBytes(text));
        return path;
    }
}
