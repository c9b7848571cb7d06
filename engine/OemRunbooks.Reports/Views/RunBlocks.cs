using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The sections behind the step details: what went in, what came out, what proves it.</summary>
internal sealed class RunBlocks(Page page)
{
    private readonly RunReport report = page.Report;

    internal IEnumerable<Sheet> All() =>
        new[] { Inputs(), Outputs(), Routes(), Undos(), Evidence(), Interruptions(), Clock(), Machine(), Journal(), Limits() }
            .Where(static b => !b.IsEmpty)
            .Select(static b => b.ToSheet());

    private Block Inputs() =>
        report.Inputs.Aggregate(
            new Block(page, "inputs", Says.Inputs),
            static (block, i) => block.Field(new ReportField(i.Name, i.Title, i.Type, i.Value, i.IsWithheld))
        );

    private Block Outputs() => new Block(page, "run-outputs", Says.RunOutputs).Map(report.Outputs);

    private Block Routes() =>
        new Block(page, "routes", Says.Routes).Each(
            report.Routes,
            r =>
                (
                    page.Named(r.Step) + new Inked(": ") + page.Code(r.Code) + new Inked(" → ") + page.Word(Names.Route(r.Taken, r.Team)),
                    [page.Moment(r.At)]
                )
        );

    private Block Undos() =>
        new Block(page, "undos", Says.Undos).Each(
            report.Undos,
            u =>
                (
                    page.Named(u.Step)
                        + new Inked(": ")
                        + page.Word(
                            u.Standing switch
                            {
                                StepStanding.Succeeded => Says.StepStateCompensated,
                                StepStanding.Failed => Says.UndoFailed,
                                _ => StateWords.OfStep(u.Standing.Word()),
                            }
                        ),
                    [
                        page.Code(u.Action)
                            + page.Text($", {page.Clock.Show(u.Started)}{(u.Duration is { } time ? ", " + page.Time(time) : "")}"),
                        u.Failure is { } failure ? page.Words(failure) : Inked.Empty,
                        Block.Hint(page, u.Failure),
                    ]
                )
        );

    private Block Evidence() =>
        new Block(page, "evidence", Says.Evidence).Each(
            report.Artefacts,
            a => (Block.File(page, a), [page.Word(Says.Step) + new Inked(": ") + page.Named(a.Step), Block.Digest(page, a)])
        );

    private Block Interruptions() =>
        report.Interruptions.Aggregate(
            new Block(page, "interruptions", Says.Interruptions),
            (block, i) =>
                block.Item(
                    page.Text($"{page.Clock.Show(i.StoppedAt)}: {page.Say(Names.Interruption(i.Reason))}"),
                    i.Steps.IsEmpty
                        ? Inked.Empty
                        : page.Word(Says.IntSteps(i.Steps.Length)) + new Inked(": ") + Inked.Join(page.Comma, i.Steps.Select(page.Named)),
                    i.ResumedAt is { } at
                        ? page.Word(Says.IntResumed(page.Clock.Show(at), page.Time(i.StoppedFor), i.ResumedBy ?? ""))
                        : page.Word(Says.IntOpen),
                    i.SameBoot is { } same ? page.Word(same ? Says.IntSameBoot : Says.IntNewBoot) : Inked.Empty,
                    i.TornBytes > 0 ? page.Word(Says.IntTorn(Says.CountTorn(i.TornBytes), i.TornDigest ?? "")) : Inked.Empty
                )
        );

    private Block Clock() =>
        report.ClockSteps.Aggregate(
            new Block(page, "clock", Says.Clock),
            (block, c) =>
                block.Item(
                    page.Word(Says.ClockLine(Figures.Plain(c.Seq), page.Clock.Show(c.Before), page.Clock.Show(c.After))),
                    page.Text(page.Time(c.Back))
                )
        );

    private Block Machine() =>
        report
            .Station.Members.Aggregate(
                new Block(page, "machine", Says.Machine),
                (block, fact) =>
                    block.Row(
                        Names.Fact(fact.Key) is { } words ? page.Word(words) : page.Code(fact.Key),
                        fact.Key == "memory" ? page.Value(fact.Value, InputType.Size) : page.Value(fact.Value)
                    )
            )
            .Row(Says.Program, page.Code(report.Program))
            .Row(Says.Boot, page.Code(report.Boot));

    /// <summary>What no journal can prove, so that nobody reads it out of a verdict.</summary>
    private Block Limits() =>
        new[] { Says.LimitFacts, Says.LimitClock, Says.LimitOutside, Says.LimitAfter, Says.LimitStation }.Aggregate(
            new Block(page, "limits", Says.Limits),
            (block, limit) => block.Item(page.Word(limit))
        );

    private Block Journal()
    {
        var facts = report.Journal;
        var block = new Block(page, "journal", Says.Journal)
            .Row(Says.Run, page.Code(report.RunId))
            .Row(
                Says.Pack,
                report.Pack is { } pack
                    ? page.Code(pack.Id) + new Inked(" ") + page.Text(pack.Version) + new Inked(" ") + page.Code(pack.Digest)
                    : Inked.Empty
            )
            .Row(Says.PackSigner, page.Code(report.Pack?.Signer))
            .Row(Says.ApprovedPlan, page.Code(report.ApprovedPlan))
            .Row(Says.Runbook, Used(report.Definition))
            .Row(Says.Digest, page.Code(report.Definition.Digest));
        foreach (var called in report.Called)
        {
            block.Row(Says.Called, Used(called) + new Inked(" ") + page.Code(called.Digest));
        }

        return block
            .Row(Says.Entries, page.Text(Figures.Number(facts.Entries, page.Language)))
            .Row(Says.Seals, facts.Seals == 0 ? page.Word(Says.SealChained) : page.Text(Figures.Number(facts.Seals, page.Language)))
            .Row(Says.LastLeaf, page.Code(facts.LastLeaf))
            .Row(Says.Verdict, page.Text(facts.Proof.Verdict ?? ""))
            .Row(Says.Receipt, page.Code(facts.Proof.Receipt))
            .Row(Says.Signer, page.Code(facts.Proof.Signer))
            .Row(Says.Logic, page.Text(Figures.Plain(report.Logic)))
            .Row(Says.Language, page.Code(report.Language));
    }

    private Inked Used(ReportDefinition used) =>
        page.Code(used.Id) + new Inked(" ") + page.Text(used.Version) + new Inked(" – ") + page.Code(used.Path);
}
