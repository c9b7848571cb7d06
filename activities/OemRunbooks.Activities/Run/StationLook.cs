using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Activities.Run;

/// <summary>
/// How a station stood before a program that says it only reads: what is another one afterwards was changed while it ran.
/// </summary>
/// <remarks>
/// Names, sizes, times and rights are compared, not contents. What this program itself writes while it looks is left out.
/// Source: language.md 1.1, <c>effect: none</c>.
/// </remarks>
internal sealed class StationLook
{
    // Beyond it looking twice would take longer than most programs.
    private const int MostEntries = 5_000;
    private const int MostNamed = 5;
    private static readonly string[] Own = ["var/runbook", "var/log/runbook"];
    private readonly Call call;
    private readonly SortedDictionary<string, DiskItem>? before;

    private StationLook(Call call)
    {
        this.call = call;
        before = Entries();
    }

    /// <summary>Looks at the call's station; null when nothing on it can be run for real, or this step was looked at before.</summary>
    internal static StationLook? Before(Call call) => call.Recorded is null && IsFirst(call.Site) ? new(call) : null;

    // What a program does in the first pass of a loop it does in the next ones: two looks at each would cost more than the program.
    private static bool IsFirst(CallSite site) =>
        site.Attempt == 1 && StepPath.Parse(site.Path).Segments.All(static s => s.Part != PathPart.Pass || s.Number == 0);

    /// <summary>
    /// What is new, gone or another one since: at most five paths. Nothing when other steps worked beside it, for it may be theirs.
    /// </summary>
    internal IReadOnlyList<string> Changed()
    {
        if (before is null || !call.IsAlone() || Entries() is not { } after)
        {
            return [];
        }

        var different = before.Where(b => !after.TryGetValue(b.Key, out var now) || now != b.Value).Select(static b => b.Key);
        return [.. different.Union(after.Keys.Where(k => !before.ContainsKey(k))).Order(StringComparer.Ordinal).Take(MostNamed)];
    }

    private SortedDictionary<string, DiskItem>? Entries()
    {
        var found = new SortedDictionary<string, DiskItem>(StringComparer.Ordinal);
        var open = new Stack<string>([call.Station.Root]);
        while (open.TryPop(out var directory))
        {
            try
            {
                foreach (var (path, item) in call.Disk.ListItems(directory))
                {
                    var shown = call.Station.Relative(path);
                    if (Own.Contains(shown, StringComparer.Ordinal))
                    {
                        continue;
                    }

                    if (item.Kind == ItemKind.Directory)
                    {
                        open.Push(path);
                    }

                    // A directory's own time tells of its entries, each of which is looked at.
                    found[shown] = item.Kind == ItemKind.Directory ? item with { Length = 0, Written = default } : item;
                    if (found.Count > MostEntries)
                    {
                        return null;
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // What can't be listed is left out both times.
            }
        }

        return found;
    }
}
