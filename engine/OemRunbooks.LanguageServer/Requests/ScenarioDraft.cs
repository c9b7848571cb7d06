using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Writes a scenario test of one branch, and lets the scenario runner say what comes of it.</summary>
internal static class ScenarioDraft
{
    /// <summary>A test in which a step fails, as an item of a list of tests; null while the runbook or the test can't be run.</summary>
    internal static string? Of(Session session, Document document, string step, string code)
    {
        var loaded = session.Workspace.Work.Library.LoaderNear(document.Path).Load(document.Path, document.Bytes);
        if (loaded.Runbook is not { } runbook)
        {
            return null;
        }

        var before = Written(session, runbook, step, code, "succeeded", null);
        return Improvised.Run(runbook, before) is { } result ? Written(session, runbook, step, code, result.Outcome, result.Path) : null;
    }

    private static string Written(Session session, Runbook runbook, string step, string code, string outcome, IEnumerable<string>? path)
    {
        var name = Says.LspTestName(step, code).InBoth();
        var inputs = Improvised.Inputs(runbook) is { Length: > 0 } given ? $"\n  inputs: {given}" : "";
        var expected = path is null ? "" : $"path: [{string.Join(", ", path.Select(Quoted))}], ";
        var title = $"- name: {{pl: \"{name.Pl}\", en: \"{name.En}\"}}";
        return $"{title}{inputs}\n  activities:\n    {step}: {{fails: {code}}}\n  expect: {{{expected}outcome: {outcome}}}";
    }

    private static string Quoted(string step) => step.Contains('[', StringComparison.Ordinal) ? $"\"{step}\"" : step;
}
