using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>One entry of the fingerprint audit log.</summary>
/// <param name="Event">Such as <c>installer_run</c>.</param>
/// <param name="Status">Such as <c>verified</c>, <c>failed</c>, <c>error</c>, <c>denied</c>.</param>
/// <param name="Fingerprint">Fingerprint, trimmed when written; null is written as an empty text.</param>
/// <param name="KeyId">Left out when empty.</param>
/// <param name="Metadata">Left out when empty.</param>
public sealed record AuditEntry(string Event, string Status, string? Fingerprint, string? KeyId = null, OemObject? Metadata = null);

/// <summary>The log <c>logs/security_admin.log</c>, one JSON object per line.</summary>
/// <remarks>Source: formats.md, 14.1.</remarks>
public static class AuditLog
{
    /// <summary>Appends an entry; it is on the disk when this returns.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.DiskFull"/>, <see cref="Codes.DiskReadOnly"/>, <see cref="Codes.FileUnreadable"/>, <see
    /// cref="Codes.JsonUnwritable"/>.
    /// </exception>
    public static void Append(IDisk disk, string path, AuditEntry entry, TimeProvider clock)
    {
        var line = Line(entry, clock);
        OemDisk.Do(
            path,
            () =>
            {
                disk.CreateDirectory(Durable.ParentOf(path));
                disk.Append(path, line);
            }
        );
    }

    /// <summary>The entry of the installer's check.</summary>
    public static AuditEntry InstallerRun(
        string status,
        string? found,
        string? keyId,
        string script,
        string? expected,
        string expectedFile,
        string message
    ) =>
        new(
            "installer_run",
            status,
            found,
            keyId,
            new OemObject
            {
                { "script", script },
                { "expected_fingerprint", expected },
                { "expected_file", expectedFile },
                { "message", message },
            }
        );

    internal static byte[] Line(AuditEntry entry, TimeProvider clock)
    {
        var line = new OemObject
        {
            { "timestamp", TimeForms.Microseconds(clock.GetUtcNow()) },
            { "event", entry.Event },
            { "fingerprint", SpecText.Trim(entry.Fingerprint ?? string.Empty) },
            { "status", entry.Status },
        };
        if (!string.IsNullOrEmpty(entry.KeyId))
        {
            line.Add("key_id", entry.KeyId);
        }

        if (entry.Metadata is { IsTrue: true } metadata)
        {
            line.Add("metadata", metadata);
        }

        return OemJsonWriter.WriteBytes(line, JsonStyle.AuditLine);
    }
}
