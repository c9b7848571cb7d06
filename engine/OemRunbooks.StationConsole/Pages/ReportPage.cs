using OemRunbooks.Reports;
using OemRunbooks.Reports.Model;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>The report of a run, in a frame of its own so that nothing of one page reaches the other.</summary>
internal static class ReportPage
{
    /// <summary>Of the report itself: its style stands in it, and it has nothing else.</summary>
    internal const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    internal static Html Of(Visit visit)
    {
        using var run = visit.Work.Run(visit.Route("id"));
        var title = visit.Say(Says.ConsoleReport);
        var form = FormOf(visit);
        var forms = new (string Form, Foundation.Words.LocalizedText Label)[]
        {
            ("full", Says.ConsoleFormFull),
            ("customer", Says.ConsoleFormCustomer),
            ("protocol", Says.ConsoleFormProtocol),
        }.Select(f =>
            f.Form == form
                ? Html.Of($"""<a href="/run/{run.Id}/report?form={f.Form}" aria-current="true">{visit.Say(f.Label)}</a>""")
                : Html.Of($"""<a href="/run/{run.Id}/report?form={f.Form}">{visit.Say(f.Label)}</a>""")
        );
        return Layout.Page(
            visit,
            title,
            Html.Of(
                $"""
                <header class="run"><h1>{title}</h1><p class="soft">{run.Id}</p>
                {RunTabs.Of(visit, run.Id, "report", hasReport: true)}
                <nav class="tabs" aria-label="{visit.Say(Says.ConsoleForm)}">{forms}</nav>
                <p class="actions"><a class="button main" href="/run/{run.Id}/document?form={form}" target="_blank"
                rel="noopener">{visit.Say(
                    Says.ConsolePrint
                )}</a></p></header>
                <iframe class="report" title="{title}" src="/run/{run.Id}/document?form={form}"></iframe>
                """
            )
        );
    }

    internal static Task SendAsync(Visit visit)
    {
        using var run = visit.Work.Run(visit.Route("id"));
        var report = ReportFiles.Build(run, visit.Work.Library.Loader, visit.Work.Product.Messages, visit.Work.Trusted());
        using var page = new MemoryStream();
        var failure = ReportRenderer.Write(report, KindOf(FormOf(visit)), [("html", visit.Language, page)])[0];
        visit.Http.Response.Headers.ContentSecurityPolicy = Policy;
        visit.Http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return failure is null
            ? visit.SendAsync(System.Text.Encoding.UTF8.GetString(page.GetBuffer(), 0, (int)page.Length), "text/html; charset=utf-8")
            : throw new Foundation.Failures.CodedException(failure);
    }

    private static string FormOf(Visit visit) => visit.Query("form") is "customer" or "protocol" ? visit.Query("form") : "full";

    private static ReportKind KindOf(string form) =>
        form switch
        {
            "customer" => ReportKind.Customer,
            "protocol" => ReportKind.Protocol,
            _ => ReportKind.Full,
        };

    /// <summary>The flow of a runbook as a picture, with the way of a run when there is one.</summary>
    internal static Task SendFlowAsync(Visit visit, Language.Definition.Runbook runbook, Reports.Model.RunReport? report)
    {
        visit.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return visit.SendAsync(Reports.Drawing.FlowDrawing.Svg(runbook, visit.Language, report), "image/svg+xml");
    }
}
