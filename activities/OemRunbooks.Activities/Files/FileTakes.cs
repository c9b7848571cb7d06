using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Files;

/// <summary>The inputs that several activities of this family have in common.</summary>
internal static class FileTakes
{
    /// <summary>Rights of a file that is made, in octal.</summary>
    internal static Input<string?> Mode { get; } = Input.String(FileWords.Takes.Mode).Optional();

    /// <summary>The file that is read.</summary>
    internal static Input<StationPath> Source { get; } = Input.File(FileWords.Takes.Source);

    /// <summary>The file that is written.</summary>
    internal static Input<StationPath> Target { get; } = Input.Path(FileWords.Takes.Target, changes: true);

    /// <summary>The file that is changed.</summary>
    internal static Input<StationPath> Path { get; } = Input.Path(FileWords.Takes.Path, changes: true);

    /// <summary>Whether other content is replaced.</summary>
    internal static Input<bool> Overwrite { get; } = Input.Boolean(FileWords.Takes.Overwrite).Or(true);
}
