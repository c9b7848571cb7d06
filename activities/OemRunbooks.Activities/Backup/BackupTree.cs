using System.Security.Cryptography;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Backup;

/// <summary>Copies a directory with everything below it and writes a list of digests beside the copy.</summary>
internal sealed class BackupTree : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("backup.tree", new LocalizedText("kopiuje katalog z całą zawartością i zapisuje obok listę skrótów", "copies a directory with everything in it and writes a list of digests beside the copy"))
    {
        Interruption = Interruption.Verify,
        Inputs =
        [
            Fields.Need("source", InputType.Directory, "katalog do skopiowania", "the directory to copy"),
            Fields.Need("target", InputType.Path, "nazwa kopii; nie może być zajęta", "the copy's name, which must be free", changes: true),
            Fields.May("optional", InputType.Boolean, "czy brak katalogu jest dopuszczalny", "whether the directory may be absent", "false"),
        ],
        Outputs =
        [
            Fields.Gives("path", InputType.Path, "ścieżka kopii; brak, gdy nie było czego kopiować", "the copy's path; none when there was nothing to copy"),
            Fields.Gives("existed", InputType.Boolean, "czy katalog istniał", "whether the directory existed"),
            Fields.Gives("files", InputType.Integer, "liczba plików", "number of files"),
            Fields.Gives("size", InputType.Size, "rozmiar w bajtach", "size in bytes"),
            Fields.Gives("digest", InputType.String, "SHA-384 listy skrótów, szesnastkowo", "SHA-384 of the list of digests, in hex"),
        ],
        Errors = [.. Codes.Disk, Codes.FileLink, Codes.BackupUnverified],
        Undo = new LocalizedText("kopia niczego nie zmienia w oryginale; wystarczy ją usunąć", "the copy changes nothing in the original; removing it is enough"),
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (source, target) = (call.RequiredPath("source"), call.RequiredPath("target"));
        if (!Directory.Exists(source.Full))
        {
            return call.Flag("optional")
                ? PlannedWork.Of(Fields.Line(false, $"nie ma czego kopiować: {source}", $"nothing to copy: {source}"), ("existed", Value.False))
                : PlannedWork.Fails(Faults.FileMissing(source.Shown));
        }

        var files = TreeCopy.Walk(source.Full).Select(static e => e.Entry).OfType<FileInfo>().Where(static f => f.LinkTarget is null).ToArray();
        var size = files.Sum(static f => f.Length);
        return PlannedWork.Of(
            Fields.Effect(Fields.Writes(target), target, $"skopiuje katalog {source} (plików: {files.Length}, {size} B) do {target}", $"copies the directory {source} ({files.Length} files, {size} B) to {target}", size),
            ("path", Value.Of(target.Shown)), ("existed", Value.True), ("files", Value.Of(files.Length)));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (source, target) = (call.RequiredPath("source"), call.RequiredPath("target"));
        FileCopy.DemandNoLink(source);
        if (!Directory.Exists(source.Full))
        {
            return call.Flag("optional") ? Outcome.Done(("existed", Value.False)) : Outcome.Failed(Faults.FileMissing(source.Shown));
        }

        if (Path.Exists(target.Full))
        {
            return Outcome.Failed(Faults.FileExists(target.Shown));
        }

        var staging = Staging(call, target);
        var published = false;
        try
        {
            var files = TreeCopy.Write(source, staging, call, cancellation);
            var list = TreeCopy.ListBytes(files);
            Durable.Replace(TreeCopy.List(target).Full, list);
            Durable.Rename(staging.Full, target.Full);
            published = true;
            return Done(target, files.Count, files.Values.Sum(static f => f.Size), list);
        }
        finally
        {
            if (!published)
            {
                Durable.Remove(staging.Full);
            }
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var target = call.RequiredPath("target");
        Durable.Remove(Staging(call, target).Full);
        if (!Directory.Exists(target.Full) || !TreeCopy.IsBackup(target))
        {
            return Reconciliation.NotBegun;
        }

        // The list is on the disk before the tree gets its name: both there means that the copy was complete.
        var files = TreeCopy.Walk(target.Full).Select(static e => e.Entry).OfType<FileInfo>().Where(static f => f.LinkTarget is null).ToArray();
        return Reconciliation.Done(Done(target, files.Length, files.Sum(static f => f.Length), File.ReadAllBytes(TreeCopy.List(target).Full)));
    }

    private static StationPath Staging(Call call, StationPath target) => target.Suffixed($".copying-{call.Site.RunId}");

    private static Outcome Done(StationPath target, int files, long size, byte[] list) => Outcome.Done(
        ("path", Value.Of(target.Shown)), ("existed", Value.True), ("files", Value.Of(files)), ("size", Value.Of(size)),
        ("digest", Value.Of(Convert.ToHexStringLower(SHA384.HashData(list)))))
        with
    { Artefacts = [FileCopy.Artefact(TreeCopy.List(target))] };
}
