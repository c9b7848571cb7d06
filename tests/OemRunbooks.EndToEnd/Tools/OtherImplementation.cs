using System.Diagnostics;
using Xunit;

namespace OemRunbooks.EndToEnd.Tools;

/// <summary>Stores go back and forth between ours and an independent implementation in another language.</summary>
public sealed class OtherImplementation : IDisposable
{
    private const string Data =
        """{"licenses": {"Ż-1": {"status": "active", "fingerprint": "fp", "issues": ["a", "ß😀"]}, "empty": {}}, "zone": [1, 1.5, null]}""";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [NeedsCryptographyFact]
    public void It_opens_what_recover_writes()
    {
        station.WriteStore("s.json", Data, "old");
        station.Json("license", "recover", "--store", "s.json", "--old-fingerprint", "old", "--new-fingerprint", " nowy żółw ");
        Assert.Equal(
            """{"licenses":{"empty":{},"Ż-1":{"fingerprint":"fp","issues":["a","ß😀"],"status":"active"}},"zone":[1,1.5,null]}""",
            Other("read", station["s.json"], "nowy żółw")
        );
    }

    [NeedsCryptographyFact]
    public void We_open_what_it_writes_and_print_the_same()
    {
        Other("write", station["s.json"], "fp 😀", Data);
        var ours = station.Run("license", "status", "--store", station["s.json"], "--fingerprint", "fp 😀");
        Assert.True(ours.ExitCode == 0 && ours.Error.Length == 0, ours.All);
        Assert.Equal(Other("status", station["s.json"], "fp 😀"), ours.Out);
    }

    private static string Other(params string[] arguments)
    {
        var (exitCode, output, error) = NeedsCryptographyFactAttribute.Python([
            Path.Combine(AppContext.BaseDirectory, "license_store.py"),
            .. arguments,
        ]);
        Assert.True(exitCode == 0, error);
        return output;
    }
}

/// <summary>A fact that is skipped, by name, where Python or its package <c>cryptography</c> is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsCryptographyFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsHere = new(static () =>
        Python("-c", "import cryptography.hazmat.primitives.ciphers.aead").ExitCode == 0
    );

    public NeedsCryptographyFactAttribute()
    {
        if (!IsHere.Value)
        {
            Skip = "needs python3 with the package cryptography";
        }
    }

    internal static (int ExitCode, string Output, string Error) Python(params string[] arguments)
    {
        var how = new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        how.Environment["PYTHONUTF8"] = "1";
        try
        {
            using var process = Process.Start(how)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (127, "", e.Message);
        }
    }
}
