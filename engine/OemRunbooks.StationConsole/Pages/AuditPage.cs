using System.Globalization;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;
using OemRunbooks.Station.Audit;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>What proves a run: verdict, replay, each entry, how it stood at any of them.</summary>
internal sealed class AuditPage(Visit visit)
{
    private const int AtOnce = 200;

    internal Html Of()
    {
        using var run = visit.Work.Run(visit.Route("id"));
        var receipt = visit.Query("receipt") is { Length: > 0 } given ? given : null;
        var verified = RunAudit.Verify(visit.Work, run, visit.Work.Trusted(), receipt);
        return Layout.Page(
            visit,
            visit.Say(Says.ConsoleAudit),
            Html.Of(
                $"""
                <header class="run"><h1>{visit.Say(Says.ConsoleAudit)}</h1><p class="soft">{run.Id}</p>
                {RunTabs.Of(visit, run.Id, "audit", hasReport: true)}</header>
                {Verdict(verified)}{Receipt(run, verified, receipt)}{Replay(run)}{At(run)}{Entries(run)}
                """
            )
        );
    }

    private Html Verdict(Verification result)
    {
        var tone = result.Verdict switch
        {
            Journal.Verifying.Verdict.Valid => "good",
            Journal.Verifying.Verdict.Invalid or Journal.Verifying.Verdict.Truncated => "bad",
            _ => "warn",
        };
        var findings = result.Findings.Select(f => Html.Of($"<li>{visit.Line(f)} <code>{f.Code}</code></li>"));
        var signer = result.Signer is { } key
            ? Html.Of($"""<p class="soft">{visit.Say(Says.ConsoleKey)} <code>{key.ToString()}</code></p>""")
            : Html.None;
        return Html.Of(
            $"""
            <section class="card {tone}"><h2>{Verification.Word(result.Verdict)}</h2><p>{visit.Say(
                Says.ConsoleSealed(result.Entries, result.SealedEntries, result.Seals)
            )}</p>
            <p>{visit.Say(Says.ConsoleFiles(result.FilesChecked, result.FilesAbsent))}</p>{(
                result.Findings.IsEmpty ? Html.None : Html.Of($"<ul>{findings}</ul>")
            )}{signer}</section>
            """
        );
    }

    // By a form that asks for this page: it works without script, and can be kept as an address.
    private Html Receipt(StoredRun run, Verification result, string? given)
    {
        var fits =
            given is not null && result.ReceiptEntries > 0
                ? Html.Of(
                    $"""
                    <p class="good-text" role="status">✓ {visit.Say(Says.ConsoleReceiptFits(result.ReceiptEntries, result.Entries))}</p>
                    """
                )
            : given is not null ? Html.Of($"""<p class="problem" role="alert">✗ {visit.Say(Says.ConsoleReceiptDiffers)}</p>""")
            : Html.None;
        var own = result.LastSeal is { } seal
            ? Html.Of($"""<p>{visit.Say(Says.ConsoleReceipt)} <strong class="code">{seal.Receipt}</strong></p>""")
            : Html.None;
        return Html.Of(
            $"""
            <section class="card"><h2>{visit.Say(Says.ConsoleReceipt)}</h2>{own}
            <form method="get" action="/run/{run.Id}/audit"><div class="field"><label for="receipt">{visit.Say(
                Says.ConsoleReceiptGiven
            )}</label><input id="receipt" name="receipt" value="{given}" maxlength="40" class="code" autocomplete="off"
            spellcheck="false"></div>
            {fits}<p class="actions"><button class="plain">{visit.Say(Says.ConsoleCompare)}</button></p></form></section>
            """
        );
    }

    private Html Replay(StoredRun run)
    {
        var against = visit.Query("against") is { Length: > 0 } name ? StartPage.Find(visit, name) : null;
        var row = Replays.One(visit.Work, run, against);
        var said = row.Outcome switch
        {
            Replayed.Same => Html.Of(
                $"""<p class="good-text">✓ {visit.Say(Says.ConsoleReplaySame(row.Result!.Entries, row.Result.Decisions))}</p>"""
            ),
            Replayed.OtherRunbook => Html.Of($"<p>{visit.Say(Says.ConsoleReplayOther)}</p>"),
            Replayed.Differs => Parts(row),
            _ => Html.Of($"""<p class="problem">{(row.Failure is { } failure ? visit.Line(failure) : "")}</p>"""),
        };
        var options = TodayPage
            .Runbooks(visit)
            .Select(r =>
                Html.Of($"""<option value="{r.Id}" {(r.Id == against?.Id ? "selected" : "")}>{r.Name.In(visit.Language)}</option>""")
            );
        return Html.Of(
            $"""
            <section class="card" id="replay"><h2>{visit.Say(Says.ConsoleReplay)}</h2>{said}
            <form method="get" action="/run/{run.Id}/audit#replay"><div class="field"><label for="against">{visit.Say(
                Says.ConsoleAgainst
            )}</label><select id="against" name="against"><option value="">{visit.Say(Says.ConsoleOwnRunbook)}</option>{options}</select>
            </div>
            <p class="actions"><button class="plain">{visit.Say(Says.ConsoleCompare)}</button></p></form></section>
            """
        );
    }

