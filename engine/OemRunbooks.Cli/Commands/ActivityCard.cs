using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Cli.Commands;

/// <summary>One activity for a terminal, and as JSON.</summary>
internal static class ActivityCard
{
    internal static void Show(Ui ui, ActivityInfo info)
    {
        ui.Out.WriteLine(Ui.Colour(info.Name, "1", ui.OutColour));
        ui.Out.WriteLine(Wording.Sentence(info.Summary.In(ui.Language)));
        if (!info.Inputs.IsEmpty)
        {
            ui.Out.WriteLine();
            var inputs = new Table(
                ui.Say(Says.WordInput),
                ui.Say(Says.WordType),
                ui.Say(Says.WordRequired),
                ui.Say(Says.WordDefault),
                ui.Say(Says.WordMeaning)
            );
            foreach (var field in info.Inputs)
            {
                inputs.Add(
                    field.Name,
                    ActivityFacts.Type(field),
                    field.Required ? ui.Say(Says.Yes) : "",
                    field.Default ?? "",
                    ActivityFacts.Meaning(field, ui.Language) + (field.Changes ? ui.Say(Says.ActivityCardChangedStep) : "")
                );
            }

            inputs.Write(ui);
        }

        if (!info.Outputs.IsEmpty)
        {
            ui.Out.WriteLine();
            var outputs = new Table(ui.Say(Says.ActivityCardOutput), ui.Say(Says.WordType), ui.Say(Says.WordMeaning));
            foreach (var field in info.Outputs)
            {
                outputs.Add(field.Name, ActivityFacts.Type(field), ActivityFacts.Meaning(field, ui.Language));
            }

            outputs.Write(ui);
        }

        ui.Out.WriteLine();
        var errors = new Table(ui.Say(Says.WordCode), ui.Say(Says.ActivityCardRetry), ui.Say(Says.ActivityCardWhatHappened));
        foreach (var error in info.Errors.DistinctBy(static e => e.Code))
        {
            errors.Add(error.Code, error.Retryable ? ui.Say(Says.Yes) : "", error.Told(ui.Messages, ui.Language));
        }

        errors.Write(ui);
        ui.Out.WriteLine();
        ui.Out.WriteLine($"{ui.Say(Says.WordCrashMiddle)}: {ActivityFacts.Crash(info, ui.Language)}.");
        if (info.Undo is { } undo)
        {
            ui.Out.WriteLine($"{ui.Say(Says.WordUndoing)}: {undo.In(ui.Language)}.");
        }

        if (info.Example is { } example)
        {
            ui.Out.WriteLine();
            ui.Out.WriteLine(ui.Say(Says.ActivityCardExample));
            ui.Raw.WriteLine(string.Join('\n', example.Split('\n').Select(static l => "  " + l)));
        }
    }

    internal static Value Json(ActivityInfo info) =>
        Value.MapOf(
            ("name", Value.Of(info.Name)),
            ("summary", Json(info.Summary)),
            ("role", Value.Of(info.Role.ToString().ToLowerInvariant())),
            ("interruption", Value.Of(info.Interruption.ToString().ToLowerInvariant())),
            ("undo", info.Undo is null ? null : Json(info.Undo)),
            (
                "inputs",
                Value.List(
                    info.Inputs.Select(static f =>
                        Value.MapOf(
                            ("name", Value.Of(f.Name)),
                            ("type", Value.Of(ActivityFacts.Type(f))),
                            ("required", Value.Of(f.Required)),
                            ("default", Value.Of(f.Default)),
                            ("choices", f.Choices.IsEmpty ? null : Value.List(f.Choices.Select(Value.Of))),
                            ("changes", Value.Of(f.Changes)),
                            ("summary", Json(f.Summary))
                        )
                    )
                )
            ),
            (
                "outputs",
                Value.List(
                    info.Outputs.Select(static f =>
                        Value.MapOf(("name", Value.Of(f.Name)), ("type", Value.Of(ActivityFacts.Type(f))), ("summary", Json(f.Summary)))
                    )
                )
            ),
            (
                "errors",
                Value.List(
                    info.Errors.DistinctBy(static e => e.Code)
                        .Select(static e => Value.MapOf(("code", Value.Of(e.Code)), ("retryable", Value.Of(e.Retryable))))
                )
            ),
            ("example", Value.Of(info.Example))
        );

    private static Value Json(LocalizedText text) => Value.MapOf(("pl", Value.Of(text.Pl)), ("en", Value.Of(text.En)));
}
