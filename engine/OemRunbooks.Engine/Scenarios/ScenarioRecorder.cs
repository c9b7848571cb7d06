using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>A run as a scenario test.</summary>
/// <param name="Yaml">The test, as an item of the list under <c>tests</c>.</param>
/// <param name="LeftOut">Facts of the run that no scenario can repeat, as codes.</param>
public sealed record RecordedScenario(string Yaml, ImmutableArray<Failure> LeftOut);

/// <summary>
/// Turns a journal into a scenario test: what was given, answered and found becomes the test's answers, the way that was taken its
/// expectation.
/// </summary>
/// <remarks>
/// Secrets are not in a journal; what remains of them, their references, is left out as well. People become <c>operator</c> and
/// <c>person-1</c> …:
/// a test needs to know that they are different, not who they are. Of outputs, those stay that the runbook reads.
/// </remarks>
public sealed class ScenarioRecorder
{
    private readonly Runbook runbook;
    private readonly Places places;
    private readonly HashSet<(string Step, string Output)> read;
    private readonly Dictionary<string, SortedDictionary<int, Value>> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Finding> found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Value>> replies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> attempts = new(StringComparer.Ordinal);
    private readonly Tries tries = new();
    private readonly Dictionary<string, StepWaiting> asked = new(StringComparer.Ordinal);
    private readonly List<Value> faults = [];
    private readonly ImmutableArray<Failure>.Builder leftOut = ImmutableArray.CreateBuilder<Failure>();
    private string? lastDone;
    private string? undoing;
    private Entry? before;

    /// <summary>A recorder of runs of one runbook.</summary>
    public ScenarioRecorder(Runbook runbook)
    {
        this.runbook = runbook;
        places = new Places(runbook);
        read = RunbookReads(runbook);
    }

    /// <summary>Records a run.</summary>
    /// <exception cref="CodedException"><c>record.unfinished</c></exception>
    public RecordedScenario Record(IReadOnlyList<Entry> entries)
    {
        var state = new RunState(runbook);
        foreach (var entry in entries)
        {
            Take(entry, state);
            state.Apply(entry);
        }

        var story = new Story(entries, state, places);
        if (state.Finished is null && story.Waiting.Count == 0)
        {
            throw new CodedException(Faults.RecordUnfinished(state.Started?.RunId));
        }

        return new(Written(state, story), leftOut.ToImmutable());
    }

    private static HashSet<(string, string)> RunbookReads(Runbook runbook) =>
        [
            .. RunbookLoader
                .Called(runbook)
                .Prepend(runbook)
                .SelectMany(static r => r.Templates())
                .SelectMany(static t => t.Expressions)
                .SelectMany(static e => e.References)
                .Where(static r => r is { Root: "steps", Path: [_, "outputs", ..] })
                .Select(static r => (r.Path[0], r.Path.Length > 2 ? r.Path[2] : "*")),
        ];

    private void Take(Entry entry, RunState state)
    {
        tries.Take(entry.Fact);
        switch (entry.Fact)
        {
            case RunStarted started:
                people[started.Operator] = "operator";
                break;
            case StepStarted started when IsWork(started.Path):
                attempts[started.Path] = Math.Max(attempts.GetValueOrDefault(started.Path), started.Attempt);
                break;
            case StepReconciled look:
                found[look.Path] = look.Found;
                break;
            case StepSucceeded done when IsWork(done.Path):
                Answer(done.Path, Succeeded(done));
                lastDone = done.Path;
                break;
            case StepFailed { Attempt: > 0 } failed when IsWork(failed.Path):
                Failed(failed);
                lastDone = failed.Path;
                break;
            case StepWaiting waiting:
                asked[waiting.Path] = waiting;
                replies.TryAdd(waiting.Path, []);
                replies[waiting.Path].Add(Value.EmptyMap);
                break;
            case PersonAnswered answered:
                Reply(entry, answered);
                break;
            case UndoStarted undo:
                undoing = undo.Path;
                break;
            case UndoFailed undo:
                Answer(undo.Path, 1, Value.MapOf(("undo", Value.MapOf(("fails", Value.Of(undo.Failure.Code))))));
                undoing = null;
                break;
            case UndoSucceeded:
                undoing = null;
                break;
            case Deviation deviation:
                leftOut.Add(Faults.RecordDeviation(deviation.StepPath ?? ""));
                break;
            case RunResumed:
                Crash(entry, state);
                break;
        }

        before = entry.Fact is Sealed ? before : entry;
    }

