using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>What a debugger can ask once something is launched, and what it is told of that beforehand.</summary>
internal static class DebugCommands
{
    /// <summary>The failures at which a run stops when somebody wants it: every one, or the one with which it ends.</summary>
    internal const string AnyFailure = "any";

    /// <summary>The failure with which the run ends.</summary>
    internal const string LastFailure = "last";

    /// <summary>The requests by their names.</summary>
    internal static IReadOnlyDictionary<string, Func<DebugSession, Asked, JsonObject?>> All { get; } =
        new Dictionary<string, Func<DebugSession, Asked, JsonObject?>>(StringComparer.Ordinal)
        {
            ["setBreakpoints"] = static (s, a) => s.SetBreakpoints(a.Arguments),
            ["setExceptionBreakpoints"] = static (s, a) => s.SetFilters([.. a.Arguments.TextsAt("filters")]),
            ["breakpointLocations"] = static (s, a) => s.BreakpointLocations(a.Arguments),
            ["configurationDone"] = static (s, a) => Moving(s, a, s.Begin),
            ["continue"] = static (s, a) => Moving(s, a, () => s.Continue(a.Cancellation), Whole()),
            ["next"] = static (s, a) => Moving(s, a, s.Over),
            ["stepIn"] = static (s, a) => Moving(s, a, s.Into),
            ["stepOut"] = static (s, a) => Moving(s, a, s.Out),
            ["stepBack"] = static (s, a) => Moving(s, a, s.Back),
            ["reverseContinue"] = static (s, a) => Moving(s, a, s.Reverse),
            ["restartFrame"] = static (s, a) => Moving(s, a, () => s.RestartFrame(a.Arguments.NumberAt("frameId") ?? 0)),
            ["stackTrace"] = static (s, a) => s.Looks.Stack(a.Arguments),
            ["scopes"] = static (s, a) => s.Looks.Scopes(a.Arguments.NumberAt("frameId") ?? 0),
            ["variables"] = static (s, a) => s.Looks.Variables(a.Arguments),
            ["evaluate"] = static (s, a) => s.Looks.Evaluate(a.Arguments),
            ["exceptionInfo"] = static (s, _) => s.Looks.Failure(),
            ["source"] = static (s, a) => s.Sources.Text(a.Arguments),
            ["loadedSources"] = static (s, _) => s.Sources.All(s.Recording.Runbook),
        };

    /// <summary>What the adapter can do.</summary>
    internal static JsonObject Abilities(Locale language) =>
        new()
        {
            ["supportsConfigurationDoneRequest"] = true,
            ["supportsConditionalBreakpoints"] = true,
            ["supportsHitConditionalBreakpoints"] = true,
            ["supportsLogPoints"] = true,
            ["supportsEvaluateForHovers"] = true,
            ["supportsStepBack"] = true,
            ["supportsRestartFrame"] = true,
            ["supportsRestartRequest"] = true,
            ["supportsExceptionInfoRequest"] = true,
            ["supportsBreakpointLocationsRequest"] = true,
            ["supportsLoadedSourcesRequest"] = true,
            ["supportsTerminateRequest"] = true,
            ["supportsCancelRequest"] = true,
            ["exceptionBreakpointFilters"] = new JsonArray(
                Filter(AnyFailure, Says.DapAnyFailure.In(language), isDefault: false),
                Filter(LastFailure, Says.DapLastFailure.In(language), isDefault: true)
            ),
        };

    private static JsonObject Filter(string name, string label, bool isDefault) =>
        new()
        {
            ["filter"] = name,
            ["label"] = label,
            ["default"] = isDefault,
        };

    private static JsonObject Whole() => new() { ["allThreadsContinued"] = true };

    // The answer comes first, then where it stopped.
    private static JsonObject? Moving(DebugSession session, Asked asked, Action move, JsonObject? answer = null)
    {
        if (!session.IsOver)
        {
            asked.Afterwards.Add(move);
        }

        return answer;
    }
}
