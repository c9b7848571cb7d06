using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;
using OemRunbooks.Engine.Yaml;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook lint PATH…</c>.</summary>
internal static class LintCommand
{
    internal static Command Create(Globals globals)
    {
        var paths = new Argument<string[]>(globals.Say("ŚCIEŻKA", "PATH")) { Description = globals.Say("pliki, katalogi lub nazwy runbooków", "files, directories or names of runbooks"), Arity = ArgumentArity.OneOrMore };
        return globals.Does(
            new Command("lint", globals.Say("Sprawdza definicje i pokazuje wszystko, co znajdzie; niczego nie uruchamia.", "Checks definitions and shows all that it finds; runs nothing.")) { paths },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var results = parse.GetValue(paths)!.SelectMany(Expand).Select(work.Library.Check).ToList();
                var found = results.SelectMany(static r => r.Diagnostics.Select(d => (Diagnostic: d, r.Text))).ToList();
                if (ui.IsJson)
                {
                    ui.Json(Value.List(found.Select(f => Json(ui, f.Diagnostic))));
                }
                else
                {
                    foreach (var (diagnostic, text) in found)
                    {
                        ui.Out.WriteLine(DiagnosticText.Render(diagnostic, ui.Messages, ui.Language, text));
                    }

                    var errors = found.Count(static f => f.Diagnostic.Severity == Severity.Error);
                    ui.Error.WriteLine(ui.Language == Language.Pl
                        ? $"Sprawdzono: {Plurals.Count(results.Count, ui.Language, "plik", "pliki", "plików")}, {Plurals.Count(errors, ui.Language, "błąd", "błędy", "błędów")}, {Plurals.Count(found.Count - errors, ui.Language, "ostrzeżenie", "ostrzeżenia", "ostrzeżeń")}."
                        : $"Checked {Plurals.Count(results.Count, ui.Language, "file", "files")}: {Plurals.Count(errors, ui.Language, "error", "errors")}, {Plurals.Count(found.Count - errors, ui.Language, "warning", "warnings")}.");
                }

                return Task.FromResult(found.Exists(static f => f.Diagnostic.Severity == Severity.Error) ? ExitCode.Bad : ExitCode.Good);
            });
    }

    private static IEnumerable<string> Expand(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.yaml").Where(static f => !f.EndsWith(".test.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [path];

    private static Value Json(Ui ui, Diagnostic found) => Value.MapOf(
        ("file", Value.Of(found.File)), ("line", Value.Of(found.Span.Line)), ("column", Value.Of(found.Span.Column)), ("length", Value.Of(found.Span.Length)),
        ("severity", Value.Of(found.Severity == Severity.Error ? "error" : "warning")), ("code", Value.Of(found.Code)),
        ("message", Value.Of(ui.Messages.Words(found.Code, found.Arguments, ui.Language))), ("hint", Value.Of(ui.Messages.Hint(found.Code, found.Arguments, ui.Language))),
        ("arguments", found.Arguments));
}
