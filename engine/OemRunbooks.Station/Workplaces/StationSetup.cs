using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Workplaces;

/// <summary>What was written of a station.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Kept">Keys of the former file that stand as they were, in order.</param>
public sealed record StationWritten(string File, IReadOnlyList<string> Kept);

/// <summary>Makes and changes <c>runbook.station.yaml</c>.</summary>
/// <remarks>A file that is there keeps its comments and whatever nobody spoke of; the new text is read back before it is written.</remarks>
public static class StationSetup
{
    private const int LongestText = 200;
    private const int LongestId = 64;

    /// <summary>What can be said without asking: an id of the machine's name, and its time zone.</summary>
    public static StationIdentity Proposed { get; } = new() { Id = IdOf(Environment.MachineName), TimeZone = Zones.Own };

    /// <summary>What is wrong with a value of a key, or null.</summary>
    public static Failure? Check(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return key switch
        {
            "id" => IsId(value) ? null : Faults.StationIdInvalid(value),
            StationFile.TimeZone => Zones.CanBe(value) ? null : Faults.StationTimeZoneUnknown(value, Zones.Closest(value)),
            StationFile.Links => IsBelow(value) ? null : Faults.StationLinkInvalid(value),
            _ => IsText(value) ? null : Faults.StationTextInvalid(key, Visible.Text(value), LongestText),
        };
    }

    /// <summary>Writes what is said of a station.</summary>
    /// <param name="work">The station.</param>
    /// <param name="said">What is said.</param>
    /// <param name="mayChange">Whether a file that is there may be changed.</param>
    /// <exception cref="CodedException">
    /// <c>station.exists</c>, <c>station.id-invalid</c>, <c>station.text-invalid</c>, <c>station.time-zone-unknown</c>,
    /// <c>station.link-invalid</c>, <c>station.not-edited</c>
    /// </exception>
    public static StationWritten Write(Workplace work, StationIdentity said, bool mayChange)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(said);
        var path = Path.Combine(work.Station.Root, StationFile.Name);
        if (Problem(said) is { } problem)
        {
            throw new CodedException(problem);
        }

        var disk = work.Station.Disk;
        var isThere = disk.Has(path);
        if (isThere && !mayChange)
        {
            throw new CodedException(Faults.StationExists(path));
        }

        var before = isThere ? disk.ReadAll(path, StationFile.MostBytes) : [];
        var old = Read(path, before) ?? throw new CodedException(Faults.StationNotEdited(path));
        var text = isThere ? StationText.Changed(Encoding.UTF8.GetString(before), said) : StationText.New(said, work.Settings.Locale);
        var bytes = Encoding.UTF8.GetBytes(text);
        var wanted = Wanted(old, said);
        if (Read(path, bytes) is not { } read || CanonicalJson.Text(read.Recorded()) != CanonicalJson.Text(wanted.Recorded()))
        {
            throw new CodedException(Faults.StationNotEdited(path));
        }

        disk.Replace(path, bytes);
        var changed = said.Said.Select(static s => s.Key).Concat(said.Links is null ? [] : [StationFile.Links]).ToHashSet();
        return new(path, [.. old.Members.Keys.Where(k => !changed.Contains(k))]);
    }

    private static Failure? Problem(StationIdentity said) =>
        said
            .Said.Select(static s => Check(s.Key, s.Value))
            .Concat((said.Links ?? []).Select(static l => Check(StationFile.Links, l)))
            .FirstOrDefault(static f => f is not null);

    private static Value? Read(string path, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return Value.EmptyMap;
        }

        var said = RunbookLoader.ReadValues(path, bytes, out var findings);
        return findings.Count == 0 ? said : null;
    }

    private static Value Wanted(Value old, StationIdentity said)
    {
        var all = said.Said.Aggregate(old, static (all, s) => all.With(s.Key, Value.Of(s.Value)));
        return said.Links is { } links ? all.With(StationFile.Links, Value.List(links.Select(Value.Of))) : all;
    }

    private static string IdOf(string name)
    {
        var id = string.Concat(name.ToLowerInvariant().Select(static c => IsIdentifier(c) ? c : '-')).Trim('-', '.', '_');
        return IsId(id) ? id : "station";
    }

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(IsIdentifier) && char.IsAsciiLetterOrDigit(id[0]);

    private static bool IsIdentifier(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';

    private static bool IsText(string text) => text.Length is > 0 and <= LongestText && text.Trim() == text && Visible.Text(text) == text;

    private static bool IsBelow(string link)
    {
        const string root = "/station";
        return IsText(link)
            && link != "."
            && !link.Contains('\\', StringComparison.Ordinal)
            && !Path.IsPathRooted(link)
            && Path.GetRelativePath(root, Path.GetFullPath(link, root)) == link
            && !link.StartsWith("..", StringComparison.Ordinal);
    }
}
