using System.Globalization;

namespace OemRunbooks.Oem.Json;

/// <summary>Values that should have been texts.</summary>
/// <remarks>Source: formats.md, 2.3.</remarks>
internal static class TextForm
{
    /// <summary>The text form of a scalar; null for lists and objects, which callers report as malformed.</summary>
    internal static string? Of(OemJson value) =>
        value switch
        {
            OemText t => t.Value,
            OemInteger i => i.Value.ToString(CultureInfo.InvariantCulture),
            OemDouble { Value: double.NaN } => "nan",
            OemDouble { Value: double.PositiveInfinity } => "inf",
            OemDouble { Value: double.NegativeInfinity } => "-inf",
            OemDouble d => DoubleText.Of(d.Value),
            OemBool b => b.Value ? "True" : "False",
            OemNull => "None",
            _ => null,
        };
}
