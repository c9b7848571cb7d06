using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook checklist RUNBOOK</c>.</summary>
internal sealed class ChecklistCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 95;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("checklist", VerbGroup.Technicians, "runbook checklist client-update --out checklist.html")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string>(globals.Say(Says.WordNameFile)) { Description = globals.Say(Says.WordRunbookNameAliasFile) };
        var target = new Option<string?>("--out") { Description = globals.Say(Says.ChecklistOut), HelpName = "FILE" };
        var format = new Option<string>("--format")
        {
            Description = globals.Say(Says.ChecklistFormat),
            HelpName = "html|md",
            DefaultValueFactory = static _ => "html",
        };
        return globals.Does(
            new Command("checklist", globals.Say(Says.ChecklistWrites)) { name, target, format },
            (parse, ui, _) =>
            {
                var given = parse.GetValue(format)!;
                if (given is not ("html" or "md"))
                {
                    return Task.FromResult(ui.Fail(Faults.UsageWrong(ui.Say(Says.UsageOneOf("--format", given, "html|md")))));
                }

                var work = globals.Open(parse, ui);
                if (Definitions.Load(ui, work, parse.GetValue(name)!) is not { } runbook)
                {
                    return Task.FromResult(ExitCode.WrongUse);
                }

                if (parse.GetValue(target) is not { } file)
                {
                    using var shown = new WriterStream(ui.Raw);
                    EmptyChecklist.Write(work, runbook, given, ui.Language, shown);
                    return Task.FromResult(ExitCode.Good);
                }

                using var whole = new MemoryStream();
                EmptyChecklist.Write(work, runbook, given, ui.Language, whole);
                Disk.All.Save(file, whole.ToArray());
                ui.Raw.WriteLine(Visible.Text(file));
                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
