using System.Globalization;
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

/// <summary>Asks the person at the terminal; answers confirmations that the runbook allows to be answered by <c>--yes</c>.</summary>
internal sealed class TerminalDesk(Ui ui, string person, bool yes, string station) : IPersonDesk
{
    private Task<string?>? pending;

    public void Refused(Failure problem) => ui.Error.WriteLine(ui.Line(problem));

    public async ValueTask<PersonAnswered?> AskAsync(StepWaiting waiting, Failure? problem, CancellationToken cancellation)
    {
        var prompt = Answers.Prompt(waiting, ui.Language);
        if (yes && waiting.Kind == "confirm" && PersonFields.AllowYes.In(waiting.Request))
        {
            return Answer(waiting, prompt, accepted: true, Value.EmptyMap, null, "yes");
        }

        if (!Ui.IsInteractive)
        {
            return null;
        }

        if (problem is not null)
        {
            ui.Error.WriteLine(ui.Line(problem));
        }

        DropTyped();
        ui.Error.WriteLine();
        ui.Error.WriteLine(Ui.Colour($"  {Visible.Text(prompt)}", "1", ui.ErrorColour));
        return waiting.Kind switch
        {
            "ask" => await FieldsAsync(waiting, prompt, cancellation).ConfigureAwait(false),
            "checklist" => await ItemsAsync(waiting, prompt, cancellation).ConfigureAwait(false),
            "interrupted" => await ChoiceAsync(waiting, prompt, cancellation).ConfigureAwait(false),
            _ => await YesNoAsync(waiting, prompt, cancellation).ConfigureAwait(false),
        };
    }

    private async Task<PersonAnswered?> YesNoAsync(StepWaiting waiting, string prompt, CancellationToken cancellation)
    {
        var accepted = await AskYesNoAsync($"  {ui.Say(Says.DeskYesNo)} ", cancellation).ConfigureAwait(false);
        if (accepted is not { } answer)
        {
            return null;
        }

        var comment = answer ? null : await ReadAsync($"  {ui.Say(Says.DeskReason)} ", cancellation).ConfigureAwait(false);
        return Answer(waiting, prompt, answer, Value.EmptyMap, comment, "terminal");
    }

    private async Task<PersonAnswered?> FieldsAsync(StepWaiting waiting, string prompt, CancellationToken cancellation)
    {
        var values = Value.EmptyMap;
        foreach (var field in PersonFields.Fields.In(waiting.Request))
        {
            var name = QuestionFields.Name.In(field);
            if (await FieldAsync(field, name, cancellation).ConfigureAwait(false) is not { } value)
            {
                return null;
            }

            values = values.With(name, value);
        }

        return Answer(waiting, prompt, accepted: true, values, null, "terminal");
    }

    // What a field can't take is asked for again, and only that.
    private async Task<Value?> FieldAsync(Value field, string name, CancellationToken cancellation)
    {
        var asked = QuestionFields.Prompt.In(field)?.In(ui.Language) ?? name;
        var choices = QuestionFields.Choices.In(field);
        var allowed =
            choices.Count > 0 ? $" [{string.Join(" / ", choices)}]"
            : QuestionFields.Type.In(field) == "boolean" ? $" {ui.Say(Says.DeskYesNo)}"
            : "";
        while (await ReadAsync($"  {Visible.Text(asked + allowed)}: ", cancellation).ConfigureAwait(false) is { } text)
        {
            var value = People.Understood(field, text);
            if ((People.CheckField(field, value) ?? Absent(field, name, value)) is not { } problem)
            {
                return value;
            }

            ui.Error.WriteLine("  " + ui.Line(problem));
        }

        return null;
    }

    private Failure? Absent(Value field, string name, Value value) =>
        QuestionFields.Type.In(field) == "file" && value.AsText() is { Length: > 0 } path && !File.Exists(Path.GetFullPath(path, station))
            ? Faults.PersonFileMissing(name, path)
            : null;

