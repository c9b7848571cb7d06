using System.Text;
using OemRunbooks.Cli.Commands.Audit;
using OemRunbooks.Durability;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Journal;
using OemRunbooks.Engine.Sealing;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Yaml;
using OemRunbooks.Reports;

namespace OemRunbooks.Cli.Runs;

/// <summary>Renders a run's reports from its journal alone and puts them where they are looked for.</summary>
internal static class ReportFiles
{
    /// <summary>Reads a run and builds its report.</summary>
    internal static RunReport Build(RunDirectory directory, RunbookLoader loader, Messages messages, IReadOnlyList<VerifyingKey> trusted)
    {
        var reader = new JournalReader(directory.Journal);
        var entries = reader.Read().ToList();
        if (entries.Count == 0)
        {
            throw CodedException.Of("journal.missing", ("path", Engine.Values.Value.Of(directory.Id)));
        }

        var runbook = RunService.Definition(directory, loader, entries[0]);
        return ReportBuilder.Build(new ReportSource(entries, runbook, messages) { LastLeaf = reader.LastHash, IsHeld = StationLock.IsHeldFor(directory), Proof = ProofOf(directory, trusted) });
    }

    private static Proof? ProofOf(RunDirectory directory, IReadOnlyList<VerifyingKey> trusted)
    {
        var result = JournalVerifier.Verify(new VerificationRequest(directory.Journal, trusted));
        return new Proof(VerdictText.Word(result.Verdict), result.LastSeal?.Receipt) { Signer = result.Signer?.ToString(), Findings = result.Findings };
    }

    /// <summary>Writes a report as files <c>report.LANGUAGE.FORMAT</c>; JSON has no language.</summary>
    /// <returns>The files' paths.</returns>
    internal static IReadOnlyList<string> Write(RunReport report, string directory, IEnumerable<Language> languages, IEnumerable<string> formats)
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
                written.Add(Put(Path.Combine(directory, $"report.{(language == Language.Pl ? "pl" : "en")}.{format}"), text));
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
