using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Station.Workshop.Lint;

/// <summary>Findings as a SARIF 2.1.0 log, which code hosts and editors read.</summary>
/// <remarks>Source: OASIS SARIF 2.1.0, sections 3.13 (log), 3.19 (tool component), 3.27 (result), 3.30 (region).</remarks>
public sealed class LintSarif(Product product, Locale locale)
{
    /// <summary>The document for all findings.</summary>
    public Value Document(IReadOnlyList<LintFinding> found)
    {
        var codes = found.Select(static f => f.Diagnostic.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var driver = Value.MapOf(
            ("name", Value.Of("runbook")),
            ("version", Value.Of(product.Version)),
            ("language", Value.Of(locale.Code())),
            ("rules", Value.List(codes.Select(Rule)))
        );
        var run = Value.MapOf(
            ("tool", Value.MapOf(("driver", driver))),
            ("columnKind", Value.Of("utf16CodeUnits")),
            ("results", Value.List(found.Select(f => Result(f.Diagnostic, codes.IndexOf(f.Diagnostic.Code)))))
        );
        return Value.MapOf(
            ("$schema", Value.Of("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", Value.Of("2.1.0")),
            ("runs", Value.List([run]))
        );
    }

    private Value Rule(string code)
    {
        var entry = new CodeCatalogue(product).Find(code);
        return Value.MapOf(
            ("id", Value.Of(code)),
            ("shortDescription", entry is null ? null : Text(entry.Message.Words.General(locale))),
            ("fullDescription", entry?.Explanation is { } explained ? Text(explained.Why.In(locale)) : null),
            ("help", entry?.Explanation is null ? null : Help(entry))
        );
    }

    private Value Help(CodeEntry entry) =>
        Text(entry.Message.Hint?.General(locale) ?? "").With("markdown", Value.Of(FindingPages.Markdown(entry, locale)));

    private Value Result(Diagnostic found, int rule) =>
        Value.MapOf(
            ("ruleId", Value.Of(found.Code)),
            ("ruleIndex", Value.Of(rule)),
            ("level", Value.Of(found.Severity == Severity.Error ? "error" : "warning")),
            ("message", Text(product.Messages.Words(found.Code, found.Arguments, locale))),
            ("locations", Value.List([Value.MapOf(("physicalLocation", Place(found)))])),
            ("fixes", found.Fix is { } fix ? Value.List([Fix(found, fix)]) : null)
        );

    private static Value Place(Diagnostic found) =>
        Value.MapOf(("artifactLocation", Artifact(found)), ("region", Region(found.Span.Line, found.Span.Column, found.Span.Length)));

    private Value Fix(Diagnostic found, TextEdit fix)
    {
        var replacement = Value.MapOf(
            ("deletedRegion", Region(fix.Span.Line, fix.Span.Column, fix.Old.Length)),
            ("insertedContent", Value.MapOf(("text", Value.Of(fix.Text))))
        );
        var change = Value.MapOf(("artifactLocation", Artifact(found)), ("replacements", Value.List([replacement])));
        return Value.MapOf(("description", Text(Says.LintSarifWrite(fix.Text).In(locale))), ("artifactChanges", Value.List([change])));
    }

    private static Value Artifact(Diagnostic found) =>
        Value.MapOf(("uri", Value.Of(string.Join('/', found.File.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)))));

    private static Value Region(int line, int column, int length) =>
        Value.MapOf(("startLine", Value.Of(line)), ("startColumn", Value.Of(column)), ("endColumn", Value.Of(column + length)));

    private static Value Text(string text) => Value.MapOf(("text", Value.Of(text)));
}
