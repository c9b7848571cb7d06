using System.Collections.Immutable;

namespace OemRunbooks.Language.Expressions;

/// <summary>A value of a definition as a JavaScript expression.</summary>
/// <param name="Text">The expression. What has no counterpart throws there, so that nobody takes it for a value.</param>
/// <param name="Missing">The functions and names that have none.</param>
/// <remarks>Numbers are doubles there, and what is an error here may be undefined.</remarks>
public sealed record JavaScript(string Text, ImmutableArray<string> Missing)
{
    /// <summary>A template as JavaScript.</summary>
    /// <param name="template">The template.</param>
    /// <param name="sorts">What kind of value its parts give.</param>
    /// <param name="names">How a name is read, and how many of its members that includes; null when it can't be.</param>
    public static JavaScript Of(Template template, ISorts sorts, Func<Reference, (string Script, int Used)?> names) =>
        Written(sorts, names, writer => writer.Of(template));

    /// <summary>A condition as JavaScript: true or false, whatever it comes to.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="sorts">What kind of value its parts give.</param>
    /// <param name="names">How a name is read, and how many of its members that includes; null when it can't be.</param>
    public static JavaScript Condition(Expression condition, ISorts sorts, Func<Reference, (string Script, int Used)?> names) =>
        Written(sorts, names, writer => writer.Condition(condition));

    private static JavaScript Written(ISorts sorts, Func<Reference, (string Script, int Used)?> names, Func<JavaScriptWriter, string> write)
    {
        var writer = new JavaScriptWriter(sorts, names);
        return new(write(writer), [.. writer.Missing.Distinct()]);
    }
}