    private bool IsWork(string path) => places.At(path) is { IsLeaf: true, Step.Activity.Role: ActivityRole.Work };

    private Value Succeeded(StepSucceeded done)
    {
        var id = places.At(done.Path)!.Step.Id;
        var outputs = Value.Map(done.Outputs.Members.Where(o => read.Contains((id, o.Key)) || read.Contains((id, "*"))));
        return Value.MapOf(
            ("outputs", outputs.Members.IsEmpty ? null : outputs),
            ("remarks", done.Remarks.IsEmpty ? null : Value.List(done.Remarks.Select(static r => Value.Of(r.Code)))),
            ("finds", done.Reconciled ? Value.Of(found.GetValueOrDefault(done.Path, Finding.Done).Word()) : null)
        );
    }

    private void Failed(StepFailed failed)
    {
        var code = failed.Failure.Code;
        if (code == Codes.StepTimeout)
        {
            Answer(failed.Path, Value.MapOf(("timesOut", Value.True)));
        }
        else if (places.At(failed.Path)!.Step.Activity!.Errors.Any(e => e.Code == code) || ErrorCode.OfEveryStep.Contains(code))
        {
            if (code != Codes.StepInterrupted)
            {
                Answer(failed.Path, Value.MapOf(("fails", Value.Of(code))));
            }
        }
        else
        {
            leftOut.Add(Faults.RecordCode(code, failed.Path));
        }
    }

    private void Answer(string path, Value answer) => Answer(path, Math.Max(1, tries.Last(path)), answer);

    // How a step is undone belongs to its first attempt, whichever was the one that worked.
    private void Answer(string path, int attempt, Value answer)
    {
        answers.TryAdd(path, []);
        answers[path][attempt] = Value.Map((answers[path].GetValueOrDefault(attempt) ?? Value.EmptyMap).Members.SetItems(answer.Members));
    }

    private void Reply(Entry entry, PersonAnswered answered)
    {
        if (!asked.TryGetValue(answered.Path, out var question) || replies[answered.Path].Count == 0)
        {
            return;
        }

        var by = Value.Of(Name(answered.By));
        var reply = replies[answered.Path][^1];
        reply = question.Kind switch
        {
            "approve" when answered.Accepted => reply.With(
                PersonFields.ApprovedBy.Name,
                Value.List([.. PersonFields.ApprovedBy.In(reply).Items, by])
            ),
            "approve" => reply.With("rejectedBy", by),
            "interrupted" => reply.With("choice", answered.Values["choice"]),
            _ when !answered.Accepted => Value.MapOf(("declined", Value.True), (PersonFields.By.Name, by)),
            "ask" => NamedValue.Map(PersonFields.Answers.Is(answered.Values), PersonFields.By.Carries(by)),
            "checklist" => NamedValue.Map([
                PersonFields.Ticked.Carries(Ticked(answered)),
                .. PersonFields.Files.In(answered.Values) is { IsNull: false } files
                    ? [PersonFields.Files.Carries(files)]
                    : Array.Empty<NamedValue>(),
                PersonFields.By.Carries(by),
            ]),
            _ => NamedValue.Map(PersonFields.Confirmed.Is(true), PersonFields.By.Carries(by)),
        };
        replies[answered.Path][^1] = question.Expires is { } expires && entry.At > expires ? reply.With("expires", Value.True) : reply;
    }

    private static Value Ticked(PersonAnswered answered) =>
        PersonFields.Ticked.In(answered.Values) is { IsNull: false } ticked ? ticked : Value.EmptyList;

    private string Name(string person)
    {
        if (!people.TryGetValue(person, out var name))
        {
            people[person] = name = string.Create(CultureInfo.InvariantCulture, $"person-{people.Count}");
        }

        return name;
    }

    // A resume after anything but a stop at a safe point, or a wait with nothing else going on, comes after a crash.
    private void Crash(Entry resumed, RunState state)
    {
        if (before is null or { Fact: RunStarted })
        {
            return;
        }

        var inFlight = places
            .All.Where(static p => p.IsLeaf)
            .Select(p => state.Find(p.Path))
            .FirstOrDefault(static n => n is { State: LiveState.Running, Waiting: null, Step.Activity.Role: ActivityRole.Work });
        if (state.IsInterrupted || RunStandings.IsAtRest(state))
        {
            return;
        }

        var (kind, path) =
            undoing is { } undo ? ("crashInUndo", undo)
            : inFlight is { } node ? ("crashIn", node.Path)
            : ("crashAfter", lastDone);
        if (path is not null)
        {
            faults.Add(Value.MapOf((kind, Value.Of(places.Short(path))), ("clock", resumed.At < before.At ? Value.Of("back") : null)));
        }
    }

