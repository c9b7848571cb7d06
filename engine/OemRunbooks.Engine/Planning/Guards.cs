using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Planning;

/// <summary>Which steps guard: they verify, or ask for consent. Nobody leaves one out for himself alone.</summary>
/// <remarks>A block guards when a step in it does; a call, when a step of the called runbook does. Source: journal.md.</remarks>
internal static class Guards
{
    internal static bool Is(Step step) =>
        step.WithDescendants()
            .Any(static s =>
                (s.Activity is { } activity && Is(activity))
                || (s.Called is { } called && RunbookLoader.Called(called).Prepend(called).SelectMany(static r => r.AllSteps()).Any(Own))
            );

    private static bool Own(Step step) => step.Activity is { } activity && Is(activity);

    private static bool Is(ActivityInfo activity) =>
        activity.Role == ActivityRole.Person
            ? activity != PersonActivities.Ask
            : activity.Name.StartsWith("verify.", StringComparison.Ordinal) || activity.Name.StartsWith("check.", StringComparison.Ordinal);
}
