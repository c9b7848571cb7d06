using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Verify;

/// <summary>Compares files with a list of their checksums.</summary>
internal sealed class VerifyChecksums : Activity
{
    private const string EvidenceName = "checksums.txt";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyChecksumsWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.List, Takes.Directory, Takes.Complete],
            Outputs = [Gives.Files, Gives.Algorithm],
            Errors =
            [
                .. Codes.Disk,
                Codes.FileTooLarge,
                Codes.TextMalformed,
                Codes.ChecksumsMalformed,
                Codes.ChecksumsHostileName,
                Codes.ChecksumsTwice,
                Codes.ChecksumsEmpty,
                Codes.ChecksumsMismatch,
                Codes.ChecksumsFileMissing,
                Codes.ChecksumsUnlisted,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var list = call.Get(Takes.List);
        return Probe(call, o => [Fields.Line(false, Says.PlanVerifyChecksumsCompares(list.Shown, Gives.Files.In(o).AsInteger() ?? 0))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var list = call.Get(Takes.List);
        FileCopy.DemandFile(call.Disk, list);
        var sums = ChecksumList.Read(call.Disk, list);
        var directory = call.Get(Takes.Directory) ?? ParentOf(list);
        var faults = new List<Failure>();
        var report = new StringBuilder();
        foreach (var sum in sums)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Compared(call, directory, sum, report) is { } fault)
            {
                faults.Add(fault);
            }

            call.Progress.Report(new WorkProgress(report.Length, null, WorkUnit.Files));
        }

        if (call.Get(Takes.Complete))
        {
            faults.AddRange(Unlisted(call, list, directory, sums, report));
        }

        return Told(call, sums, faults, report);
    }

    private static Outcome Told(Call call, IReadOnlyList<ChecksumList.Sum> sums, List<Failure> faults, StringBuilder report)
    {
        if (faults.Count > 0)
        {
            // Damage first, then what lacks, then what is too much.
            var worst = faults.OrderBy(static f => Array.IndexOf(Gravity, f.Code)).First();
            var evidence = call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(report.ToString()));
            return Outcome.Failed(worst) with
            {
                Artefacts = [evidence],
                Remarks = [.. faults.Except([worst]).Take(20).Select(static f => f.AsRemark())],
            };
        }

        var weak = sums.Where(static s => s.Algorithm == HashAlgorithmName.MD5).Take(1);
        return Outcome.Done(Gives.Files.Is(sums.Count), Gives.Algorithm.Is(sums[0].Algorithm.Name!)) with
        {
            Remarks = [.. weak.Select(_ => Faults.ChecksumsWeak().AsRemark())],
        };
    }

    private static readonly string[] Gravity = [Codes.ChecksumsMismatch, Codes.ChecksumsFileMissing, Codes.ChecksumsUnlisted];

    private static Failure? Compared(Call call, StationPath directory, ChecksumList.Sum sum, StringBuilder report)
    {
        var file = directory.Below(sum.Name);
        if (call.Disk.Look(file.Full, follows: false) is not { Kind: ItemKind.File })
        {
            Line(report, "missing", sum.Name);
            return Faults.ChecksumsFileMissing(file.Shown);
        }

        using var open = call.Disk.Open(file.Full, FileUse.Read);
        var found = open.Digest(sum.Algorithm);
        Line(report, found == sum.Digest ? "ok" : "mismatch", sum.Name);
        return found == sum.Digest ? null : Faults.ChecksumsMismatch(file.Shown);
    }

    private static IEnumerable<Failure> Unlisted(
        Call call,
        StationPath list,
        StationPath directory,
        IReadOnlyList<ChecksumList.Sum> sums,
        StringBuilder report
    )
    {
        var listed = sums.Select(static s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in call.Disk.Walk(directory.Full))
        {
            var isOwn = entry.Full == list.Full || entry.Item.Kind == ItemKind.Directory;
            if (!isOwn && !listed.Contains(entry.Relative) && !entry.Relative.Split('/').Any(Junk.Is))
            {
                Line(report, "unlisted", entry.Relative);
                yield return Faults.ChecksumsUnlisted(directory.Below(entry.Relative).Shown);
            }
        }
    }

    private static StationPath ParentOf(StationPath list)
    {
        var slash = list.Shown.LastIndexOf('/');
        return new(slash < 0 ? "." : list.Shown[..Math.Max(slash, 1)], Durable.ParentOf(list.Full));
    }

    private static void Line(StringBuilder report, string word, string name) =>
        report.Append(CultureInfo.InvariantCulture, $"{word, -9} {name}\n");

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> List { get; } = Input.File(VerifyChecksumsWords.Takes.List);

        internal static Input<StationPath?> Directory { get; } = Input.Directory(VerifyChecksumsWords.Takes.Directory).Optional();

        internal static Input<bool> Complete { get; } = Input.Boolean(VerifyChecksumsWords.Takes.Complete).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long> Files { get; } = StationGives.Files;

        internal static Output<string> Algorithm { get; } = Output.String(VerifyChecksumsWords.Gives.Algorithm);
    }
}
