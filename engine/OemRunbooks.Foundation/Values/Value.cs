using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OemRunbooks.Foundation.Values;

/// <summary>The kinds of value that a runbook computes with and a journal holds.</summary>
public enum ValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A decimal fraction; a journal holds it as text.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A reference to a secret (<c>env:NAME</c>, <c>file:PATH</c>); never the secret itself.</summary>
    Secret,

    /// <summary>A list of values.</summary>
    List,

    /// <summary>Values by name.</summary>
    Map,

    /// <summary>What only the run itself will know: in plans alone, never in a journal.</summary>
    Unknown,
}

/// <summary>An immutable value of the runbook language, equal to another by content.</summary>
/// <remarks>
/// Deliberately not a CLR object graph: nothing here is reached by reflection, so it means the same in the native program. Source:
/// language.md, "Conditions and values".
/// </remarks>
public sealed class Value : IEquatable<Value>
{
    private readonly long integer;
    private readonly object? content;

    private Value(ValueKind kind, long integer, object? content)
    {
        Kind = kind;
        this.integer = integer;
        this.content = content;
    }

    /// <summary>No value.</summary>
    public static Value Null { get; } = new(ValueKind.Null, 0, null);

    /// <summary>Yes.</summary>
    public static Value True { get; } = new(ValueKind.Boolean, 1, null);

    /// <summary>No.</summary>
    public static Value False { get; } = new(ValueKind.Boolean, 0, null);

    /// <summary>A map without members.</summary>
    public static Value EmptyMap { get; } = new(ValueKind.Map, 0, MemberTable.Empty);

    /// <summary>A list without items.</summary>
    public static Value EmptyList { get; } = new(ValueKind.List, 0, ImmutableArray<Value>.Empty);

