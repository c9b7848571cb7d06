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
        Assert.Contains("Hardware team", run.Out, StringComparison.Ordinal);
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

    private static void AssertNoSecrets(TestStation station, Finished? run = null)
    {
        var needles = Secrets(station).ToList();
        var texts = station
            .FilesBelow("var/runbook", "var/log/runbook", "var/outbox", "docs/support")
            .SelectMany(f => Texts(f).Select(t => (Name: Path.GetRelativePath(station.Root, f), Text: t)))
            .ToList();
        Assert.NotEmpty(texts);
        if (run is not null)
        {
            texts.Add(("standard output", run.Out));
            texts.Add(("standard error", run.Error));
        }

        Assert.Empty(
            texts.SelectMany(t => needles.Where(n => t.Text.Contains(n.Text, StringComparison.Ordinal)).Select(n => $"{t.Name}: {n.What}"))
        );
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
            using var reader = new StreamReader(
                new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress),
                Encoding.Latin1
            );
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
