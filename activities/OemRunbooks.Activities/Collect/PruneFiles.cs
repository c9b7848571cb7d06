using System.Globalization;
using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Collect;

/// <summary>Removes all but the newest files that patterns find.</summary>
/// <remarks>What the program, the run or an undoing goes on with is not among them, whatever a pattern says.</remarks>
internal sealed partial class PruneFiles : Activity
{
    private const int MostTold = 50;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(PruneFilesWords.Activity)
        {
            Interruption = Interruption.Rerun,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [Takes.Files, Takes.Keep, Takes.By],
            Outputs = [StationGives.Changed, Gives.Removed, Gives.Kept, StationGives.Size],
            Errors = [.. Codes.Disk, Codes.PruneTimeUnknown],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (kept, old) = Look(call);
        IEnumerable<PlannedLine> lines =
            old.Count == 0
                ? [Fields.Line(false, Says.PlanPruneFilesNothing(kept))]
                : old.Select(static f =>
                    Fields.Effect(EffectKind.Removes, f.Path, Says.PlanPruneFilesRemoves(f.Path.Shown, f.Item.Length))
                );
        return new PlannedWork([.. lines], NamedValue.Map(Outputs(kept, old)));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (kept, old) = Look(call);
        foreach (var directory in old.GroupBy(static f => Durable.ParentOf(f.Path.Full), StringComparer.Ordinal))
        {
            foreach (var file in directory)
            {
                cancellation.ThrowIfCancellationRequested();
                call.Disk.Delete(file.Path.Full);
            }

            call.Disk.SyncDirectory(directory.Key);
        }

        return Outcome.Done(Outputs(kept, old));
    }

    private static NamedValue[] Outputs(int kept, IReadOnlyList<(StationPath Path, DiskItem Item)> old) =>
        [
            StationGives.Changed.Is(old.Count > 0),
            Gives.Removed.Is(old.Take(MostTold * 20).Select(static f => f.Path.Shown)),
            Gives.Kept.Is(kept),
            StationGives.Size.Is(old.Sum(static f => f.Item.Length)),
        ];

    private static (int Kept, IReadOnlyList<(StationPath Path, DiskItem Item)> Old) Look(Call call)
    {
        var byName = call.Get(Takes.By) == PruneOrder.Name;
        var found = call.Get(Takes.Files)
            .SelectMany(p => Globs.FindItems(call, p))
            .DistinctBy(static f => f.Path.Full)
            .Where(f => !Places.IsReserved(call, f.Path) && !IsForUndoing(f.Path))
            .Select(f => (File: f, At: byName ? TimeIn(f.Path) : f.Item.Written))
            .OrderByDescending(static f => f.At)
            .ThenByDescending(static f => f.File.Path.Shown, StringComparer.Ordinal)
            .Select(static f => f.File)
            .ToList();
        var keep = (int)Math.Clamp(call.Get(Takes.Keep), 0, int.MaxValue);
        // What the run made is one of those that stay, and stays whatever its place among them is.
        var old = found.Skip(keep).Where(f => !IsOfRun(call, f.Path)).OrderBy(static f => f.Path.Shown, StringComparer.Ordinal).ToList();
        return (found.Count - old.Count, old);
    }

    // A plan has no journal yet.
    private static bool IsOfRun(Call call, StationPath path)
    {
        try
        {
            return call.IsOfRun(path);
        }
        catch (CodedException error) when (error.Failure.Code == Codes.JournalMissing)
        {
            return false;
        }
    }

    private static bool IsForUndoing(StationPath path) =>
        path.Shown.Contains(".former-", StringComparison.Ordinal) || path.Shown.Contains(".previous-", StringComparison.Ordinal);

    // The first eight digits that are a date, with six more that are a time, with or without signs between.
    private static DateTimeOffset TimeIn(StationPath path)
    {
        var name = path.Shown[(path.Shown.LastIndexOf('/') + 1)..];
        foreach (var match in Dated().EnumerateMatches(name))
        {
            var digits = new string([.. name.AsSpan(match.Index, match.Length).ToArray().Where(char.IsAsciiDigit)]);
            var form = digits.Length == 8 ? "yyyyMMdd" : "yyyyMMddHHmmss";
            if (DateTimeOffset.TryParseExact(digits, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return at;
            }
        }

        throw new CodedException(Faults.PruneTimeUnknown(path.Shown));
    }

    [GeneratedRegex(
        @"\d{4}-?\d{2}-?\d{2}([-_T ]?\d{2}[-:_]?\d{2}[-:_]?\d{2})?",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Dated();

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<IReadOnlyList<string>> Files { get; } = Input.Patterns(PruneFilesWords.Takes.Files);

        internal static Input<long> Keep { get; } = Input.Integer(PruneFilesWords.Takes.Keep);

        internal static Input<PruneOrder> By { get; } =
            Input.Choice(PruneFilesWords.Takes.By, ("written", PruneOrder.Written), ("name", PruneOrder.Name)).Or(PruneOrder.Written);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<string>> Removed { get; } = Output.Texts(PruneFilesWords.Gives.Removed);

        internal static Output<long> Kept { get; } = Output.Integer(PruneFilesWords.Gives.Kept);
    }
}

/// <summary>What tells which file is newer.</summary>
internal enum PruneOrder
{
    /// <summary>When it was written.</summary>
    Written,

    /// <summary>The time in its name.</summary>
    Name,
}
