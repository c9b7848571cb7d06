using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Planning;

/// <summary>The way on from a failed step: retry, catch, onFailure, in this order.</summary>
/// <remarks>
/// A run that is rolling back, and a failure because an enclosing block's time ran out, pass through every step on their way outward.
/// Source: language.md, "Failure".
/// </remarks>
internal static class FailureRouting
{
    internal static Decision Next(LiveStep node)
    {
        var problem = node.Problem!;
        var code = problem.Failure.Code;
        if (problem.RollingBack || (problem.Scope is { } scope && scope != node.Path))
        {
            return Take(node, Route.Abort, code);
        }

        var step = node.Step;
        if (
            step.Retry is { } retry
            && node.Attempt > 0
            && node.Attempt < retry.MaxAttempts
            && (retry.On.IsEmpty ? problem.Failure.Retryable : ErrorCode.Matches(retry.On, code))
        )
        {
            return new Decision.Retry(node.Path, node.Attempt + 1, retry.DelayAfter(node.Attempt));
        }

        for (var i = 0; i < step.Catch.Length; i++)
        {
            if (ErrorCode.Matches(step.Catch[i].On, code))
            {
                return new Decision.Record(new RouteTaken(node.Path, Route.Catch, code, i, null));
            }
        }

        return Take(node, RouteOf(step.OnFailure), code);
    }

    internal static Decision AfterCatch(LiveStep node) =>
        node.Body!.Problem is { } problem
            ? Take(node, Route.Abort, problem.Failure.Code)
            : Take(node, RouteOf(node.Step.Catch[node.CatchIndex].Then), node.Problem!.Failure.Code);

    private static Decision.Record Take(LiveStep node, Route route, string code) => new(new RouteTaken(node.Path, route, code, -1, null));

    private static Route RouteOf(FailureRoute route) =>
        route switch
        {
            FailureRoute.Abort => Route.Abort,
            FailureRoute.Continue => Route.Continue,
            FailureRoute.Rollback => Route.Rollback,
        };
}
