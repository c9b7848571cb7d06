using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>An output of an activity. What is made here is given by every success; <c>Sometimes</c> says otherwise.</summary>
public abstract record Output : Field
{
    private protected Output(FieldWords words, InputType type)
        : base(words, type) { }

    /// <summary>Whether a success may leave it out; it is null then.</summary>
    public bool IsSometimes { get; internal init; }

    /// <summary>The output's value among all that a step gave.</summary>
    public Value In(Value outputs) => outputs[Name];

    /// <summary>The output with a value that another step gave, or a person.</summary>
    public NamedValue Carries(Value value) => new(Name, value);

    /// <summary>An output that a definition declares.</summary>
    internal static Output Made(
        string name,
        InputType type,
        LocalizedText summary,
        ImmutableArray<string> choices,
        bool isSometimes = false
    ) => new Output<Value>(new(name, summary), type, static v => v) { Choices = choices, IsSometimes = isSometimes };

    /// <summary>A text.</summary>
    public static Output<string> String(FieldWords words) => new(words, InputType.String, Value.Of);

    /// <summary>A version.</summary>
    public static Output<string> Version(FieldWords words) => new(words, InputType.Version, Value.Of);

    /// <summary>A whole number.</summary>
    public static Output<long> Integer(FieldWords words) => new(words, InputType.Integer, Value.Of);

    /// <summary>Yes or no.</summary>
    public static Output<bool> Boolean(FieldWords words) => new(words, InputType.Boolean, Value.Of);

    /// <summary>A number of bytes.</summary>
    public static Output<long> Size(FieldWords words) => new(words, InputType.Size, Value.Of);

    /// <summary>A place of the station.</summary>
    public static Output<StationPath> Path(FieldWords words) => new(words, InputType.Path, static p => Value.Of(p.Shown));

    /// <summary>A list of texts.</summary>
    public static Output<IEnumerable<string>> Texts(FieldWords words) =>
        new(words, InputType.List, static t => Value.List(t.Select(Value.Of)));

    /// <summary>A list of mappings.</summary>
    public static Output<IEnumerable<Value>> List(FieldWords words) => new(words, InputType.List, Value.List);

    /// <summary>A text in both languages.</summary>
    public static Output<LocalizedText> Localized(FieldWords words) => new(words, InputType.Localized, FieldKinds.Localized.Write);

    /// <summary>A mapping.</summary>
    public static Output<Value> Map(FieldWords words) => new(words, InputType.Map, static v => v);

    /// <summary>Anything.</summary>
    public static Output<Value> Any(FieldWords words) => new(words, InputType.Any, static v => v);
}

/// <summary>An output that is given as a <typeparamref name="T"/>; as a nullable one when there may be nothing to give.</summary>
/// <typeparam name="T">What the activity gives.</typeparam>
public sealed record Output<T> : Output
{
    private readonly Func<T, Value> write;

    internal Output(FieldWords words, InputType type, Func<T, Value> write)
        : base(words, type) => this.write = write;

    /// <summary>The output with its value.</summary>
    public NamedValue Is(T value) => new(Name, write(value));

    internal Output<TOther> As<TOther>(Func<TOther, Func<T, Value>, Value> other)
    {
        var inner = write;
        return new(new(Name, Summary), Type, v => other(v, inner)) { IsSometimes = true };
    }
}