    private string Written(RunState state, Story story)
    {
        var started = state.Started!;
        var yaml = new StringBuilder();
        var inputs = Value.Map(
            started.Inputs.Members.Where(i =>
                runbook.Input(i.Key) is { } input && input.Type != InputType.Secret && !i.Value.IsNull && !IsDefault(input, i.Value)
            )
        );
        var (en, pl) = ($"As in run {started.RunId}", $"Jak w przebiegu {started.RunId}");
        yaml.Append(CultureInfo.InvariantCulture, $"  - name: {Flow(Value.MapOf(("en", Value.Of(en)), ("pl", Value.Of(pl))))}\n");
        Line(yaml, "    inputs", inputs);
        Line(yaml, "    station", Value.Map(started.Station.Members.Where(static m => m.Key is "platform" or "architecture")));
        Lines(yaml, "activities", answers.Select(static a => KeyValuePair.Create(a.Key, Shortened([.. a.Value.Values]))));
        Lines(
            yaml,
            "answers",
            replies.Select(static r => KeyValuePair.Create(r.Key, Shortened([.. r.Value.Where(static v => !v.Members.IsEmpty)])))
        );
        Line(yaml, "    faults", Value.List(faults));
        yaml.Append("    expect:\n");
        Line(yaml, "      path", Value.List(story.Path.Select(p => Value.Of(places.Short(p)))));
        Line(yaml, "      outcome", Value.Of(story.Outcome));
        Line(yaml, "      escalatedTo", Value.Of(state.Finished?.EscalatedTo));
        Line(yaml, "      code", Value.Of(state.Finished?.Failure?.Code));
        Line(yaml, "      compensated", Value.List(story.Compensated.Select(p => Value.Of(places.Short(p)))));
        var failed = story.Facts.OfType<StepFailed>().Select(static f => f.Path).ToHashSet();
        var again = attempts.Where(a => a.Value > 1 || failed.Contains(a.Key)).ToList();
        Line(yaml, "      attempts", Value.Map(again.Select(a => KeyValuePair.Create(places.Short(a.Key), Value.Of(a.Value)))));
        Entries(yaml, new RecordedEntries(places).Of(story.Facts));
        return yaml.ToString();
    }

    private static void Entries(StringBuilder yaml, IReadOnlyList<Value> entries)
    {
        yaml.Append(entries.Count > 0 ? "      journal:\n" : "");
        foreach (var entry in entries)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"        - {Flow(entry)}\n");
        }
    }

    private static bool IsDefault(InputDefinition input, Value given) =>
        input.Default is Template.Literal { Value: var value } && value.Equals(given);

    private static Value Shortened(ImmutableArray<Value> values) => values.Length == 1 ? values[0] : Value.List(values);

    private void Lines(StringBuilder yaml, string key, IEnumerable<KeyValuePair<string, Value>> members)
    {
        var lines = members.Where(static m => !m.Value.Members.IsEmpty || m.Value.Items.Any(static i => !i.Members.IsEmpty)).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        yaml.Append(CultureInfo.InvariantCulture, $"    {key}:\n");
        lines.ForEach(l => yaml.Append(CultureInfo.InvariantCulture, $"      {places.Short(l.Key)}: {Flow(l.Value)}\n"));
    }

    private static void Line(StringBuilder yaml, string key, Value value)
    {
        if (
            !value.IsNull
            && !(value.Kind == ValueKind.Map && value.Members.IsEmpty)
            && !(value.Kind == ValueKind.List && value.Items.IsEmpty)
        )
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{key}: {Flow(value)}\n");
        }
    }

    // JSON is YAML; words and paths that need no quotes read better without.
    private static string Flow(Value value) =>
        value.Kind switch
        {
            ValueKind.Map => $"{{{string.Join(", ", value.Members.Select(static m => $"{Flow(Value.Of(m.Key))}: {Flow(m.Value)}"))}}}",
            ValueKind.List => $"[{string.Join(", ", value.Items.Select(Flow))}]",
            ValueKind.Text when IsPlain(value.ToText()) => value.ToText(),
            ValueKind.Secret => CanonicalJson.Text(Value.Of(value.ToText())),
            _ => CanonicalJson.Text(value.Recorded()),
        };

    private static bool IsPlain(string text) =>
        text.Length is > 0 and < 80
        && char.IsAsciiLetter(text[0])
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
        && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
}
