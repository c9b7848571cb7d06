using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.StationConsole.Live;
using OemRunbooks.StationConsole.Pages;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>What changes something, or looks for something on the station: JSON in, JSON out.</summary>
internal sealed class StationApi(LiveRuns live, Bell bell)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        Routes.Post(routes, "/api/operator", OperatorAsync);
        Routes.Post(routes, "/api/runs", StartAsync);
        Routes.Post(routes, "/api/plan", PlanAsync);
        Routes.Post(routes, "/api/runs/{id}/answer", AnswerAsync);
        Routes.Post(routes, "/api/runs/{id}/resume", ResumeAsync);
        Routes.Post(routes, "/api/runs/{id}/stop", StopAsync);
        Routes.Post(routes, "/api/uploads", Uploads.TakeAsync);
        Routes.Get(routes, "/api/files", StationFiles.ListAsync);
    }

    private static async Task OperatorAsync(Visit visit)
    {
        var given = (await Bodies.JsonAsync(visit.Http.Request).ConfigureAwait(false))["name"].AsText() ?? "";
        var name = Operators.Named(given) ?? throw new CodedException(Faults.OperatorInvalid(given, Operators.Longest));
        visit.Browser.Operator = name;
        await DoneAsync(visit).ConfigureAwait(false);
    }

    private async Task StartAsync(Visit visit)
    {
        var (runbook, values) = Given(visit, await Bodies.JsonAsync(visit.Http.Request).ConfigureAwait(false));
        var id = await live.StartAsync(visit.Work, runbook, values).ConfigureAwait(false);
        await visit.SendAsync(Value.MapOf(("run", Value.Of(id)))).ConfigureAwait(false);
    }

    private static async Task PlanAsync(Visit visit)
    {
        var (runbook, values) = Given(visit, await Bodies.JsonAsync(visit.Http.Request).ConfigureAwait(false));
        await visit.SendAsync(await PlanPart.OfAsync(visit, runbook, values).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>The runbook and the inputs that a form gives.</summary>
    /// <exception cref="CodedException">The first thing that is wrong with them.</exception>
    private static (Runbook Runbook, Value Values) Given(Visit visit, Value body)
    {
        var runbook = StartPage.Find(visit, body["runbook"].AsText() ?? "");

        // A field that was left empty gives nothing: the default then stands.
        var given = Value.Map(body["inputs"].Members.Where(static m => m.Value.AsText() != ""));
        var values = InputValues.Resolve(runbook, given, Workplace.StationFacts, out var problems);
        var wrong = problems.Concat(problems.IsEmpty ? RunInputs.Missing(visit.Work, runbook, values) : []).FirstOrDefault();
        return wrong is null ? (runbook, values) : throw new CodedException(wrong);
    }

    private async Task AnswerAsync(Visit visit)
    {
        var body = await Bodies.JsonAsync(visit.Http.Request).ConfigureAwait(false);
        using var run = visit.Work.Run(visit.Route("id"), FileUse.Change);
        var isTaken = await Answers
            .GiveAsync(
                visit.Work,
                run,
                new(body["step"].AsText() ?? "", visit.Operator, visit.Language, "console")
                {
                    Accepted = body["accepted"].ToText() != "false",
                    Comment = body["comment"].AsText() is { Length: > 0 } comment ? comment : null,
                    Fields = Pairs(body["fields"]),
                    Files = [.. Pairs(body["files"]).Select(f => (f.Name, Uploads.PathOf(visit, f.Text)))],
                    Ticked = Texts(body["ticked"]),
                    Unticked = Texts(body["unticked"]),
                    Comments = Pairs(body["comments"]),
                    Choice = body["choice"].AsText(),
                    Response = body["response"].AsText(),
                    Elsewhere = body["elsewhere"].AsText(),
                }
            )
            .ConfigureAwait(false);
        if (!isTaken)
        {
            // Nobody was at it: with its answer it goes on here.
            await live.ResumeAsync(visit.Work, run.Id).ConfigureAwait(false);
        }

        bell.Ring(run.Id, -1);
        await DoneAsync(visit).ConfigureAwait(false);
    }

    private async Task ResumeAsync(Visit visit)
    {
        var body = await Bodies.JsonAsync(visit.Http.Request).ConfigureAwait(false);
        var wanted = body["retry"].AsText() is { Length: > 0 } step
            ? new DeviationRequest([], [], Value.EmptyMap, visit.Operator, visit.Say(Says.ConsoleRetryReason)) { Retry = step }
            : null;
        var id = await live.ResumeAsync(visit.Work, visit.Route("id"), wanted).ConfigureAwait(false);
        await visit.SendAsync(Value.MapOf(("run", Value.Of(id)))).ConfigureAwait(false);
    }

    private Task StopAsync(Visit visit)
    {
        live.Stop(visit.Route("id"));
        return DoneAsync(visit);
    }

    private static Task DoneAsync(Visit visit) => visit.SendAsync(Value.MapOf(("done", Value.True)));

    private static ImmutableArray<(string Name, string Text)> Pairs(Value values) =>
        [.. values.Members.Select(static m => (m.Key, m.Value.ToText())).Where(static p => p.Item2.Length > 0)];

    private static ImmutableArray<string> Texts(Value values) => [.. values.Items.Select(static i => i.ToText())];
}