    private Html Parts(ReplayRow row)
    {
        var first = row.Result!.Difference!;
        var place = first.Place is { } at ? $"{at.Owner.Source.Path}:{at.Step.Span.Line.ToString(CultureInfo.InvariantCulture)}" : "";
        return Html.Of(
            $"""
            <p class="problem">✗ {visit.Say(Says.ConsoleReplayParts(first.Seq, first.Step ?? "–"))}</p>
            <dl class="rows"><dt>{visit.Say(Says.ConsolePrescribed)}</dt><dd>{first.Expected} <span class="soft">{place}</span></dd>
            <dt>{visit.Say(
                Says.ConsoleRecorded
            )}</dt><dd>{first.Found} <span class="soft">{row.Recorded}</span></dd></dl>
            """
        );
    }

    // How the run stood after an entry: folded from the entries up to it, and nothing else.
    private Html At(StoredRun run)
    {
        if (!int.TryParse(visit.Query("at"), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return Html.None;
        }

        var report = ReportFiles.After(run, visit.Work.Library.Loader, visit.Work.Product.Messages, seq);
        var steps = report.Steps.Select(s =>
            Html.Of(
                $"""
                <li class="step {s.Standing.Word()}"><span class="mark" aria-hidden="true">{Marks.Of(s.Standing)}</span>
                <span class="name">{s.Title.In(visit.Language)}</span>
                <span class="state">{visit.Say(StateWords.OfStep(s.Standing.Word()))}</span></li>
                """
            )
        );
        return Html.Of(
            $"""
            <section class="card info" id="at"><h2>{visit.Say(Says.ConsoleAfterEntry(seq))}</h2><p>{visit.Say(
                StateWords.OfRun(report.Standing.Word())
            )}</p><ol class="steps">{steps}</ol></section>
            """
        );
    }

    private Html Entries(StoredRun run)
    {
        var page = int.TryParse(visit.Query("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Max(1, asked)
            : 1;
        var entries = run.Read().Skip((page - 1) * AtOnce).Take(AtOnce + 1).ToList();
        var clock = run.Read().FirstOrDefault()?.Fact is RunStarted started ? StationClock.Of(started.Station) : StationClock.Utc;
        var before = page > 1 ? Link(run, page - 1, "prev", visit.Say(Says.ConsoleEarlierEntries)) : Html.None;
        var after = entries.Count > AtOnce ? Link(run, page + 1, "next", visit.Say(Says.ConsoleLaterEntries)) : Html.None;
        return Html.Of(
            $"""
            <section id="entries"><h2>{visit.Say(Says.ConsoleEntries)}</h2><table class="entries"><caption class="unseen">{visit.Say(
                Says.ConsoleEntries
            )}</caption><thead><tr><th scope="col">{visit.Say(Says.ConsoleNumber)}</th><th scope="col">{visit.Say(
                Says.ConsoleWhen
            )}</th><th scope="col">{visit.Say(Says.ConsoleWhat)}</th></tr></thead>
            <tbody>{entries.Take(AtOnce).Select(e => Row(run, e, clock))}</tbody></table>
            <p class="pager">{before} {after}</p></section>
            """
        );
    }

    private static Html Row(StoredRun run, Entry entry, StationClock clock) =>
        Html.Of(
            $"""
            <tr><td><a href="/run/{run.Id}/audit?at={entry.Seq}#at">{entry.Seq}</a></td><td><time
            datetime="{entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}">{clock.ShowTime(
                entry.At
            )}</time></td><td><details><summary>{entry.Fact.Type.Name()} <span class="soft">{entry.Fact.StepPath}</span></summary>
            <pre>{Foundation.Values.CanonicalJson.Text(
                entry.Fact.ToData()
            )}</pre></details></td></tr>
            """
        );

    private static Html Link(StoredRun run, int page, string rel, string text) =>
        Html.Of($"""<a rel="{rel}" href="/run/{run.Id}/audit?page={page}#entries">{text}</a>""");
}
