using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Planning;

/// <content>How steps end, and what is kept of them for undoing.</content>
public sealed partial class RunState
{
    private readonly List<string> notUndone = [];

    /// <summary>After a rollback, paths of the steps before it that were done and that it did not take back.</summary>
    public IReadOnlyList<string> NotUndone => Root?.Problem is { RollingBack: true } ? notUndone : [];

    /// <summary>How the steps that are done would be undone, newest first; what was undone is not among them.</summary>
    public IEnumerable<(string Path, ResolvedCompensation How)> Compensations => Root?.Compensations ?? [];

    /// <summary>Paths of the steps that are done and that nothing takes back.</summary>
    public IReadOnlyList<string> Irreversible => notUndone;

    private void Succeed(StepSucceeded succeeded)
    {
        var node = Live(succeeded.Path);
        var invocation = node.Scope.Invocation;
        TakeOver(node);
        Settle(succeeded.Path, invocation);
        if (succeeded.Compensation is { } how)
        {
            invocation.Compensations.Push((succeeded.Path, how));
        }
        else if (node.Step.Activity is { } done && Halfway.LeavesSomething(done, succeeded.Outputs) && Root?.Problem is null)
        {
            // What runs once the run has failed (handing over, the note, what tidies up) is no part of what is rolled back.
            // Once, however often a wait or a block that was tried again carried it out.
            if (!notUndone.Contains(succeeded.Path))
            {
                notUndone.Add(succeeded.Path);
            }
        }

        Close(node, new StepResult(StepResult.Succeeded, TypedOutputs(node, succeeded.Outputs), null));
    }

    // Undoing the caller undoes the called runbook's steps too, newest first; also those of one that failed and did not undo them itself.
    private static void TakeOver(LiveStep node)
    {
        foreach (var compensation in node.Call?.Compensations.Reverse() ?? [])
        {
            node.Scope.Invocation.Compensations.Push(compensation);
        }

        node.Call?.Compensations.Clear();
    }

    private void Fail(StepFailed failed, DateTimeOffset at)
    {
        var node = nodes.GetValueOrDefault(failed.Path) ?? Create(failed.Path, at);
        var inner = node.Body?.Problem;
        node.Problem = new Problem(
            failed.Failure,
            failed.From ?? failed.Path,
            failed.Scope,
            inner?.RollingBack ?? false,
            node.Call?.EscalatedTo ?? inner?.EscalatedTo
        );
        node.State = LiveState.Failed;
        node.Attempt = failed.Attempt;
        TakeOver(node);
        if (failed.HalfDone)
        {
            Settle(failed.Path, node.Scope.Invocation);
            halfDone.Add(failed.Path);
        }

        if (failed.Compensation is { } how)
        {
            node.Scope.Invocation.Compensations.Push((failed.Path, how));
        }
    }

    // The undoing of an activity made of YAML takes back all that its steps did.
    private void ForgetInside(string path)
    {
        if (
            StepPath.TryParse(path) is not { IsRoot: false } at
            || Runbook.Resolve(at)?.Step is not { Kind: StepKind.Group, Compensate: not null }
        )
        {
            return;
        }

        bool Inside(string p) => StepPath.Parse(p).IsBelow(at.Parent!);
        halfDone.RemoveAll(Inside);
        notUndone.RemoveAll(Inside);
    }

    // An attempt that failed before: the next one says anew what is left of the step, and how that is undone.
    private void Settle(string path, Invocation invocation)
    {
        if (halfDone.Remove(path) && invocation.Compensations.Any(c => c.Path == path))
        {
            var others = invocation.Compensations.Where(c => c.Path != path).Reverse().ToList();
            invocation.Compensations.Clear();
            others.ForEach(invocation.Compensations.Push);
        }
    }
}
