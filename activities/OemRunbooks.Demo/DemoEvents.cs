using OemRunbooks.Oem.Json;

namespace OemRunbooks.Demo;

/// <summary>What happens to the demo station between its runs, so that recovery and escalation have something to do.</summary>
public static class DemoEvents
{
    /// <summary>A change of hardware: the store and the hardware record are the ones that the former board left behind.</summary>
    public static void ChangeHardware(string root)
    {
        File.Copy(
            Path.Combine(root, "backups", "license_store.old.json"),
            Path.Combine(root, "secrets", "license_store.json"),
            overwrite: true
        );
        File.Copy(Path.Combine(root, "backups", "hardware.old.json"), Path.Combine(root, "backups", "hardware.json"), overwrite: true);
    }

    /// <summary>A notarisation report of the next version arrives, and it is a refusal.</summary>
    public static void RefuseNotarization(string root, string platform)
    {
        var archive = $"core-oem-2024.07-{platform}{(platform == "windows" ? ".zip" : ".tar.gz")}";
        var log = new OemObject
        {
            { "logFormatVersion", OemJson.Of(1) },
            { "jobId", "5d1a0c1e-3c57-4a1e-9d55-1f0f5b1b7a02" },
            { "status", "Invalid" },
            { "statusSummary", "Archive contains critical validation errors" },
            { "statusCode", OemJson.Of(4000) },
            { "archiveFilename", archive },
            { "uploadDate", "2024-07-09T08:12:44.101Z" },
            {
                "issues",
                new OemArray([
                    new OemObject
                    {
                        { "severity", "error" },
                        { "code", OemJson.Null },
                        { "path", $"{archive}/daemon/core-engine.bin" },
                        { "message", "The signature of the binary is invalid." },
                        { "docUrl", OemJson.Null },
                        { "architecture", "x86_64" },
                    },
                ])
            },
        };
        DemoStation.Write(
            root,
            $"var/dist/notary/core-oem-2024.07-{platform}.log.json",
            OemJsonWriter.WriteBytes(log, JsonStyle.PrettyInOrder)
        );
    }
}
