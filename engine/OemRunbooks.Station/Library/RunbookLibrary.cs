using System.Collections.Concurrent;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Packs;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Station.Library;

/// <summary>A definition that can be run by name.</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="Path">Where it lies, as shown to people.</param>
/// <param name="Origin">Which place: <c>library</c>, <c>station</c>, <c>program</c>, <c>built-in</c>.</param>
/// <param name="Read">Gives its bytes.</param>
public sealed record LibraryItem(string Name, string Path, string Origin, Func<byte[]> Read)
{
    /// <summary>The file of its scenario tests, as shown to people; null when there is none.</summary>
    public string? TestPath { get; init; }

    /// <summary>Gives the bytes of its scenario tests.</summary>
    public Func<byte[]>? ReadTests { get; init; }

    /// <summary>The signed pack that it is in, or null.</summary>
    public UsedPack? Pack { get; init; }
}

/// <summary>
/// Where runbooks are looked for by name: <c>--library</c>, the station's <c>runbooks/</c>, that beside the program, then the built-in
/// ones.
/// </summary>
/// <remarks>Source: cli.md. Of several with one name the first counts; in each place signed packs come before loose files.</remarks>
public sealed partial class RunbookLibrary
{
    private const string Ending = RunbookFiles.Ending;
    private readonly List<LibraryItem> items = [];
    private readonly List<LibraryItem> activities = [];
    private readonly HashSet<(List<LibraryItem> In, string Name)> taken = [];
    private readonly List<string> misnamed = [];
    private readonly List<(string Directory, IReadOnlyList<FoundPack> Packs)> places = [];
    private readonly PackTrust trust;
    private readonly StationDirectory station;
    private readonly Product product;
    private readonly ConcurrentDictionary<string, Lazy<RunbookLoader>> nearby = new(StringComparer.Ordinal);
    private readonly KnownTeams teams;
    private readonly EditedTexts edited;
    private readonly Dictionary<string, (byte[]? Edited, RunbookNames? Names)> names = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, LibraryItem>> byFile;

    /// <summary>Looks into each place.</summary>
    public RunbookLibrary(string? library, StationDirectory station, PackTrust trust, Product product, EditedTexts? edited = null)
    {
        this.edited = edited ?? EditedTexts.None;
        byFile = new(ByFile);
        this.product = product;
        teams = new(() => Companion(TeamsFile.FileName), product.Collectors, this.edited.IsKept);
        this.station = station;
        this.trust = trust;
        if (library is not null && File.Exists(library))
        {
            AddPacks(library, [library], "library");
        }
        else
        {
            AddDirectory(library, "library");
        }

        AddDirectory(Path.Combine(station.Root, "runbooks"), "station");
        AddDirectory(Path.Combine(AppContext.BaseDirectory, "runbooks"), "program");
        foreach (var name in product.BuiltInFiles.Where(IsRunbook))
        {
            var tests = TestsOf(name);
            var tested = product.BuiltInFiles.Contains(tests);
            Add(
                new(Path.GetFileNameWithoutExtension(name), "runbooks/" + name, "built-in", () => product.ReadBuiltIn(name)!)
                {
                    TestPath = tested ? "runbooks/" + tests : null,
                    ReadTests = () => product.ReadBuiltIn(tests)!,
                }
            );
        }

        foreach (var name in product.BuiltInFiles.Where(RunbookFiles.IsActivity))
        {
            Add(activities, new(Path.GetFileNameWithoutExtension(name), "runbooks/" + name, "built-in", () => product.ReadBuiltIn(name)!));
        }

        Loader = new RunbookLoader(product.Activities.Select(static a => a.Info), FileOf)
        {
            Teams = teams.Ids,
            MadeNames = () => activities.Select(static a => a.Name),
            Memory = this.edited.IsKept ? this.edited.Memory : null,
        };
    }

    /// <summary>What can be run by name, in the order of the places.</summary>
    public IReadOnlyList<LibraryItem> Items => items;

