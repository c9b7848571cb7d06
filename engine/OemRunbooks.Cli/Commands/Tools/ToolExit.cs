using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>Tells input that could not be used from work that was done and ended badly.</summary>
/// <remarks>Source: cli.md, "Rules that hold for every command".</remarks>
internal static class ToolExit
{
    internal static int Of(string code) => IsInput(code) ? ExitCode.WrongUse : ExitCode.Bad;

    private static bool IsInput(string code) =>
        code.StartsWith("secret.", StringComparison.Ordinal)
        || code.StartsWith("key.", StringComparison.Ordinal)
        || code
            is Codes.FileMissing
                or Codes.FileUnreadable
                or Codes.FileExists
                or Codes.FileTooLarge
                or Codes.FileLink
                or Codes.FileDenied
                or Codes.JsonMalformed
                or Codes.TextMalformed
                or Codes.InstallationMissing
                or Codes.DeltaManifestMissing
                or Codes.FingerprintBlank
                or Codes.StationMissing
                or Codes.UsageWrong;
}
