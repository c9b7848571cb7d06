using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook station init|show</c>.</summary>
internal sealed class StationCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 35;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("station", VerbGroup.Technicians, null),
        new(
            "station init",
            VerbGroup.Technicians,
            "runbook station init --customer \"Fabryka Kabli\" --site Gdynia --device CORE-417 --time-zone Europe/Warsaw"
        ),
        new("station show", VerbGroup.Technicians, "runbook station show"),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals) =>
        new("station", globals.Say(Says.StationWhoseMachine)) { Init(globals), Show(globals) };

    private static Command Init(Globals globals)
    {
        Option<string?> Text(string name, Sentence what, Sentence value) =>
            new(name) { Description = globals.Say(what), HelpName = globals.Say(value) };
        var id = Text("--id", Says.StationId, Says.WordName);
        var customer = Text("--customer", Says.StationCustomer, Says.StationText);
        var site = Text("--site", Says.StationSite, Says.StationText);
        var device = Text("--device", Says.StationDevice, Says.StationText);
        var zone = Text("--time-zone", Says.StationTimeZone, Says.StationZone);
        var link = new Option<string[]>("--link") { Description = globals.Say(Says.StationLink), HelpName = globals.Say(Says.StationPath) };
        var force = new Option<bool>("--force") { Description = globals.Say(Says.StationForce) };
        return globals.Does(
            new Command("init", globals.Say(Says.StationInit)) { id, customer, site, device, zone, link, force },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var isThere = work.Station.Disk.Has(Path.Combine(work.Station.Root, StationFile.Name));
                if (isThere && !parse.GetValue(force))
                {
                    throw new CodedException(Faults.StationExists(Path.Combine(work.Station.Root, StationFile.Name)));
                }

                // A file that is there is changed in what somebody named, and in nothing else.
                string? Of(Option<string?> option, string key, Sentence question, string? otherwise) =>
                    parse.GetValue(option)
                    ?? (
                        isThere ? null
                        : Ui.IsInteractive && !ui.IsJson ? Ask(ui, key, question, otherwise)
                        : otherwise
                    );
                var proposed = StationSetup.Proposed;
                var said = new StationIdentity
                {
                    Id = Of(id, "id", Says.StationAskId, proposed.Id),
                    Customer = Of(customer, "customer", Says.StationAskCustomer, null),
                    Site = Of(site, "site", Says.StationAskSite, null),
                    Device = Of(device, "device", Says.StationAskDevice, null),
                    TimeZone = Of(zone, "timeZone", Says.StationAskTimeZone, proposed.TimeZone),
                    Links = parse.GetResult(link) is { Implicit: false } ? parse.GetValue(link) : null,
                };
                Tell(ui, work, StationSetup.Write(work, said, parse.GetValue(force)));
                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    // Until it is one that can be taken; nothing, where nothing was said and nothing is proposed.
    private static string? Ask(Ui ui, string key, Sentence question, string? otherwise)
    {
        while (true)
        {
            ui.Error.Write($"{ui.Say(question)}{(otherwise is null ? "" : $" [{otherwise}]")}: ");
            if (Console.In.ReadLine()?.Trim() is not { Length: > 0 } answer)
            {
                return otherwise;
            }

            if (StationSetup.Check(key, answer) is not { } problem)
            {
                return answer;
            }

            ui.Fail(problem);
        }
    }

    private static void Tell(Ui ui, Workplace work, StationWritten written)
    {
        if (ui.IsJson)
        {
            ui.Json(StationView.Document(work));
            return;
        }

        ui.Out.WriteLine(ui.Say(Says.StationWritten(work.Station.Relative(written.File))));
        if (written.Kept.Count > 0)
        {
            ui.Out.WriteLine(ui.Say(Says.StationKept(written.Kept)));
        }

        StationView.Show(ui, work);
    }

    private static Command Show(Globals globals) =>
        globals.Does(
            new Command("show", globals.Say(Says.StationShows)),
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                if (ui.IsJson)
                {
                    ui.Json(StationView.Document(work));
                    return Task.FromResult(ExitCode.Good);
                }

                StationView.Show(ui, work);
                if (StationFile.IdentityOf(work.Station.Root).Members.IsEmpty)
                {
                    ui.Out.WriteLine(ui.Say(Says.StationNone));
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
}
