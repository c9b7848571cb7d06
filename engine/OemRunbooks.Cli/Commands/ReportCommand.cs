using System.CommandLine;
using OemRunbooks.Cli.Commands.Audit;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook report RUN</c>.</summary>
internal sealed class ReportCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 90;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("report", VerbGroup.Technicians, "runbook report last --lang pl --format md", Exit.BadJournal)];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var run = new Argument<string>(globals.Say(Says.WordRunArgument))
        {
            Description = globals.Say(Says.ReportIdBeginningDirectoryJournalFile),
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = static _ => "last",
        };
        var lang = new Option<string?>("--lang") { Description = globals.Say(Says.ReportReportsLanguagePlEnBoth), HelpName = "pl|en|both" };
        var kind = new Option<string>("--form")
        {
            Description = globals.Say(Says.ReportForm),
            HelpName = "customer|full|protocol",
            DefaultValueFactory = static _ => "full",
        };
        var format = new Option<string?>("--format") { Description = globals.Say(Says.ReportFormMdHtmlJson), HelpName = "md|html|json" };
        var directory = new Option<string?>("--out")
        {
            Description = globals.Say(Says.ReportDirectoryFilesWithoutReportGoes),
            HelpName = "DIR",
        };
        var key = JournalCommand.Key(globals);
        return globals.Does(
            new Command("report", globals.Say(Says.ReportRendersRunsReportFromJournal)) { run, kind, lang, format, directory, key },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var target = parse.GetValue(directory);
                var form = FormOf(ui, parse.GetValue(kind)!);
                var wanted = FormatOf(ui, form, parse.GetValue(format), target is not null);
                var trusted = work.Trusted(parse.GetValue(key));
                var stored = work.Run(parse.GetValue(run)!);
                ReportFiles.Complete(work, stored);
                var report = ReportFiles.Build(stored, work.Library.Loader, ui.Messages, trusted);
                Locale[] languages = parse.GetValue(lang) switch
                {
                    "both" => [Locale.Pl, Locale.En],
                    "pl" => [Locale.Pl],
                    "en" => [Locale.En],
                    _ => target is null ? [globals.Language] : [Locale.Pl, Locale.En],
                };
                if (target is not null)
                {
                    foreach (var file in ReportFiles.Write(report, target, languages, [wanted], form))
                    {
                        ui.Raw.WriteLine(file);
                    }

                    return Task.FromResult(ExitCode.Good);
                }

                foreach (var language in wanted == "json" ? languages.Take(1) : languages)
                {
                    ui.Report(report, wanted, language, form);
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    private static ReportKind FormOf(Ui ui, string named) =>
        named switch
        {
            "full" => ReportKind.Full,
            "customer" => ReportKind.Customer,
            "protocol" => ReportKind.Protocol,
            _ => throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageOneOf("--form", named, "customer|full|protocol")))),
        };

    // On a terminal people read text; a file for a customer is to be printed.
    private static string FormatOf(Ui ui, ReportKind form, string? named, bool isFile)
    {
        var wanted = named ?? (isFile && form != ReportKind.Full ? "html" : "md");
        var known = form == ReportKind.Full ? "md|html|json" : "md|html";
        return known.Split('|').Contains(wanted)
            ? wanted
            : throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageOneOf("--format", wanted, known))));
    }
}
