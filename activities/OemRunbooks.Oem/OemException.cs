using System.Text;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Oem;

/// <summary>Tells that one of the OEM's formats could not be read, written or trusted.</summary>
/// <remarks>
/// Carries a stable code and named arguments, never secrets; the words for people are chosen elsewhere. Source: style.md, 3.5.
/// </remarks>
/// <param name="failure">What went wrong.</param>
/// <param name="inner">The failure underneath, if there is one.</param>
public sealed class OemException(Failure failure, Exception? inner = null) : Exception(Describe(failure), inner)
{
    /// <summary>What went wrong.</summary>
    public Failure Failure { get; } = failure;

    /// <summary>Its stable code.</summary>
    public string Code => Failure.Code;

    /// <summary>The code's arguments, as text.</summary>
    public IReadOnlyDictionary<string, string> Args { get; } =
        new SortedDictionary<string, string>(
            failure.Arguments.Members.ToDictionary(static m => m.Key, static m => m.Value.ToText()),
            StringComparer.Ordinal
        );

    private static string Describe(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var text = new StringBuilder(failure.Code);
        foreach (var (name, value) in failure.Arguments.Members)
        {
            text.Append(' ').Append(name).Append("=\"").Append(value.ToText()).Append('"');
        }

        return text.ToString();
    }
}
