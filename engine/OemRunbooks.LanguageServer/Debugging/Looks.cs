using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Workshop.Debugging;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>What is seen at a stop: in which steps the run is, what they get, what was given before, which ways were taken.</summary>
internal sealed class Looks(Playback playback, SourceFiles sources, StepLines lines, Messages messages, Locale language)
{
    private readonly List<Func<IEnumerable<JsonObject>>> opened = [];

    /// <summary>The run goes on: what was seen is seen no more.</summary>
    internal void Forget() => opened.Clear();

    /// <summary>The frame of a number; null when there is none.</summary>
    internal Frame? Frame(int number) => playback.Frames.ElementAtOrDefault(number - 1);

    /// <summary>The frames.</summary>
    internal JsonObject Stack(JsonNode? arguments)
    {
        var all = playback.Frames;
        var first = Math.Max(0, arguments.NumberAt("startFrame") ?? 0);
        var count = arguments.NumberAt("levels") is > 0 and var levels ? levels : all.Count;
        return new() { ["stackFrames"] = Json.List(all.Select(Told).Skip(first).Take(count)), ["totalFrames"] = all.Count };
    }

    /// <summary>What a frame knows, in groups.</summary>
    internal JsonObject Scopes(int number)
    {
        var frame = Found(number);
        var scopes = new JsonArray(Scope(Says.DapStep, () => Step(number), "locals"));
        if (playback.Begun(frame.Path) is { } begun || (number == 1 && (begun = playback.Next) is not null))
        {
            scopes.Add((JsonNode)Scope(Says.DapStepInputs, () => Members(begun!.Inputs, null), "arguments"));
        }

        scopes.Add((JsonNode)Scope(Says.DapBranches, Branches));
        foreach (var (name, value) in playback.Values(frame.Path))
        {
            scopes.Add((JsonNode)Scope(TitleOf(name), () => Members(value, name)));
        }

        return new() { ["scopes"] = scopes };
    }

    /// <summary>What a group or a value holds.</summary>
    internal JsonObject Variables(JsonNode? arguments)
    {
        var found = opened.ElementAtOrDefault((arguments.NumberAt("variablesReference") ?? 0) - 1)?.Invoke() ?? [];
        var start = Math.Max(0, arguments.NumberAt("start") ?? 0);
        var count = arguments.NumberAt("count") is > 0 and var most ? most : int.MaxValue;
        return new() { ["variables"] = Json.List(found.Skip(start).Take(count)) };
    }

    /// <summary>What an expression gives in a frame.</summary>
    internal JsonObject Evaluate(JsonNode? arguments)
    {
        var findings = new Findings("") { IsStrict = true };
        var text = arguments.TextAt("expression") ?? "";
        if (RunbookLoader.ReadExpression(text, findings) is not { } expression)
        {
            throw new RefusedException(
                findings.Sorted is [var found, ..] ? Visible.Text(messages.Words(found.Code, found.Arguments, language)) : text
            );
        }

        try
        {
            var frame = arguments.NumberAt("frameId") is { } number ? Found(number) : playback.Frames[0];
            var value = Evaluator.Evaluate(expression, playback.Names(frame.Path));
            var told = Variable("", value, text);
            return new()
            {
                ["result"] = told["value"]!.DeepClone(),
                ["type"] = told["type"]!.DeepClone(),
                ["variablesReference"] = told["variablesReference"]!.DeepClone(),
            };
        }
        catch (EvaluationException error)
        {
            throw new RefusedException(Visible.Text(messages.Words(error.Failure.Code, error.Failure.Arguments, language)));
        }
    }

    /// <summary>The failure at which the run has stopped.</summary>
    internal JsonObject Failure()
    {
        if (FailureAt() is not { } failure)
        {
            throw new RefusedException(Says.DapNoFailure.In(language));
        }

        return new()
        {
            ["exceptionId"] = failure.Code,
            ["description"] = Visible.Text(messages.Words(failure.Code, failure.Arguments, language).TrimEnd()),
            ["breakMode"] = "always",
            ["details"] = new JsonObject
            {
                ["message"] = Visible.Text(messages.Hint(failure.Code, failure.Arguments, language) ?? ""),
                ["typeName"] = failure.Code,
            },
        };
    }

    private static Sentence TitleOf(string name) =>
        name switch
        {
            "inputs" => Says.DapRunbookInputs,
            "vars" => Says.DapVariables,
            "steps" => Says.DapStepsSoFar,
            "run" => Says.DapRun,
            "station" => Says.DapStation,
            _ => Says.DapLoopItem(name),
        };

    private Frame Found(int number) => Frame(number) ?? throw new RefusedException(Says.DapNoFrame.In(language));

