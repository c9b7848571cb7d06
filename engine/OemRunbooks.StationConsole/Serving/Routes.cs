using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Live;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Pages;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>Every address that there is.</summary>
internal sealed class Routes(ConsoleSettings settings, LiveRuns live, Bell bell)
{
    private const int MostPathLength = 200;

    internal void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, "/", static v => v.Query("part") is { Length: > 0 } part ? TodayPage.Part(v, part) : TodayPage.Of(v));
        Page(routes, "/runs", RunsPage.Of);
        Page(routes, "/start/{name}", StartPage.Of);
        Page(routes, "/run/{id}", v => v.Query("part") == "run" ? new RunPage(v, live).Part() : new RunPage(v, live).Of());
        Page(routes, "/run/{id}/report", ReportPage.Of);
        Page(routes, "/run/{id}/audit", static v => new AuditPage(v).Of());
        Page(routes, "/workshop", WorkshopPage.Of);
        Page(routes, "/workshop/{name}", WorkshopPage.Editor);
        Get(routes, "/run/{id}/document", ReportPage.SendAsync);
        Get(routes, "/run/{id}/flow.svg", Flow);
        Get(routes, "/run/{id}/picture", Picture);
        Get(routes, "/start/{name}/flow.svg", static v => ReportPage.SendFlowAsync(v, StartPage.Find(v, v.Route("name")), null));
        Get(routes, "/assets/{name}", Asset);
        Get(routes, "/api/events", Events);
        new StationApi(live, bell).Map(routes);
        new WorkshopApi(settings).Map(routes);
    }

    private static void Page(IEndpointRouteBuilder routes, string address, Func<Visit, Html> page) =>
        Get(routes, address, v => v.SendAsync(page(v)));

    internal static void Get(IEndpointRouteBuilder routes, string address, Func<Visit, Task> answer) =>
        routes.MapMethods(address, ["GET", "HEAD"], (RequestDelegate)(http => answer(Of(http))));

    internal static void Post(IEndpointRouteBuilder routes, string address, Func<Visit, Task> answer) =>
        routes.MapMethods(address, ["POST"], (RequestDelegate)(http => answer(Of(http))));

    // A name in an address is looked up among what there is; none of them is a path.
    private static Visit Of(HttpContext http)
    {
        foreach (var value in http.Request.RouteValues.Values.OfType<string>())
        {
            if (value.Length > MostPathLength || value.AsSpan().ContainsAny('/', '\\', '\0') || value is "." or ".." or "last")
            {
                throw new CodedException(Faults.ConsoleNoPage(http.Request.Path));
            }
        }

        return (Visit)http.Items[typeof(Visit)]!;
    }

    private static async Task Asset(Visit visit)
    {
        if (!await Assets.SendAsync(visit, visit.Route("name")).ConfigureAwait(false))
        {
            throw new CodedException(Faults.ConsoleNoPage(visit.Http.Request.Path));
        }
    }

    private static Task Flow(Visit visit)
    {
        using var run = visit.Work.Run(visit.Route("id"));
        var first = run.Read().FirstOrDefault() ?? throw new CodedException(Faults.RunUnknown(visit.Route("id"), null));
        return ReportPage.SendFlowAsync(
            visit,
            RunService.Definition(run, visit.Work.Library.Loader, first),
            ReportFiles.Unproved(run, visit.Work.Library.Loader, visit.Work.Product.Messages)
        );
    }

    private static async Task Picture(Visit visit)
    {
        using var run = visit.Work.Run(visit.Route("id"));
        var first = run.Read().FirstOrDefault() ?? throw new CodedException(Faults.RunUnknown(visit.Route("id"), null));
        var definition = RunService.Definition(run, visit.Work.Library.Loader, first);
        if (first.Fact is not RunStarted started || Pictures.Of(run, definition, started, visit.Query("step")) is not { } picture)
        {
            throw new CodedException(Faults.ConsoleNoPage(visit.Http.Request.Path));
        }

        await visit.SendAsync(picture.Bytes, picture.MediaType).ConfigureAwait(false);
    }

    private async Task Events(Visit visit)
    {
        var response = visit.Http.Response;
        response.ContentType = "text/event-stream";
        await response.Body.FlushAsync(visit.Http.RequestAborted).ConfigureAwait(false);
        await foreach (var said in bell.ListenAsync(visit.Http.RequestAborted).ConfigureAwait(false))
        {
            await response.WriteAsync(said, visit.Http.RequestAborted).ConfigureAwait(false);
            await response.Body.FlushAsync(visit.Http.RequestAborted).ConfigureAwait(false);
        }
    }
}
