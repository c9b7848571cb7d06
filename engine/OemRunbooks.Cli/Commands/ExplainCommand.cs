using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook explain CODE</c>.</summary>
internal sealed class ExplainCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 100;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("explain", VerbGroup.Leads, "runbook explain fingerprint.mismatch")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var code = new Argument<string?>(globals.Say(Says.WordCode))
        {
            Description = globals.Say(Says.ExplainCodeSuchFingerprintMismatchRb),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var format = globals.PageFormat();
        return globals.Does(
            new Command("explain", globals.Say(Says.ExplainExplainsCodeWhatHappenedWhat)) { code, format },
            (parse, ui, _) =>
                Task.FromResult(Run(ui, () => globals.Open(parse, ui), parse.GetValue(code), globals.PageFormatOf(parse.GetValue(format)!)))
        );
    }

    private static int Run(Ui ui, Func<Workplace> open, string? code, string format)
    {
        if (code == "functions")
        {
            ui.Raw.Write(FunctionReference.All(ui.Language));
            return ExitCode.Good;
        }

        if (code is not null && FunctionPage.Find(code) is { } function)
        {
            Show(ui, function, format);
            return ExitCode.Good;
        }

        var entry = code is null ? null : Globals.Codes.Find(code);
        if (code is not null && entry is null)
        {
            OwnCodes.Show(ui, OwnCodes.Of(open(), code) ?? throw Unknown(code), format);
            return ExitCode.Good;
        }

        if (format == "json")
        {
            ui.Json(entry is null ? Value.List(Globals.Codes.All.Select(Json)) : Json(entry));
        }
        else if (entry is not null && format == "md" && entry.IsFinding)
        {
            ui.Raw.Write(FindingPages.Markdown(entry, ui.Language));
        }
        else if (entry is not null)
        {
            Show(ui, entry);
        }
        else if (format == "md")
        {
            ui.Raw.Write(CodePage.All(Globals.Codes, ui.Language));
        }
        else
        {
            ShowAll(ui);
        }

        return ExitCode.Good;
    }

    private static void Show(Ui ui, FunctionPage page, string format)
    {
        if (format == "json")
        {
            ui.Json(
                Value.MapOf(
                    ("function", Value.Of(page.Name)),
                    ("takes", Value.Of(page.Takes)),
                    ("gives", Value.Of(page.Type)),
                    ("words", Json(page.Summary)),
                    ("example", Value.Of(page.Example)),
                    ("result", page.Result().Recorded())
                )
            );
            return;
        }

        ui.Out.WriteLine($"{Ui.Colour(page.Name, "1", ui.OutColour)}: {page.Summary.In(ui.Language)}");
        ui.Out.WriteLine($"  {ui.Say(Says.ExplainTakes)}: {page.Takes}");
        ui.Out.WriteLine($"  {ui.Say(Says.ExplainGives)}: {page.Type}");
        ui.Raw.WriteLine($"  {ui.Say(Says.ExplainExample)}: {page.Example} → {FunctionReference.Result(page)}");
    }

    private static void Show(Ui ui, CodeEntry entry)
    {
        ui.Out.WriteLine($"{Ui.Colour(entry.Code, "1", ui.OutColour)}: {entry.Message.Words.General(ui.Language)}");
        if (entry.Message.Hint is { } hint)
        {
            ui.Out.WriteLine($"  {ui.Say(Says.ExplainWhatDoNext)}: {hint.General(ui.Language)}");
        }

        var raised = entry.RaisedBy.ToList();
        if (raised.Count > 0 || entry.IsOfEveryStep)
        {
            ui.Out.WriteLine(
                $"  {ui.Say(Says.ExplainRaised)}: {(entry.IsOfEveryStep ? ui.Say(Says.WordAnyStep) : string.Join(", ", raised))}"
            );
        }

        if (entry.IsRetryable)
        {
            ui.Out.WriteLine($"  {ui.Say(Says.ExplainAnotherAttemptMayHelpRetry)}");
        }

        if (CodeCatalogue.Exit(entry, ui.Language).Replace("`", "", StringComparison.Ordinal) is { Length: > 0 } exit)
        {
            ui.Out.WriteLine($"  {ui.Say(Says.ExplainExitCode)}: {exit}");
        }

        if (entry.Explanation is { } explanation)
        {
            Show(ui, explanation);
        }
    }

    private static void Show(Ui ui, Explanation page)
    {
        ui.Out.WriteLine();
        ui.Out.WriteLine(page.Why.In(ui.Language));
        if (page.Beside is { } beside)
        {
            Show(ui, FindingPages.Beside(page, ui.Language), "2", beside);
        }

        Show(ui, ui.Say(Says.WordWrong), "31", page.Wrong);
        Show(ui, ui.Say(Says.WordRight), "32", page.Right);
    }

    private static void Show(Ui ui, string title, string colour, string yaml)
    {
        ui.Out.WriteLine();
        ui.Out.WriteLine(Ui.Colour($"{title}:", colour, ui.OutColour));
        foreach (var line in yaml.Split('\n'))
        {
            ui.Raw.WriteLine("    " + line);
        }
    }

    private static void ShowAll(Ui ui)
    {
        var table = new Table(ui.Say(Says.WordCode), ui.Say(Says.ExplainMeaning));
        foreach (var entry in Globals.Codes.All)
        {
            table.Add(entry.Code, entry.Message.Words.General(ui.Language));
        }

        table.Write(ui);
    }

    private static Value Json(CodeEntry entry) =>
        Value.MapOf(
            ("code", Value.Of(entry.Code)),
            ("family", Value.Of(entry.Family)),
            ("words", Json(entry.Message.Words)),
            ("hint", entry.Message.Hint is { } hint ? Json(hint) : null),
            ("why", entry.Explanation is { } page ? Json(page.Why) : null),
            ("wrong", Value.Of(entry.Explanation?.Wrong)),
            ("right", Value.Of(entry.Explanation?.Right)),
            ("beside", Value.Of(entry.Explanation?.Beside)),
            ("raisedBy", Value.List(entry.RaisedBy.Select(Value.Of))),
            ("ofEveryStep", Value.Of(entry.IsOfEveryStep)),
            ("retryable", Value.Of(entry.IsRetryable))
        );

    internal static Value Json(LocalizedText text) => Value.MapOf(("pl", Value.Of(text.Pl)), ("en", Value.Of(text.En)));

    private static CodedException Unknown(string code)
    {
        var closest = Closest.To(code, Globals.Codes.All.Select(static e => e.Code).Concat(FunctionPage.All.Select(static p => p.Name)));
        return new CodedException(Faults.CodeUnknown(code, closest));
    }
}
