using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Checks;
using OemRunbooks.Language.Checks.Walking;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Yaml;

/// <summary>What reading a definition came to.</summary>
/// <param name="Runbook">The runbook, or null when there are errors.</param>
/// <param name="Diagnostics">Everything found, by place.</param>
/// <param name="Text">The file's text for showing lines, or null when it is no text.</param>
public sealed record LoadResult(Runbook? Runbook, IReadOnlyList<Diagnostic> Diagnostics, string? Text)
{
    /// <summary>The activity that the file makes; null when it is a runbook, or has errors.</summary>
    public MadeActivity? Made { get; init; }
}

/// <summary>Reads definitions: bytes, shape, references, all in one go, reporting all that is found.</summary>
/// <remarks>No file is run, and none is opened but through what finds them. Source: language.md.</remarks>
public sealed class RunbookLoader
{
    private readonly FrozenDictionary<string, ActivityInfo> activities;
    private const int MostRecorded = 64;
    private readonly Func<string, (string Path, byte[] Bytes)?> find;
    private readonly MadeMemory activitiesRead = new();
    private readonly Dictionary<string, Runbook?> recorded = new(StringComparer.Ordinal);

    /// <summary>Reads with these activities.</summary>
    /// <param name="activities">The descriptors of the activities that can be named.</param>
    /// <param name="find">Gives the file of a runbook that another one calls, by id or alias; null when there is none.</param>
    public RunbookLoader(IEnumerable<ActivityInfo> activities, Func<string, (string Path, byte[] Bytes)?> find)
        : this(
            activities
                .Concat(PersonActivities.All)
                .DistinctBy(static a => a.Name)
                .ToFrozenDictionary(static a => a.Name, StringComparer.Ordinal),
            find
        ) { }

    private RunbookLoader(FrozenDictionary<string, ActivityInfo> activities, Func<string, (string Path, byte[] Bytes)?> find) =>
        (this.activities, this.find) = (activities, find);

    /// <summary>One that knows the same activities and finds calls and teams elsewhere.</summary>
    public RunbookLoader Elsewhere(
        Func<string, (string Path, byte[] Bytes)?> find,
        Func<IReadOnlyCollection<string>?> teams,
        Func<IEnumerable<string>> madeNames
    ) =>
        new(activities, find)
        {
            Teams = teams,
            IsRecorded = IsRecorded,
            MadeNames = madeNames,
            Memory = Memory,
        };

    /// <summary>One that finds files as they are to become, also such as are not written yet.</summary>
    /// <param name="files">The files, by the names by which they are found.</param>
    public RunbookLoader Besides(IReadOnlyDictionary<string, (string Path, byte[] Bytes)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Elsewhere(
            name => files.TryGetValue(name, out var file) ? file : find(name),
            Teams,
            () => MadeNames().Concat(files.Keys.Where(static n => n.Contains('.', StringComparison.Ordinal))).Distinct()
        );
    }

