using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Comparing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Station.Workshop.Packs;

/// <summary>What keeps the runbooks of a directory from being handed out, though they are without errors.</summary>
/// <remarks>Their own tests fail, or they differ from those that were published under the same version.</remarks>
public sealed class PackChecks(Workplace work)
{
    /// <summary>Everything that is in the way.</summary>
    /// <param name="content">What is to be packed.</param>
    /// <param name="target">The pack's file: what it holds now was published before.</param>
    public async Task<IReadOnlyList<Failure>> RunAsync(PackContent content, string target)
    {
        var found = new List<Failure>();
        foreach (var tested in new TestTargets(work).Of([content.Runbooks]).Where(static t => t.Tests is not null))
        {
            var file = await TestedFile.RunAsync(tested).ConfigureAwait(false);
            if (file.IsBad)
            {
                found.Add(Faults.PackTestsInvalid(file.Shown));
            }
            else if (file.Failed > 0)
            {
                found.Add(Faults.PackTestsFailed(file.Shown, file.Failed));
            }
        }

        found.AddRange(
            content
                .Activities.Where(static a => a.RunsPrograms && a.Examples.Length < MadeActivity.LeastExamples)
                .Select(static a => Faults.PackExamplesMissing(a.Info.Name, a.Examples.Length, MadeActivity.LeastExamples))
        );
        var published = Published(target);
        foreach (var runbook in content.Definitions.Concat(content.Activities.Select(static a => a.Body)))
        {
            var same = published.FirstOrDefault(p => p.Body.Id == runbook.Id && p.Body.Version == runbook.Version);
            if (same.Body is not null && same.Body.Source.Digest != runbook.Source.Digest)
            {
                found.Add(Faults.PackVersionNotRaised(runbook.Id, runbook.Version, same.Origin));
            }
        }

        found.AddRange(content.Activities.SelectMany(a => Broken(a, published)));
        return found;
    }

    // Of the versions that went out before it: nobody updates all runbooks of all stations on one day.
    private static IEnumerable<Failure> Broken(MadeActivity activity, List<(Runbook Body, MadeActivity? Made, string Origin)> published)
    {
        foreach (var old in published.Select(static p => p.Made).OfType<MadeActivity>())
        {
            var (before, now) = (old.Body.Version, activity.Body.Version);
            if (old.Info.Name != activity.Info.Name || DottedVersion.Compare(now, before) <= 0 || RunbookDiff.MayBreak(before, now))
            {
                continue;
            }

            var changes = RunbookDiff.Compare(old, activity).Where(static c => c.IsBreaking).Select(Short).ToList();
            if (changes.Count > 0)
            {
                yield return Faults.PackBreakingChange(activity.Info.Name, before, now, changes);
            }
        }
    }

    private static string Short(Change change) =>
        string.Join('.', new[] { $"{change.Part.ToString().ToLowerInvariant()} {change.Name}".TrimEnd(), change.Field }.OfType<string>());

    // What came in a signed pack: a runbook of one's own may bear the name of one that this program brings.
    private List<(Runbook Body, MadeActivity? Made, string Origin)> Published(string target)
    {
        var found = new List<(Runbook, MadeActivity?, string)>();
        foreach (var item in work.Library.Items.Concat(work.Library.Activities).Where(static i => i.Pack is not null))
        {
            Add(item.Path, item.Read(), item.Path);
        }

        if (File.Exists(target) && work.Trust.Open(target) is { Pack: { } pack })
        {
            foreach (
                var file in pack
                    .Manifest.Files.Select(static f => f.Path)
                    .Where(static f => f.StartsWith("runbooks/", StringComparison.Ordinal))
            )
            {
                Add(file, pack[file], target);
            }
        }

        return found;

        void Add(string path, byte[] bytes, string origin)
        {
            var loaded = work.Library.Loader.Load(path, bytes);
            if ((loaded.Runbook ?? loaded.Made?.Body) is { } definition)
            {
                found.Add((definition, loaded.Made, origin));
            }
        }
    }
}
