using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OemRunbooks.EndToEnd.Browser;

/// <summary>What a page did in a browser.</summary>
/// <param name="Dom">The document as the browser understood it.</param>
/// <param name="Console">Lines of the page's console; a breach of its content policy is one.</param>
/// <param name="Requests">Addresses on a network that the page asked for.</param>
internal sealed record Opened(string Dom, IReadOnlyList<string> Console, IReadOnlyList<string> Requests);

/// <summary>Debian's chromium, without a window and with no way to any network.</summary>
/// <remarks>
/// Requests are read from the browser's own log of its network stack. The browser also asks for things of its own (updates, the time);
/// those have no
/// page as their initiator and are passed over. Names are not resolved, so nothing leaves the machine even if a page tried.
/// </remarks>
internal static partial class Chromium
{
    private static readonly string[] Flags =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--enable-logging=stderr",
    ];

    internal static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator)
            .Select(static d => System.IO.Path.Combine(d, "chromium"))
            .FirstOrDefault(File.Exists);

    internal static Opened Open(string file)
    {
        var profile = Directory.CreateTempSubdirectory("runbook-e2e-chromium-").FullName;
        try
        {
            var log = System.IO.Path.Combine(profile, "net.json");
            var how = new ProcessStartInfo(
                Path!,
                [
                    .. Flags,
                    "--dump-dom",
                    $"--user-data-dir={profile}",
                    $"--log-net-log={log}",
                    new Uri(System.IO.Path.GetFullPath(file)).AbsoluteUri,
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(how)!;
            var errors = process.StandardError.ReadToEndAsync();
            var dom = process.StandardOutput.ReadToEnd();
            if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            {
                process.Kill(entireProcessTree: true);
            }

            var console = errors
                .GetAwaiter()
                .GetResult()
                .Split('\n')
                .Where(static l => l.Contains(":CONSOLE:", StringComparison.Ordinal) || l.Contains(":CONSOLE(", StringComparison.Ordinal));
            return new(dom, [.. console], Requests(log));
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    /// <summary>How many sheets of A4 a file prints to, as the style of its own says.</summary>
    internal static int Sheets(string file)
    {
        var profile = Directory.CreateTempSubdirectory("runbook-e2e-chromium-").FullName;
        try
        {
            var pdf = System.IO.Path.Combine(profile, "printed.pdf");
            string[] print = [.. Flags, "--no-pdf-header-footer", $"--print-to-pdf={pdf}", $"--user-data-dir={profile}"];
            var how = new ProcessStartInfo(Path!, [.. print, new Uri(System.IO.Path.GetFullPath(file)).AbsoluteUri])
            {
                RedirectStandardError = true,
            };
            using var process = Process.Start(how)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return Sheet().Count(Encoding.Latin1.GetString(File.ReadAllBytes(pdf)));
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    // Each page of a PDF is an object of this kind; the tree of them is of another.
    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheet();

    private static List<string> Requests(string log)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(log));
        var begins = json.RootElement.GetProperty("constants").GetProperty("logEventTypes").GetProperty("URL_REQUEST_START_JOB").GetInt32();
        return
        [
            .. json
                .RootElement.GetProperty("events")
                .EnumerateArray()
                .Where(e =>
                    e.GetProperty("type").GetInt32() == begins
                    && e.TryGetProperty("params", out var p)
                    && p.TryGetProperty("url", out _)
                    && p.TryGetProperty("initiator", out _)
                )
                .Select(static e => e.GetProperty("params"))
                .Where(static p => p.GetProperty("initiator").GetString() != "not an origin")
                .Select(static p => p.GetProperty("url").GetString()!)
                .Where(static u => !u.StartsWith("file:", StringComparison.Ordinal) && !u.StartsWith("data:", StringComparison.Ordinal)),
        ];
    }
}
