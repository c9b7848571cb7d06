using System.Text;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Activities.Common;

/// <summary>Tells a run so far in words, for notes and packages.</summary>
internal static class RunStory
{
    // Whoever takes the case reads first whose it is.
    private static readonly (string Name, Func<string, Sentence> Words)[] Whose =
    [
        ("customer", static said => Says.RunStoryCustomer(said)),
        ("site", static said => Says.RunStorySite(said)),
        ("device", static said => Says.RunStoryDevice(said)),
        ("id", static said => Says.RunStoryStation(said)),
        ("name", static said => Says.RunStoryHost(said)),
    ];

    /// <summary>The failure that the run met, or null.</summary>
    internal static (string Code, Value Arguments)? FailureOf(Call call) =>
        call.Site.Facts["failure"] is { Kind: ValueKind.Map } failure && failure["code"].AsText() is { } code
            ? (code, failure["arguments"] is { IsNull: false } arguments ? arguments : Value.EmptyMap)
            : null;

    /// <summary>One line: how the run stands.</summary>
    internal static string Summary(Call call, Locale language) =>
        FailureOf(call) is { } failure ? call.Messages.Words(failure.Code, failure.Arguments, language) : Says.RunStoryNoError.In(language);

    /// <summary>The whole story as Markdown, without a heading.</summary>
    internal static string Body(Call call, Locale language)
    {
        var text = new StringBuilder();
        void Tell(Sentence words) => Item(text, words, language);

        foreach (var (name, words) in Whose)
        {
            if (call.Site.Machine[name].AsText() is { Length: > 0 } said)
            {
                Tell(words(Inline(said)));
            }
        }

        Tell(Says.RunStoryRun(call.Site.RunId));
        Tell(Says.RunStoryRunbook(call.Site.RunbookId, call.Site.RunbookVersion));
        Tell(Says.RunStoryOperator(Inline(call.Site.Operator)));
        Tell(Says.RunStoryTime(StationClock.Of(call.Site.Machine).Show(call.Clock.GetUtcNow())));
        if (Receipts.Of(call) is var (receipt, entries))
        {
            Tell(Says.RunStoryReceipt(receipt, entries));
        }

        if (FailureOf(call) is not { } failure)
        {
            Tell(Says.RunStoryResult(Says.RunStoryNoError));
            return call.Redactor.Apply(text.ToString());
        }

        Tell(Says.RunStoryCode(failure.Code));
        if (call.Site.Facts["failure"]["step"].AsText() is { } step)
        {
            Tell(Says.RunStoryStep(step));
        }

        Tell(Says.RunStoryHappened(Inline(call.Messages.Words(failure.Code, failure.Arguments, language))));
        if (call.Messages.Hint(failure.Code, failure.Arguments, language) is { } hint)
        {
            Tell(Says.RunStoryNext(Inline(hint)));
        }

        return call.Redactor.Apply(text.ToString());
    }

    /// <summary>An item of a list in Markdown.</summary>
    internal static void Item(StringBuilder text, Sentence words, Locale language) =>
        text.Append("- ").Append(words.In(language)).Append('\n');

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
