using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Comparing;

/// <summary>
/// Takes the parts of a runbook apart into named texts, spelt in one way each, so that comparing parts is comparing texts.
/// </summary>
internal static class Facets
{
    internal static bool IsWording(string field) =>
        field
            is "hint.pl"
                or "hint.en"
                or "picture"
                or "name.pl"
                or "name.en"
                or "words.pl"
                or "words.en"
                or "description.pl"
                or "description.en"
                or "with.prompt"
                or "with.note";

    internal static SortedDictionary<string, string> Of(Runbook runbook)
    {
        var facets = New();
        facets["id"] = runbook.Id;
        facets["version"] = runbook.Version;
        Add(facets, "aliases", runbook.Aliases);
        Add(facets, "name", runbook.Name);
        Add(facets, "description", runbook.Description);
        Add(facets, "internal", runbook.IsInternal);
        return facets;
    }

    internal static SortedDictionary<string, string> Of(MadeActivity activity)
    {
        var facets = Of(activity.Body);
        facets["effect"] = activity.IsReadOnly ? "none" : "station";
        return facets;
    }

    internal static SortedDictionary<string, string> Of(OwnCode code)
    {
        var facets = New();
        Add(facets, "words", code.Words);
        Add(facets, "hint", code.Hint);
        return facets;
    }

    internal static SortedDictionary<string, string> Of(Output output, NamedTemplate? value)
    {
        var facets = value is null ? New() : Of(value);
        facets["type"] = output.Type.ToString().ToLowerInvariant();
        Add(facets, "choices", output.Choices);
        Add(facets, "optional", output.IsSometimes);
        Add(facets, "description", output.Summary);
        return facets;
    }

    internal static SortedDictionary<string, string> Of(InputDefinition input)
    {
        var facets = New();
        facets["type"] = input.Type.ToString().ToLowerInvariant();
        Add(facets, "required", input.Required);
        Add(facets, "default", input.Default);
        Add(facets, "choices", input.Choices);
        Add(facets, "pattern", input.Pattern);
        Add(facets, "min", input.Min?.ToString(CultureInfo.InvariantCulture));
        Add(facets, "max", input.Max?.ToString(CultureInfo.InvariantCulture));
        Add(facets, "mustExist", input.MustExist);
        Add(facets, "name", input.Title);
        Add(facets, "description", input.Description);
        return facets;
    }

    internal static SortedDictionary<string, string> Of(NamedTemplate value)
    {
        var facets = New();
        facets["value"] = ExpressionText.Of(value.Template);
        return facets;
    }

    internal static SortedDictionary<string, string> Of(Escalation escalation)
    {
        var facets = New();
        foreach (var given in escalation.Step.With)
        {
            Add(facets, given.Name == "team" ? "team" : "with." + given.Name, given.Template);
        }

        return facets;
    }

    internal static SortedDictionary<string, string> Of(Step step)
    {
        var facets = New();
        facets["kind"] = step.Kind.ToString().ToLowerInvariant();
        Add(facets, "action", step.Activity?.Name);
        Add(facets, "name", step.Title is { } title ? $"{ExpressionText.Of(title.Pl)} / {ExpressionText.Of(title.En)}" : null);
        if (step.Title is null)
        {
            Add(facets, "name", step.Name);
        }

        Add(facets, "when", step.When);
        Add(facets, "timeout", step.Timeout is { } limit ? Time(limit) : null);
        facets["onFailure"] = (step.KeepsPasses ? FailureRoute.Continue : step.OnFailure).ToString().ToLowerInvariant();
        Add(facets, "onInterrupted", step.OnInterrupted?.ToString().ToLowerInvariant());
        Add(
            facets,
            "maxParallel",
            step.Kind is StepKind.Parallel or StepKind.ForEach ? step.MaxParallel.ToString(CultureInfo.InvariantCulture) : null
        );
        Add(facets, "forEach.in", step.In);
        Add(facets, "forEach.as", step.Kind == StepKind.ForEach ? step.As : null);
        Add(facets, "forEach.until", step.Kind == StepKind.ForEach ? step.Until : null);
        Add(facets, "forEach.collect.", step.Collect ?? []);
        Add(facets, "wait.that", step.Kind == StepKind.Wait ? step.Until : null);
        Add(facets, "wait.every", step.Kind == StepKind.Wait ? Time(step.Every) : null);
        Add(facets, "description", step.Description);
        Add(facets, "hint", step.Hint);
        Add(facets, "picture", step.Picture);
        Add(facets, "skippable", step.IsSkippable ? null : "false");
        Add(facets, "calls", step.Called is { } called ? $"{called.Id} {called.Version} ({called.Source.Digest[..12]})" : null);
        Add(facets, "retry", step.Retry is { } retry ? Of(retry) : null);
        Add(facets, "compensate", step.Compensate?.Action.Name);
        Add(facets, "compensate.when", step.Compensate is { } undo ? undo.When : null);
        Add(facets, "with.", step.With);
        Add(facets, "compensate.with.", step.Compensate?.With ?? []);
        for (var i = 0; i < step.Catch.Length; i++)
        {
            facets[StepPath.Root.Catch(i).Name] =
                $"{string.Join(", ", step.Catch[i].On)} → {step.Catch[i].Then.ToString().ToLowerInvariant()}";
        }

        return facets;
    }

    private static string Of(RetryPolicy retry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{retry.MaxAttempts} × {Time(retry.Delay)}, backoff {retry.Backoff}, max {Time(retry.MaxDelay)}"
                + $"{(retry.On.IsEmpty ? "" : ", on " + string.Join(", ", retry.On))}"
        );

    private static string Time(TimeSpan time) =>
        time.Ticks switch
        {
            var t when t % TimeSpan.TicksPerDay == 0 && t > 0 => $"{t / TimeSpan.TicksPerDay}d",
            var t when t % TimeSpan.TicksPerHour == 0 && t > 0 => $"{t / TimeSpan.TicksPerHour}h",
            var t when t % TimeSpan.TicksPerMinute == 0 && t > 0 => $"{t / TimeSpan.TicksPerMinute}m",
            var t when t % TimeSpan.TicksPerSecond == 0 => $"{t / TimeSpan.TicksPerSecond}s",
            var t => $"{t / TimeSpan.TicksPerMillisecond}ms",
        };

    private static SortedDictionary<string, string> New() => new(StringComparer.Ordinal);

    private static void Add(SortedDictionary<string, string> facets, string name, string? text)
    {
        if (text is not null)
        {
            facets[name] = text;
        }
    }

    private static void Add(SortedDictionary<string, string> facets, string name, bool flag) => Add(facets, name, flag ? "true" : null);

    private static void Add(SortedDictionary<string, string> facets, string name, Template? template) =>
        Add(facets, name, template is null ? null : ExpressionText.Of(template));

    private static void Add(SortedDictionary<string, string> facets, string name, ImmutableArray<string> texts) =>
        Add(facets, name, texts.IsEmpty ? null : string.Join(", ", texts));

    private static void Add(SortedDictionary<string, string> facets, string prefix, ImmutableArray<NamedTemplate> with)
    {
        foreach (var given in with)
        {
            Add(facets, prefix + given.Name, given.Template);
        }
    }

    private static void Add(SortedDictionary<string, string> facets, string name, LocalizedText? text)
    {
        Add(facets, name + ".pl", text?.Pl);
        Add(facets, name + ".en", text?.En);
    }
}
