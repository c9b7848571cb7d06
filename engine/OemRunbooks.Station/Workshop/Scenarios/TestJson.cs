using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>What came of tests as one JSON document.</summary>
public sealed class TestJson(Messages messages, Locale locale)
{
    /// <summary>The document for all files.</summary>
    public Value Document(IReadOnlyList<TestedFile> files, TimeSpan took) =>
        Value.MapOf(
            ("passed", Value.Of(files.Sum(static f => f.Passed))),
            ("failed", Value.Of(files.Sum(static f => f.Failed))),
            ("bad", Value.Of(files.Count(static f => f.IsBad))),
            ("milliseconds", Value.Of((long)took.TotalMilliseconds)),
            ("files", Value.List(files.Select(File)))
        );

    private Value File(TestedFile file) =>
        Value.MapOf(
            ("runbook", Value.Of(file.Name)),
            ("definition", Value.Of(file.Target.Runbook)),
            ("file", Value.Of(file.Target.Tests)),
            ("findings", Value.List(file.Problems.Select(p => Finding(p.Diagnostic)))),
            ("tests", Value.List(file.Results.Select(Test))),
            ("coverage", file.Coverage is { } coverage && !file.IsBad ? Covered(coverage) : null)
        );

    /// <summary>What came of one scenario.</summary>
    public Value Test(ScenarioResult result) =>
        Value.MapOf(
            ("name", Value.MapOf(("pl", Value.Of(result.Scenario.Name.Pl)), ("en", Value.Of(result.Scenario.Name.En)))),
            ("passed", Value.Of(result.Passed)),
            ("outcome", Value.Of(result.Outcome)),
            ("path", Value.List(result.Path.Select(Value.Of))),
            Line(result.Scenario.Span),
            (
                "mismatches",
                Value.List(
                    result.Mismatches.Select(m =>
                        Value.MapOf(
                            ("code", Value.Of(m.Code)),
                            ("message", Value.Of(Words(m.Code, m.Arguments))),
                            ("hint", Value.Of(messages.Hint(m.Code, m.Arguments, locale))),
                            ("arguments", m.Arguments),
                            Line(m.Span),
                            ("column", Value.Of(m.Span.Column))
                        )
                    )
                )
            )
        );

    private Value Finding(Diagnostic found) =>
        Value.MapOf(
            ("code", Value.Of(found.Code)),
            ("message", Value.Of(Words(found.Code, found.Arguments))),
            ("severity", Value.Of(found.Severity == Severity.Error ? "error" : "warning")),
            ("file", Value.Of(found.File)),
            Line(found.Span),
            ("column", Value.Of(found.Span.Column))
        );

    private static Value Covered(Coverage coverage) =>
        Value.MapOf(
            ("percent", Value.Of(coverage.Percent)),
            ("items", Value.Of(coverage.Items.Count)),
            (
                "missing",
                Value.List(
                    coverage.Missing.Select(static i =>
                        Value.MapOf(
                            ("kind", Value.Of(Kind(i.Kind))),
                            (i.Kind == CoverageKind.Escalation ? "team" : "step", Value.Of(i.Step)),
                            ("index", i.Index < 0 ? null : Value.Of(i.Index)),
                            Line(i.Span),
                            ("column", Value.Of(i.Span.Column))
                        )
                    )
                )
            )
        );

    private static string Kind(CoverageKind kind) =>
        kind switch
        {
            CoverageKind.Step => "step",
            CoverageKind.WhenTrue => "when-true",
            CoverageKind.WhenFalse => "when-false",
            CoverageKind.Catch => "catch",
            CoverageKind.OnFailure => "on-failure",
            CoverageKind.Retry => "retry",
            CoverageKind.Compensation => "compensation",
            CoverageKind.Refusal => "refusal",
            CoverageKind.Escalation => "escalation",
        };

    private static (string, Value?) Line(Span span) => ("line", Value.Of(span.Line));

    private string Words(string code, Value arguments) => messages.Words(code, arguments, locale).TrimEnd();
}
