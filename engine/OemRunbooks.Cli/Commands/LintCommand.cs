using System.CommandLine;
using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workshop.Lint;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook lint [PATH…]</c>.</summary>
internal sealed class LintCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 20;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("lint", VerbGroup.Leads, "runbook lint client-update", new Exit(1, Says.LintThereErrorsStrictAlsoWarnings))];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var paths = new Argument<string[]>(globals.Say(Says.WordPath))
        {
            Description = globals.Say(Says.LintFilesDirectoriesNamesRunbooks),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var strict = new Option<bool>("--strict") { Description = globals.Say(Says.LintWarningsCountErrors) };
        var unattended = new Option<bool>("--unattended") { Description = globals.Say(Says.LintPointOutAlsoStepsWait) };
        var fix = new Option<bool>("--fix") { Description = globals.Say(Says.LintMendFilesWhatCanMended) };
        return globals.Does(
            new Command("lint", globals.Say(Says.LintChecksDefinitionsShowsAllFinds)) { paths, strict, unattended, fix },
            (parse, ui, _) =>
            {
                var format = globals.FormatOf(parse, "text", "json", "sarif", "github");

                var work = globals.Open(parse, ui);
                var named = parse.GetValue(paths) ?? [];
                var files = LintFiles.Of(work, named, parse.GetValue(unattended));
                if (parse.GetValue(fix))
                {
                    foreach (var file in files)
                    {
                        LintFixes.Apply(
                            file,
                            fix =>
                                ui.Error.WriteLine(
                                    string.Create(
                                        CultureInfo.InvariantCulture,
                                        $"{Visible.Text(file.Shown)}:{fix.Span.Line}:{fix.Span.Column}: {Visible.Text(fix.Old)} → "
                                            + $"{Visible.Text(fix.Text)}"
                                    )
                                ),
                            kept => ui.Error.WriteLine(ui.Say(Says.LintNotRaised(Visible.Text(file.Shown), kept.Code, kept.Span.Line)))
                        );
                    }
                }

                var found = LintFiles.Check(work, files, named);
                Show(ui, format, found, files.Count);
                return Task.FromResult(
                    found.Any(f => f.Diagnostic.Severity == Severity.Error || parse.GetValue(strict)) ? ExitCode.Bad : ExitCode.Good
                );
            },
            "sarif",
            "github"
        );
    }

    private static void Show(Ui ui, string format, IReadOnlyList<LintFinding> found, int files)
    {
        switch (format)
        {
            case "json":
                ui.Json(Value.List(found.Select(f => Json(ui, f.Diagnostic))));
                return;
            case "sarif":
                ui.Json(new LintSarif(Globals.Product, ui.Language).Document(found));
                return;
            case "github":
                foreach (var finding in found)
                {
                    ui.Raw.WriteLine(LintGitHub.Line(ui.Messages, ui.Language, finding.Diagnostic));
                }

                break;
            default:
                foreach (var (diagnostic, text) in found)
                {
                    ui.Show(ui.Out, diagnostic, text);
                }

                break;
        }

        var errors = found.Where(static f => f.Diagnostic.Severity == Severity.Error).Sum(static f => f.Diagnostic.Count);
        var warnings = found.Sum(static f => f.Diagnostic.Count) - errors;
        ui.Error.WriteLine(ui.Say(Says.LintChecked(files, errors, warnings)));
        if (found.Select(static f => f.Diagnostic.Code).FirstOrDefault() is { } code && format == "text")
        {
            ui.Error.WriteLine(ui.Say(Says.LintMoreAboutCodeExampleRunbook(code)));
        }
    }

    private static Value Json(Ui ui, Diagnostic found) =>
        Value.MapOf(
            ("file", Value.Of(found.File)),
            ("line", Value.Of(found.Span.Line)),
            ("column", Value.Of(found.Span.Column)),
            ("length", Value.Of(found.Span.Length)),
            ("severity", Value.Of(found.Severity == Severity.Error ? "error" : "warning")),
            ("code", Value.Of(found.Code)),
            ("message", Value.Of(ui.Messages.Words(found.Code, found.Arguments, ui.Language))),
            ("hint", Value.Of(ui.Messages.Hint(found.Code, found.Arguments, ui.Language))),
            ("arguments", found.Arguments),
            ("fix", found.Fix is { } fix ? Value.Of(fix.Text) : null)
        );
}
