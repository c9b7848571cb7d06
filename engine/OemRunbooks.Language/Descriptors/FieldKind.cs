using System.Globalization;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>How values of a runbook become values of the program, and back.</summary>
/// <typeparam name="T">The program's type.</typeparam>
/// <param name="Fits">Whether a value can be read so; one that can't counts as not given: the planner has refused it before, but inside
/// the items of a list.</param>
/// <param name="Read">Reads a value that fits; the station resolves paths and is null where no path can be meant.</param>
/// <param name="Write">Writes one.</param>
internal sealed record FieldKind<T>(Func<Value, bool> Fits, Func<Value, StationDirectory?, T> Read, Func<T, Value> Write);

/// <summary>The kinds that there are.</summary>
internal static class FieldKinds
{
    internal static FieldKind<string> Text { get; } = new(static _ => true, static (v, _) => v.ToText(), Value.Of);

    internal static FieldKind<long> Integer { get; } =
        new(static v => v.AsInteger() is not null, static (v, _) => v.AsInteger()!.Value, Value.Of);

    internal static FieldKind<decimal> Number { get; } =
        new(static v => v.AsNumber() is not null, static (v, _) => v.AsNumber()!.Value, Value.Of);

    internal static FieldKind<bool> Boolean { get; } =
        new(static v => v.AsBoolean() is not null, static (v, _) => v.AsBoolean()!.Value, Value.Of);

    internal static FieldKind<TimeSpan> Duration { get; } =
        new(
            static v => v.AsText() is { } text && Quantities.Duration(text) is not null,
            static (v, _) => Quantities.Duration(v.ToText())!.Value,
            static t => Value.Of(string.Create(CultureInfo.InvariantCulture, $"{(long)t.TotalMilliseconds}ms"))
        );

    internal static FieldKind<StationPath> Path { get; } =
        new(static v => v.ToText().Length > 0, static (v, station) => station!.Resolve(v.ToText()), static p => Value.Of(p.Shown));

    internal static FieldKind<SecretName> Secret { get; } =
        new(
            static v => v.Kind is ValueKind.Secret or ValueKind.Text && v.ToText().Length > 0,
            static (v, _) => new SecretName(v.ToText()),
            static s => Value.SecretReference(s.Reference)
        );

    internal static FieldKind<LocalizedText> Localized { get; } =
        new(
            static _ => true,
            static (v, _) => v.Kind == ValueKind.Map ? new(v["pl"].ToText(), v["en"].ToText()) : LocalizedText.Both(v.ToText()),
            static t => Value.MapOf(("pl", Value.Of(t.Pl)), ("en", Value.Of(t.En)))
        );

    internal static FieldKind<Value> Map { get; } = new(static v => v.Kind == ValueKind.Map, static (v, _) => v, static v => v);

    internal static FieldKind<Value> Any { get; } = new(static _ => true, static (v, _) => v, static v => v);

    internal static FieldKind<IReadOnlyList<string>> Texts { get; } = ListOf(static (v, _) => v.ToText(), static t => Value.Of(t));

    // Other steps give a path with what they know of it: the member says where it lies.
    internal static FieldKind<IReadOnlyList<StationPath>> Paths { get; } =
        ListOf(
            static (v, station) => station!.Resolve(v.Kind == ValueKind.Map ? v["path"].ToText() : v.ToText()),
            static p => Value.Of(p.Shown)
        );

    internal static FieldKind<IReadOnlyList<Value>> Items { get; } = ListOf(static (v, _) => v, static v => v);

    /// <summary>A word that means one value of an enum.</summary>
    internal static FieldKind<T> Words<T>((string Word, T Meaning)[] words)
        where T : struct, Enum =>
        new(
            v => Array.Exists(words, w => w.Word == v.AsText()),
            (v, _) => Array.Find(words, w => w.Word == v.AsText()).Meaning,
            meaning => Value.Of(Array.Find(words, w => EqualityComparer<T>.Default.Equals(w.Meaning, meaning)).Word)
        );

    // An empty list says as much as none.
    private static FieldKind<IReadOnlyList<T>> ListOf<T>(Func<Value, StationDirectory?, T> read, Func<T, Value> write) =>
        new(
            static v => v.Kind != ValueKind.List || v.Items.Length > 0,
            (v, station) => v.Kind == ValueKind.List ? [.. v.Items.Select(i => read(i, station))] : [read(v, station)],
            items => Value.List(items.Select(write))
        );
}

/// <summary>What refers to a secret and is none itself: <c>env:NAME</c>, <c>file:PATH</c>.</summary>
/// <param name="Reference">The reference.</param>
public sealed record SecretName(string Reference);
