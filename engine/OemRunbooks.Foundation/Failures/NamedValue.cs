using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Failures;

/// <summary>A value under the name that a descriptor gives it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public readonly record struct NamedValue(string Name, Value Value)
{
    /// <summary>Several as one mapping.</summary>
    public static Value Map(params ReadOnlySpan<NamedValue> outputs)
    {
        var all = Value.EmptyMap;
        foreach (var (name, value) in outputs)
        {
            all = all.With(name, value);
        }

        return all;
    }
}
