using System.Text;

namespace OemRunbooks.Oem;

/// <summary>Tells that one of the OEM's formats could not be read, written or trusted.</summary>
/// <remarks>Carries a stable code and named arguments, never secrets; the words for people are chosen elsewhere. Source: style.md, 3.5.</remarks>
public sealed class OemException : Exception
{
    /// <summary>Makes an exception from a code of <see cref="OemCodes"/> and its arguments.</summary>
    /// <param name="code">A code of the form <c>noun.problem</c>.</param>
    /// <param name="args">Named arguments such as <c>path</c>, <c>expected</c>, <c>found</c>.</param>
    /// <param name="inner">The failure underneath, if there is one.</param>
    public OemException(string code, IReadOnlyDictionary<string, string> args, Exception? inner = null)
        : base(Describe(code, args), inner)
    {
        Code = code;
        Args = args;
    }

    /// <summary>Stable code, one of <see cref="OemCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Named arguments of the code.</summary>
    public IReadOnlyDictionary<string, string> Args { get; }

    internal static OemException Of(string code, params ReadOnlySpan<(string Name, string? Value)> args) => Of(null, code, args);

    internal static OemException Of(Exception? inner, string code, params ReadOnlySpan<(string Name, string? Value)> args)
    {
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in args)
        {
            if (value is not null)
            {
                named[name] = value;
            }
        }

        return new OemException(code, named, inner);
    }

    private static string Describe(string code, IReadOnlyDictionary<string, string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var text = new StringBuilder(code);
        foreach (var (name, value) in args)
        {
            text.Append(' ').Append(name).Append("=\"").Append(value).Append('"');
        }

        return text.ToString();
    }
}
