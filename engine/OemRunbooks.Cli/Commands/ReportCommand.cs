using System.CommandLine;
using OemRunbooks.Cli.Commands.Audit;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
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
        var format = new Option<string>("--format")
        {
            Description = globals.Say(Says.ReportFormMdHtmlJson),
            HelpName = "md|html|json",
            DefaultValueFactory = static _ => "md",
        };
        var directory = new Option<string?>("--out")
        {
            Description = globals.Say(Says.ReportDirectoryFilesWithoutReportGoes),
            HelpName = "DIR",
        };
        var key = JournalCommand.Key(globals);
        return globals.Does(
            new Command("report", globals.Say(Says.ReportRendersRunsReportFromJournal)) { run, lang, format, directory, key },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var wanted = parse.GetValue(format)!;
                if (wanted is not ("md" or "html" or "json"))
                {
                    throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageOneOf("--format", wanted, "md|html|json"))));
                }

                var trusted = work.Trusted(parse.GetValue(key));
                var stored = work.Run(parse.GetValue(run)!);
                ReportFiles.Complete(work, stored);
                var report = ReportFiles.Build(stored, work.Library.Loader, ui.Messages, trusted);
                Locale[] languages = parse.GetValue(lang) switch
                {
                    "both" => [Locale.Pl, Locale.En],
                    "pl" => [Locale.Pl],
                    "en" => [Locale.En],
                    _ => [globals.Language],
                };
                if (parse.GetValue(directory) is { } target)
                {
                    foreach (var file in ReportFiles.Write(report, target, languages, [wanted]))
                    {
                        ui.Raw.WriteLine(file);
                    }

                    return Task.FromResult(ExitCode.Good);
                }

                foreach (var language in wanted == "json" ? languages.Take(1) : languages)
                {
                    ui.Report(report, wanted, language);
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
