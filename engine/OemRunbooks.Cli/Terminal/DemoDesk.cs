using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Terminal;

/// <summary>
/// Answers for the invented technician of the demo: agrees to everything and ticks every item. Journals name the channel <c>demo</c>.
/// </summary>
internal sealed class DemoDesk(Ui ui) : IPersonDesk
{
    private const string Person = "technik-demo";

    public void Refused(Failure problem) => ui.Error.WriteLine(ui.Line(problem));

    public ValueTask<PersonAnswered?> AskAsync(StepWaiting waiting, Failure? problem, CancellationToken cancellation)
    {
        var values =
            waiting.Kind == "checklist"
                ? NamedValue.Map(PersonFields.Ticked.Is(People.ItemIds(waiting.Request)), PersonFields.Comments.Is(Value.EmptyMap))
                : Value.EmptyMap;
        return ValueTask.FromResult<PersonAnswered?>(
            problem is not null
                ? null
                : new(waiting.Path, Person, ui.Language.Code(), Answers.Prompt(waiting, ui.Language), Accepted: true, values, null, "demo")
        );
    }
}