    /// <summary>The activities made of YAML, in the order of the places; their names are those of their files.</summary>
    public IReadOnlyList<LibraryItem> Activities => activities;

    /// <summary>Reads definitions, calls among them resolved in this library.</summary>
    public RunbookLoader Loader { get; }

    /// <summary>Files of its places that no name finds, because they do not end as runbooks do.</summary>
    public IReadOnlyList<string> Misnamed => misnamed;

    /// <summary>Fails when what <c>--library</c> names is not there, holds nothing, or is a pack that must not be used.</summary>
    /// <remarks>Whoever named a place means its runbooks: the built-in ones of the same names must not stand in for them.</remarks>
    /// <exception cref="CodedException"><c>library.missing</c>, <c>library.empty</c>, <c>pack.…</c></exception>
    public void Demand(string library)
    {
        if (File.Exists(library))
        {
            if (places.Find(p => p.Directory == library).Packs.Select(static p => p.Refusal).FirstOrDefault() is { } refusal)
            {
                throw new CodedException(refusal);
            }
        }
        else if (!Directory.Exists(library))
        {
            throw new CodedException(Faults.LibraryMissing(library));
        }
        else if (!RunbookFiles.In(library).Concat(RunbookFiles.Misnamed(library)).Concat(Junk.FilesIn(library, "*" + Pack.Ending)).Any())
        {
            throw new CodedException(Faults.LibraryEmpty(library, RunbookFiles.Below(library)));
        }
    }

    /// <summary>The item of a file name, id or alias; null when there is none.</summary>
    public LibraryItem? Find(string name) => items.FirstOrDefault(i => i.Name == name) ?? Called(name).FirstOrDefault();

    /// <summary>The file of a runbook by name, id or alias, or of an activity made of YAML by its name; null when there is none.</summary>
    public (string Path, byte[] Bytes)? FileOf(string name) => ItemOf(name) is { } item ? (item.Path, item.Read()) : null;

    /// <summary>The item of a runbook by name, id or alias, or of an activity made of YAML by its name; null when there is none.</summary>
    public LibraryItem? ItemOf(string name) =>
        name.Contains('.', StringComparison.Ordinal) ? activities.Find(a => a.Name == name) : Find(name);

    private IEnumerable<LibraryItem> Called(string name) =>
        items.Where(i => NamesOf(i) is { } names && (names.Id == name || names.Aliases.Contains(name)));

    /// <summary>The names that a runbook gives itself; null when they can't be read.</summary>
    /// <remarks>While somebody edits, each key asks: what has not changed is read once.</remarks>
    internal RunbookNames? NamesOf(LibraryItem item)
    {
        if (!edited.IsKept)
        {
            return RunbookNames.Of(item.Read());
        }

        var now = edited.Of(item.Path);
        lock (names)
        {
            if (!names.TryGetValue(item.Path, out var known) || known.Edited != now)
            {
                names[item.Path] = known = (now, edited.NamesOf(item.Path, now ?? item.Read()));
            }

            return known.Names;
        }
    }

    /// <summary>The bytes of a file: as somebody is editing it, or as it stands on the disk.</summary>
    public byte[] Read(string file) => edited.Of(file) ?? Disk.All.ReadAll(file);

    // Two of one place: neither comes before the other, and nobody can tell which is meant.
    private LibraryItem? FindOne(string name)
    {
        var found = Find(name);
        if (found is null || found.Name == name)
        {
            return found;
        }

        var same = Called(name).Where(i => i.Origin == found.Origin && i.Pack == found.Pack).Select(static i => i.Path).ToList();
        return same.Count == 1 ? found : throw new CodedException(Faults.RunbookAmbiguous(name, same));
    }

    /// <summary>Every pack that was found, those that are refused among them.</summary>
    public IEnumerable<FoundPack> Packs => places.SelectMany(static p => p.Packs);

