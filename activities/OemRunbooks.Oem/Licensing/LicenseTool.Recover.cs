using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Licensing;

/// <summary>What <c>recover</c> needs.</summary>
/// <param name="StorePath">The store to open, as given.</param>
/// <param name="OldFingerprint">Fingerprint that opens it.</param>
/// <param name="NewFingerprint">Fingerprint to encrypt for.</param>
/// <param name="OutputPath">Where to write; the store itself when null.</param>
/// <param name="ReportPath">Where to write the report; none when null.</param>
/// <param name="MustExist">True demands that the store exists.</param>
public sealed record RecoverRequest(
    string StorePath,
    string OldFingerprint,
    string NewFingerprint,
    string? OutputPath = null,
    string? ReportPath = null,
    bool MustExist = false
);

/// <summary>What <c>recover</c> did.</summary>
/// <param name="Summary">The printed summary; its last field is <c>report_path</c> when there is a report.</param>
/// <param name="Licenses">Number of licences.</param>
/// <param name="BackupPath">The copy of the former output, or null when there was none.</param>
public sealed record RecoverResult(OemObject Summary, int Licenses, string? BackupPath)
{
    /// <summary>Exactly what the command prints.</summary>
    public string Text => OemJsonWriter.Write(Summary, JsonStyle.PrettyInOrder);
}

public static partial class LicenseTool
{
    /// <summary>Re-encrypts a store for another fingerprint; nothing is written before everything was checked.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="request">What to do.</param>
    /// <param name="clock">Gives <c>updated_at</c>.</param>
    /// <param name="fill">Fills the nonce; the system's generator by default.</param>
    /// <exception cref="OemException">
    /// Codes of <see cref="LicenseStore.Open"/>, <see cref="Codes.FingerprintBlank"/>, <see cref="Codes.StoreMalformed"/> for null or
    /// numeric licences, and the disk's codes.
    /// </exception>
    /// <remarks>Source: formats.md, 7.2 and 15.</remarks>
    public static RecoverResult Recover(IDisk disk, RecoverRequest request, TimeProvider clock, Action<byte[]>? fill = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var oldFingerprint = Present(request.OldFingerprint, "old");
        var newFingerprint = Present(request.NewFingerprint, "new");
        var output = request.OutputPath ?? request.StorePath;
        var store = LicenseStore.Open(disk, request.StorePath, oldFingerprint, request.MustExist);
        var count = CountOf(store.Data["licenses"], request.StorePath);
        var bytes = LicenseStore.Seal(store.Data, newFingerprint, clock, fill);

        var backup = BackUp(disk, output);
        disk.ReplaceDocument(output, bytes, LicenseStore.ModeOf(disk, output));
        var summary = new OemObject
        {
            { "store_path", ShownPath.Tidy(request.StorePath) },
            { "output_path", ShownPath.Tidy(output) },
            { "old_fingerprint", oldFingerprint },
            { "new_fingerprint", newFingerprint },
            { "licenses", OemJson.Of(count) },
        };
        if (request.ReportPath is { } report)
        {
            disk.ReplaceDocument(report, OemJsonWriter.WriteBytes(summary, JsonStyle.PrettyInOrder));
            summary.Add("report_path", ShownPath.Tidy(report));
        }

        return new RecoverResult(summary, count, backup);
    }

    /// <summary>Copies a file to its backup name, with content, permissions and time; null when there is no file.</summary>
    private static string? BackUp(IDisk disk, string path)
    {
        if (!disk.Has(path))
        {
            return null;
        }

        var target = ShownPath.Backup(path);
        var bytes = disk.ReadDocument(path);
        disk.ReplaceDocument(target, bytes, LicenseStore.ModeOf(disk, path));
        OemDisk.Do(
            target,
            () =>
            {
                using var copy = disk.Open(target, FileUse.Change);
                copy.Resemble(path, rights: true);
                copy.SetWritten(disk.Look(path)?.Written ?? DateTimeOffset.UnixEpoch);
            }
        );
        return target;
    }

    private static int CountOf(OemJson? licenses, string path) =>
        licenses switch
        {
            null => 0,
            OemObject o => o.Count,
            OemArray a => a.Count,
            OemText t => t.Value.Length - t.Value.Where(static (c, i) => char.IsLowSurrogate(c)).Count(),
            _ => throw new OemException(Faults.StoreMalformed(path, "licenses-not-countable")),
        };
}
