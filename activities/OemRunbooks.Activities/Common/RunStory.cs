using System.Text;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Common;

/// <summary>Tells a run so far in words, for notes and packages.</summary>
internal static class RunStory
{
    /// <summary>The failure that the run met, or null.</summary>
    internal static (string Code, Value Arguments)? FailureOf(Call call) =>
        call.Site.Facts["failure"] is { Kind: ValueKind.Map } failure && failure["code"].AsText() is { } code
            ? (code, failure["arguments"] is { IsNull: false } arguments ? arguments : Value.EmptyMap)
            : null;

    /// <summary>One line: how the run stands.</summary>
    internal static string Summary(Call call, Locale language) =>
        FailureOf(call) is { } failure ? call.Messages.Words(failure.Code, failure.Arguments, language)
        : language == Locale.Pl ? "do tej chwili bez błędów"
        : "no error so far";

    /// <summary>The whole story as Markdown, without a heading.</summary>
    internal static string Body(Call call, Locale language)
    {
        var isPl = language == Locale.Pl;
        var text = new StringBuilder()
            .Append(isPl ? "- przebieg: `" : "- run: `")
            .Append(call.Site.RunId)
            .Append("`\n")
            .Append("- runbook: `")
            .Append(call.Site.RunbookId)
            .Append("` ")
            .Append(call.Site.RunbookVersion)
            .Append('\n')
            .Append("- operator: ")
            .Append(Inline(call.Site.Operator))
            .Append('\n')
            .Append(isPl ? "- czas (UTC): " : "- time (UTC): ")
            .Append(TimeForms.Seconds(call.Clock.GetUtcNow()))
            .Append('\n');
        if (Receipts.Of(call) is var (receipt, entries))
        {
            text.Append(isPl ? "- pokwitowanie dziennika: `" : "- receipt of the journal: `")
                .Append(receipt)
                .Append(isPl ? "` (wpisy 1–" : "` (entries 1–")
                .Append(entries)
                .Append(")\n");
        }

        if (FailureOf(call) is not { } failure)
        {
            return text.Append(isPl ? "- wynik: do tej chwili bez błędów\n" : "- result: no error so far\n").ToString();
        }

        text.Append(isPl ? "- kod: `" : "- code: `").Append(failure.Code).Append("`\n");
        if (call.Site.Facts["failure"]["step"].AsText() is { } step)
        {
            text.Append(isPl ? "- krok: `" : "- step: `").Append(step).Append("`\n");
        }

        text.Append(isPl ? "- co się stało: " : "- what happened: ")
            .Append(Inline(call.Messages.Words(failure.Code, failure.Arguments, language)))
            .Append('\n');
        if (call.Messages.Hint(failure.Code, failure.Arguments, language) is { } hint)
        {
            text.Append(isPl ? "- co dalej: " : "- what next: ").Append(Inline(hint)).Append('\n');
        }

        return call.Redactor.Apply(text.ToString());
    }

    /// <summary>A text that stays on its line and does nothing in Markdown.</summary>
    internal static string Inline(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            safe.Append(
                char.IsControl(c) ? " "
                : c is '<' ? "&lt;"
                : c.ToString()
            );
        }

        return safe.ToString();
    }
}
