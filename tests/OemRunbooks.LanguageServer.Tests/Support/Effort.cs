using System.Globalization;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>How long a test looks: briefly with every run of the tests, longer where somebody says so.</summary>
internal static class Effort
{
    /// <summary>The number that an environment variable gives.</summary>
    internal static int Of(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var many) ? many : otherwise;
}
