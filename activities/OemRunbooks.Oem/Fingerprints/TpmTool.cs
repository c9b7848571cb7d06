using System.ComponentModel;
using System.Diagnostics;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>Asks the TPM tools, where they are installed, for the chip's fixed properties.</summary>
/// <remarks>Source: formats.md, 8.2.</remarks>
internal static class TpmTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static string? Read()
    {
        var start = new ProcessStartInfo("tpm2_getcap")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("properties-fixed");
        try
        {
            using var process = Process.Start(start);
            process?.StandardInput.Close();
            var output = process?.StandardOutput.ReadToEndAsync();
            var ignored = process?.StandardError.ReadToEndAsync();
            if (process is null || !process.WaitForExit(Patience))
            {
                process?.Kill(entireProcessTree: true);
                return null;
            }

            _ = ignored;
            return process.ExitCode == 0 ? output?.GetAwaiter().GetResult() : null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
