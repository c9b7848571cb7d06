using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Testing.Runbooks;

/// <summary>The inputs of the fake activities that tests read.</summary>
public static class FakeFields
{
    /// <summary>A text, or none.</summary>
    public static Input<string?> Text { get; } = Input.String(new("text", new("text", "text"))).Optional();

    /// <summary>A number, 0 when nobody says one.</summary>
    public static Input<long> Count { get; } = Input.Integer(new("count", new("count", "count"))).Or(0);

    /// <summary>A secret, or none.</summary>
    public static Input<SecretName?> Key { get; } = Input.Secret(new("key", new("key", "key"))).Optional();

    /// <summary>A place that the activity changes, or none.</summary>
    public static Input<StationPath?> Target { get; } = Input.Path(new("target", new("target", "target")), changes: true).Optional();
}
