using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Station.Library;

/// <content>The pictures that lie beside runbooks: in their directory, in their pack, inside the program.</content>
public sealed partial class RunbookLibrary
{
    /// <summary>
    /// The picture that a step of a definition names; null when there is none, it is too large, of another kind than its name says, or
    /// nobody whom this station trusts vouches for it.
    /// </summary>
    /// <param name="definition">The definition in whose text the step stands.</param>
    /// <param name="picture">As the step names it.</param>
    public byte[]? PictureOf(Runbook definition, string picture)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return
            Look(definition.Source.Path, picture) is { Problem: PictureProblem.None, Bytes: { } bytes }
            && (!trust.IsConfigured || trust.Covers(PackTrust.Digest(bytes)))
            ? bytes
            : null;
    }

    /// <summary>Looks at the picture that a step of a definition names.</summary>
    /// <param name="path">Where the definition came from.</param>
    /// <param name="picture">As the step names it.</param>
    internal (PictureProblem Problem, byte[]? Bytes) Look(string path, string picture)
    {
        if (!StepPictures.IsPath(picture))
        {
            return (PictureProblem.Path, null);
        }

        var bytes = Beside(path, picture, out var isTooLarge);
        return bytes is null ? (isTooLarge ? PictureProblem.Size : PictureProblem.Missing, null)
            : Picture.Of(bytes)?.MediaType == Picture.MediaTypeOf(picture) ? (PictureProblem.None, bytes)
            : (PictureProblem.Kind, null);
    }

    /// <summary>Where the picture of a step belongs, as people see it.</summary>
    internal static string PlaceOf(string path, string picture) => Path.Combine(DirectoryOf(path), picture);

    private static string DirectoryOf(string path)
    {
        var directory = Path.GetDirectoryName(path) ?? "";
        return RunbookFiles.IsActivity(path) ? Path.GetDirectoryName(directory) ?? "" : directory;
    }

    private byte[]? Beside(string path, string picture, out bool isTooLarge)
    {
        isTooLarge = false;
        if (Packs.FirstOrDefault(p => p.Refusal is null && path.StartsWith(p.Path + ":", StringComparison.Ordinal))?.Pack is { } pack)
        {
            return pack.Manifest.Files.Any(f => f.Path == "runbooks/" + picture) ? pack["runbooks/" + picture] : null;
        }

        if (product.BuiltInFiles.Any(f => path == "runbooks/" + f) && !File.Exists(path))
        {
            return product.ReadBuiltIn(picture);
        }

        var directory = Path.GetFullPath(DirectoryOf(path));
        var file = Path.Combine(directory, picture);
        try
        {
            // A link could lead anywhere; what the picture shows is kept and handed on.
            var disk = Disk.Below(directory);
            if (disk.Look(file) is not { Kind: ItemKind.File } item)
            {
                return null;
            }

            isTooLarge = item.Length > Picture.MostBytes;
            return isTooLarge ? null : disk.ReadAll(file, Picture.MostBytes);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return null;
        }
    }
}

/// <summary>What is wrong with a picture that a step names.</summary>
internal enum PictureProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It can't be the path of a picture.</summary>
    Path,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It is no picture, or one of another kind than its name says.</summary>
    Kind,

    /// <summary>It is too large.</summary>
    Size,
}
