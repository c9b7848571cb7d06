using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Activities.Collect;

/// <summary>Keeps files, or their ends, with the run: masked by what the program knows and by patterns of the runbook's own.</summary>
internal sealed class CollectFiles : Activity
{
    private const long MostBytes = 32L << 20;
    private const long MostInAll = 512L << 20;
    private const int MostFiles = 1000;
    private const string Mask = "***";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(CollectFilesWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Files, Takes.LastLines, Takes.LastBytes, Takes.MaxAge, Takes.Redact, Takes.Required],
            Outputs = [Gives.Files, StationGives.Count, StationGives.Size, Gives.Redacted],
            Errors = [Codes.CollectNothing, Codes.CollectTooMuch, Codes.PatternInvalid, Codes.EvidenceClosed, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var found = Find(call, []);
        _ = Patterns(call);
        return found.Count == 0 && call.Get(Takes.Required)
            ? PlannedWork.Fails(Faults.CollectNothing(string.Join(", ", call.Get(Takes.Files))))
            : PlannedWork.Of(
                Fields.Line(false, Says.PlanCollectFilesKeeps(found.Count, found.Sum(f => Math.Min(f.Item.Length, MostBytes)))),
                StationGives.Count.Is(found.Count)
            );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var remarks = new List<Remark>();
        var found = Find(call, remarks);
        if (found.Count == 0 && call.Get(Takes.Required))
        {
            return Outcome.Failed(Faults.CollectNothing(string.Join(", ", call.Get(Takes.Files))));
        }

        var patterns = Patterns(call);
        var (kept, redacted, size) = (new List<Artefact>(), 0L, 0L);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, _) in found)
        {
            cancellation.ThrowIfCancellationRequested();
            var (artefact, masked) = Keep(call, path, NameOf(path, names), patterns);
            redacted += masked;
            size += artefact?.Size ?? 0;
            if (artefact is null)
            {
                remarks.Add(Faults.EvidenceClosed(path.Shown).AsRemark());
            }
            else if (size > MostInAll)
            {
                return Outcome.Failed(Faults.CollectTooMuch(MostInAll)) with { Artefacts = [.. kept] };
            }
            else
            {
                kept.Add(artefact);
            }
        }

        return Outcome.Done(
            Gives.Files.Is(kept.Select(static k => k.Path)),
            StationGives.Count.Is(kept.Count),
            StationGives.Size.Is(size),
            Gives.Redacted.Is(redacted)
        ) with
        {
            Artefacts = [.. kept],
            Remarks = [.. remarks],
        };
    }

    private static IReadOnlyList<(StationPath Path, DiskItem Item)> Find(Call call, List<Remark> remarks)
    {
        var oldest = call.Get(Takes.MaxAge) is { } age ? call.Clock.GetUtcNow() - age : DateTimeOffset.MinValue;
        var all = call.Get(Takes.Files)
            .SelectMany(p => Globs.FindItems(call, p))
            .DistinctBy(static f => f.Path.Full)
            .Where(f => f.Item.Written >= oldest && !Places.IsReserved(call, f.Path))
            .OrderByDescending(static f => f.Item.Written)
            .ToList();
        if (all.Count > MostFiles)
        {
            remarks.Add(Faults.CollectLeftOut(all.Count - MostFiles).AsRemark());
        }

        return [.. all.Take(MostFiles).OrderBy(static f => f.Path.Shown, StringComparer.Ordinal)];
    }

    // Evidence has no directories; two files never share a name.
    private static string NameOf(StationPath path, HashSet<string> names)
    {
        var name = EntryName.Safe(path.Shown.TrimStart('/')).Replace("/", "__", StringComparison.Ordinal);
        var free = name;
        for (var n = 2; !names.Add(free); n++)
        {
            free = $"{n}-{name}";
        }

        return free;
    }

    private static (Artefact? Kept, long Masked) Keep(Call call, StationPath path, string name, IReadOnlyList<Regex> patterns)
    {
        var (lines, bytesLeft) = (call.Get(Takes.LastLines), call.Get(Takes.LastBytes));
        var most = bytesLeft > 0 ? Math.Min(bytesLeft, MostBytes) : MostBytes;
        var isPart = lines > 0 || call.Disk.Length(path.Full) > most;
        if (!isPart && patterns.Count == 0)
        {
            return (call.Evidence.KeepCopy(name, path), 0);
        }

        var bytes = Tail.Of(call.Disk, path, lines, most);
        if (DiskReads.DecodeText(bytes, out _) is not { } text)
        {
            // Patterns and ends are for text: what is none may hide what they are to mask.
            return (null, 0);
        }

        var masked = 0L;
        foreach (var pattern in patterns)
        {
            text = pattern.Replace(
                text,
                m =>
                {
                    masked++;
                    return Mask;
                }
            );
        }

        return (call.Evidence.Keep(name, Encoding.UTF8.GetBytes(text)), masked);
    }

    private static IReadOnlyList<Regex> Patterns(Call call) => [.. call.Get(Takes.Redact).Select(LinePatterns.Of)];

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<IReadOnlyList<string>> Files { get; } = Input.Patterns(CollectFilesWords.Takes.Files);

        internal static Input<long> LastLines { get; } = Input.Integer(CollectFilesWords.Takes.LastLines).Or(0);

        internal static Input<long> LastBytes { get; } = Input.Size(CollectFilesWords.Takes.LastBytes).Or(0);

        internal static Input<TimeSpan?> MaxAge { get; } = Input.Duration(CollectFilesWords.Takes.MaxAge).Optional();

        internal static Input<IReadOnlyList<string>> Redact { get; } = Input.Texts(CollectFilesWords.Takes.Redact).OrEmpty();

        internal static Input<bool> Required { get; } = Input.Boolean(CollectFilesWords.Takes.Required).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<string>> Files { get; } = Output.Texts(CollectFilesWords.Gives.Files);

        internal static Output<long> Redacted { get; } = Output.Integer(CollectFilesWords.Gives.Redacted);
    }
}
