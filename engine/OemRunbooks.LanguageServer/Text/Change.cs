namespace OemRunbooks.LanguageServer.Text;

/// <summary>A change of a file's text.</summary>
/// <param name="Span">What is replaced.</param>
/// <param name="Text">What stands there afterwards.</param>
internal sealed record Change(TextSpan Span, string Text)
{
    /// <summary>A text with several changes, which do not overlap.</summary>
    internal static string Apply(string text, IEnumerable<Change> changes) =>
        changes
            .OrderByDescending(static c => c.Span.Start)
            .Aggregate(
                text,
                static (at, change) => string.Concat(at.AsSpan(0, change.Span.Start), change.Text, at.AsSpan(change.Span.End))
            );
}
