using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Execution;

/// <summary>Says in words what a plan does not know: <c>‹path of step “try”›</c>.</summary>
public static class UnknownWords
{
    /// <summary>A text with the names of unknown values in words.</summary>
    public static string Told(string text, Locale language) => UnknownNames.Told(text, name => Words(name).In(language));

    private static Sentence Words(string name)
    {
        var parts = name.Split('.');
        return parts switch
        {
            ["run", "outcome" or "failure" or "escalatedTo", ..] => Says.UnknownOutcome,
            ["steps", var step, "outputs", .. var output] when output.Length > 0 => Says.UnknownOutput(string.Join('.', output), step),
            ["steps", var step, .. var member] when member.Length > 0 => Says.UnknownOutput(string.Join('.', member), step),
            _ => LocalizedText.Both(name),
        };
    }
}
