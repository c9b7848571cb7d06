using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Answers for the invented technician of the demo: agrees to everything and ticks every item. Journals name the channel <c>demo</c>.</summary>
internal sealed class DemoDesk(Ui ui) : IPersonDesk
{
    private const string Person = "technik-demo";

    public ValueTask<PersonAnswered?> AskAsync(StepWaiting waiting, Failure? problem, CancellationToken cancellation)
    {
        var ticked = waiting.Request["items"].Items.Select(static (item, i) => Value.Of(People.ItemId(item, i)));
        var values = waiting.Kind == "checklist" ? Value.MapOf(("ticked", Value.List(ticked)), ("comments", Value.EmptyMap)) : Value.EmptyMap;
        return ValueTask.FromResult<PersonAnswered?>(problem is not null
            ? null
            : new(waiting.Path, Person, ui.Language.Code(), TerminalDesk.Prompt(waiting, ui.Language), Accepted: true, values, null, "demo"));
    }
}
