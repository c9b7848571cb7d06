using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workshop.Scenarios;
using OemRunbooks.StationConsole.Live;
using OemRunbooks.StationConsole.Pages;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>What an editor of a runbook asks: of the language server, to save, to test what is not saved.</summary>
internal sealed class WorkshopApi(ConsoleSettings settings)
{
    // What a page may ask of the server: nothing of it changes a file.
    private static readonly string[] Questions = ["textDocument/completion", "textDocument/hover"];
    private static readonly string[] News = ["textDocument/didOpen", "textDocument/didChange"];
    private readonly ConcurrentDictionary<string, EditorLink> links = new(StringComparer.Ordinal);

    internal void Map(IEndpointRouteBuilder routes)
    {
        Routes.Post(routes, "/api/workshop/{name}/editor", AskAsync);
        Routes.Post(routes, "/api/workshop/{name}/save", SaveAsync);
        Routes.Post(routes, "/api/workshop/{name}/test", TestAsync);
    }

    private async Task AskAsync(Visit visit)
    {
        var file = WorkshopPage.FileOf(visit, visit.Route("name"));
        var body = await Bodies.NodesAsync(visit.Http.Request).ConfigureAwait(false);
        var method = (string?)body["method"] ?? "";
        var parameters = body["params"] as JsonObject ?? [];
        var document = parameters["textDocument"] as JsonObject ?? [];

        // Whatever the page calls it, it is this file.
        document["uri"] = new Uri(file).AbsoluteUri;
        parameters["textDocument"] = document.Parent is null ? document : document.DeepClone();
        var link = links.GetOrAdd($"{visit.Browser.Id} {visit.Language}", _ => new(settings, visit));
        body.Remove("params");
        var answer = method switch
        {
            _ when Questions.Contains(method) => await link.AskAsync(method, parameters).ConfigureAwait(false),
            _ when News.Contains(method) => await link.FindingsAsync(method, parameters).ConfigureAwait(false),
            _ => throw new CodedException(Faults.ConsoleBody("textDocument/…")),
        };
        await visit.SendAsync(answer?.ToJsonString() ?? "null", "application/json").ConfigureAwait(false);
    }

    private static async Task SaveAsync(Visit visit)
    {
        var file = WorkshopPage.FileOf(visit, visit.Route("name"));
        var body = await Bodies.JsonAsync(visit.Http.Request).ConfigureAwait(false);
        var disk = visit.Work.Station.Disk;

        // Somebody else may have written to it since: nothing of theirs is lost.
        if (WorkshopPage.DigestOf(disk.ReadAll(file)) != body["digest"].AsText())
        {
            throw new CodedException(Faults.ConsoleEditedElsewhere(visit.Work.Station.Relative(file)));
        }

        var bytes = Encoding.UTF8.GetBytes(body["text"].AsText() ?? throw new CodedException(Faults.ConsoleBody("text")));
        disk.Replace(file, bytes);
        await visit.SendAsync(Value.MapOf(("digest", Value.Of(WorkshopPage.DigestOf(bytes))))).ConfigureAwait(false);
    }

    private static async Task TestAsync(Visit visit)
    {
        var file = WorkshopPage.FileOf(visit, visit.Route("name"));
        var body = await Bodies.JsonAsync(visit.Http.Request).ConfigureAwait(false);
        var text = Encoding.UTF8.GetBytes(body["text"].AsText() ?? "");
        var work = visit.Settings.Open(visit.Language, new EditedTexts(path => path == file ? text : null), null);
        var results = new List<TestedFile>();
        foreach (var target in new TestTargets(work).Of([file]).DistinctBy(static t => t.Runbook).ToList())
        {
            results.Add(await TestedFile.RunAsync(target).ConfigureAwait(false));
        }

        await visit.SendAsync(TestsPart.Of(visit, results)).ConfigureAwait(false);
    }
}
