using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Files;

/// <summary>Writes a text as a whole file.</summary>
internal sealed class FileWrite : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(FileWriteWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [FileTakes.Path, Takes.Text, Takes.Encoding, Takes.LineEnds, FileTakes.Mode, FileTakes.Overwrite],
            Outputs = [FileGives.Path, StationGives.Changed, StationGives.Existed, StationGives.Former, FileGives.Size, FileGives.Digest],
            Errors = [.. Codes.Disk, Codes.FileReserved, Codes.FileModeInvalid, Codes.TextUnencodable, Codes.BackupUnverified],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (path, bytes) = (call.Get(FileTakes.Path), Bytes(call));
        _ = Modes.Of(call.Get(FileTakes.Mode));
        var place = Replacement.At(call, path);
        return Refusal(call, place, bytes) is { } refusal
            ? PlannedWork.Fails(refusal)
            : place.Plan(place.Holds(Digests.Of(bytes)), Says.PlanFileWriteWrites(path.Shown, bytes.Length), bytes.Length, More(bytes));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var bytes = Bytes(call);
        var place = Replacement.At(call, call.Get(FileTakes.Path));
        return Refusal(call, place, bytes) is { } refusal
            ? Outcome.Failed(refusal)
            : place.Put(bytes, Modes.Of(call.Get(FileTakes.Mode)), More(bytes));
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        Replacement.Recover(call, call.Get(FileTakes.Path));

    private static Failure? Refusal(Call call, Replacement place, byte[] bytes) =>
        place.Exists && !place.Holds(Digests.Of(bytes)) && !call.Get(FileTakes.Overwrite)
            ? Faults.FileExists(call.Get(FileTakes.Path).Shown)
            : null;

    private static byte[] Bytes(Call call) =>
        TextForms.Encode(
            call.Get(Takes.LineEnds) == LineEnds.Crlf
                ? call.Get(Takes.Text).ReplaceLineEndings("\r\n")
                : call.Get(Takes.Text).ReplaceLineEndings("\n"),
            call.Get(Takes.Encoding)
        );

    private static NamedValue[] More(byte[] bytes)
    {
        var digest = Digests.Of(bytes);
        return [FileGives.Size.Is(digest.Size), FileGives.Digest.Is(digest.Sha384)];
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string> Text { get; } = Input.String(FileWriteWords.Takes.Text);

        internal static Input<string> Encoding { get; } = Input.Choice(FileWriteWords.Takes.Encoding, [.. TextForms.Names]).Or("utf-8");

        internal static Input<LineEnds> LineEnds { get; } =
            Input.Choice(FileWriteWords.Takes.LineEnds, ("lf", Files.LineEnds.Lf), ("crlf", Files.LineEnds.Crlf)).Or(Files.LineEnds.Lf);
    }
}

/// <summary>How lines end.</summary>
internal enum LineEnds
{
    /// <summary>As on Linux and macOS.</summary>
    Lf,

    /// <summary>As on Windows.</summary>
    Crlf,
}
