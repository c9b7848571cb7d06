using System.Globalization;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Station.Workshop.Debugging;

/// <summary>Tells what happens in a run, step by step, in lines for people.</summary>
/// <param name="messages">The words.</param>
/// <param name="language">The language of whoever looks on.</param>
public sealed class StepLines(Messages messages, Locale language)
{
    private const int MostShown = 200;

    /// <summary>What is about to be done: the step, then on what condition and with which inputs.</summary>
    public IEnumerable<string> Before(NextStep next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.IsSkipped
            ? [$"– {Visible.Text(next.Path)}: {Say(Says.DebugNotFulfilled(Visible.Text(next.Condition ?? "")))}{Seen(next.Seen)}"]
            :
            [
                Heading(next),
                .. next.Condition is { } met ? [$"    {Say(Says.DebugFulfilled(Visible.Text(met)))}{Seen(next.Seen)}"] : (string[])[],
                .. Members(Says.DebugInputs, next.Inputs),
            ];
    }

    /// <summary>What came of it; nothing for facts that tell nobody anything.</summary>
    public IEnumerable<string> After(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var path = Visible.Text(fact.StepPath ?? "");
        return fact switch
        {
            StepSkipped skipped => [$"– {path}: {Say(Says.DebugNotFulfilled(Visible.Text(skipped.Condition)))}{Seen(skipped.Seen)}"],
            StepSucceeded done => [$"  ✓ {path}", .. Members(Says.DebugOutputs, done.Outputs)],
            StepFailed failed => [Failed(path, failed.Failure)],
            UndoFailed failed => [Failed(path, failed.Failure)],
            UndoSucceeded => [$"  ✓ {path}: {Say(Says.DebugUndone)}"],
            RetryScheduled retry => [$"  ↻ {path}: {Say(Retry(retry))}"],
            RouteTaken route => [$"  → {path}{(path.Length > 0 ? ": " : "")}{Route(route)}"],
            StepWaiting => [$"  ? {path}: {Say(Says.DebugAsked)}"],
            PersonAnswered answered =>
            [
                $"  ← {path}: {Say(Says.DebugAnswered(Visible.Text(answered.By)))} {(answered.Accepted ? "✓" : "✗")}",
                .. Members(Says.DebugAnswers, answered.Values),
            ],
            RunResumed => [$"! {Say(Says.DebugRestarted)}"],
            RunFinished finished => [Ended(finished), .. Members(Says.DebugOutputs, finished.Outputs)],
            _ => [],
        };
    }

    /// <summary>Where a failure led.</summary>
    public string Route(RouteTaken route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Team is { } team
            ? Say(Says.DebugEscalates(route.Code, Visible.Text(team)))
            : Say(Says.DebugRoute(route.Code, route.Taken.Word()));
    }

    /// <summary>What came otherwise than a test expects, or that nothing did.</summary>
    public IEnumerable<string> Verdict(Engine.Scenarios.ScenarioResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Passed
            ? [$"✓ {Say(Says.DebugPassed)}"]
            :
            [
                $"✗ {Say(Says.DebugFailed)}",
                .. result.Mismatches.Select(m => $"    {m.Code}: {Visible.Text(messages.Words(m.Code, m.Arguments, language).TrimEnd())}"),
            ];
    }

    /// <summary>A value on one line.</summary>
    public static string Shown(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Kind switch
        {
            ValueKind.Text or ValueKind.Secret => value.ToText(),
            ValueKind.Unknown => $"‹{value.ToText()}›",
            _ => CanonicalJson.Text(value.Recorded()),
        };
        return Visible.Text(text.Length <= MostShown ? text : text[..MostShown] + "…");
    }

    private static string Seen(Value seen) =>
        seen.Members.IsEmpty ? "" : $"  [{string.Join(", ", seen.Members.Select(static m => $"{m.Key} = {Shown(m.Value)}"))}]";

    private static string Ended(RunFinished finished) =>
        $"■ {finished.Outcome.Word()}{(finished.Failure is { } failure ? " · " + failure.Code : "")}";

    private Sentence Retry(RetryScheduled retry) =>
        Says.DebugRetry(
            retry.Attempt.ToString(CultureInfo.InvariantCulture),
            Durations.Show(TimeSpan.FromMilliseconds(retry.DelayMilliseconds), language)
        );

    private string Heading(NextStep next)
    {
        var id = Visible.Text(next.Path);
        var title = Visible.Text(next.Title.In(language));
        var attempt = next.Attempt > 1 ? ", " + Say(Says.DebugAttempt(next.Attempt.ToString(CultureInfo.InvariantCulture))) : "";
        var activity = next.Activity is { } name ? $" · {name}{attempt}" : "";
        var sign = next.IsUndo ? $"↶ {Say(Says.DebugUndoes)}" : "▶";
        return $"{sign} {(title == id ? id : $"{id}: {title}")}{activity}";
    }

    private string Failed(string path, Failure failure) =>
        $"  ✗ {path}: {failure.Code}: {Visible.Text(messages.Words(failure.Code, failure.Arguments, language).TrimEnd())}";

    private IEnumerable<string> Members(Sentence heading, Value values) =>
        values.Members.IsEmpty
            ? []
            : values.Members.Select(static m => $"      {Visible.Text(m.Key)} = {Shown(m.Value)}").Prepend($"    {Say(heading)}:");

    private string Say(Sentence words) => words.In(language);
}
