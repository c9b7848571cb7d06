using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class Runs
{
    private const string Store = "secrets/license_store.json";

    [Fact]
    public void A_demo_succeeds_and_leaves_reports_in_both_languages()
    {
        var root = Directory.CreateTempSubdirectory("runbook-e2e-demo-").FullName;
        try
        {
            var demo = Program.Run(new Dictionary<string, string>(), "demo", root, "--lang", "en");
            Assert.True(demo.ExitCode == 0, demo.All);
            Assert.Contains("succeeded", demo.Out, StringComparison.Ordinal);
            var runs = Directory.GetDirectories(Path.Combine(root, "var", "runbook", "runs"));
            Assert.NotEmpty(runs);
            foreach (var run in runs)
            {
                Assert.All(["report.pl.html", "report.en.html", "report.pl.md", "report.en.md", "report.json"], name => Assert.True(new FileInfo(Path.Combine(run, name)) is { Exists: true, Length: > 0 }, name));
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_missing_licence_changes_nothing()
    {
        using var station = new TestStation();
        File.Delete(station["media/usb/licence.json"]);
        var before = station.Snapshot("opt");
        var store = File.ReadAllBytes(station[Store]);
        var run = station.Run("run", "client-update");
        Assert.True(run.ExitCode == 3, run.All);
        Assert.Contains("license.missing", run.Out, StringComparison.Ordinal);
        Assert.Contains("escalated to team l3", run.Out, StringComparison.Ordinal);
        Assert.Equal(before, station.Snapshot("opt"));
        Assert.Equal(store, File.ReadAllBytes(station[Store]));
        Assert.Empty(station.Leftovers());
    }

    [Fact]
    public void A_wrong_licence_key_changes_neither_store_nor_installation()
    {
        using var station = new TestStation();
        station.Variables["OEM_LICENSE_HMAC_KEY"] = "base64:" + Convert.ToBase64String(new byte[32]);
        var before = station.Snapshot("opt/core-oem");
        var store = File.ReadAllBytes(station[Store]);
        var run = station.Run("run", "client-update");
        Assert.True(run.ExitCode == 3, run.All);
        Assert.Equal(store, File.ReadAllBytes(station[Store]));
        Assert.Equal(before, station.Snapshot("opt/core-oem"));
        Assert.Empty(station.Leftovers());
    }

    [Fact]
    public void A_truncated_bundle_leaves_the_installation_as_it_was()
    {
        using var station = new TestStation();
        var bundles = new[] { "var/releases/linux", "media/usb" }.SelectMany(d => Directory.GetFiles(station[d], "core-oem-2024.06-linux.tar.gz")).ToList();
        Assert.NotEmpty(bundles);
        foreach (var bundle in bundles)
        {
            using var file = File.OpenWrite(bundle);
            file.SetLength(file.Length * 2 / 3);
        }

        var before = station.Snapshot("opt");
        var store = File.ReadAllBytes(station[Store]);
        var run = station.Run("run", "client-update");
        Assert.True(run.ExitCode is 1 or 3, run.All);
        Assert.Equal(before, station.Snapshot("opt"));
        Assert.Equal(store, File.ReadAllBytes(station[Store]));
        Assert.Empty(station.Leftovers());
    }

    [Fact]
    public void A_licence_for_another_device_goes_to_hardware()
    {
        using var station = new TestStation();
        var path = station["media/usb/licence.json"];
        var payload = JsonNode.Parse(File.ReadAllText(path))!["payload"]!.AsObject();
        payload["fingerprint"] = File.ReadAllText(station["backups/fingerprint.old"]).Trim();
        var key = Convert.FromBase64String(station.Variables["OEM_LICENSE_HMAC_KEY"]["base64:".Length..]);
        var signed = OemSignature.Wrap((OemObject)OemJsonReader.Parse(payload.ToJsonString()), key, OemSignature.Sha256, "demo-licence-1");
        File.WriteAllBytes(path, OemJsonWriter.WriteBytes(signed, JsonStyle.PrettySorted));
        var before = station.Snapshot("opt");
        var run = station.Run("run", "client-update");
        Assert.True(run.ExitCode == 3, run.All);
        Assert.Contains("escalated to team hardware", run.Out, StringComparison.Ordinal);
        Assert.Contains("fingerprint.mismatch", run.Out, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFileSystemEntries(station["var/outbox/hardware"]));
        Assert.Equal(before, station.Snapshot("opt"));
        AssertNoSecrets(station);
    }

    [Fact]
    public void No_secret_reaches_a_file_that_a_run_writes()
    {
        using var station = new TestStation();
        var run = station.Run("run", "client-update", "-v");
        Assert.True(run.ExitCode == 0, run.All);
        AssertNoSecrets(station, run);
    }

    [Fact]
    public void Every_json_form_is_one_document()
    {
        using var station = new TestStation();
        var run = station.Run("run", "client-update", "--format", "json");
        Assert.True(run.ExitCode == 0, run.All);
        AssertJson(run);
        string[][] commands = [["list"], ["show", "client-update"], ["runs"], ["status"], ["lint", "client-update"], ["report", "last"]];
        foreach (var command in commands)
        {
            var shown = station.Run([.. command, "--format", "json"]);
            Assert.True(shown.ExitCode == 0, shown.All);
            AssertJson(shown);
        }
    }

    [Fact]
    public void A_second_run_is_refused_while_one_holds_the_station()
    {
        using var station = new TestStation();
        Directory.CreateDirectory(station["var/runbook"]);
        using (new FileStream(station["var/runbook/lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var before = station.Snapshot("opt", "secrets");
            var run = station.Run("run", "client-update");
            Assert.True(run.ExitCode == 2, run.All);
            Assert.Contains("station.locked", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
            Assert.Equal(before, station.Snapshot("opt", "secrets"));
        }
    }

    [Fact]
    public void A_run_at_work_is_running_for_a_second_terminal_and_one_that_died_is_interrupted()
    {
        using var station = new TestStation();
        Directory.CreateDirectory(station["runbooks"]);
        File.WriteAllText(
            station["runbooks/slow.yaml"],
            "schemaVersion: \"1.0\"\nid: slow\nversion: 1.0.0\nname: {pl: Wolny, en: Slow}\nsteps:\n  - {id: nap, action: run.command, with: {program: /bin/sleep, arguments: [\"30\"]}}\n");
        using var run = station.Start("run", "slow", "--run-id", "s1");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(station.Journal("s1")) && File.ReadAllText(station.Journal("s1")).Contains("step.started", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));
        Assert.Equal("running", States(station));
        Assert.DoesNotContain("interrupted", station.Run("status", "s1").Out, StringComparison.Ordinal);
        Assert.Contains("\"standing\": \"running\"", station.Run("report", "s1", "--format", "json").Out, StringComparison.Ordinal);
        Assert.Contains("station.locked", station.Run("resume").Error + station.Run("resume", "s1").Error, StringComparison.Ordinal);
        run.Kill();
        run.Wait();
        Assert.Equal("interrupted", States(station));
        Assert.Contains("\"standing\": \"interrupted\"", station.Run("report", "s1", "--format", "json").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_question_and_its_answer_nothing_speaks_of_a_crash()
    {
        using var station = new TestStation();
        Assert.Equal(3, station.Run("run", "reinstall", "--run-id", "p1").ExitCode);
        Assert.Equal("waiting", States(station));
        Assert.Equal(0, station.Run("confirm", "p1", "confirm").ExitCode);
        Assert.Equal("answered", States(station));
        Assert.DoesNotContain("runbook confirm", station.Run("status", "p1").Out, StringComparison.Ordinal);
        Assert.Equal(2, station.Run("confirm", "p1", "confirm").ExitCode);
        Assert.True(station.Run("resume") is { ExitCode: 0 } or { ExitCode: 3 });
        using var report = JsonDocument.Parse(station.Run("report", "p1", "--format", "json").Out);
        Assert.False(report.RootElement.TryGetProperty("interruptions", out var stops) && stops.GetArrayLength() > 0);
        Assert.DoesNotContain("without notice", station.Run("report", "p1").Out, StringComparison.Ordinal);
    }

    private static string? States(TestStation station)
    {
        using var runs = JsonDocument.Parse(station.Run("runs", "--format", "json").Out);
        return Assert.Single(runs.RootElement.EnumerateArray()).GetProperty("state").GetString();
    }

    private static void AssertJson(Finished shown)
    {
        using var document = JsonDocument.Parse(shown.Out);
        Assert.True(document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array, shown.All);
    }

    private static void AssertNoSecrets(TestStation station, Finished? run = null)
    {
        var needles = Secrets(station).ToList();
        var texts = station.FilesBelow("var/runbook", "var/log/runbook", "var/outbox", "docs/support")
            .SelectMany(f => Texts(f).Select(t => (Name: Path.GetRelativePath(station.Root, f), Text: t))).ToList();
        Assert.NotEmpty(texts);
        if (run is not null)
        {
            texts.Add(("standard output", run.Out));
            texts.Add(("standard error", run.Error));
        }

        Assert.Empty(texts.SelectMany(t => needles.Where(n => t.Text.Contains(n.Text, StringComparison.Ordinal)).Select(n => $"{t.Name}: {n.What}")));
    }

    // A package is looked into as well, one layer of compression deep.
    private static IEnumerable<string> Texts(string file)
    {
        var bytes = File.ReadAllBytes(file);
        yield return Encoding.Latin1.GetString(bytes);
        if (bytes is [0x50, 0x4B, ..])
        {
            using var zip = System.IO.Compression.ZipFile.OpenRead(file);
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
                yield return reader.ReadToEnd();
            }
        }
        else if (bytes is [0x1F, 0x8B, ..])
        {
            using var reader = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress), Encoding.Latin1);
            yield return reader.ReadToEnd();
        }
    }

    private static IEnumerable<(string What, string Text)> Secrets(TestStation station)
    {
        foreach (var (name, value) in station.Variables.Where(static v => v.Key.EndsWith("_KEY", StringComparison.Ordinal)))
        {
            var plain = value.StartsWith("base64:", StringComparison.Ordinal) ? value["base64:".Length..] : value;
            var raw = Convert.FromBase64String(plain);
            yield return (name, plain);
            yield return (name + " as JSON", JsonSerializer.Serialize(plain)[1..^1]);
            yield return (name + " without padding", plain.TrimEnd('='));
            yield return (name + " as base64url", plain.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
            yield return (name + " as base64 twice", Convert.ToBase64String(Encoding.UTF8.GetBytes(plain)));
            yield return (name + " with its prefix as base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(value)));
            yield return (name + " as hex", Convert.ToHexStringLower(raw));
            yield return (name + " as HEX", Convert.ToHexString(raw));
            yield return (name + "'s text as hex", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(plain)));
            yield return (name + " as it is", Encoding.Latin1.GetString(raw));
        }
    }
}
