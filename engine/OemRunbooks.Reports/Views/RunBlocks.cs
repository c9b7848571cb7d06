using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The sections behind the step details: what went in, what came out, what proves it.</summary>
internal sealed class RunBlocks(Page page)
{
    private readonly RunReport report = page.Report;

    internal IEnumerable<Sheet> All() =>
        new[] { Inputs(), Outputs(), Routes(), Undos(), Evidence(), Interruptions(), Clock(), Machine(), Journal(), Limits() }.Where(static b => !b.IsEmpty).Select(static b => b.ToSheet());

    private Block Inputs() => report.Inputs.Aggregate(new Block(page, "inputs"), static (block, i) =>
        block.Field(new ReportField(i.Name, i.Title, i.Type, i.Value, i.IsWithheld)));

    private Block Outputs() => new Block(page, "run-outputs").Map(report.Outputs);

    private Block Routes() => report.Routes.Aggregate(new Block(page, "routes"), (block, r) =>
        block.Item(page.Named(r.Step) + new Inked(": ") + page.Code(r.Code) + new Inked(" → ") + page.Word("route." + r.Taken, r.Team ?? ""), page.Text(Figures.Date(r.At))));

    private Block Undos() => report.Undos.Aggregate(new Block(page, "undos"), (block, u) => block.Item(
        page.Named(u.Step) + new Inked(": ") + page.Word(u.Standing switch
        {
            StepStanding.Succeeded => "step.compensated",
            StepStanding.Failed => "undo.failed",
            _ => "step." + u.Standing.Word(),
        }),
        page.Code(u.Action) + page.Text($", {Figures.Date(u.Started)}{(u.Duration is { } time ? ", " + page.Time(time) : "")}"),
        u.Failure is { } failure ? page.Words(failure) : Inked.Empty,
        Block.Hint(page, u.Failure)));

    private Block Evidence() => report.Artefacts.Aggregate(new Block(page, "evidence"), (block, a) =>
        block.Item(Block.File(page, a), page.Word("step") + new Inked(": ") + page.Named(a.Step), Block.Digest(page, a)));

    private Block Interruptions() => report.Interruptions.Aggregate(new Block(page, "interruptions"), (block, i) => block.Item(
        page.Text($"{Figures.Date(i.StoppedAt)}: {ReportWords.SayOr("int." + i.Reason, i.Reason, page.Language)}"),
        i.Steps.IsEmpty ? Inked.Empty : page.Word("int.steps", "") + Inked.Join(page.Comma, i.Steps.Select(page.Named)),
        i.ResumedAt is { } at ? page.Word("int.resumed", Figures.Date(at), page.Time(i.StoppedFor), i.ResumedBy ?? "") : page.Word("int.open"),
        i.SameBoot is { } same ? page.Word(same ? "int.same-boot" : "int.new-boot") : Inked.Empty,
        i.TornBytes > 0 ? page.Word("int.torn", page.Count("count.torn", i.TornBytes), i.TornDigest ?? "") : Inked.Empty));

    private Block Clock() => report.ClockSteps.Aggregate(new Block(page, "clock"), (block, c) =>
        block.Item(page.Word("clock.line", Figures.Plain(c.Seq), Figures.Date(c.Before), Figures.Date(c.After)), page.Text(page.Time(c.Back))));

    private Block Machine() => report.Station.Members.Aggregate(new Block(page, "machine"), (block, fact) => block.Row(
            ReportWords.SayOr("fact." + fact.Key, "", page.Language) is { Length: > 0 } words ? page.Text(words) : page.Code(fact.Key),
            fact.Key == "memory" ? page.Value(fact.Value, InputType.Size) : page.Value(fact.Value)))
        .Row("program", page.Code(report.Program))
        .Row("boot", page.Code(report.Boot));

    /// <summary>What no journal can prove, so that nobody reads it out of a verdict.</summary>
    private Block Limits() => new[] { "limit.facts", "limit.clock", "limit.outside", "limit.after", "limit.station" }
        .Aggregate(new Block(page, "limits"), (block, key) => block.Item(page.Word(key)));

    private Block Journal()
    {
        var facts = report.Journal;
        var block = new Block(page, "journal")
            .Row("run", page.Code(report.RunId))
            .Row("pack", report.Pack is { } pack ? page.Code(pack.Id) + new Inked(" ") + page.Text(pack.Version) + new Inked(" ") + page.Code(pack.Digest) : Inked.Empty)
            .Row("pack-signer", page.Code(report.Pack?.Signer))
            .Row("approved-plan", page.Code(report.ApprovedPlan))
            .Row("runbook", Used(report.Definition))
            .Row("digest", page.Code(report.Definition.Digest));
        foreach (var called in report.Called)
        {
            block.Row("called", Used(called) + new Inked(" ") + page.Code(called.Digest));
        }

        return block
            .Row("entries", page.Text(Figures.Number(facts.Entries, page.Language)))
            .Row("seals", facts.Seals == 0 ? page.Word("seal.chained") : page.Text(Figures.Number(facts.Seals, page.Language)))
            .Row("last-leaf", page.Code(facts.LastLeaf))
            .Row("verdict", page.Text(facts.Proof.Verdict ?? ""))
            .Row("receipt", page.Code(facts.Proof.Receipt))
            .Row("signer", page.Code(facts.Proof.Signer))
            .Row("logic", page.Text(Figures.Plain(report.Logic)))
            .Row("language", page.Code(report.Language));
    }

    private Inked Used(ReportDefinition used) => page.Code(used.Id) + new Inked(" ") + page.Text(used.Version) + new Inked(" – ") + page.Code(used.Path);
}
