using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Extract;

/// <summary>The inputs that several activities of this family have in common.</summary>
internal static class ExtractTakes
{
    /// <summary>The installation's directory.</summary>
    internal static Input<StationPath> Target { get; } = Input.Directory(ExtractWords.Takes.Target, changes: true);
}
