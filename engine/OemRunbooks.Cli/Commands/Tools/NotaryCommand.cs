using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Notarization;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary><c>runbook notary check</c>.</summary>
/// <remarks>Source: formats.md, 13.</remarks>
internal sealed class NotaryCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 60;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("notary", VerbGroup.Tools, null),
        new(
            "notary check",
            VerbGroup.Tools,
            "runbook notary check var/dist/notary/*.json",
            new Exit(1, Says.NotaryNotEveryReportAccepted),
            Exit.Interrupted
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var tool = new Tool(globals);
        var files = new Argument<string[]>(tool.Say(Says.WordFile))
        {
            Description = tool.Say(Says.NotaryNotarisationReports),
            Arity = ArgumentArity.OneOrMore,
        };
        var check = tool.Does(
            new Command("check", tool.Say(Says.NotaryReadsNotarisationReportsExitCode)) { files },
            call =>
            {
                var rows = call.Parse.GetValue(files)!.Select(ToolCall.Expand).Select(f => Row.Read(call.Ui, f)).ToList();
                foreach (var row in rows.Where(static r => r.Report?.Form == NotaryForm.ToolText))
                {
                    call.Warn(Faults.NotaryUnusualForm(row.File));
                }

                Show(call.Ui, rows);
                return rows.TrueForAll(static r => r.IsAccepted) ? ExitCode.Good : ExitCode.Bad;
            }
        );
        return new Command("notary", tool.Say(Says.NotaryGroup)) { check };
    }

    private static void Show(Ui ui, List<Row> rows)
    {
        if (ui.IsJson)
        {
            ui.Json(
                Value.MapOf(
                    ("ok", Value.Of(rows.TrueForAll(static r => r.IsAccepted))),
                    ("reports", Value.List(rows.Select(static r => r.Json())))
                )
            );
            return;
        }

        var table = new Table(ui.Say(Says.NotaryReport), ui.Say(Says.NotaryVerdict), ui.Say(Says.NotaryDetails));
        foreach (var row in rows)
        {
            table.Add(row.File, row.Verdict, row.Details(ui));
            foreach (var issue in row.Report?.Issues ?? [])
            {
                table.Add("", issue.Severity, $"{issue.Path}: {issue.Message}");
            }
        }

        table.Write(ui);
    }

    /// <summary>One report, or why it could not be read: one bad file must not hide the others.</summary>
    private sealed record Row(string File, NotaryReport? Report, Failure? Failure)
    {
        internal bool IsAccepted => Report?.Verdict == NotaryVerdict.Passed;

        internal string Verdict =>
            Report?.Verdict switch
            {
                NotaryVerdict.Passed => "accepted",
                NotaryVerdict.Rejected => Report.Status!.ToLowerInvariant(),
                NotaryVerdict.InProgress => "in-progress",
                NotaryVerdict.NotSubmitted => "dry-run",
                null => "unreadable",
            };

        internal static Row Read(Ui ui, string file)
        {
            try
            {
                return new Row(file, NotaryReport.Load(ToolCall.Disk, file), null);
            }
            catch (OemException error)
            {
                var failure = Tool.FailureOf(error);
                ui.Fail(failure);
                return new Row(file, null, failure);
            }
        }

        internal string Details(Ui ui) =>
            Failure is not null ? Failure.Code
            : Report!.Form == NotaryForm.DryRun ? ui.Say(Says.NotaryStillRunHand(string.Join(' ', Report.Command)))
            : string.Join(", ", new[] { Report.Message, Report.Archive, Report.Id }.Where(static t => !string.IsNullOrEmpty(t)));

        internal Value Json() =>
            Value.MapOf(
                ("file", Value.Of(File)),
                ("verdict", Value.Of(Verdict)),
                ("code", Value.Of(Failure?.Code ?? Report?.FailureCode)),
                ("form", Value.Of(Form)),
                ("status", Value.Of(Report?.Status)),
                ("id", Value.Of(Report?.Id)),
                ("message", Value.Of(Report?.Message)),
                ("archive", Value.Of(Report?.Archive)),
                ("sha256", Value.Of(Report?.Sha256)),
                ("command", Value.List((Report?.Command ?? []).Select(Value.Of))),
                (
                    "issues",
                    Value.List(
                        (Report?.Issues ?? []).Select(static i =>
                            Value.MapOf(
                                ("severity", Value.Of(i.Severity)),
                                ("code", Value.Of(i.Code)),
                                ("path", Value.Of(i.Path)),
                                ("message", Value.Of(i.Message)),
                                ("docUrl", Value.Of(i.DocUrl)),
                                ("architecture", Value.Of(i.Architecture))
                            )
                        )
                    )
                )
            );

        private string? Form =>
            Report?.Form switch
            {
                NotaryForm.Submission => "submission",
                NotaryForm.Log => "log",
                NotaryForm.DryRun => "dry-run",
                NotaryForm.ToolText => "tool-text",
                null => null,
            };
    }
}
