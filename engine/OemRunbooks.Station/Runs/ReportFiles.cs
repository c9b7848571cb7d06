using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Reports;
using OemRunbooks.Reports.Model;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Renders a run's reports from its journal alone and puts them where they are looked for.</summary>
public static class ReportFiles
{
    // A journal of this length has no report that is too long.
    private const long SurelyFits = 4 << 20;
    private static readonly Locale[] Both = [Locale.Pl, Locale.En];
    private static readonly string[] Formats = ["html", "md", "json"];

    /// <summary>Reads a run and builds its report.</summary>
    public static RunReport Build(StoredRun run, RunbookLoader loader, Messages messages, IReadOnlyList<VerifyingKey> trusted)
    {
        var first = run.Read().FirstOrDefault() ?? throw new CodedException(Faults.JournalMissing(run.Id));
        var entries = new Readings(run);
        var report = ReportBuilder.Build(
            new ReportSource(entries, RunService.Definition(run, loader, first), messages)
            {
                IsHeld = run.IsHeld,
                Files = (name, most) => Held(run, name, most),
                Proof = ProofOf(run, trusted),
            }
        );
        return report with { Journal = report.Journal with { LastLeaf = entries.LastLeaf } };
    }

    private static byte[]? Held(StoredRun run, string name, long most)
    {
        try
        {
            using var file = run.Find(name);
            return file?.ReadWhole(most);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return null;
        }
    }

    /// <summary>The same of a run as it goes: what it did and where it stands, with nothing of it verified.</summary>
    public static RunReport Unproved(StoredRun run, RunbookLoader loader, Messages messages)
    {
        ArgumentNullException.ThrowIfNull(run);
        var first = run.Read().FirstOrDefault() ?? throw new CodedException(Faults.JournalMissing(run.Id));
        return ReportBuilder.Build(new(new Readings(run), RunService.Definition(run, loader, first), messages) { IsHeld = run.IsHeld });
    }

    /// <summary>The run as it stood after its first entries.</summary>
    /// <param name="run">The run.</param>
    /// <param name="loader">Reads its definition.</param>
    /// <param name="messages">The words of codes.</param>
    /// <param name="entries">How many entries.</param>
    public static RunReport After(StoredRun run, RunbookLoader loader, Messages messages, int entries)
    {
        ArgumentNullException.ThrowIfNull(run);
        var all = run.Read().Take(Math.Max(1, entries)).ToList();
        return all.Count == 0
            ? throw new CodedException(Faults.JournalMissing(run.Id))
            : ReportBuilder.Build(new(all, RunService.Definition(run, loader, all[0]), messages) { IsHeld = false });
    }

    private static Proof? ProofOf(StoredRun run, IReadOnlyList<VerifyingKey> trusted)
    {
        var result = JournalVerifier.Verify(new VerificationRequest(run, trusted));
        return new Proof(Verification.Word(result.Verdict), result.LastSeal?.Receipt)
        {
            Signer = result.Signer?.ToString(),
            // A file that somebody lays beside the journal must not change what the journal's report says.
            Findings = [.. result.Findings.Where(static f => f.Code != Codes.EvidenceUnknown)],
            Approvers = result.Approvers,
        };
    }

    /// <summary>Every file that a report can be, with its form.</summary>
    internal static IReadOnlyList<(string Name, ReportKind Kind, Locale Language, string Format)> Known { get; } =
    [
        .. Enum.GetValues<ReportKind>()
            .SelectMany(static kind =>
                Names(kind, Both, kind == ReportKind.Full ? Formats : ["html", "md"]).Select(n => (n.Name, kind, n.Language, n.Format))
            ),
    ];

    /// <summary>
    /// Writes a report as files <c>report.LANGUAGE.FORMAT</c>, <c>report.customer.LANGUAGE.FORMAT</c> or
    /// <c>report.protocol.LANGUAGE.FORMAT</c>; JSON has no language.
    /// </summary>
    /// <returns>The files' paths.</returns>
    /// <exception cref="CodedException"><c>report.too-large</c>; the other forms are there.</exception>
    public static IReadOnlyList<string> Write(
        RunReport report,
        string directory,
        IReadOnlyList<Locale> languages,
        IReadOnlyList<string> formats,
        ReportKind kind = ReportKind.Full
    ) => Write(Disk.All, report, directory, kind, languages, formats);

