namespace OemRunbooks.Language.Expressions;

/// <summary>A place in a definition's text.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 units.</param>
/// <param name="Length">How many UTF-16 units it takes, at least 1.</param>
public readonly record struct Span(int Line, int Column, int Length)
{
    /// <summary>The same place, moved within its line.</summary>
    public Span Shift(int columns, int length) => new(Line, Column + columns, Math.Max(1, length));
}
