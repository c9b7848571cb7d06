using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook list</c>.</summary>
internal sealed class ListCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 20;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("list", VerbGroup.Technicians, "runbook list")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals) =>
        globals.Does(
            new Command("list", globals.Say(Says.ListShowsRunbooksCanRunName)),
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var table = new Table(
                    ui.Say(Says.WordName),
                    ui.Say(Says.ListAliases),
                    ui.Say(Says.ListVersion),
                    ui.Say(Says.WordTitle),
                    ui.Say(Says.ListFrom),
                    ui.Say(Says.ListSigned)
                );
                var list = new List<Value>();
                foreach (var item in work.Library.Items)
                {
                    var loaded = work.Library.Loader.Load(item.Path, item.Read());
                    if (loaded.Runbook is { IsInternal: true })
                    {
                        // It only serves others.
                        continue;
                    }

                    if (loaded.Runbook is { } runbook)
                    {
                        table.Add(
                            runbook.Id,
                            string.Join(", ", runbook.Aliases),
                            runbook.Version,
                            runbook.Name.In(ui.Language),
                            Origin(ui, item.Origin),
                            Signed(ui, item)
                        );
                        list.Add(
                            Value.MapOf(
                                ("id", Value.Of(runbook.Id)),
                                ("aliases", Value.List(runbook.Aliases.Select(Value.Of))),
                                ("version", Value.Of(runbook.Version)),
                                ("name", Value.MapOf(("pl", Value.Of(runbook.Name.Pl)), ("en", Value.Of(runbook.Name.En)))),
                                ("path", Value.Of(item.Path)),
                                ("origin", Value.Of(item.Origin)),
                                ("signed", Value.Of(item.Pack is not null)),
                                ("signedBy", Value.Of(item.Pack?.Signer.Split('+')[0])),
                                ("pack", Value.Of(item.Pack?.Id)),
                                ("valid", Value.True)
                            )
                        );
                    }
                    else
                    {
                        table.Add(item.Name, "", "", ui.Say(Says.ListErrorsSeeRunbookLint), Origin(ui, item.Origin), "");
                        list.Add(
                            Value.MapOf(
                                ("id", Value.Of(item.Name)),
                                ("path", Value.Of(item.Path)),
                                ("origin", Value.Of(item.Origin)),
                                ("valid", Value.False)
                            )
                        );
                    }
                }

                foreach (var file in work.Library.Misnamed)
                {
                    ui.Warn(Faults.RB0016(file, RunbookFiles.Renamed(file)));
                }

                foreach (var refused in work.Library.Packs.Where(static p => p.Refusal is not null))
                {
                    ui.Fail(refused.Refusal!);
                }

                if (ui.IsJson)
                {
                    ui.Json(Value.List(list));
                }
                else
                {
                    table.Write(ui);
                }

                return Task.FromResult(ExitCode.Good);
            }
        );

    private static string Signed(Ui ui, LibraryItem item) =>
        item.Pack is { } pack ? $"{Visible.Text(pack.Signer.Split('+')[0])} ({pack.Id} {pack.Version})"
        : item.Origin == "built-in" ? ui.Say(Says.ListProgram)
        : ui.Say(Says.No);

    private static string Origin(Ui ui, string origin) =>
        origin switch
        {
            "library" => ui.Say(Says.ListLibrary),
            "station" => ui.Say(Says.ListStation),
            "program" => ui.Say(Says.ListBesideProgram),
            _ => ui.Say(Says.ListBuilt),
        };
}