    /// <summary>Writes all reports of a run beside its journal.</summary>
    internal static IReadOnlyList<string> Write(Workplace work, StoredRun run)
    {
        var report = Build(run, work.Library.Loader, work.Product.Messages, work.Trusted());
        RemoveHalves(work.Station.Disk, run.Root);
        return Write(work.Station.Disk, report, run.Root, ReportKind.Full, Both, Formats);
    }

    /// <summary>Makes the reports of a run of this station that ended and has not got all of them: whoever wrote them was killed.</summary>
    /// <remarks>Nothing is said of it, nor of what keeps it from being done: whoever asks for a report is told then.</remarks>
    public static void Complete(Workplace work, StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(run);
        var runs = Path.Combine(work.Station.Root, DirectoryStore.Runs);
        try
        {
            if (
                Durable.ParentOf(run.Root) == runs
                && !run.IsHeld
                && IsIncomplete(work.Station.Disk, run)
                && RunService.Read(run, work.Library.Loader, null).State.Finished is not null
            )
            {
                Write(work, run);
            }
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            // A station that can only be read is looked at all the same.
        }
    }

    // Of a long run a report may be missing for ever, because it would be too long: then only what a death left tells of one.
    private static bool IsIncomplete(IDisk disk, StoredRun run)
    {
        var there = disk.List(run.Root).Select(static p => Path.GetFileName(p)).ToHashSet(StringComparer.Ordinal);
        var names = Names(ReportKind.Full, Both, Formats).ToList();
        return !names.All(n => there.Contains(n.Name))
            && (there.Any(IsHalf) || !names.Any(n => there.Contains(n.Name)) || disk.Look(run.Journal) is { Length: < SurelyFits });
    }

    private static IReadOnlyList<string> Write(
        IDisk disk,
        RunReport report,
        string directory,
        ReportKind kind,
        IReadOnlyList<Locale> languages,
        IReadOnlyList<string> formats
    )
    {
        disk.CreateDirectory(directory);
        var names = Names(kind, languages, formats).ToList();
        var files = new List<PendingFile>();
        try
        {
            names.ForEach(n => files.Add(new PendingFile(disk, Path.Combine(directory, n.Name))));
            var failures = ReportRenderer.Write(
                report,
                kind,
                [.. names.Zip(files, static (n, f) => (n.Format, n.Language, (Stream)f.Content))]
            );
            var whole = files.Where((_, i) => failures[i] is null).ToList();
            whole.ForEach(static f => f.Publish());
            disk.SyncDirectory(directory);
            return failures.FirstOrDefault(static f => f is not null) is { } failure
                ? throw new CodedException(failure)
                : whole.ConvertAll(static f => f.Path);
        }
        finally
        {
            files.ForEach(static f => f.Dispose());
        }
    }

    private static IEnumerable<(string Name, Locale Language, string Format)> Names(
        ReportKind kind,
        IReadOnlyList<Locale> languages,
        IReadOnlyList<string> formats
    )
    {
        var name = kind == ReportKind.Full ? "report" : $"report.{kind.ToString().ToLowerInvariant()}";
        return formats.SelectMany(format =>
            format == "json"
                ? [($"{name}.json", Locale.En, format)]
                : languages.Select(language => ($"{name}.{language.Code()}.{format}", language, format))
        );
    }

    // What a writer that was killed left behind is nobody's; while one is at it, the run is held and nobody gets here.
    private static void RemoveHalves(IDisk disk, string directory)
    {
        foreach (var path in disk.List(directory).Where(static p => IsHalf(Path.GetFileName(p))).ToList())
        {
            disk.Delete(path);
        }
    }

    private static bool IsHalf(string name) =>
        name.StartsWith(".report.", StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal);

    /// <summary>A run's entries, read from its journal each time.</summary>
    private sealed class Readings(StoredRun run) : IEnumerable<Entry>
    {
        /// <summary>Leaf hash of the last entry of the newest reading that came to the end.</summary>
        internal string? LastLeaf { get; private set; }

        public IEnumerator<Entry> GetEnumerator()
        {
            var reader = run.Reader();
            foreach (var entry in reader.Read())
            {
                yield return entry;
            }

            LastLeaf = reader.LastHash;
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
