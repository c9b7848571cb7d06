using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>What the examples of the tools have in common: the demo's keys, and names that depend on the platform.</summary>
internal static class ToolExamples
{
    internal const string Load = "set -a; . ./demo.env; set +a; ";

    internal static string Bundle => new BundleName("2024.06", StationDirectory.Platform).FileName;

    internal static string Delta => DeltaName.Seed("2024.06", StationDirectory.Platform);
}
