using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Reports;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Station.Runs;

/// <summary>Renders a run's reports from its journal alone and puts them where they are looked for.</summary>
public static class ReportFiles
{
    /// <summary>Reads a run and builds its report.</summary>
    public static RunReport Build(RunDirectory directory, RunbookLoader loader, Messages messages, IReadOnlyList<VerifyingKey> trusted)
    {
        var reader = new JournalReader(directory.Journal);
        var entries = reader.Read().ToList();
        if (entries.Count == 0)
        {
            throw new CodedException(Faults.JournalMissing(directory.Id));
        }

        var runbook = RunService.Definition(directory, loader, entries[0]);
        return ReportBuilder.Build(
            new ReportSource(entries, runbook, messages)
            {
                LastLeaf = reader.LastHash,
                IsHeld = StationLock.IsHeldFor(directory),
                Proof = ProofOf(directory, trusted),
            }
        );
    }

    private static Proof? ProofOf(RunDirectory directory, IReadOnlyList<VerifyingKey> trusted)
    {
        var result = JournalVerifier.Verify(new VerificationRequest(directory.Journal, trusted));
        return new Proof(result.Verdict.Word(), result.LastSeal?.Receipt)
        {
            Signer = result.Signer?.ToString(),
            Findings = result.Findings,
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
        Directory.CreateDirectory(directory);
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
        Durable.Replace(path, Encoding.UTF8.GetBytes(text));
        return path;
    }
}
