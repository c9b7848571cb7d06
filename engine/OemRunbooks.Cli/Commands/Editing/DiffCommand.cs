using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary><c>runbook diff OLD NEW</c>.</summary>
internal sealed class DiffCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 40;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "diff",
            VerbGroup.Leads,
            "runbook show client-update --format yaml > edited.yaml; runbook diff client-update edited.yaml",
            new Exit(1, Says.DiffExitCodeThereDifferences)
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var old = new Argument<string>(globals.Say(Says.DiffOld)) { Description = globals.Say(Says.DiffRunbookBeforeChangeNameFile) };
        var edited = new Argument<string>(globals.Say(Says.DiffNew)) { Description = globals.Say(Says.DiffRunbookAfterChangeNameFile) };
        var exitCode = new Option<bool>("--exit-code") { Description = globals.Say(Says.DiffExitCodeWhenAnythingDiffers) };
        return globals.Does(
            new Command("diff", globals.Say(Says.DiffShowsWhatChangedMeaningNot)) { old, edited, exitCode },
            (parse, ui, _) =>
            {
                var format = globals.FormatOf(parse, "text", "md", "json");

                var work = globals.Open(parse, ui);
                if (
                    Definitions.LoadEdited(ui, work, parse.GetValue(old)!) is not { } before
                    || Definitions.LoadEdited(ui, work, parse.GetValue(edited)!) is not { } after
                )
                {
                    return Task.FromResult(ExitCode.WrongUse);
                }

                var changes = after.Since(before);
                switch (format)
                {
                    case "json":
                        ui.Json(DiffText.Json(before, after, changes));
                        break;
                    case "md":
                        ui.Raw.Write(new DiffText(ui).Markdown(before, after, changes));
                        break;
                    default:
                        new DiffText(ui).Show(before, after, changes);
                        break;
                }

                return Task.FromResult(parse.GetValue(exitCode) && !changes.IsEmpty ? ExitCode.Bad : ExitCode.Good);
            },
            "md"
        );
    }
}
