using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Gives codes their words in both languages, so that a report no longer needs the catalogue.</summary>
internal sealed class CodeWords(Messages messages)
{
    internal ReportCode Of(Failure failure) => Of(failure.Code, failure.Arguments);

    internal ReportCode Of(string code, Value arguments) =>
        new(
            code,
            arguments,
            new(messages.Words(code, arguments, Locale.Pl), messages.Words(code, arguments, Locale.En)),
            messages.Hint(code, arguments, Locale.Pl) is { } pl && messages.Hint(code, arguments, Locale.En) is { } en ? new(pl, en) : null
        );
}
