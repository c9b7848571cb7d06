using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Carries out what a code lens offers: scenario tests, which touch no station.</summary>
internal sealed class ExecuteCommand : Request
{
    /// <summary>Runs the tests of a file, or one of them: its address, and which.</summary>
    internal const string RunTests = "runbook.runTests";

    /// <summary>Plans a runbook on a station; the client asks for the station and starts the program.</summary>
    internal const string Plan = "runbook.plan";

    /// <summary>Goes through a scenario by the debug adapter, which the client starts: what to launch.</summary>
    internal const string Debug = "runbook.debug";

    /// <inheritdoc/>
    internal override string Method => "workspace/executeCommand";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) =>
        capabilities["executeCommandProvider"] = new JsonObject { ["commands"] = new JsonArray(RunTests) };

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var arguments = parameters.At("arguments") as JsonArray;
        if (parameters.TextAt("command") != RunTests || session.Workspace.At(Text(arguments, 0)) is not { Kind: DocumentKind.Tests } tests)
        {
            throw new RpcException(ErrorNumber.InvalidParams, session.Say(Says.LspUnknownMethod(parameters.TextAt("command") ?? "")));
        }

        if (session.Knowledge.Tested(tests) is not { IsBad: false } tested)
        {
            throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspTestsUnreadable));
        }

        var chosen = arguments is { Count: > 1 } && arguments[1] is JsonValue number && number.TryGetValue<int>(out var index) ? index : -1;
        return Shown(session, tested, chosen);
    }

    private static JsonObject Shown(Session session, TestedFile tested, int chosen)
    {
        var lines = new List<string>();
        var results = chosen >= 0 ? tested.Results.Skip(chosen).Take(1).ToList() : [.. tested.Results];
        foreach (var result in results)
        {
            var name = result.Scenario.Name.In(session.Language);
            var first = result.Mismatches.FirstOrDefault();
            lines.Add(
                first is null
                    ? session.Say(Says.LspTestPassed(name))
                    : session.Say(Says.LspTestFailed(name, session.Product.Messages.Words(first.Code, first.Arguments, session.Language)))
            );
        }

        var passed = results.Count(static r => r.Passed);
        lines.Add(session.Say(Says.LspTestsDone(passed, results.Count - passed)));
        return new()
        {
            ["passed"] = passed,
            ["failed"] = results.Count - passed,
            ["text"] = string.Join('\n', lines),
        };
    }

    private static string? Text(JsonArray? arguments, int index) =>
        arguments is not null && arguments.Count > index && arguments[index] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : null;
}