    private Foundation.Failures.Failure? FailureAt() =>
        playback.Fact switch
        {
            StepFailed failed => failed.Failure,
            UndoFailed failed => failed.Failure,
            RunFinished finished => finished.Failure,
            _ => null,
        };

    private JsonObject Told(Frame frame, int index)
    {
        var counting = sources.Counting;
        var span = frame.Place?.Step.Span;
        return new()
        {
            ["id"] = index + 1,
            ["name"] = frame.Path.IsRoot ? Ending() : $"{frame.Name} · {frame.Owner.Id}",
            ["source"] = sources.Of(frame.Owner),
            ["line"] = (span?.Line ?? 1) - 1 + counting.FirstLine,
            ["column"] = (span?.Column ?? 1) - 1 + counting.FirstColumn,
        };
    }

    private string Ending() =>
        playback.Fact is RunFinished finished ? $"■ {finished.Outcome.Word()}" : $"■ {Says.DapJournalEnds.In(language)}";

    private JsonObject Scope(Sentence title, Func<IEnumerable<JsonObject>> content, string? hint = null)
    {
        var scope = new JsonObject
        {
            ["name"] = title.In(language),
            ["variablesReference"] = Reference(content),
            ["expensive"] = false,
        };
        if (hint is not null)
        {
            scope["presentationHint"] = hint;
        }

        return scope;
    }

    private int Reference(Func<IEnumerable<JsonObject>> content)
    {
        opened.Add(content);
        return opened.Count;
    }

    private IEnumerable<JsonObject> Step(int number)
    {
        var frame = Found(number);
        yield return Plain("step", frame.Path.ToString());
        if (frame.Place?.Step.Activity is { } activity)
        {
            yield return Plain("activity", activity.Name);
        }

        if (number != 1)
        {
            yield break;
        }

        if (playback.Next is { } next)
        {
            yield return Plain("attempt", next.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (next.Condition is { } condition)
            {
                yield return Plain("when", $"{condition} → {(next.IsSkipped ? "false" : "true")}", () => Seen(next.Seen));
            }
        }

        if (FailureAt() is { } failure)
        {
            var words = Visible.Text(messages.Words(failure.Code, failure.Arguments, language).TrimEnd());
            yield return Plain("failure", $"{failure.Code}: {words}", () => Members(failure.Arguments, null));
        }

        if (playback.Fact is RunFinished finished)
        {
            yield return Plain("outcome", finished.Outcome.Word());
            yield return Variable("outputs", finished.Outputs, null);
        }
    }

    private IEnumerable<JsonObject> Branches() =>
        playback
            .Branches(playback.Position)
            .Select(f =>
                f switch
                {
                    StepSkipped skipped => Plain(skipped.Path, $"{skipped.Condition} → false", () => Seen(skipped.Seen)),
                    RouteTaken route => Plain(route.Path.Length > 0 ? route.Path : "■", lines.Route(route)),
                    _ => throw new InvalidOperationException(f.Type.ToString()),
                }
            );

    // The names of what a condition read are expressions themselves.
    private IEnumerable<JsonObject> Seen(Value seen) => seen.Members.Select(m => Variable(m.Key, m.Value, m.Key));

    private IEnumerable<JsonObject> Members(Value value, string? of) =>
        value.Kind switch
        {
            ValueKind.Map => value.Members.Select(m => Variable(m.Key, m.Value, of is null ? null : $"{of}.{m.Key}")),
            ValueKind.List => value.Items.Select((item, i) => Variable($"[{i}]", item, of is null ? null : $"{of}[{i}]")),
            _ => [Variable(of ?? "", value, of)],
        };

    private JsonObject Variable(string name, Value value, string? expression)
    {
        var hasParts = value.Kind is ValueKind.Map or ValueKind.List && (value.Items.Length > 0 || !value.Members.IsEmpty);
        var told = new JsonObject
        {
            ["name"] = Visible.Text(name),
            ["value"] = value.Kind == ValueKind.Text ? $"\"{StepLines.Shown(value)}\"" : StepLines.Shown(value),
            ["type"] = SortWords.Of(value).In(language),
            ["variablesReference"] = hasParts ? Reference(() => Members(value, expression)) : 0,
        };
        if (expression is not null)
        {
            told["evaluateName"] = expression;
        }

        return told;
    }

    private JsonObject Plain(string name, string value, Func<IEnumerable<JsonObject>>? content = null) =>
        new()
        {
            ["name"] = Visible.Text(name),
            ["value"] = Visible.Text(value),
            ["variablesReference"] = content is null ? 0 : Reference(content),
        };
}