    /// <summary>Reads a runbook by name, or from a file.</summary>
    /// <remarks>Where a pack is refused, nobody can tell what it held: only a runbook of another pack is taken instead.</remarks>
    /// <exception cref="CodedException">
    /// <c>runbook.unknown</c>, <c>runbook.ambiguous</c>, <c>file.missing</c>, <c>pack.…</c>
    /// </exception>
    public LoadResult Load(string nameOrFile) => Load(nameOrFile, FindOne);

    /// <summary>Reads a runbook or an activity made of YAML, by name or from a file.</summary>
    /// <exception cref="CodedException">As of <see cref="Load(string)"/>.</exception>
    public LoadResult LoadAny(string nameOrFile) =>
        Load(nameOrFile, name => name.Contains('.', StringComparison.Ordinal) ? ItemOf(name) : FindOne(name));

    private LoadResult Load(string nameOrFile, Func<string, LibraryItem?> find)
    {
        if (
            nameOrFile.EndsWith(Ending, StringComparison.Ordinal)
            || nameOrFile.EndsWith(".yml", StringComparison.Ordinal)
            || nameOrFile.Contains('/', StringComparison.Ordinal)
        )
        {
            return File.Exists(nameOrFile)
                ? Loader.Load(nameOrFile, Read(nameOrFile))
                : throw new CodedException(Faults.FileMissing(nameOrFile));
        }

        var item = find(nameOrFile);
        if (item?.Pack is null && Packs.Select(static p => p.Refusal).FirstOrDefault(static r => r is not null) is { } refusal)
        {
            throw new CodedException(refusal);
        }

        return item is null ? throw Unknown(nameOrFile) : Loader.Load(item.Path, item.Read());
    }

    /// <summary>Where the scenario tests of a runbook's file lie.</summary>
    public static string TestsOf(string file) => Stem(file) + ScenarioFile.Ending;

    private static string Stem(string file) =>
        file.EndsWith(Ending, StringComparison.Ordinal) ? file[..^Ending.Length]
        : file.EndsWith(".yml", StringComparison.Ordinal) ? file[..^".yml".Length]
        : file;

    /// <summary>A file that belongs to the runbooks (the teams file), from the first place that has it; null when none does.</summary>
    public (string Path, byte[] Bytes)? Companion(string name)
    {
        foreach (var (directory, packs) in places)
        {
            foreach (
                var found in packs.Where(p =>
                    p is { Refusal: null, Pack: { } pack } && pack.Manifest.Files.Any(f => f.Path == "runbooks/" + name)
                )
            )
            {
                return ($"{found.Path}:runbooks/{name}", found.Pack!["runbooks/" + name]);
            }

            var file = Path.Combine(directory, name);
            if (File.Exists(file) && Read(file) is { } bytes && (!trust.IsConfigured || trust.Covers(PackTrust.Digest(bytes))))
            {
                return (file, bytes);
            }
        }

        return product.ReadBuiltIn(name) is { } own ? ("runbooks/" + name, own) : null;
    }

    /// <summary>Reads a file whose calls mean first the runbooks that lie beside it.</summary>
    public RunbookLoader LoaderNear(string file)
    {
        // Once for a directory, however many of its files are read: each look at it costs as much as it holds.
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        directory = RunbookFiles.IsActivity(file) ? Path.GetDirectoryName(directory)! : directory;
        return nearby.GetOrAdd(directory, d => new(() => Near(d))).Value;
    }

    private RunbookLoader Near(string directory)
    {
        var near = new RunbookLibrary(directory, station, trust, product, edited);
        return Loader.Elsewhere(
            name => Held(directory, name, () => (near.ItemOf(name) ?? ItemOf(name)) is { } item ? (item.Path, item.Read()) : null),
            near.teams.Ids,
            () => near.activities.Concat(activities).Select(static a => a.Name).Distinct()
        );
    }

    private static bool IsRunbook(string file) => RunbookFiles.IsRunbook(file);

    /// <summary>Whether the program brings a runbook of that file name.</summary>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="butFor">The same text is no other runbook: it stands in nobody's place.</param>
    public bool IsBuiltIn(string name, ReadOnlySpan<byte> butFor = default) =>
        product.BuiltInFiles.Contains(name + Ending) && !butFor.SequenceEqual(product.ReadBuiltIn(name + Ending));

