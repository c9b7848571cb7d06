using OemRunbooks.Demo;
using Xunit;

namespace OemRunbooks.EndToEnd.Redaction;

/// <summary>Keys are planted wherever a run may meet them; then everything that it leaves is searched for them.</summary>
/// <remarks>
/// Planted in: inputs, answers, reasons, logs, reports of others, the installer's output, names of files in error texts. Searched: journal,
/// ledger, logs,
/// console, reports, evidence, packages and mails unpacked, notes, the medium, temporary files. Source: journal.md, "Secrets never appear".
/// </remarks>
public sealed class NoSecretLeaves
{
    private const int MostSittings = 12;

    public static TheoryData<string, string> Faults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (
                var runbook in new[]
                {
                    "client-update",
                    "escalation",
                    "hardware-drift",
                    "installer-acceptance",
                    "license-recovery",
                    "reinstall",
                    "station-preparation",
                }
            )
            {
                foreach (var fault in FaultsOf(runbook))
                {
                    data.Add(runbook, fault);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Whatever_happens(string runbook, string fault)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var station = new TestStation();
        var keys = new[] { "OEM_LICENSE_HMAC_KEY", "OEM_BUNDLE_HMAC_KEY", "OEM_DELTA_HMAC_KEY" }.ToDictionary(
            static n => n,
            n => station.Variables[n],
            StringComparer.Ordinal
        );
        var temporary = Directory.CreateTempSubdirectory("runbook-e2e-tmp-").FullName;
        try
        {
            Plant(station, keys, fault);
            station.Variables["TMPDIR"] = temporary;
            var sieve = new Sieve(keys, station.Root, temporary);
            var raw = keys["OEM_LICENSE_HMAC_KEY"];
            var finished = station.Run([
                "run",
                runbook,
                "-v",
                "--run-id",
                "r1",
                .. Inputs(runbook, fault, raw, keys["OEM_BUNDLE_HMAC_KEY"]),
            ]);
            sieve.Text("console", finished.All);
            for (var i = 0; i < MostSittings && finished.ExitCode is 3 or 130; i++)
            {
                var waits = Waiting(station);
                if (waits is null)
                {
                    break;
                }

                var answer = station.Run(["confirm", "r1", waits, "--comment", $"the key is {raw}", .. Answers(waits, raw)]);
                Assert.True(answer.ExitCode == 0, answer.All);
                sieve.Text("console", answer.All);
                finished = station.Run("resume", "r1", "-v");
                sieve.Text("console", finished.All);
            }

            Assert.True(File.Exists(station.Journal("r1")), finished.All);
            Assert.Null(Waiting(station));
            foreach (
                var command in new string[][]
                {
                    ["status", "r1"],
                    ["journal", "show", "r1"],
                    ["journal", "verify", "r1", "--format", "json"],
                    ["report", "r1", "--format", "html"],
                    ["report", "r1", "--format", "json"],
                    ["graph", "--run", "r1"],
                }
            )
            {
                sieve.Text(string.Join(' ', command), station.Run(command).All);
            }

            sieve.Files("file");
            Assert.True(sieve.Looked > 20, $"{sieve.Looked}");
            Assert.True(sieve.Finds.Count == 0, string.Join('\n', sieve.Finds.Take(40)));
            Assert.StartsWith("VALID", station.Run("journal", "verify", "r1").Out, StringComparison.Ordinal);
            Assert.Equal(0, station.Run("replay", "r1").ExitCode);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    [Fact]
    public void A_reason_for_a_departure_is_masked_as_well()
    {
        using var station = new TestStation();
        var key = station.Variables["OEM_LICENSE_HMAC_KEY"];
        File.WriteAllText(station["protokol.txt"], "x");
        Assert.Equal(3, station.Run("run", "station-preparation", "--run-id", "r1").ExitCode);
        station.Variables["RUNBOOK_OPERATOR"] = "anna";
        var resumed = station.Run(
            "resume",
            "r1",
            "--skip",
            "walk-through",
            "--reason",
            $"no time; key {station.Variables["OEM_BUNDLE_HMAC_KEY"]}"
        );
        Assert.True(resumed.ExitCode == 0, resumed.All);
        Assert.Contains("no time; key •••", File.ReadAllText(station.Journal("r1")), StringComparison.Ordinal);
        Assert.DoesNotContain(key, resumed.All, StringComparison.Ordinal);
    }

    private static string[] FaultsOf(string runbook) =>
        runbook switch
        {
            "client-update" => ["none", "installer-fails", "secret-in-a-path", "bundle-corrupt", "licence-refused"],
            "escalation" => ["none", "notary-refuses", "secret-in-a-path", "licence-refused", "other-case"],
            "hardware-drift" => ["none", "disk-changed", "tpm-changed"],
            "license-recovery" => ["none", "board-changed", "wrong-old-fingerprint"],
            "reinstall" => ["none", "installer-fails", "bundle-corrupt"],
            "station-preparation" => ["none", "bundle-corrupt"],
            _ => ["none", "refused"],
        };

    private static IEnumerable<string> Inputs(string runbook, string fault, string key, string other) =>
        (runbook, fault) switch
        {
            ("client-update", "secret-in-a-path") =>
            [
                "--set",
                $"license=media/usb/{key.Replace('/', '_')}.json",
                "--set",
                $"delta=media/usb/{other.Replace('/', '_')}",
            ],
            ("escalation", "secret-in-a-path") =>
            [
                "--set",
                "case=other",
                "--set",
                $"ticket={key[7..20]}",
                "--set",
                $"summary=log says {key} and {Uri.EscapeDataString(other)}",
            ],
            ("escalation", "other-case") => ["--set", "case=other", "--set", $"summary=key {key}"],
            ("escalation", _) => ["--set", $"summary=the key is {key}"],
            _ => [],
        };

    private static IEnumerable<string> Answers(string waits, string key) =>
        waits switch
        {
            "checklist" or "walk-through" => ["--tick", "all"],
            "protocol" => ["--set", $"customer=Jan {key}", "--set", "files=protokol.txt"],
            _ => [],
        };

    private static string? Waiting(TestStation station) =>
        station
            .Run("status", "r1")
            .Out.Split('\n')
            .Where(static l => l.Contains("runbook confirm", StringComparison.Ordinal))
            .Select(static l => l[l.IndexOf("runbook confirm", StringComparison.Ordinal)..].Split(' ')[3].Trim())
            .FirstOrDefault();

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Plant(TestStation station, IReadOnlyDictionary<string, string> keys, string fault)
    {
        var planted = Spellings.Planted(keys.Values);
        foreach (
            var file in new[]
            {
                "var/log/core/planted.log",
                "var/reports/licensing/planted.txt",
                "var/reports/deployment/planted.log",
                "protokol.txt",
                "docs/planted.txt",
            }
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(station[file])!);
            File.WriteAllBytes(station[file], planted);
        }

        Tool(station, planted, fault == "installer-fails" ? 7 : 0);
        switch (fault)
        {
            case "bundle-corrupt":
                foreach (
                    var bundle in Directory
                        .GetFiles(station["var/releases"], "*.tar.gz", SearchOption.AllDirectories)
                        .Concat(Directory.GetFiles(station["media/usb"], "*.tar.gz", SearchOption.AllDirectories))
                )
                {
                    using var file = File.OpenWrite(bundle);
                    file.Position = file.Length / 2;
                    file.Write("broken"u8);
                }

                break;
            case "licence-refused":
                File.WriteAllText(
                    station["media/usb/licence.json"],
                    File.ReadAllText(station["media/usb/licence.json"])
                        .Replace("OEM-2024", keys["OEM_LICENSE_HMAC_KEY"], StringComparison.Ordinal)
                );
                break;
            case "notary-refuses":
                DemoEvents.RefuseNotarization(station.Root, "linux");
                foreach (var report in Directory.GetFiles(station["var/dist/notary"], "*2024.07*"))
                {
                    File.WriteAllText(
                        report,
                        File.ReadAllText(report)
                            .Replace(
                                "The signature of the binary is invalid.",
                                $"key {keys["OEM_BUNDLE_HMAC_KEY"]}",
                                StringComparison.Ordinal
                            )
                            .Replace("Archive contains", $"Archive {keys["OEM_LICENSE_HMAC_KEY"]} contains", StringComparison.Ordinal)
                    );
                }

                break;
            case "disk-changed":
                station.Variables["OEM_DISK_ID"] = "ANOTHER-DISK";
                break;
            case "tpm-changed":
                station.Variables["OEM_TPM_ID"] = station.Variables["OEM_DISK_ID"] = "ANOTHER";
                break;
            case "board-changed":
                DemoEvents.ChangeHardware(station.Root);
                break;
            case "wrong-old-fingerprint":
                DemoEvents.ChangeHardware(station.Root);
                File.WriteAllText(station["backups/fingerprint.old"], keys["OEM_LICENSE_HMAC_KEY"] + "\n");
                break;
        }
    }

    /// <summary>A Python that says all it knows: what an installer writes is captured in pieces, from both streams.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Tool(TestStation station, byte[] planted, int exitCode)
    {
        var tools = Directory.CreateDirectory(station["tools"]).FullName;
        File.WriteAllBytes(Path.Combine(tools, "said.txt"), planted);
        File.WriteAllText(
            Path.Combine(tools, "python3"),
            $"#!/bin/sh\nenv\ncat '{tools}/said.txt'\ncat '{tools}/said.txt' >&2\nexit {exitCode}\n"
        );
        File.SetUnixFileMode(Path.Combine(tools, "python3"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        station.Variables["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
