using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Reports.Folding;

/// <summary>Gives codes their words in both languages, so that a report no longer needs the catalogue.</summary>
internal sealed class CodeWords(Messages messages)
{
    internal ReportCode Of(Failure failure) => Of(failure.Code, failure.Arguments);

    internal ReportCode Of(string code, Value arguments) => new(
        code,
        arguments,
        new(messages.Words(code, arguments, Language.Pl), messages.Words(code, arguments, Language.En)),
        messages.Hint(code, arguments, Language.Pl) is { } pl && messages.Hint(code, arguments, Language.En) is { } en ? new(pl, en) : null);
}
