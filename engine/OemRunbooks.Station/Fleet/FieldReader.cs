using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Station.Fleet;

/// <summary>
/// Reads a digest strictly: what could not have been counted is refused, with its place. Members that it does not know are passed over.
/// </summary>
internal sealed class FieldReader(string path)
{
    private const int MostShown = 40;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    internal FieldDigest Read(ReadOnlyMemory<byte> bytes)
    {
        var content = bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(content.Span))
        {
            throw Bad("UTF-8");
        }

        try
        {
            using var json = JsonDocument.Parse(content, Options);
            return Digest(new(json.RootElement, null, "$"));
        }
        catch (JsonException error)
        {
            // A member that stands twice has no place.
            throw Bad(
                error.LineNumber is { } line
                    ? string.Create(CultureInfo.InvariantCulture, $"{line + 1}:{error.BytePositionInLine + 1}")
                    : "$"
            );
        }
        catch (InvalidOperationException)
        {
            // Half of a character, spelt as an escape.
            throw Bad("\\u");
        }
    }

    private CodedException Bad(string at) => new(Faults.FieldDigestMalformed(path, at));

    private FieldDigest Digest(Part top)
    {
        var (form, version) = (Text(Member(top, "form")), Count(Member(top, "version")));
        if (form != FieldJson.Form || version != FieldJson.Version)
        {
            var shown = form.Length > MostShown ? form[..MostShown] + "…" : form;
            throw new CodedException(Faults.FieldDigestUnknownForm(path, shown, version));
        }

        var (from, to) = (Day(top, "from"), Day(top, "to"));
        return from is null != to is null || from > to
            ? throw Bad(top.To("from"))
            : new()
            {
                From = from,
                To = to,
                Stations = Count(Member(top, "stations")),
                Unread = Count(Member(top, "unread")),
                Runbooks = Members(Member(top, "runbooks"), static n => FieldNames.IsId(n), Runbook),
            };
    }

    private FieldRunbook Runbook(Part part)
    {
        var runs = Count(Member(part, "runs"));
        var outcomes = Counts(Member(part, "outcomes"), FieldNames.IsOutcome, runs);
        if (Math.Min(outcomes.Values.Sum(), FieldDigest.MostCounted) != runs)
        {
            throw Bad(part.To("outcomes"));
        }

        var steps = Members(Member(part, "steps"), FieldNames.IsPath, step => Step(step, runs));
        return new(Versions(Member(part, "versions")), runs, outcomes, steps);
    }

    private FieldStep Step(Part part, long runs)
    {
        var reached = Count(Member(part, "reached"), runs);
        var failed = Count(Member(part, "failed"), reached);
        var step = new FieldStep(
            reached,
            failed,
            Count(Member(part, "skipped"), runs),
            Counts(Member(part, "codes"), FieldNames.IsCode, failed),
            Durations(Member(part, "durations"))
        );
        return part.Find("median") is { } median && Count(median) != step.Median ? throw Bad(median.At) : step;
    }

    private ImmutableSortedDictionary<long, long> Durations(Part part) =>
        Counts(part, FieldNames.IsDuration, FieldDigest.MostCounted)
            .ToImmutableSortedDictionary(static d => long.Parse(d.Key, CultureInfo.InvariantCulture), static d => d.Value);

    private ImmutableSortedSet<string> Versions(Part part)
    {
        if (part.Json.ValueKind != JsonValueKind.Array)
        {
            throw Bad(part.At);
        }

        var versions = part.Json.EnumerateArray().Select(v => Text(new(v, part, "[]"))).ToImmutableSortedSet(StringComparer.Ordinal);
        return versions.All(FieldNames.IsVersion) ? versions : throw Bad(part.At);
    }

    private ImmutableSortedDictionary<string, long> Counts(Part part, Func<string, bool> isName, long most) =>
        Members(part, isName, p => Count(p, most));

    private ImmutableSortedDictionary<string, T> Members<T>(Part part, Func<string, bool> isName, Func<Part, T> value)
    {
        if (part.Json.ValueKind != JsonValueKind.Object)
        {
            throw Bad(part.At);
        }

        var members = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var member in part.Json.EnumerateObject())
        {
            members.Add(isName(member.Name) ? member.Name : throw Bad(part.At), value(new(member.Value, part, member.Name)));
        }

        return members.ToImmutable();
    }

    private DateOnly? Day(Part top, string name)
    {
        if (top.Find(name) is not { } part)
        {
            return null;
        }

        return DateOnly.TryParseExact(Text(part), FieldJson.Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Bad(part.At);
    }

    private string Text(Part part) => part.Json.ValueKind == JsonValueKind.String ? part.Json.GetString()! : throw Bad(part.At);

    private long Count(Part part, long most = FieldDigest.MostCounted) =>
        part.Json.ValueKind == JsonValueKind.Number && part.Json.TryGetInt64(out var count) && 0 <= count && count <= most
            ? count
            : throw Bad(part.At);

    private Part Member(Part part, string name) => part.Find(name) ?? throw Bad(part.To(name));

    /// <summary>A part of the file; where it stands is spelt only when somebody is told.</summary>
    private sealed record Part(JsonElement Json, Part? Around, string Name)
    {
        internal string At => Around is null ? Name : Around.To(Name);

        internal string To(string name) => $"{At}.{name}";

        internal Part? Find(string name) =>
            Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var member) ? new(member, this, name) : null;
    }
}
