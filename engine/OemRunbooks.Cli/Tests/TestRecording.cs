using System.Text;
using OemRunbooks.Cli.Runs;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Cli.Tests;

/// <summary>Turns a run into a scenario test, tries it, and prints it or adds it to a file of tests.</summary>
internal static class TestRecording
{
    private const string Head = "# yaml-language-server: $schema=../schemas/test.schema.json\ntests:\n";

    /// <exception cref="CodedException"><c>record.unfinished</c>, <c>record.not-appended</c>, <c>run.unknown</c></exception>
    internal static async Task<int> RunAsync(Workplace work, string run, string? file)
    {
        var directory = work.Run(run);
        var entries = new JournalReader(directory.Journal).Read().ToList();
        var runbook = RunService.Definition(directory, work.Library.Loader, entries[0]);
        var recorded = new ScenarioRecorder(runbook).Record(entries);
        foreach (var fact in recorded.LeftOut)
        {
            work.Ui.Warn(fact);
        }

        var isGood = await TryAsync(work.Ui, runbook, Head + recorded.Yaml).ConfigureAwait(false);
        if (file is null)
        {
            work.Ui.Out.Write(Head + recorded.Yaml);
        }
        else
        {
            Add(file, recorded.Yaml, runbook);
            work.Ui.Out.WriteLine(work.Ui.Say($"Dopisano test do {Visible.Text(file)}", $"Added the test to {Visible.Text(file)}"));
        }

        return isGood ? ExitCode.Good : ExitCode.Bad;
    }

    private static async Task<bool> TryAsync(Ui ui, Runbook runbook, string yaml)
    {
        var read = ScenarioFile.Read("recorded.test.yaml", Encoding.UTF8.GetBytes(yaml), runbook);
        foreach (var finding in read.Diagnostics)
        {
            ui.Error.WriteLine(DiagnosticText.Render(finding, ui.Messages, ui.Language, read.Text));
        }

        if (read.Scenarios is not [var scenario])
        {
            return false;
        }

        var result = await new ScenarioRunner(runbook).RunAsync(scenario).ConfigureAwait(false);
        foreach (var mismatch in result.Mismatches)
        {
            ui.Warn(Failure.Of("record.differs", ("code", Value.Of(mismatch.Code)), ("expected", mismatch.Arguments["expected"]), ("found", mismatch.Arguments["found"])));
        }

        return result.Passed;
    }

    // The file is read again with the test in it before it is replaced: what a person wrote must stay as it was.
    private static void Add(string file, string test, Runbook runbook)
    {
        var before = File.Exists(file) ? File.ReadAllText(file) : "";
        var text = before.Length == 0 ? Head + test : $"{before.TrimEnd('\n')}\n\n{test}";
        var count = before.Length == 0 ? 0 : ScenarioFile.Read(file, Encoding.UTF8.GetBytes(before), runbook).Scenarios.Length;
        var after = ScenarioFile.Read(file, Encoding.UTF8.GetBytes(text), runbook);
        if (!after.IsGood || after.Scenarios.Length != count + 1)
        {
            throw CodedException.Of("record.not-appended", ("path", Value.Of(file)));
        }

        Durable.Replace(file, Encoding.UTF8.GetBytes(text));
    }
}
