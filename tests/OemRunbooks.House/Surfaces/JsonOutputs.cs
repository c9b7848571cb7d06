using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Names and types of what <c>--format json</c> gives: programs read them. Source: style.md, 3.12.</summary>
public sealed class JsonOutputs
{
    // Values by names that a runbook or a file chooses: the names in them are not ours.
    private static readonly string[] Open = ["arguments", "data", "inputs", "outputs", "values", "compensation", "station"];

    // In this order on one station. What a line needs, the lines before it leave.
    private static readonly string[] Lines =
    [
        "list",
        "show client-update",
        "lint client-update",
        "test client-update",
        "diff client-update reinstall",
        "activities backup.file",
        "explain fingerprint.mismatch",
        "explain RB0203",
        "new night-check --template check",
        "new --list",
        "new --from log-collection",
        "key new lead --no-passphrase",
        "key show",
        "pack runbooks --out support.rbpack --key lead",
        "pack verify support.rbpack",
        "run client-update --plan",
        "run client-update --run-id first",
        "run escalation --set case=fingerprint --run-id second",
        "runs",
        "station show",
        "impact client-update",
        "journal show first",
        "journal show first --at 6",
        "journal verify first second",
        "journal prove first 1",
        "replay first",
        "replay --all --against reinstall",
        "license status --store secrets/license_store.json --read-local",
        "license verify --store secrets/license_store.json --license media/usb/licence.json --read-local"
            + " --hmac-key env:OEM_LICENSE_HMAC_KEY",
        "license recover --store backups/license_store.old.json --output secrets/recovered.json"
            + " --old-fingerprint-file backups/fingerprint.old --read-local-new",
        "fingerprint show",
        "fingerprint show --factors",
        "fingerprint verify --expected opt/core-oem/config/fingerprint.expected.json",
        "fingerprint drift backups/components.old.json backups/components.json",
        "bundle verify media/usb/BUNDLE",
        "bundle extract media/usb/BUNDLE --to var/unpacked/core-oem",
        "delta check media/usb/DELTA.json --hmac-key env:OEM_DELTA_HMAC_KEY",
        "package verify var/dist/packages/PACKAGE --hmac-key env:OEM_DELTA_HMAC_KEY",
        "notary check var/dist/notary/NOTARY",
    ];

    [Fact]
    public void The_fields_of_every_json_output_are_approved()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var station = Directory.CreateTempSubdirectory("runbook-surfaces-");
        try
        {
            List<string> shapes = ["# demo --only-build", .. Shape(Run(station.FullName, "demo . --only-build"))];
            foreach (var line in Lines)
            {
                shapes.AddRange(["", $"# {line}", .. Shape(Run(station.FullName, InStation(station.FullName, line)))]);
            }

            Approved.Same("json-outputs", shapes);
        }
        finally
        {
            station.Delete(recursive: true);
        }
    }

    // The names of what the demo builds depend on platform and version.
    private static string InStation(string station, string line)
    {
        foreach (
            var (word, directory, pattern) in new[]
            {
                ("BUNDLE", "media/usb", "core-oem-*.tar.gz"),
                ("DELTA.json", "media/usb", "*.delta.json"),
                ("PACKAGE", "var/dist/packages", "core-oem-*"),
                ("NOTARY", "var/dist/notary", "*.json"),
            }
        )
        {
            if (line.Contains(word, StringComparison.Ordinal))
            {
                var found = Directory
                    .EnumerateFileSystemEntries(Path.Combine(station, directory), pattern)
                    .Where(f => word != "BUNDLE" || !f.Contains(".delta.", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .First();
                return line.Replace(word, Path.GetFileName(found), StringComparison.Ordinal);
            }
        }

        return line;
    }

    private static string Run(string station, string line)
    {
        var how = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet"
        )
        {
            WorkingDirectory = station,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (
            var word in (string[])
                ["exec", Path.Combine(AppContext.BaseDirectory, "runbook.dll"), .. line.Split(' '), "--format", "json", "--lang", "en"]
        )
        {
            how.ArgumentList.Add(word);
        }

        foreach (var (name, value) in Variables(Path.Combine(station, "demo.env")))
        {
            how.Environment[name] = value;
        }

        using var process = Process.Start(how)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(
            process.ExitCode is 0 or 1 or 3 && output.Length > 0,
            $"runbook {line}: exit {process.ExitCode}\n{errors.GetAwaiter().GetResult()}"
        );
        return output;
    }

    private static IEnumerable<(string Name, string Value)> Variables(string file) =>
        File.Exists(file)
            ? File.ReadLines(file)
                .Where(static l => !l.StartsWith('#') && l.Contains('=', StringComparison.Ordinal))
                .Select(static l => l.Split('=', 2))
                .Select(static p => (p[0], p[1].Trim('\'', '"')))
            : [];

    private static IEnumerable<string> Shape(string json)
    {
        var kinds = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        Walk(document.RootElement, "", kinds);
        return kinds.Select(static k => $"{(k.Key.Length == 0 ? "." : k.Key)}: {string.Join('|', k.Value)}");
    }

    private static void Walk(JsonElement at, string place, SortedDictionary<string, SortedSet<string>> kinds)
    {
        (kinds.TryGetValue(place, out var known) ? known : kinds[place] = new(StringComparer.Ordinal)).Add(Kind(at));
        if (at.ValueKind == JsonValueKind.Object && !Open.Contains(place[(place.LastIndexOf('.') + 1)..]))
        {
            foreach (var member in at.EnumerateObject())
            {
                Walk(member.Value, place.Length == 0 ? member.Name : $"{place}.{member.Name}", kinds);
            }
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in at.EnumerateArray())
            {
                Walk(item, place + "[]", kinds);
            }
        }
    }

    private static string Kind(JsonElement at) =>
        at.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => at.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.Array => "list",
            var kind => kind.ToString().ToLowerInvariant(),
        };
}
