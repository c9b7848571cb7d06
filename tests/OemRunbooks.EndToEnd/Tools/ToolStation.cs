using System.Text.Json;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using Xunit;

namespace OemRunbooks.EndToEnd.Tools;

/// <summary>A demo station in which the tools are driven, with what several of their tests need.</summary>
internal sealed class ToolStation : IDisposable
{
    private readonly TestStation station = new();

    internal TestStation Station => station;

    internal string this[string relative] => station[relative];

    internal Finished Run(params string[] arguments) => station.Run(arguments);

    /// <summary>Runs a tool that has to succeed with JSON and no word on standard error.</summary>
    internal JsonElement Json(params string[] arguments)
    {
        var run = Run(arguments);
        Assert.True(run.ExitCode == 0 && run.Error.Length == 0, run.All);
        return Parse(run);
    }

    internal static JsonElement Parse(Finished run)
    {
        using var document = JsonDocument.Parse(run.Out);
        return document.RootElement.Clone();
    }

    /// <summary>A failure as the original's callers know it: nothing on standard output, one line with the code, the exit code.</summary>
    internal static void Fails(Finished run, string code, int exitCode = 1)
    {
        Assert.True(run.ExitCode == exitCode, run.All);
        Assert.True(run.Out.Length == 0, run.All);
        Assert.True(run.ErrorLines.Count == 1, run.All);
        Assert.StartsWith($"error {code}: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(" → ", run.ErrorLines[0], StringComparison.Ordinal);
    }

    internal string Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
        return relative;
    }

    internal string WriteStore(string relative, string data, string fingerprint) =>
        Write(relative, LicenseStore.Seal((OemObject)OemJsonReader.Parse(data), fingerprint, TimeProvider.System));

    public void Dispose() => station.Dispose();
}
