using System.Globalization;

namespace OemRunbooks.Oem.Text;

/// <summary>Numbers as digits, whatever the machine's culture.</summary>
internal static class Number
{
    internal static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);
}
