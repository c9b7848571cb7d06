using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Descriptors;

/// <summary>What holds of inputs when nobody gives them, and outputs that a success may leave out.</summary>
public static class FieldDefaults
{
    /// <summary>The same input, which may be absent.</summary>
    public static Input<T?> Optional<T>(this Input<T> input)
        where T : class => input.As<T?>(static v => v, null);

    /// <summary>The same input, which may be absent; people are told in words what happens then: what only the run can know.</summary>
    public static Input<T?> Optional<T>(this Input<T> input, string told)
        where T : class => input.As<T?>(static v => v, null).Telling(told);

    /// <summary>The same duration, which may be absent.</summary>
    public static Input<TimeSpan?> Optional(this Input<TimeSpan> input) => input.As<TimeSpan?>(static v => v, null);

    /// <summary>The same list, which is empty when it is not given.</summary>
    public static Input<IReadOnlyList<T>> OrEmpty<T>(this Input<IReadOnlyList<T>> input) => input.Absent([], required: false);

    /// <summary>The same list, which must be written in a runbook, though what stands there may come to nothing.</summary>
    public static Input<IReadOnlyList<T>> AllowEmpty<T>(this Input<IReadOnlyList<T>> input) => input.Absent([], required: true);

    /// <summary>The same place, which has a usual one.</summary>
    /// <param name="input">The input.</param>
    /// <param name="path">The usual place, as a runbook would write it.</param>
    public static Input<StationPath> Or(this Input<StationPath> input, string path) =>
        input.Otherwise((_, station) => station!.Resolve(path), path);

    /// <summary>The same place, which usually lies below another one.</summary>
    public static Input<StationPath> OrBelow(this Input<StationPath> input, Input<StationPath> parent, string relative) =>
        input.Otherwise((inputs, station) => parent.In(inputs, station).Below(relative), $"<{parent.Name}>/{relative}");

    /// <summary>The same place, whose usual one is named after another input.</summary>
    public static Input<StationPath> OrNamedAfter(this Input<StationPath> input, Input<string> part, Func<string, string> path) =>
        input.Otherwise((inputs, station) => station!.Resolve(path(part.In(inputs))), path($"<{part.Name}>"));

    /// <summary>The same output, which a success may leave out or give as null.</summary>
    public static Output<T?> Sometimes<T>(this Output<T> output)
        where T : class => output.As<T?>(static (v, write) => v is null ? Value.Null : write(v));

    /// <summary>The same number, which a success may leave out or give as null.</summary>
    public static Output<long?> Sometimes(this Output<long> output) =>
        output.As<long?>(static (v, write) => v is { } number ? write(number) : Value.Null);

    /// <summary>The same answer, which a success may leave out or give as null.</summary>
    public static Output<bool?> Sometimes(this Output<bool> output) =>
        output.As<bool?>(static (v, write) => v is { } answer ? write(answer) : Value.Null);

    /// <summary>The output with the place of a file that was kept; nothing when none was.</summary>
    public static NamedValue Is(this Output<StationPath?> output, Artefact? kept) => output.Carries(Value.Of(kept?.Path));
}