    /// <summary>The place of a file that can be run by name; null for any other file.</summary>
    public LibraryItem? ItemAt(string file) => byFile.Value.GetValueOrDefault(Path.GetFullPath(file));

    private Dictionary<string, LibraryItem> ByFile() =>
        items
            .Where(static i => i.Origin is "library" or "station" && i.Pack is null)
            .DistinctBy(static i => Path.GetFullPath(i.Path))
            .ToDictionary(static i => Path.GetFullPath(i.Path), StringComparer.Ordinal);

    /// <summary>The error for a name that no runbook bears.</summary>
    public CodedException Unknown(string name)
    {
        if (misnamed.Find(f => Path.GetFileNameWithoutExtension(f) == name) is { } file)
        {
            return new CodedException(Faults.RB0016(file, RunbookFiles.Renamed(file)));
        }

        if (activities.Exists(a => a.Name == name))
        {
            return new CodedException(Faults.RunbookIsActivity(name));
        }

        var known = items.SelectMany(i => NamesOf(i) is { } n ? n.Aliases.Prepend(n.Id) : []);
        var closest = Closest.To(name, known);
        return new CodedException(Faults.RunbookUnknown(name, closest));
    }

    private void AddDirectory(string? directory, string origin)
    {
        if (directory is null || !Directory.Exists(directory))
        {
            return;
        }

        AddPacks(directory, Junk.FilesIn(directory, "*" + Pack.Ending), origin);
        // A file that a shell has just made for what a command is about to write holds no runbook.
        misnamed.AddRange(RunbookFiles.Misnamed(directory));
        foreach (var file in RunbookFiles.ActivitiesIn(directory))
        {
            Add(activities, new(Path.GetFileNameWithoutExtension(file), file, origin, () => Read(file)));
        }

        foreach (var file in RunbookFiles.In(directory).Where(static f => IsRunbook(f) && new FileInfo(f).Length > 0))
        {
            var tests = TestsOf(file);
            Add(
                new(Path.GetFileNameWithoutExtension(file), file, origin, () => Read(file))
                {
                    TestPath = File.Exists(tests) ? tests : null,
                    ReadTests = () => Read(tests),
                }
            );
        }
    }

    private void AddPacks(string place, IEnumerable<string> files, string origin)
    {
        var packs = files.Select(trust.Open).ToList();
        packs = [.. packs.Select(trust.Judge)];
        places.Add((place, packs));
        foreach (var found in packs.Where(static p => p.Refusal is null))
        {
            var pack = found.Pack!;
            foreach (
                var path in pack
                    .Manifest.Files.Select(static f => f.Path)
                    .Where(static f => f.StartsWith("runbooks/", StringComparison.Ordinal))
            )
            {
                if (RunbookFiles.IsActivity(path))
                {
                    Add(
                        activities,
                        new(Path.GetFileNameWithoutExtension(path), $"{found.Path}:{path}", origin, () => pack[path])
                        {
                            Pack = trust.PackOf(PackTrust.Digest(pack[path])),
                        }
                    );
                    continue;
                }

                if (!IsRunbook(path))
                {
                    continue;
                }

                var tests = TestsOf(path);
                Add(
                    new(Path.GetFileNameWithoutExtension(path), $"{found.Path}:{path}", origin, () => pack[path])
                    {
                        TestPath = pack.Manifest.Files.Any(f => f.Path == tests) ? $"{found.Path}:{tests}" : null,
                        ReadTests = () => pack[tests],
                        Pack = trust.PackOf(PackTrust.Digest(pack[path])),
                    }
                );
            }
        }
    }

    private void Add(LibraryItem item) => Add(items, item);

    private void Add(List<LibraryItem> to, LibraryItem item)
    {
        if (taken.Add((to, item.Name)))
        {
            to.Add(item);
        }
    }
}
