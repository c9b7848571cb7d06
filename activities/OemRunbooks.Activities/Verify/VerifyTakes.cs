using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Verify;

/// <summary>The inputs that several activities of this family have in common.</summary>
internal static class VerifyTakes
{
    /// <summary>A file with the fingerprint, when no text is given.</summary>
    internal static Input<StationPath?> FingerprintFile { get; } = Input.File(VerifyWords.Takes.FingerprintFile).Optional();

    /// <summary>The licence store.</summary>
    internal static Input<StationPath> Store { get; } = Input.File(VerifyWords.Takes.Store);
}
