using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace OemRunbooks.Oem.Json;

/// <summary>Kinds of JSON value; integers and doubles are different kinds.</summary>
internal enum OemJsonKind
{
    /// <summary>The word null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A number without fraction and exponent, of any size.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Double,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list.</summary>
    Array,

    /// <summary>An object that keeps its order.</summary>
    Object,
}

/// <summary>A JSON value as the OEM's tooling sees it.</summary>
/// <remarks>Source: formats.md, 2. System.Text.Json differs in numbers, duplicate keys, surrogates, escapes and key order.</remarks>
public abstract class OemJson
{
    private protected OemJson() { }

    /// <summary>The value's kind.</summary>
    internal abstract OemJsonKind Kind { get; }

    /// <summary>Truth of a value: null, false, 0, 0.0 and everything empty are false.</summary>
    public abstract bool IsTrue { get; }

    /// <summary>The value null.</summary>
    public static OemJson Null => OemNull.Instance;

    /// <summary>Wraps a text, null as the value null.</summary>
    public static OemJson Of(string? text) => text is null ? Null : new OemText(text);

    /// <summary>Wraps a truth value.</summary>
    public static OemJson Of(bool value) => value ? OemBool.True : OemBool.False;

    /// <summary>Wraps an integer.</summary>
    public static OemJson Of(long value) => new OemInteger(value);

    /// <summary>Wraps a list of texts.</summary>
    public static OemJson Of(IEnumerable<string> texts) => new OemArray(texts.Select(static t => Of(t)));
}

/// <summary>The value null.</summary>
internal sealed class OemNull : OemJson
{
    internal static readonly OemNull Instance = new();

    /// <inheritdoc />
    internal override OemJsonKind Kind => OemJsonKind.Null;

    /// <inheritdoc />
    public override bool IsTrue => false;
}

/// <summary>true or false.</summary>
internal sealed class OemBool : OemJson
{
    internal static readonly OemBool True = new(true);
    internal static readonly OemBool False = new(false);

    private OemBool(bool value) => Value = value;

    /// <summary>The truth value.</summary>
    public bool Value { get; }

    /// <inheritdoc />
    internal override OemJsonKind Kind => OemJsonKind.Bool;

    /// <inheritdoc />
    public override bool IsTrue => Value;
}

/// <summary>An integer of any size.</summary>
internal sealed class OemInteger(BigInteger value) : OemJson
{
    /// <summary>The number.</summary>
    public BigInteger Value { get; } = value;

    /// <inheritdoc />
    internal override OemJsonKind Kind => OemJsonKind.Integer;

    /// <inheritdoc />
    public override bool IsTrue => !Value.IsZero;
}

/// <summary>A double, infinities and not-a-number included.</summary>
internal sealed class OemDouble(double value) : OemJson
{
    /// <summary>The number.</summary>
    public double Value { get; } = value;

    /// <inheritdoc />
    internal override OemJsonKind Kind => OemJsonKind.Double;

    /// <inheritdoc />
    public override bool IsTrue => Value != 0;
}

/// <summary>A text; may hold unpaired surrogates when read, which then cannot be written.</summary>
internal sealed class OemText(string value) : OemJson
{
    /// <summary>The text.</summary>
    public string Value { get; } = value;

    /// <inheritdoc />
    internal override OemJsonKind Kind => OemJsonKind.Text;

    /// <inheritdoc />
    public override bool IsTrue => Value.Length > 0;
}

/// <summary>A list of values.</summary>
public sealed class OemArray(IEnumerable<OemJson> items) : OemJson, IReadOnlyList<OemJson>
{
    private readonly OemJson[] items = [.. items];

    /// <inheritdoc />
    internal override OemJsonKind Kind => OemJsonKind.Array;

    /// <inheritdoc />
    public override bool IsTrue => items.Length > 0;

    /// <inheritdoc />
    public int Count => items.Length;

    /// <inheritdoc />
    public OemJson this[int index] => items[index];

    /// <summary>The texts among its items.</summary>
    public IEnumerable<string> Texts => items.OfType<OemText>().Select(static t => t.Value);

    /// <inheritdoc />
    public IEnumerator<OemJson> GetEnumerator() => ((IEnumerable<OemJson>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

/// <summary>An object: the last value of a duplicate key wins, at the first one's place.</summary>
public sealed class OemObject : OemJson, IEnumerable<KeyValuePair<string, OemJson>>
{
    private readonly OrderedDictionary<string, OemJson> members = new(StringComparer.Ordinal);

    /// <summary>Makes an empty object.</summary>
    public OemObject() { }

    /// <summary>Copies members, in order.</summary>
    public OemObject(IEnumerable<KeyValuePair<string, OemJson>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        foreach (var (key, value) in members)
        {
            this.members[key] = value;
        }
    }

    /// <inheritdoc />
    internal override OemJsonKind Kind => OemJsonKind.Object;

    /// <inheritdoc />
    public override bool IsTrue => members.Count > 0;

    /// <summary>How many members there are.</summary>
    public int Count => members.Count;

    /// <summary>Keys, in order.</summary>
    public IEnumerable<string> Keys => members.Keys;

    /// <summary>The value of a key, or null when there is none; setting a present key keeps its place.</summary>
    [DisallowNull]
    public OemJson? this[string key]
    {
        get => members.GetValueOrDefault(key);
        set => members[key] = value;
    }

    /// <summary>Tells whether a key is there, whatever its value.</summary>
    public bool Has(string key) => members.ContainsKey(key);

    /// <summary>The text of a key, or null when it is absent or not a text.</summary>
    public string? TextOf(string key) => (this[key] as OemText)?.Value;

    /// <summary>The truth value of a member; null when it is none.</summary>
    public bool? FlagOf(string key) => (this[key] as OemBool)?.Value;

    /// <summary>Adds or replaces a member; for collection initialisers.</summary>
    public void Add(string key, OemJson value) => members[key] = value;

    /// <summary>Adds or replaces a text member.</summary>
    public void Add(string key, string? value) => members[key] = Of(value);

    /// <summary>Makes a copy without one key.</summary>
    public OemObject Without(string key) => new(this.Where(m => m.Key != key));

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, OemJson>> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => members.GetEnumerator();
}
