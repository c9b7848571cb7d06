using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Execution;

/// <content>What is asked of people.</content>
public sealed partial class Runner
{
    // How often a question on the screen looks whether it was answered elsewhere.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private async Task<RunEnd?> AskAsync(string path, CancellationToken stop)
    {
        var waiting = People.StillOpen(state, path);
        Failure? problem = null;
        string? refused = null;
        while (host.People is { } desk)
        {
            PersonAnswered? answer;
            try
            {
                answer = await FirstAsync(desk, waiting, problem, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            if (answer is null)
            {
                break;
            }

            problem = People.Check(state, path, answer) ?? (desk.BringsFiles ? Attachments.Check(host.Station, waiting, answer) : null);
            if (problem is null)
            {
                var typed = People.Typed(waiting, answer);
                Append(desk.BringsFiles ? Attachments.Keep(host.Station, run, waiting, typed) : typed);

                // Who has answered and left something open comes back to it; who may not answer is not asked twice.
                if (state.Find(path) is not { } node || People.IsSettled(state, node) || waiting.Kind != "checklist")
                {
                    return null;
                }

                if (!desk.AsksForTheRest)
                {
                    return RunEnd.Waiting;
                }

                (waiting, refused) = (People.StillOpen(state, path), null);
                continue;
            }

            // Who may not answer is told so once; somebody else may step up.
            if (People.IsAboutWho(problem) && refused == answer.By)
            {
                desk.Refused(problem);
                break;
            }

            refused = answer.By;
        }

        return RunEnd.Waiting;
    }

    // Whoever answers first: the person here, or one at another terminal.
    private async Task<PersonAnswered?> FirstAsync(IPersonDesk desk, StepWaiting waiting, Failure? problem, CancellationToken stop)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var here = desk.AskAsync(waiting, problem, asking.Token);
        if (here.IsCompleted)
        {
            return await here.ConfigureAwait(false);
        }

        var asked = here.AsTask();
        while (await Task.WhenAny(asked, Task.Delay(Glance, CancellationToken.None)).ConfigureAwait(false) != asked)
        {
            if (run.TakeHanded(waiting.Path, h => People.Check(state, waiting.Path, h) is null) is { } handed)
            {
                await asking.CancelAsync().ConfigureAwait(false);
                _ = asked.ContinueWith(
                    static t => t.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                );
                return handed;
            }
        }

        return await asked.ConfigureAwait(false);
    }
}
