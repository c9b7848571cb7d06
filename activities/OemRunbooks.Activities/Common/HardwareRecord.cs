using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;

namespace OemRunbooks.Activities.Common;

/// <summary>Component records: of this machine, and from files.</summary>
/// <remarks>Source: formats.md, 8.5.</remarks>
internal static class HardwareRecord
{
    /// <summary>This machine's record.</summary>
    internal static OemObject Local(Call call) => ComponentRecord.Build(LocalComponents.Read(Keys.Machine(call)), call.Clock);

    /// <summary>A record from a file, signed or bare; with a key its signature must be right.</summary>
    /// <exception cref="CodedException"><c>hardware.record-malformed</c>, <c>hardware.signature-mismatch</c></exception>
    internal static OemObject Load(Call call, StationPath path, byte[]? key)
    {
        FileCopy.DemandFile(call.Disk, path);
        var document = Parse(call, path);
        if (document["payload"] is not OemObject payload)
        {
            return key is null ? Judged(document, path) : throw new CodedException(Faults.HardwareSignatureMismatch(path.Shown));
        }

        return key is not null && OemSignature.Check(payload, document["signature"], key) != SignatureOutcome.Valid
            ? throw new CodedException(Faults.HardwareSignatureMismatch(path.Shown))
            : Judged(payload, path);
    }

    // A record without digests would match nothing and everything: it is no record.
    private static OemObject Judged(OemObject record, StationPath path) =>
        record["component_digests"] is OemObject { Count: > 0 }
            ? record
            : throw new CodedException(Faults.HardwareRecordMalformed(path.Shown));

    private static OemObject Parse(Call call, StationPath path)
    {
        const int most = 1 << 20;
        try
        {
            return
                call.Disk.Length(path.Full) <= most && OemJsonReader.Parse(call.Disk.ReadAll(path.Full), path.Shown) is OemObject document
                ? document
                : throw new CodedException(Faults.HardwareRecordMalformed(path.Shown));
        }
        catch (OemException)
        {
            throw new CodedException(Faults.HardwareRecordMalformed(path.Shown));
        }
    }
}
