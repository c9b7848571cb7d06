using System.Text;
using OemRunbooks.Testing.Disks;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Journals that were built to hurt whoever looks at them.</summary>
public sealed class HostileJournals : IDisposable
{
    private const long Gigabyte = 1L << 30;
    private const long MostMemory = 256L << 20;
    private readonly string directory = Directory.CreateTempSubdirectory("runbook-hostile-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    public static TheoryData<string> Kinds => ["zeros", "newlines", "one-line", "deep", "bad-utf-8", "seals", "empty", "pipe"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_invalid_in_bounded_memory_and_every_command_says_so(string kind)
    {
        if (kind == "pipe")
        {
            if (OperatingSystem.IsWindows())
            {
                return;
            }

            SystemTool.Run("mkfifo", Path.Combine(directory, "journal.jsonl"));
        }
        else
        {
            Write(kind);
        }

        foreach (
            var command in new string[][]
            {
                ["journal", "verify", directory],
                ["journal", "show", directory],
                ["replay", directory],
                ["report", directory],
                ["journal", "prove", directory, "1"],
            }
        )
        {
            var (finished, peak) = Program.Measured(
                new Dictionary<string, string> { ["RUNBOOK_KEYS"] = Path.Combine(directory, "keys") },
                [.. command, "--lang", "en"]
            );
            Assert.True(finished.ExitCode is 1 or 2, $"{string.Join(' ', command)}\n{finished.All}");
            Assert.DoesNotContain("   at ", finished.All, StringComparison.Ordinal);
            Assert.DoesNotContain("internal.error", finished.All, StringComparison.Ordinal);
            Assert.True(finished.All.Length < 4_000, finished.All[..Math.Min(4_000, finished.All.Length)]);
            Assert.True(peak < MostMemory, $"{string.Join(' ', command)}: {peak >> 20} MiB");
        }
    }

    [Fact]
    public void What_would_drive_a_terminal_is_shown_instead()
    {
        using var station = new TestStation();
        var run = station.Run(
            "run",
            "escalation",
            "--run-id",
            "r1",
            "--set",
            "case=other",
            "--set",
            "summary=\u001b[2J\u009b31m\u202Eevil\u0007"
        );
        Assert.Equal(3, run.ExitCode);
        var copy = station["\u001b[31mred"];
        Directory.CreateDirectory(copy);
        File.Copy(station.Journal("r1"), Path.Combine(copy, "journal.jsonl"));
        foreach (
            var command in new string[][]
            {
                ["journal", "show", "r1"],
                ["journal", "show", "r1", "--format", "json"],
                ["journal", "show", "r1", "--at", "8"],
                ["journal", "verify", copy],
                ["journal", "verify", copy, "--format", "json"],
                ["replay", copy],
                ["report", "r1"],
                ["report", "r1", "--format", "html"],
                ["status", "r1"],
                ["graph", "--run", "r1"],
                ["runs"],
            }
        )
        {
            var shown = station.Run(command).All;
            Assert.DoesNotMatch("[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]", shown);
        }

        Assert.DoesNotMatch("[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]", run.All);
    }

    private void Write(string kind)
    {
        using var file = File.Create(Path.Combine(directory, "journal.jsonl"));
        switch (kind)
        {
            case "zeros":
                file.SetLength(Gigabyte);
                break;
            case "newlines":
                file.Write(Encoding.ASCII.GetBytes(new string('\n', 1 << 20)));
                break;
            case "one-line":
                file.Write("{\"at\":\"2026-11-23T19:53:12.114Z\",\"data\":{\"x\":\""u8);
                file.Position = Gigabyte;
                file.Write("\"}}\n"u8);
                break;
            case "deep":
                file.Write(Encoding.ASCII.GetBytes($"{{\"at\":{new string('[', 60_000)}\n"));
                break;
            case "bad-utf-8":
                file.Write([(byte)'{', (byte)'"', 0xFF, 0xC0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}', (byte)'\n']);
                break;
            case "seals":
                file.Write("{}\n"u8);
                using (var seals = File.Create(Path.Combine(directory, "seals.txt")))
                {
                    seals.SetLength(Gigabyte);
                }

                break;
        }
    }
}
