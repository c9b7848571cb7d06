using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>A file of scenario tests, read and checked against its runbook.</summary>
/// <param name="Scenarios">The tests, in order; empty when there are errors.</param>
/// <param name="Diagnostics">Everything found, by place.</param>
/// <param name="Text">The file's text for showing lines, or null when it is no text.</param>
public sealed record ScenarioFile(ImmutableArray<Scenario> Scenarios, IReadOnlyList<Diagnostic> Diagnostics, string? Text)
{
    /// <summary>How the name of a test file ends, in place of a runbook's <c>.yaml</c>.</summary>
    public const string Ending = ".test.yaml";

    /// <summary>Whether the tests can be run.</summary>
    public bool IsGood => Diagnostics.All(static d => d.Severity != Severity.Error);

    /// <summary>Reads a file of scenario tests.</summary>
    /// <param name="path">Where it came from, as shown to people.</param>
    /// <param name="bytes">Its exact content.</param>
    /// <param name="runbook">The runbook that it tests.</param>
    public static ScenarioFile Read(string path, ReadOnlySpan<byte> bytes, Runbook runbook)
    {
        var findings = new Findings(path) { Opening = "tests:" };
        var tree = YamlNode.Read(bytes, findings);
        var tests = tree is null ? [] : new ScenarioReader(runbook, findings).Read(tree);
        return new(findings.HasErrors ? [] : tests, findings.Sorted, findings.Source);
    }
}
