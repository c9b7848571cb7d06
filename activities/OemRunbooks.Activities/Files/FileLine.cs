using System.Globalization;
using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Files;

/// <summary>Makes sure that a line stands in a text file, or stands there no more; all other bytes stay as they are.</summary>
internal sealed class FileLine : Activity
{
    private const long MostBytes = 16 << 20;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(FileLineWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [FileTakes.Path, Takes.Line, Takes.State, Takes.Match, Takes.After, Takes.Create],
            Outputs = [FileGives.Path, StationGives.Changed, StationGives.Existed, StationGives.Former, Gives.Number],
            Errors =
            [
                .. Codes.Disk,
                Codes.FileReserved,
                Codes.FileTooLarge,
                Codes.FileLineInvalid,
                Codes.FileLineAmbiguous,
                Codes.PatternInvalid,
                Codes.TextMalformed,
                Codes.BackupUnverified,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var path = call.Get(FileTakes.Path);
        var place = Replacement.At(call, path);
        var edit = Edited(call, path, place);
        return place.Plan(edit.Bytes is null, edit.Told(path), null, Gives.Number.Is(edit.Number));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var path = call.Get(FileTakes.Path);
        var place = Replacement.At(call, path);
        var edit = Edited(call, path, place);
        return edit.Bytes is null
            ? place.Unchanged(Gives.Number.Is(edit.Number))
            : place.Put(edit.Bytes, null, Gives.Number.Is(edit.Number));
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        Replacement.Recover(call, call.Get(FileTakes.Path));

    private static Edit Edited(Call call, StationPath path, Replacement place)
    {
        var isPresent = call.Get(Takes.State) == LineState.Present;
        var (line, match) = (call.Get(Takes.Line), Compiled(call.Get(Takes.Match)));
        if ((isPresent && line is null) || (line is null && match is null) || line?.AsSpan().ContainsAny("\r\n\0") == true)
        {
            throw new CodedException(Faults.FileLineInvalid());
        }

        if (!place.Exists && isPresent && !call.Get(Takes.Create))
        {
            throw new CodedException(Faults.FileMissing(path.Shown));
        }

        var text = place.Exists ? LinedText.Of(call.Disk.ReadAll(path.Full, MostBytes), path) : LinedText.Empty;
        var number =
            !isPresent ? Absent(text, line, match)
            : match is not null && Single(text, match, path) is { } at ? Replaced(text, at, line!)
            : Present(text, line!, Compiled(call.Get(Takes.After)), path);
        return new(text.IsChanged ? text.Bytes() : null, number == 0 ? null : number, isPresent);
    }

    private static int Absent(LinedText text, string? line, Regex? match)
    {
        text.RemoveAll(l => match?.IsMatch(l) ?? l == line);
        return 0;
    }

    // Which of several is meant, nobody can say.
    private static int? Single(LinedText text, Regex match, StationPath path)
    {
        var found = text.Find(match.IsMatch);
        return found.Count > 1
                ? throw new CodedException(
                    Faults.FileLineAmbiguous(
                        path.Shown,
                        match.ToString(),
                        string.Join(", ", found.Take(5).Select(static n => n.ToString(CultureInfo.InvariantCulture)))
                    )
                )
            : found.Count == 0 ? null
            : found[0];
    }

    private static int Replaced(LinedText text, int at, string line)
    {
        text.Replace(at, line);
        return at;
    }

    private static int Present(LinedText text, string line, Regex? after, StationPath path)
    {
        if (text.Find(l => l == line) is [var there, ..])
        {
            return there;
        }

        var before = after is null ? text.Count : Single(text, after, path) ?? text.Count;
        text.Insert(before, line);
        return before + 1;
    }

    private static Regex? Compiled(string? pattern) => pattern is null ? null : LinePatterns.Of(pattern);

    private sealed record Edit(byte[]? Bytes, long? Number, bool IsPresent)
    {
        internal Sentence Told(StationPath path) =>
            IsPresent ? Says.PlanFileLineSets(path.Shown, Number ?? 0) : Says.PlanFileLineRemoves(path.Shown);
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string?> Line { get; } = Input.String(FileLineWords.Takes.Line).Optional();

        internal static Input<LineState> State { get; } =
            Input.Choice(FileLineWords.Takes.State, ("present", LineState.Present), ("absent", LineState.Absent)).Or(LineState.Present);

        internal static Input<string?> Match { get; } = Input.String(FileLineWords.Takes.Match).Optional();

        internal static Input<string?> After { get; } = Input.String(FileLineWords.Takes.After).Optional();

        internal static Input<bool> Create { get; } = Input.Boolean(FileLineWords.Takes.Create).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long?> Number { get; } = Output.Integer(FileLineWords.Gives.Number).Sometimes();
    }
}

/// <summary>Whether a line is to be there.</summary>
internal enum LineState
{
    /// <summary>It is to be there.</summary>
    Present,

    /// <summary>It is not to be there.</summary>
    Absent,
}
