using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Unpacking;

namespace OemRunbooks.Activities.Archives;

/// <summary>The inputs that several activities of this family have in common.</summary>
internal static class ArchiveTakes
{
    /// <summary>The archive that is read.</summary>
    internal static Input<StationPath> Archive { get; } = Input.File(ArchiveWords.Takes.Archive);

    /// <summary>How many entries it may have.</summary>
    internal static Input<long> MaxFiles { get; } = Input.Integer(ArchiveWords.Takes.MaxFiles).Or(50_000);

    /// <summary>How many bytes its files may have.</summary>
    internal static Input<long> MaxSize { get; } = Input.Size(ArchiveWords.Takes.MaxSize).Or(4L << 30);

    /// <summary>The bounds that a call gives.</summary>
    internal static ArchiveBounds Bounds(Call call) =>
        new((int)Math.Clamp(call.Get(MaxFiles), 1, 200_000), Math.Clamp(call.Get(MaxSize), 1, 64L << 30));
}