    /// <summary>Reads a definition that a run kept, as it was fit to run then; the same copies are read once.</summary>
    /// <param name="path">Where it came from, as shown to people.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="called">What it calls.</param>
    public Runbook? Recorded(string path, ReadOnlySpan<byte> bytes, IReadOnlyList<(string Id, string Path, byte[] Bytes)> called)
    {
        ArgumentNullException.ThrowIfNull(called);
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(path, bytes);
        foreach (var (id, shown, file) in called)
        {
            content.AppendData(Encoding.UTF8.GetBytes(id + "\0"));
            Add(shown, file);
        }

        var key = Convert.ToHexStringLower(content.GetHashAndReset());
        lock (recorded)
        {
            if (recorded.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var copies = new Dictionary<string, (string Path, byte[] Bytes)>(StringComparer.Ordinal);
        foreach (var (id, shown, file) in called)
        {
            foreach (var name in AliasesOf(file).Append(id))
            {
                copies[name] = (shown, file);
            }
        }

        var own = new RunbookLoader(activities, name => copies.TryGetValue(name, out var file) ? file : null) { IsRecorded = true };
        var read = own.Load(path, bytes).Runbook;
        lock (recorded)
        {
            if (recorded.Count >= MostRecorded)
            {
                recorded.Clear();
            }

            recorded[key] = read;
        }

        return read;

        void Add(string shown, ReadOnlySpan<byte> file)
        {
            content.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{shown}\0{file.Length}\0")));
            content.AppendData(file);
        }
    }

    /// <summary>The descriptors, by name.</summary>
    public IReadOnlyDictionary<string, ActivityInfo> Activities => activities;

    /// <summary>The names of the activities made of YAML that can be found, for suggestions and lists.</summary>
    public Func<IEnumerable<string>> MadeNames { get; init; } = static () => [];

    /// <summary>Gives the teams that an escalation may name, when one is named; null leaves them unchecked.</summary>
    public Func<IReadOnlyCollection<string>?> Teams { get; init; } = static () => null;

    /// <summary>
    /// Whether the definitions are copies that runs kept: what was fit to run then is read now, whatever checks have come since.
    /// </summary>
    public bool IsRecorded { get; init; }

    /// <summary>What is known of the texts that somebody is editing; null when nobody is.</summary>
    public ReadMemory? Memory { get; init; }

    /// <summary>Reads a definition.</summary>
    /// <param name="path">Where it came from, as shown to people.</param>
    /// <param name="bytes">Its exact content.</param>
    public LoadResult Load(string path, ReadOnlySpan<byte> bytes) => Load(path, bytes, null, [], []);

    /// <summary>Reads a definition and looks also for what does not keep it from being run: never reached, never used, missing.</summary>
    /// <param name="path">Where it came from, as shown to people.</param>
    /// <param name="bytes">Its exact content.</param>
    /// <param name="isUnattended">Whether nobody is there when it runs, so that a question would stop it.</param>
    public LoadResult Lint(string path, ReadOnlySpan<byte> bytes, bool isUnattended = false) => Load(path, bytes, isUnattended, [], []);

    // Each file is read once, however many steps call it: a chain of runbooks that each call the next one twice would double at every link.
    private LoadResult Load(
        string path,
        ReadOnlySpan<byte> bytes,
        bool? isUnattended,
        ImmutableArray<string> callers,
        Dictionary<string, LoadResult> loaded
    )
    {
        var findings = new Findings(path) { IsRecorded = IsRecorded, Yields = Memory?.Yields };
        var source = new RunbookSource(path, [.. bytes], Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Runbook? runbook = null;
        MadeActivity? made = null;
        if (YamlReader.Read(bytes, findings, Memory) is { } tree)
        {
            var kept = Memory?.StepsOf(path);
            var reader = new RunbookReader(findings, activities, source, name => Call(name, callers))
            {
                Kept = kept,
                Teams = Teams,
                Made = name => Activity(name, callers),
                MadeNames = MadeNames,
            };
            made = MakesActivity(tree) ? reader.ReadActivity(tree) : null;
            runbook = MakesActivity(tree) ? made?.Body : reader.Read(tree);
            Memory?.Keep(path, kept);
            if (runbook is not null)
            {
                var subject = new Subject(runbook, findings, isUnattended == true);
                Walk.ForErrors(subject, IsRecorded);

                // What an error leaves unread looks unused or unreached; such echoes would hide their cause.
                if (isUnattended is not null && !findings.HasErrors)
                {
                    Walk.ForOversights(subject);
                }
            }
        }

        return findings.HasErrors || made is not null
            ? new(null, findings.Sorted, findings.Source) { Made = findings.HasErrors ? null : made }
            : new(runbook, findings.Sorted, findings.Source);

        (Runbook? Runbook, Func<string, Failure>? Problem) Call(string name, ImmutableArray<string> before)
        {
            if (find(name) is not { } file)
            {
                return (null, Faults.RB0213);
            }

            if (before.Contains(file.Path) || file.Path == path)
            {
                return (null, Faults.RB0214);
            }

            var read = Once(file, before);
            if (read.Runbook is null)
            {
                // A circle is told where it is entered, too: whoever reads this file is part of it.
                return (null, read.Diagnostics.Any(static d => d.Code == Codes.RB0214) ? Faults.RB0214 : Faults.RB0215);
            }

            return (read.Runbook, null);
        }

        (MadeActivity? Activity, Func<string, Failure>? Problem) Activity(string name, ImmutableArray<string> before)
        {
            if (!name.Contains('.', StringComparison.Ordinal) || find(name) is not { } file)
            {
                return (null, null);
            }

            if (before.Contains(file.Path) || file.Path == path)
            {
                return (null, Faults.RB0902);
            }

            var read = activitiesRead.GetOrAdd(file, () => Once(file, before));
            return read.Made is null
                ? (null, read.Diagnostics.Any(static d => d.Code == Codes.RB0902) ? Faults.RB0902 : Faults.RB0905)
                : (read.Made, null);
        }

        LoadResult Once((string Path, byte[] Bytes) file, ImmutableArray<string> before)
        {
            if (!loaded.TryGetValue(file.Path, out var known))
            {
                loaded[file.Path] = known = Load(file.Path, file.Bytes, null, before.Add(path), loaded);
            }

            return known;
        }
    }

    /// <summary>What an expression can read where a name of the caller's own stands; null when no expression there can be read.</summary>
    /// <param name="path">Where the definition came from.</param>
    /// <param name="bytes">Its content, which may have errors elsewhere.</param>
    /// <param name="name">The name, which nothing else in it bears.</param>
    public ReadableNames? Readable(string path, ReadOnlySpan<byte> bytes, string name)
    {
        var findings = new Findings(path);
        var loaded = new Dictionary<string, LoadResult>(StringComparer.Ordinal);
        return YamlReader.Read(bytes, findings, Memory, isDraft: true) is { } tree && Drafted(tree) is { } draft
            ? Walk.Readable(new Subject(draft, findings, isUnattended: false), name)
            : null;

        Runbook? Drafted(YamlNode tree)
        {
            var reader = new RunbookReader(findings, activities, new RunbookSource(path, [], ""), Called)
            {
                Kept = Memory?.StepsOf(path),
                Made = name => Load(name).Made is { } made ? (made, null) : (null, null),
            };
            return MakesActivity(tree) ? reader.ReadActivity(tree)?.Body : reader.Read(tree);
        }

        LoadResult Load(string id) =>
            find(id) is { } file && file.Path != path ? this.Load(file.Path, file.Bytes, null, [path], loaded) : new(null, [], null);

        (Runbook? Runbook, Func<string, Failure>? Problem) Called(string id) =>
            Load(id).Runbook is { } called ? (called, null) : (null, Faults.RB0213);
    }

    private static bool MakesActivity(YamlNode tree) => tree is YamlNode.Mapping top && top.Find("activity") is not null;

    /// <summary>The further names that a definition gives itself, read without checking the rest of it.</summary>
    internal static IEnumerable<string> AliasesOf(ReadOnlySpan<byte> bytes) =>
        YamlReader.Read(bytes, new Findings("")) is YamlNode.Mapping top && top.Find("aliases")?.Value is { } aliases
            ? (aliases is YamlNode.Sequence list ? list.Items : [aliases]).OfType<YamlNode.Scalar>().Select(static s => s.Text)
            : [];

    /// <summary>Every runbook that a runbook calls, at any depth, each once.</summary>
    public static IEnumerable<Runbook> Called(Runbook runbook)
    {
        var found = new List<Runbook>();
        Add(runbook);
        return found;

        void Add(Runbook caller)
        {
            foreach (var called in caller.AllSteps().Select(static s => s.Called).OfType<Runbook>())
            {
                if (!found.Exists(f => f.Source.Digest == called.Source.Digest))
                {
                    found.Add(called);
                    Add(called);
                }
            }
        }
    }

    /// <summary>The id and aliases of a definition, without checking the rest of it; null when even that can't be read.</summary>
    /// <param name="bytes">Its content.</param>
    /// <param name="path">Where it came from; empty when that says nothing.</param>
    /// <param name="memory">What is known of the texts that somebody is editing; null when nobody is.</param>
    public static (string Id, ImmutableArray<string> Aliases, string Version)? Names(
        ReadOnlySpan<byte> bytes,
        string path = "",
        ReadMemory? memory = null
    )
    {
        var findings = new Findings(path);
        if (
            YamlReader.Read(bytes, findings, memory) is not YamlNode.Mapping top
            || (top.Find("id") ?? top.Find("activity"))?.Value is not YamlNode.Scalar id
        )
        {
            return null;
        }

        var aliases = top.Find("aliases")?.Value is YamlNode.Sequence list
            ? list.Items.OfType<YamlNode.Scalar>().Select(static a => a.Text).ToImmutableArray()
            : [];
        return (id.Text, aliases, (top.Find("version")?.Value as YamlNode.Scalar)?.Text ?? "");
    }

    /// <summary>An expression that stands alone, with or without <c>${{ }}</c>; null, and told, when it can't be read.</summary>
    public static Expression? ReadExpression(string text, Findings findings) => TemplateReader.Alone(text, findings);

    /// <summary>A file of plain values (YAML or JSON), within the same bounds as a definition.</summary>
    /// <param name="path">Where it came from, as shown to people.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="diagnostics">What is wrong with it.</param>
    public static Value ReadValues(string path, ReadOnlySpan<byte> bytes, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var findings = new Findings(path) { Opening = "NAME: …" };
        var tree = YamlReader.Read(bytes, findings);
        diagnostics = findings.Sorted;
        return tree is null || findings.HasErrors ? Value.EmptyMap : TemplateReader.Plain(tree);
    }
}
