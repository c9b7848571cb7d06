using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Workshop.Debugging;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>A place at which a run stops or says something.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Book">The id of the runbook, or the name of the activity, in whose text it stands.</param>
/// <param name="Step">The step.</param>
internal sealed record Breakpoint(int Id, string Book, string Step)
{
    /// <summary>Must be true there; null for always.</summary>
    internal Expression? Condition { get; init; }

    /// <summary>Of all times that the run comes there, counted from its beginning, those that are meant; null for all.</summary>
    internal Func<int, bool>? Hits { get; init; }

    /// <summary>What is said in place of stopping, with expressions in braces; or null.</summary>
    internal string? Message { get; init; }
}

/// <summary>A breakpoint that a stop meets.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Log">What is said in place of stopping, or null.</param>
internal sealed record MetBreakpoint(int Id, string? Log);

/// <summary>The breakpoints of a debugger: lines of runbooks, meant as the steps that stand there.</summary>
internal sealed partial class Breakpoints
{
    private readonly Dictionary<string, List<Breakpoint>> byFile = new(StringComparer.Ordinal);
    private int last;

    /// <summary>Puts breakpoints in the place of those that a file had.</summary>
    internal JsonArray Set(Document? document, JsonNode? arguments, Counting counting, Locale language)
    {
        var file = document?.Path ?? "";
        var set = byFile[file] = [];
        var told = new JsonArray();
        foreach (var wanted in arguments.ListAt("breakpoints"))
        {
            var id = ++last;
            var step = document is null ? null : StepAt(document, (wanted.NumberAt("line") ?? 0) - counting.FirstLine);
            var one = new JsonObject { ["id"] = id, ["verified"] = false };
            told.Add((JsonNode)one);
            if (step is null)
            {
                one["message"] = Says.DapNoStepHere.In(language);
                continue;
            }

            one["line"] = LineOf(document!, step) + counting.FirstLine;
            var findings = new Findings("") { IsStrict = true };
            var condition = wanted.TextAt("condition") is { Length: > 0 } text ? RunbookLoader.ReadExpression(text, findings) : null;
            var hits = HitsOf(wanted.TextAt("hitCondition"));
            if (findings.HasErrors || (hits is null && wanted.TextAt("hitCondition") is { Length: > 0 }))
            {
                one["message"] = Says.DapConditionUnreadable.In(language);
                continue;
            }

            one["verified"] = true;
            set.Add(
                new(id, document!.Names.Called is [var own, ..] ? own : "", step.Id)
                {
                    Condition = condition,
                    Hits = hits,
                    Message = wanted.TextAt("logMessage") is { Length: > 0 } log ? log : null,
                }
            );
        }

        return told;
    }

    /// <summary>The lines of a range on which a breakpoint can stand.</summary>
    internal static JsonArray Locations(Document? document, JsonNode? arguments, Counting counting)
    {
        var first = (arguments.NumberAt("line") ?? counting.FirstLine) - counting.FirstLine;
        var end = (arguments.NumberAt("endLine") ?? first + counting.FirstLine) - counting.FirstLine;
        return Json.List(
            (document?.Names.Steps ?? [])
                .Where(static s => s.Id.Length > 0)
                .Select(s => LineOf(document!, s))
                .Where(l => first <= l && l <= end)
                .Select(l => new JsonObject { ["line"] = l + counting.FirstLine })
        );
    }

    /// <summary>The breakpoints that a stop meets.</summary>
    internal IEnumerable<MetBreakpoint> At(Playback playback, int position)
    {
        var stop = playback.Stops[position];
        if (stop.Path.Last.Part != PathPart.Step || playback.PlaceOf(stop.Path) is not { } place)
        {
            yield break;
        }

        foreach (var one in byFile.Values.SelectMany(static b => b).Where(b => b.Step == place.Step.Id && b.Book == place.Owner.Id))
        {
            if (
                (one.Hits is null || one.Hits(Times(playback, position, place)))
                && (one.Condition is null || Value(one.Condition, playback.NamesAt(position)) == "true")
            )
            {
                yield return new(one.Id, one.Message is null ? null : Filled(one.Message, playback.NamesAt(position)));
            }
        }
    }

    private static int Times(Playback playback, int position, StepPlace place) =>
        playback
            .Stops.Take(position + 1)
            .Count(s =>
                s.Kind is StopKind.Begin or StopKind.Skip or StopKind.Undo
                && s.Path.Last is { Part: PathPart.Step, Id: var id }
                && id == place.Step.Id
                && playback.PlaceOf(s.Path)?.Owner.Id == place.Owner.Id
            );

    // What can't be computed there is not true there.
    private static string? Value(Expression expression, INames names)
    {
        try
        {
            return StepLines.Shown(Evaluator.Evaluate(expression, names));
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    private static string Filled(string message, INames names)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var match in Braces().Matches(message).Cast<Match>())
        {
            var expression = RunbookLoader.ReadExpression(match.Groups["expression"].Value, new Findings(""));
            text.Append(message, at, match.Index - at).Append((expression is null ? null : Value(expression, names)) ?? match.Value);
            at = match.Index + match.Length;
        }

        return text.Append(message, at, message.Length - at).ToString();
    }

    // On the line, or, on one that holds nothing of its own, the next one below.
    private static WrittenStep? StepAt(Document document, int line)
    {
        var source = document.Source;
        var steps = document.Names.Steps.Where(static s => s.Id.Length > 0).ToList();
        var isEmpty = line < source.LineCount && source.Line(line).Trim() is "" or ['#', ..] or "steps:" or "finally:";
        return steps.FindLast(s => source.LineOf(s.Item.Start) <= line && line <= source.LineOf(s.Item.Span.End))
            ?? (isEmpty ? steps.Find(s => source.LineOf(s.Item.Start) > line) : null);
    }

    private static int LineOf(Document document, WrittenStep step) =>
        document.Source.LineOf(step.Node.Find("id")?.Key.Span.Start ?? step.Item.Start);

    private static Func<int, bool>? HitsOf(string? text)
    {
        var match = HitCondition().Match(text ?? "");
        if (!match.Success)
        {
            return null;
        }

        var number = int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return match.Groups["sign"].Value switch
        {
            ">" => n => n > number,
            ">=" => n => n >= number,
            "<" => n => n < number,
            "<=" => n => n <= number,
            "%" => n => number > 0 && n % number == 0,
            _ => n => n == number,
        };
    }

    [GeneratedRegex(@"\A\s*(?<sign>>=|<=|==|=|>|<|%)?\s*(?<number>[0-9]{1,9})\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HitCondition();

    [GeneratedRegex(@"\{(?<expression>[^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}
