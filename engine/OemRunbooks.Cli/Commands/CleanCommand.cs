using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Cleaning;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook clean</c>.</summary>
internal sealed class CleanCommand : VerbFile
{
    private const int MostKept = 1000;
    private const int MostDays = 36500;

    /// <inheritdoc/>
    internal override int Place => 90;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("clean", VerbGroup.Technicians, "runbook clean --plan", new Exit(1, Says.CleanNotAll))];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var keep = new Option<int>("--keep")
        {
            Description = globals.Say(Says.CleanKeep),
            HelpName = "N",
            DefaultValueFactory = static _ => 1,
        };
        var days = new Option<int>("--days")
        {
            Description = globals.Say(Says.CleanDays),
            HelpName = "N",
            DefaultValueFactory = static _ => 365,
        };
        var plan = new Option<bool>("--plan") { Description = globals.Say(Says.CleanPlan) };
        return globals.Does(
            new Command("clean", globals.Say(Says.CleanRemoves)) { keep, days, plan },
            (parse, ui, _) =>
            {
                Demand(ui, "--keep", parse.GetValue(keep), MostKept);
                Demand(ui, "--days", parse.GetValue(days), MostDays);
                var cleaner = new Cleaner(globals.OpenStation(parse, ui), parse.GetValue(keep), parse.GetValue(days));
                var isPlan = parse.GetValue(plan);
                var found = isPlan ? cleaner.Find() : cleaner.Remove();
                if (ui.IsJson)
                {
                    ui.Json(Document(found, isPlan));
                }
                else
                {
                    Show(ui, found, isPlan);
                }

                return Task.FromResult(found.Any(static l => l.Problem is not null) ? ExitCode.Bad : ExitCode.Good);
            }
        );
    }

    private static void Demand(Ui ui, string option, int given, int most)
    {
        if (given < 1 || given > most)
        {
            throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageOneOf(option, $"{given}", $"1–{most}"))));
        }
    }

    private static void Show(Ui ui, IReadOnlyList<Litter> found, bool isPlan)
    {
        foreach (var kind in found.GroupBy(static l => l.Kind))
        {
            ui.Out.WriteLine(ui.Say(Name(kind.Key)));
            foreach (var litter in kind)
            {
                ui.Out.WriteLine($"  {(litter.Problem is null ? "" : "✗ ")}{Visible.Text(litter.Path)}  {Bytes(ui, litter.Bytes)}");
                if (litter.Problem is { } problem)
                {
                    ui.Fail(problem);
                }
            }
        }

        var done = found.Where(static l => l.Problem is null).ToList();
        var bytes = Bytes(ui, done.Sum(static l => l.Bytes));
        ui.Out.WriteLine(
            ui.Say(
                done.Count == 0 ? Says.CleanNothing
                : isPlan ? Says.CleanWould(done.Count, bytes)
                : Says.CleanDone(done.Count, bytes)
            )
        );
    }

    private static Value Document(IReadOnlyList<Litter> found, bool isPlan) =>
        Value.MapOf(
            ("plan", Value.Of(isPlan)),
            ("bytes", Value.Of(found.Where(static l => l.Problem is null).Sum(static l => l.Bytes))),
            (
                "removed",
                Value.List(
                    found.Select(static l =>
                        Value.MapOf(
                            ("kind", Value.Of(Word(l.Kind))),
                            ("path", Value.Of(l.Path)),
                            ("bytes", Value.Of(l.Bytes)),
                            ("run", Value.Of(l.Run)),
                            ("problem", Value.Of(l.Problem?.Code))
                        )
                    )
                )
            )
        );

    private static string Word(LitterKind kind) =>
        kind switch
        {
            LitterKind.Former => "former",
            LitterKind.SetAside => "set-aside",
            LitterKind.Report => "report",
            LitterKind.Evidence => "evidence",
            LitterKind.Leftover => "leftover",
        };

    private static LocalizedText Name(LitterKind kind) =>
        kind switch
        {
            LitterKind.Former => Says.CleanFormer,
            LitterKind.SetAside => Says.CleanSetAside,
            LitterKind.Report => Says.CleanReport,
            LitterKind.Evidence => Says.CleanEvidence,
            LitterKind.Leftover => Says.CleanLeftover,
        };

    private static string Bytes(Ui ui, long bytes) => Quantities.OfBytes(bytes, ui.Language == Locale.Pl ? ',' : '.');
}