    private async Task<PersonAnswered?> ItemsAsync(StepWaiting waiting, string prompt, CancellationToken cancellation)
    {
        var ticked = new List<string>();
        var open = new List<string>();
        var (comments, files) = (Value.EmptyMap, Value.EmptyMap);
        var items = PersonFields.Items.In(waiting.Request);
        for (var i = 0; i < items.Count; i++)
        {
            var text = People.ItemText(items[i]).In(ui.Language);
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            var done = await AskYesNoAsync($"  {number}. {Visible.Text(text)} {ui.Say(Says.TerminalDeskYN)}: ", cancellation)
                .ConfigureAwait(false);
            var file = done is true && People.TakesEvidence(items[i]) ? await FileAsync(cancellation).ConfigureAwait(false) : null;
            if (done is not { } yesDone)
            {
                return null;
            }

            // Without its file an item stays open.
            var id = People.ItemId(items[i], i);
            if (yesDone && (file is not null || !People.TakesEvidence(items[i])))
            {
                ticked.Add(id);
                files = file is null ? files : files.With(id, Value.Of(file));
            }
            else
            {
                open.Add(Visible.Text(id));
                var comment = await ReadAsync($"     {ui.Say(Says.DeskComment)} ", cancellation).ConfigureAwait(false);
                comments = comment is { Length: > 0 } ? comments.With(id, Value.Of(comment)) : comments;
            }
        }

        if (open.Count > 0)
        {
            ui.Error.WriteLine($"  {ui.Say(Says.DeskItemsOpen(open.Count, string.Join(", ", open)))}");
        }

        var values = NamedValue.Map(PersonFields.Ticked.Is(ticked), PersonFields.Comments.Is(comments));
        return Answer(
            waiting,
            prompt,
            accepted: true,
            files.Members.IsEmpty ? values : values.With(PersonFields.Files.Name, files),
            null,
            "terminal"
        );
    }

    // The path of a file that is there; null for nothing entered.
    private async Task<string?> FileAsync(CancellationToken cancellation)
    {
        while (await ReadAsync($"     {ui.Say(Says.DeskFile)} ", cancellation).ConfigureAwait(false) is { } text)
        {
            if (text.Trim() is not { Length: > 0 } path)
            {
                return null;
            }

            if (File.Exists(Path.GetFullPath(path, station)))
            {
                return path;
            }

            ui.Error.WriteLine($"     {ui.Line(Faults.PersonFileMissing(PersonFields.Files.Name, path))}");
        }

        return null;
    }

    private async Task<PersonAnswered?> ChoiceAsync(StepWaiting waiting, string prompt, CancellationToken cancellation)
    {
        while (await ReadAsync($"  {ui.Say(Says.DeskChoice)} ", cancellation).ConfigureAwait(false) is { } text)
        {
            var choice = text.Trim() switch
            {
                "1" => "rerun",
                "2" => "done",
                "3" => "abort",
                _ => null,
            };
            if (choice is not null)
            {
                return Answer(waiting, prompt, choice != "abort", Value.MapOf(("choice", Value.Of(choice))), null, "terminal");
            }
        }

        return null;
    }

    private async Task<bool?> AskYesNoAsync(string question, CancellationToken cancellation)
    {
        while (await ReadAsync(question, cancellation).ConfigureAwait(false) is { } text)
        {
            switch (text.Trim().ToLowerInvariant())
            {
                case "t" or "tak" or "y" or "yes":
                    return true;
                case "n" or "nie" or "no":
                    return false;
            }
        }

        return null;
    }

    /// <summary>What the person types after a question; null at the end of what there is.</summary>
    internal async Task<string?> ReadAsync(string question, CancellationToken cancellation)
    {
        ui.Error.Write(question);

        // A read can't be taken back: when somebody else has answered, it goes on for the next question, from which DropTyped parts it.
        pending ??= Task.Run(Console.In.ReadLine, CancellationToken.None);
        try
        {
            var text = await pending.WaitAsync(cancellation).ConfigureAwait(false);
            pending = null;
            return text;
        }
        catch (OperationCanceledException)
        {
            ui.Error.WriteLine();
            throw;
        }
    }

    /// <summary>What was typed before a question stood there answers nothing.</summary>
    internal void DropTyped()
    {
        Streams.DropTyped();
        pending = pending is { IsCompleted: true } ? null : pending;
    }

    private PersonAnswered Answer(StepWaiting waiting, string shown, bool accepted, Value values, string? comment, string channel) =>
        new(
            waiting.Path,
            person,
            ui.Language.Code(),
            shown,
            accepted,
            values,
            string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(),
            channel
        );
}