    /// <summary>What kind of value this is.</summary>
    public ValueKind Kind { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>Whether only the run itself will know it.</summary>
    public bool IsUnknown => Kind == ValueKind.Unknown;

    /// <summary>Whether it, or anything in it, is known to the run alone.</summary>
    public bool HoldsUnknown => IsUnknown || Any(static v => v.HoldsUnknown);

    /// <summary>Whether a condition takes this value as fulfilled: everything but null and false does.</summary>
    public bool IsTruthy => Kind != ValueKind.Null && (Kind != ValueKind.Boolean || integer != 0);

    /// <summary>The items of a list; empty for any other kind.</summary>
    public ImmutableArray<Value> Items => content is ImmutableArray<Value> items ? items : [];

    /// <summary>The members of a map; empty for any other kind.</summary>
    public ImmutableSortedDictionary<string, Value> Members => Table.Tree;

    /// <summary>The members of a map in order; empty for any other kind.</summary>
    internal ReadOnlySpan<KeyValuePair<string, Value>> Sorted => Table.Members;

    private MemberTable Table => content as MemberTable ?? MemberTable.Empty;

    /// <summary>A truth value.</summary>
    public static Value Of(bool value) => value ? True : False;

    /// <summary>A whole number.</summary>
    public static Value Of(long value) => new(ValueKind.Integer, value, null);

    /// <summary>A number; a whole one becomes an integer.</summary>
    public static Value Of(decimal value) =>
        decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue
            ? Of((long)value)
            : new(ValueKind.Number, 0, value / 1.000000000000000000000000000000000m);

    /// <summary>A text, or null for no text.</summary>
    public static Value Of(string? value) => value is null ? Null : new(ValueKind.Text, 0, value);

    /// <summary>A reference to a secret.</summary>
    public static Value SecretReference(string reference) => new(ValueKind.Secret, 0, reference);

    /// <summary>What only the run itself will know.</summary>
    /// <param name="shown">What stands for it, with the name of each value that it hangs on.</param>
    public static Value Unknown(string shown) => new(ValueKind.Unknown, 0, shown);

    /// <summary>A list.</summary>
    public static Value List(IEnumerable<Value> items) => new(ValueKind.List, 0, items.ToImmutableArray());

    /// <summary>A list of texts.</summary>
    public static Value TextList(IEnumerable<string> texts) => List(texts.Select(static t => Of(t)));

    /// <summary>A time, as journals write it: UTC, to the second.</summary>
    public static Value OfTime(DateTimeOffset at) => Of(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A map; members whose value is null stay.</summary>
    public static Value Map(IEnumerable<KeyValuePair<string, Value>> members) => new(ValueKind.Map, 0, MemberTable.Of(members));

    /// <summary>A map of members that are in order, each name once.</summary>
    internal static Value MapOfSorted(KeyValuePair<string, Value>[] members) => new(ValueKind.Map, 0, new MemberTable(members));

    /// <summary>A map of the given members, without those that are null.</summary>
    public static Value MapOf(params ReadOnlySpan<(string Name, Value? Value)> members)
    {
        var present = new List<KeyValuePair<string, Value>>(members.Length);
        foreach (var (name, value) in members)
        {
            if (value is { IsNull: false })
            {
                MemberTable.Set(present, name, value);
            }
        }

        return new(ValueKind.Map, 0, new MemberTable([.. present]));
    }

    /// <summary>A map of texts, without those that are null.</summary>
    public static Value Texts(IEnumerable<KeyValuePair<string, string>> members) =>
        Map(members.Select(m => KeyValuePair.Create(m.Key, Of(m.Value))));

    /// <summary>A member of a map by name; <see cref="Null"/> when there is none or this is no map.</summary>
    public Value this[string name] => content is MemberTable table && table.Find(name) is { } value ? value : Null;

    /// <summary>The same map with one member set.</summary>
    public Value With(string name, Value value) => new(ValueKind.Map, 0, Table.With(name, value));

    /// <summary>The text of a text, a secret's reference, or what stands for an unknown value; null for any other kind.</summary>
    public string? AsText() => content as string;

    /// <summary>The whole number; null for any other kind.</summary>
    public long? AsInteger() => Kind == ValueKind.Integer ? integer : null;

    /// <summary>The number, whole or not; null for any other kind.</summary>
    public decimal? AsNumber() =>
        Kind switch
        {
            ValueKind.Integer => integer,
            ValueKind.Number => (decimal)content!,
            _ => null,
        };

    /// <summary>The truth value; null for any other kind.</summary>
    public bool? AsBoolean() => Kind == ValueKind.Boolean ? integer != 0 : null;

    /// <summary>The value as it stands in a text with <c>${{ }}</c> in it: null as nothing, lists and maps as JSON.</summary>
    public string ToText() =>
        Kind switch
        {
            ValueKind.Null => "",
            ValueKind.Boolean => integer != 0 ? "true" : "false",
            ValueKind.Integer => integer.ToString(CultureInfo.InvariantCulture),
            ValueKind.Number => ((decimal)content!).ToString(CultureInfo.InvariantCulture),
            ValueKind.Text or ValueKind.Secret or ValueKind.Unknown => (string)content!,
            ValueKind.List or ValueKind.Map => CanonicalJson.Text(this),
        };

    /// <summary>The value as a journal gives it back: fractions and integers beyond ±2^53−1 become text.</summary>
    public Value Recorded() =>
        Kind switch
        {
            ValueKind.Number => Of(ToText()),
            ValueKind.Integer => CanonicalJson.IsSafeInteger(integer) ? this : Of(ToText()),
            ValueKind.List when Any(static v => !v.IsRecorded) => List(Items.Select(static i => i.Recorded())),
            ValueKind.Map when Any(static v => !v.IsRecorded) => MapOfSorted([
                .. Sorted.ToArray().Select(static m => KeyValuePair.Create(m.Key, m.Value.Recorded())),
            ]),
            _ => this,
        };

    private bool IsRecorded =>
        Kind switch
        {
            ValueKind.Number => false,
            ValueKind.Integer => CanonicalJson.IsSafeInteger(integer),
            _ => !Any(static v => !v.IsRecorded),
        };

    /// <summary>Whether something holds of what lies directly in it.</summary>
    internal bool Any(Func<Value, bool> holds)
    {
        foreach (var item in Items)
        {
            if (holds(item))
            {
                return true;
            }
        }

        foreach (var member in Sorted)
        {
            if (holds(member.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] Value? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || other.Kind != Kind)
        {
            return false;
        }

        return Kind switch
        {
            ValueKind.Null => true,
            ValueKind.Boolean or ValueKind.Integer => integer == other.integer,
            ValueKind.Number => (decimal)content! == (decimal)other.content!,
            ValueKind.Text or ValueKind.Secret or ValueKind.Unknown => string.Equals(
                (string)content!,
                (string)other.content!,
                StringComparison.Ordinal
            ),
            ValueKind.List => Items.SequenceEqual(other.Items),
            ValueKind.Map => Table.IsSame(other.Table),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Value);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Kind switch
        {
            ValueKind.List => HashCode.Combine(Kind, Items.Length),
            ValueKind.Map => HashCode.Combine(Kind, Table.Count),
            _ => HashCode.Combine(Kind, integer, content),
        };

    /// <inheritdoc/>
    public override string ToString() => Kind == ValueKind.Text ? $"\"{ToText()}\"" : ToText();
}
