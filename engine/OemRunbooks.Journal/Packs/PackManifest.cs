using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Packs;

/// <summary>What a pack says of itself.</summary>
/// <param name="Id">Kebab-case name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Files">Its files, in ordinal order of path.</param>
public sealed partial record PackManifest(string Id, string Version, DateTimeOffset Created, ImmutableArray<Artefact> Files)
{
    /// <summary>The most files.</summary>
    public const int MostFiles = 256;

    /// <summary>The most bytes of one file.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The most bytes of a whole pack.</summary>
    public const int MostPackBytes = 16 << 20;

    /// <summary>The most bytes of a manifest.</summary>
    internal const int MostManifestBytes = 256 << 10;

    private const string Form = "1.0";

    /// <summary>From when on it is refused, or null.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The oldest program that may run it, or null.</summary>
    public string? MinimumProgram { get; init; }

    /// <summary>SHA-256 of packs and runbooks that must not be run any more, lower-case hex.</summary>
    public ImmutableArray<string> Revoked { get; init; } = [];

    /// <summary>In spite of what it was made: failing tests, versions that were not raised; empty for a usual pack.</summary>
    public ImmutableArray<string> Forced { get; init; } = [];

    /// <summary>Whether a path may stand in a pack: one or two levels, lower-case letters, digits, <c>.</c>, <c>-</c>, <c>_</c>.</summary>
    public static bool IsPath(string path) =>
        PathForm().IsMatch(path) && path.Length <= 120 && !path.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether a text is a digest as revocations name them.</summary>
    public static bool IsDigest(string text) => Digest().IsMatch(text);

    /// <summary>Whether a text is a pack's id.</summary>
    public static bool IsId(string text) => Kebab().IsMatch(text) && text.Length <= 64;

    /// <summary>Whether a text is a version of three numbers.</summary>
    public static bool IsVersion(string text) => Numbers().IsMatch(text);

    internal byte[] ToBytes() =>
        CanonicalJson.Bytes(
            Value.MapOf(
                ("form", Value.Of(Form)),
                ("id", Value.Of(Id)),
                ("version", Value.Of(Version)),
                ("created", Value.Of(FactCodec.Time(Created))),
                ("expires", Expires is { } end ? Value.Of(FactCodec.Time(end)) : null),
                ("minimumProgram", Value.Of(MinimumProgram)),
                ("revoked", Value.List(Revoked.Select(Value.Of))),
                ("forced", Forced.IsEmpty ? null : Value.TextList(Forced)),
                (
                    "files",
                    Value.List(
                        Files.Select(static f =>
                            Value.MapOf(("path", Value.Of(f.Path)), ("size", Value.Of(f.Size)), ("sha384", Value.Of(f.Sha384)))
                        )
                    )
                )
            )
        );

    /// <summary>
    /// Reads a manifest whose signature has been checked: what is wrong in it is its signer's mistake, and refused all the same.
    /// </summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    /// <exception cref="CodedException"><c>pack.form-newer</c></exception>
    internal static PackManifest Parse(ReadOnlySpan<byte> bytes)
    {
        var data = CanonicalJson.Parse(bytes);
        if (data["form"].AsText() is { } form && form != Form)
        {
            throw new CodedException(Faults.PackFormNewer(form));
        }

        var manifest = new PackManifest(
            Checked(data["id"], IsId),
            Checked(data["version"], IsVersion),
            FactCodec.ParseTime(data["created"].AsText() ?? ""),
            [.. data["files"].Items.Select(FileOf)]
        )
        {
            Expires = data["expires"].AsText() is { } end ? FactCodec.ParseTime(end) : null,
            MinimumProgram = data["minimumProgram"].IsNull ? null : Checked(data["minimumProgram"], IsVersion),
            Forced = [.. data["forced"].Items.Select(static r => Checked(r, IsId))],
            Revoked = [.. data["revoked"].Items.Select(static r => Checked(r, IsDigest))],
        };
        var paths = manifest.Files.Select(static f => f.Path).ToList();
        return
            manifest.Files.Length is 0 or > MostFiles
            || manifest.Files.Sum(static f => f.Size) > MostPackBytes
            || !paths.SequenceEqual(paths.Distinct().Order(StringComparer.Ordinal))
            || !manifest.ToBytes().AsSpan().SequenceEqual(bytes)
            ? throw new FormatException("files")
            : manifest;
    }

    private static Artefact FileOf(Value data)
    {
        var size = data["size"].AsInteger() is >= 0 and <= MostBytes and { } bytes ? bytes : throw new FormatException("size");
        return new(Checked(data["path"], IsPath), size, Checked(data["sha384"], static t => Long().IsMatch(t)));
    }

    private static string Checked(Value value, Func<string, bool> fits) =>
        value.AsText() is { } text && fits(text) ? text : throw new FormatException("value");

    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(runbooks|templates|schemas)/([a-z0-9][a-z0-9_-]*/)?[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();

    [GeneratedRegex(@"\A[0-9a-f]{96}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Long();

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\A[0-9]{1,9}[.][0-9]{1,9}[.][0-9]{1,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
