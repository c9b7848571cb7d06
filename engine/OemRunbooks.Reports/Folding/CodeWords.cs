using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Gives codes their words in both languages, so that a report no longer needs the catalogue.</summary>
/// <remarks>The passes of a loop say the same again and again: the words are then one thing, not as many as there are passes.</remarks>
internal sealed class CodeWords(Messages messages)
{
    private const int MostKept = 256;
    private readonly Dictionary<(string Code, Value Arguments), ReportCode> said = [];

    internal ReportCode Of(Failure failure) => Of(failure.Code, failure.Arguments);

    internal ReportRemark Remark(string path, Remark remark, DateTimeOffset at) =>
        new(path, Of(remark.Code, remark.Arguments), remark.IsDeviation, at);

    internal ReportCode Of(string code, Value arguments)
    {
        if (said.TryGetValue((code, arguments), out var known))
        {
            return known;
        }

        if (said.Count == MostKept)
        {
            said.Clear();
        }

        return said[(code, arguments)] = Say(code, arguments);
    }

    private ReportCode Say(string code, Value arguments) =>
        new(
            code,
            arguments,
            new(messages.Words(code, arguments, Locale.Pl), messages.Words(code, arguments, Locale.En)),
            messages.Hint(code, arguments, Locale.Pl) is { } pl && messages.Hint(code, arguments, Locale.En) is { } en ? new(pl, en) : null
        );
}
