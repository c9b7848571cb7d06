using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Escalate;

/// <summary>
/// Gathers what goes into an escalation: what the runbook names, and what the team requires, collected when it is missing.
/// </summary>
internal sealed class EvidenceFiles
{
    private const int MostFiles = 5_000;
    private readonly SortedDictionary<string, StationPath> files = new(StringComparer.Ordinal);
    private readonly List<RequiredEvidence> missing = [];
    private readonly HashSet<StationPath> othersReports = [];

    /// <summary>Files by their name in the package.</summary>
    internal IReadOnlyDictionary<string, StationPath> Files => files;

    /// <summary>What the team requires and nobody has.</summary>
    internal IReadOnlyList<RequiredEvidence> Missing => missing;

    /// <summary>How many files were left out because there were too many.</summary>
    internal int Beyond { get; private set; }

    /// <summary>How many other reports stay on the station.</summary>
    internal int Others => othersReports.Count;

    /// <summary>Gathers for a team.</summary>
    internal static EvidenceFiles Gather(Call call, Team team, List<Remark> remarks, CancellationToken cancellation)
    {
        var gathered = new EvidenceFiles();
        foreach (var required in team.Requires.Where(r => Applies(r, call)))
        {
            var found = required.Files.Any(p => Find(call, p).Count > 0);
            if (!found && required.Collect is { } collector)
            {
                Collectors.RunAsync(collector, call, cancellation).GetAwaiter().GetResult();
                found = required.Files.Any(p => Find(call, p).Count > 0);
            }

            if (!found)
            {
                gathered.missing.Add(required);
            }

            foreach (var pattern in required.Files)
            {
                gathered.Add(call, pattern, remarks, quiet: true);
            }
        }

        foreach (var pattern in call.Get(EscalateTeam.Takes.Attach))
        {
            gathered.Add(call, pattern, remarks, quiet: false);
        }

        return gathered;
    }

    /// <summary>
    /// What the team requires and nobody has or would collect, as far as can be seen before the run: its own evidence is not there yet.
    /// </summary>
    internal static IReadOnlyList<RequiredEvidence> Foreseen(Call call, Team team) =>
        [
            .. team.Requires.Where(r =>
                Applies(r, call)
                && r.Collect is null
                && !r.Files.Any(p => p.StartsWith("evidence/", StringComparison.Ordinal) || Find(call, p).Count > 0)
            ),
        ];

    private void Add(Call call, string pattern, List<Remark> remarks, bool quiet)
    {
        var found = Find(call, pattern);
        if (found.Count == 0 && !quiet)
        {
            remarks.Add(Faults.EscalationEvidenceMissing(pattern).AsRemark());
        }

        var (taken, others) = CaseReports.Of(call, found, newest: 1);
        othersReports.UnionWith(others);
        foreach (var path in taken)
        {
            if (files.Count >= MostFiles)
            {
                Beyond++;
                continue;
            }

            files[IsOfRun(pattern) ? path.Shown[(RunOf(call).Length + 1)..] : NameOf(path)] = path;
        }
    }

    // What the case is about: the failure that the run met, else every requirement counts.
    private static bool Applies(RequiredEvidence required, Call call)
    {
        var code = RunStory.FailureOf(call)?.Code ?? call.Get(EscalateEvidence.Takes.Code);
        return required.On.IsEmpty || code is null || ErrorCode.Matches(required.On, code);
    }

    private static bool IsOfRun(string pattern) => pattern.StartsWith("evidence/", StringComparison.Ordinal);

    private static string RunOf(Call call) => call.Station.Resolve(call.Site.RunDirectory).Shown;

    // A pattern that leads out of the station finds nothing: an escalation is not the moment to fail over one attachment.
    private static IReadOnlyList<(StationPath Path, DiskItem Item)> Find(Call call, string pattern)
    {
        try
        {
            return Globs.FindItems(call, IsOfRun(pattern) ? $"{RunOf(call)}/{pattern}" : pattern);
        }
        catch (CodedException)
        {
            return [];
        }
    }

    // What lies outside of the station has an absolute path: its place in the package is marked, not hidden.
    private static string NameOf(StationPath path) =>
        Path.IsPathRooted(path.Full) && path.Shown == path.Full.Replace('\\', '/')
            ? "outside/" + path.Shown.TrimStart('/').Replace(":", "", StringComparison.Ordinal)
            : "station/" + path.Shown;
}
