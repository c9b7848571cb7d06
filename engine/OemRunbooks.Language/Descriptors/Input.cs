using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Descriptors;

/// <summary>
/// An input of an activity, or a member of the items of a list. What is made here must be given; <c>Or</c> and <c>Optional</c> say
/// otherwise.
/// </summary>
public abstract record Input : Field
{
    private protected Input(string name, InputType type, LocalizedText summary)
        : base(name, type, summary) { }

    /// <summary>Whether a value was given, and no empty text.</summary>
    public bool IsGiven(Value inputs) => inputs[Name] is { IsNull: false } given && given.AsText() is not "";

    /// <summary>The input with a value, for a step that another one takes.</summary>
    public NamedValue Carries(Value value) => new(Name, value);

    /// <summary>A text.</summary>
    public static Input<string> String(string name, string pl, string en) => new(name, InputType.String, new(pl, en), FieldKinds.Text);

    /// <summary>A version, in the order of versions.</summary>
    public static Input<string> Version(string name, string pl, string en) => new(name, InputType.Version, new(pl, en), FieldKinds.Text);

    /// <summary>A whole number.</summary>
    public static Input<long> Integer(string name, string pl, string en) => new(name, InputType.Integer, new(pl, en), FieldKinds.Integer);

    /// <summary>A number.</summary>
    public static Input<decimal> Number(string name, string pl, string en) => new(name, InputType.Number, new(pl, en), FieldKinds.Number);

    /// <summary>Yes or no.</summary>
    public static Input<bool> Boolean(string name, string pl, string en) => new(name, InputType.Boolean, new(pl, en), FieldKinds.Boolean);

    /// <summary>One of several words.</summary>
    public static Input<string> Choice(string name, string pl, string en, params ImmutableArray<string> words) =>
        new(name, InputType.Choice, new(pl, en), FieldKinds.Text) { Choices = words };

    /// <summary>One of several words, each with its meaning.</summary>
    public static Input<T> Choice<T>(string name, string pl, string en, params (string Word, T Meaning)[] words)
        where T : struct, Enum =>
        new(name, InputType.Choice, new(pl, en), FieldKinds.Words(words)) { Choices = [.. words.Select(static w => w.Word)] };

    /// <summary>A length of time.</summary>
    public static Input<TimeSpan> Duration(string name, string pl, string en) =>
        new(name, InputType.Duration, new(pl, en), FieldKinds.Duration);

    /// <summary>A number of bytes.</summary>
    public static Input<long> Size(string name, string pl, string en) => new(name, InputType.Size, new(pl, en), FieldKinds.Integer);

    /// <summary>A file of the station, or one that the run was given.</summary>
    public static Input<StationPath> File(string name, string pl, string en, bool changes = false) =>
        new(name, InputType.File, new(pl, en), FieldKinds.Path) { Changes = changes };

    /// <summary>A directory of the station, or one that the run was given.</summary>
    public static Input<StationPath> Directory(string name, string pl, string en, bool changes = false) =>
        new(name, InputType.Directory, new(pl, en), FieldKinds.Path) { Changes = changes };

    /// <summary>A place of the station, where something is or will be.</summary>
    public static Input<StationPath> Path(string name, string pl, string en, bool changes = false) =>
        new(name, InputType.Path, new(pl, en), FieldKinds.Path) { Changes = changes };

    /// <summary>A list of texts.</summary>
    public static Input<IReadOnlyList<string>> Texts(string name, string pl, string en) =>
        new(name, InputType.List, new(pl, en), FieldKinds.Texts);

    /// <summary>A list of patterns of files.</summary>
    public static Input<IReadOnlyList<string>> Patterns(string name, string pl, string en) =>
        new(name, InputType.List, new(pl, en), FieldKinds.Texts) { HoldsPaths = true };

    /// <summary>A list of paths, or of what other steps give for them: mappings with <c>path</c>.</summary>
    public static Input<IReadOnlyList<StationPath>> Paths(string name, string pl, string en) =>
        new(name, InputType.List, new(pl, en), FieldKinds.Paths) { HoldsPaths = true };

    /// <summary>A list of mappings.</summary>
    public static Input<IReadOnlyList<Value>> List(string name, string pl, string en, params ImmutableArray<Input> members) =>
        new(name, InputType.List, new(pl, en), FieldKinds.Items) { Items = [.. members] };

    /// <summary>What refers to a secret; only whoever needs the secret opens it.</summary>
    public static Input<SecretName> Secret(string name, string pl, string en) =>
        new(name, InputType.Secret, new(pl, en), FieldKinds.Secret);

    /// <summary>A text in both languages.</summary>
    public static Input<LocalizedText> Localized(string name, string pl, string en) =>
        new(name, InputType.Localized, new(pl, en), FieldKinds.Localized);

    /// <summary>A mapping.</summary>
    public static Input<Value> Map(string name, string pl, string en) => new(name, InputType.Map, new(pl, en), FieldKinds.Map);

    /// <summary>Anything.</summary>
    public static Input<Value> Any(string name, string pl, string en) => new(name, InputType.Any, new(pl, en), FieldKinds.Any);
}

/// <summary>An input that is read as a <typeparamref name="T"/>; as a nullable one when it may be absent.</summary>
/// <typeparam name="T">What the activity gets.</typeparam>
public sealed record Input<T> : Input
{
    private readonly FieldKind<T> kind;

    // What is read when nothing is given; null where something must be.
    private readonly Func<Value, StationDirectory?, T>? otherwise;

    internal Input(string name, InputType type, LocalizedText summary, FieldKind<T> kind)
        : base(name, type, summary)
    {
        this.kind = kind;
        Required = true;
    }

    /// <summary>The input's value among all that a step was given, else its default.</summary>
    /// <param name="inputs">What the step was given, or one item of a list.</param>
    /// <param name="station">Resolves paths; needed by inputs that hold them.</param>
    /// <exception cref="CodedException"><c>input.missing</c>, <c>path.outside</c></exception>
    public T In(Value inputs, StationDirectory? station = null)
    {
        var given = inputs[Name];
        return !given.IsNull && kind.Fits(given) && (otherwise is not null || given.AsText() is not "") ? kind.Read(given, station)
            : otherwise is not null ? otherwise(inputs, station)
            : throw new CodedException(Faults.InputMissing(Name));
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

    internal Input<T> Absent(T value, bool required) => new(this, (_, _) => value) { Required = required };

    internal Input<TOther> As<TOther>(Func<T, TOther> read, TOther absent)
    {
        var inner = kind;
        var other = new FieldKind<TOther>(inner.Fits, (v, s) => read(inner.Read(v, s)), static _ => throw new NotSupportedException());
        return new Input<TOther>(Name, Type, Summary, other)
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
