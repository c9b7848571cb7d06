using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>
/// An input of an activity, or a member of the items of a list. What is made here must be given; <c>Or</c> and <c>Optional</c> say
/// otherwise.
/// </summary>
public abstract record Input : Field
{
    private protected Input(FieldWords words, InputType type)
        : base(words, type) { }

    /// <summary>Whether a value was given, and no empty text.</summary>
    public bool IsGiven(Value inputs) => inputs[Name] is { IsNull: false } given && given.AsText() is not "";

    /// <summary>The input with a value, for a step that another one takes.</summary>
    public NamedValue Carries(Value value) => new(Name, value);

    /// <summary>An input that a definition declares.</summary>
    internal static Input Made(string name, InputType type, LocalizedText summary, bool isRequired, string? otherwise, Bounds bounds) =>
        new Input<Value>(new(name, summary), type, FieldKinds.Any) { Choices = bounds.Choices }.Declared(isRequired, otherwise);

    /// <summary>A text.</summary>
    public static Input<string> String(FieldWords words) => new(words, InputType.String, FieldKinds.Text);

    /// <summary>A version, in the order of versions.</summary>
    public static Input<string> Version(FieldWords words) => new(words, InputType.Version, FieldKinds.Text);

    /// <summary>A whole number.</summary>
    public static Input<long> Integer(FieldWords words) => new(words, InputType.Integer, FieldKinds.Integer);

    /// <summary>A number.</summary>
    public static Input<decimal> Number(FieldWords words) => new(words, InputType.Number, FieldKinds.Number);

    /// <summary>Yes or no.</summary>
    public static Input<bool> Boolean(FieldWords words) => new(words, InputType.Boolean, FieldKinds.Boolean);

    /// <summary>One of several words.</summary>
    public static Input<string> Choice(FieldWords words, params ImmutableArray<string> choices) =>
        new(words, InputType.Choice, FieldKinds.Text) { Choices = choices };

    /// <summary>One of several words, each with its meaning.</summary>
    public static Input<T> Choice<T>(FieldWords words, params (string Word, T Meaning)[] choices)
        where T : struct, Enum =>
        new(words, InputType.Choice, FieldKinds.Words(choices)) { Choices = [.. choices.Select(static w => w.Word)] };

    /// <summary>A length of time.</summary>
    public static Input<TimeSpan> Duration(FieldWords words) => new(words, InputType.Duration, FieldKinds.Duration);

    /// <summary>A number of bytes.</summary>
    public static Input<long> Size(FieldWords words) => new(words, InputType.Size, FieldKinds.Integer);

    /// <summary>A file of the station, or one that the run was given.</summary>
    public static Input<StationPath> File(FieldWords words, bool changes = false) =>
        new(words, InputType.File, FieldKinds.Path) { Changes = changes };

    /// <summary>A directory of the station, or one that the run was given.</summary>
    public static Input<StationPath> Directory(FieldWords words, bool changes = false) =>
        new(words, InputType.Directory, FieldKinds.Path) { Changes = changes };

    /// <summary>A place of the station, where something is or will be.</summary>
    public static Input<StationPath> Path(FieldWords words, bool changes = false) =>
        new(words, InputType.Path, FieldKinds.Path) { Changes = changes };

    /// <summary>A list of texts.</summary>
    public static Input<IReadOnlyList<string>> Texts(FieldWords words) => new(words, InputType.List, FieldKinds.Texts);

    /// <summary>A list of patterns of files.</summary>
    public static Input<IReadOnlyList<string>> Patterns(FieldWords words) =>
        new(words, InputType.List, FieldKinds.Texts) { HoldsPaths = true };

    /// <summary>A list of paths, or of what other steps give for them: mappings with <c>path</c>.</summary>
    public static Input<IReadOnlyList<StationPath>> Paths(FieldWords words) =>
        new(words, InputType.List, FieldKinds.Paths) { HoldsPaths = true };

    /// <summary>A list of mappings.</summary>
    public static Input<IReadOnlyList<Value>> List(FieldWords words, params ImmutableArray<Input> members) =>
        new(words, InputType.List, FieldKinds.Items) { Items = [.. members] };

    /// <summary>What refers to a secret; only whoever needs the secret opens it.</summary>
    public static Input<SecretName> Secret(FieldWords words) => new(words, InputType.Secret, FieldKinds.Secret);

    /// <summary>A text in both languages.</summary>
    public static Input<LocalizedText> Localized(FieldWords words) => new(words, InputType.Localized, FieldKinds.Localized);

    /// <summary>A mapping.</summary>
    public static Input<Value> Map(FieldWords words) => new(words, InputType.Map, FieldKinds.Map);

    /// <summary>Anything.</summary>
    public static Input<Value> Any(FieldWords words) => new(words, InputType.Any, FieldKinds.Any);
}

/// <summary>An input that is read as a <typeparamref name="T"/>; as a nullable one when it may be absent.</summary>
/// <typeparam name="T">What the activity gets.</typeparam>
public sealed record Input<T> : Input
{
    private readonly FieldKind<T> kind;

    // What is read when nothing is given; null where something must be.
    private readonly Func<Value, StationDirectory?, T>? otherwise;

    internal Input(FieldWords words, InputType type, FieldKind<T> kind)
        : base(words, type)
    {
        this.kind = kind;
        Required = true;
    }

    /// <summary>The input's value among all that a step was given, else its default.</summary>
    /// <param name="inputs">What the step was given, or one item of a list.</param>
    /// <param name="station">Resolves paths; needed by inputs that hold them.</param>
    /// <exception cref="CodedException"><c>field.missing</c>, <c>path.outside</c></exception>
    public T In(Value inputs, StationDirectory? station = null)
    {
        var given = inputs[Name];
        return !given.IsNull && kind.Fits(given) && (otherwise is not null || given.AsText() is not "") ? kind.Read(given, station)
            : otherwise is not null ? otherwise(inputs, station)
            : throw new CodedException(Faults.FieldMissing(Name));
    }

    /// <summary>The same input, which need not be given.</summary>
    /// <param name="value">What it is then.</param>
    public Input<T> Or(T value)
    {
        var written = kind.Write(value);
        return Otherwise(
            (_, _) => value,
            written.Kind == ValueKind.List ? string.Join(", ", written.Items.Select(static i => i.ToText())) : written.ToText()
        );
    }

    internal Input<T> Otherwise(Func<Value, StationDirectory?, T> value, string? shown) => new(this, value) { Default = shown };

    /// <summary>The same input, of which people are told in words what happens when it is not given: what only the run can know.</summary>
    internal Input<T> Telling(string words) => new(this, otherwise) { Default = words };

    internal Input<T> Declared(bool isRequired, string? shown) => this with { Required = isRequired, Default = shown };

    internal Input<T> Absent(T value, bool required) => new(this, (_, _) => value) { Required = required };

    internal Input<TOther> As<TOther>(Func<T, TOther> read, TOther absent)
    {
        var inner = kind;
        var other = new FieldKind<TOther>(inner.Fits, (v, s) => read(inner.Read(v, s)), static _ => throw new NotSupportedException());
        return new Input<TOther>(new(Name, Summary), Type, other)
        {
            Choices = Choices,
            HoldsPaths = HoldsPaths,
            Items = Items,
            Changes = Changes,
        }.Absent(absent, required: false);
    }

    private Input(Input<T> other, Func<Value, StationDirectory?, T>? otherwise)
        : this(other)
    {
        this.otherwise = otherwise;
        Required = false;
    }
}
