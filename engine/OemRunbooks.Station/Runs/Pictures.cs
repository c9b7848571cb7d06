using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>A picture of a step, to be shown.</summary>
/// <param name="Bytes">Its bytes, at most <see cref="Picture.MostBytes"/>.</param>
/// <param name="Kind">What it is by them, with its size in pixels.</param>
public sealed record ShownPicture(byte[] Bytes, Picture Kind)
{
    /// <summary><c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c> or <c>image/gif</c>.</summary>
    public string MediaType => Kind.MediaType;
}

/// <summary>The pictures of steps, for whoever shows a step: a page, a printed checklist.</summary>
public static class Pictures
{
    /// <summary>The picture of a step of a run, as it was when the run began; null when the step has none, or it was not kept.</summary>
    /// <param name="run">The run.</param>
    /// <param name="definition">What it runs.</param>
    /// <param name="started">Its first entry.</param>
    /// <param name="path">The step's path, as the journal writes it.</param>
    public static ShownPicture? Of(StoredRun run, Runbook definition, RunStarted started, string path)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(started);
        return
            definition.Resolve(path) is { Step.Picture: { } picture } place
            && started
                .Called.Prepend(started.Definition)
                .FirstOrDefault(d => d.Digest == place.Owner.Source.Digest)
                ?.Pictures.FirstOrDefault(p => p.Path == picture)
                is { } used
            && run.PictureOf(used) is { } shown
            ? new(shown.Bytes, shown.Kind)
            : null;
    }

    /// <summary>The picture of a step of a runbook that nobody runs yet; null when it has none that can be shown.</summary>
    /// <param name="work">Where the runbook lies.</param>
    /// <param name="definition">The runbook, as it was read from there.</param>
    /// <param name="path">The step's path.</param>
    public static ShownPicture? Of(Workplace work, Runbook definition, string path)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(definition);
        return
            definition.Resolve(path) is { Step.Picture: { } picture } place
            && work.Library.PictureOf(place.Owner, picture) is { } bytes
            && Picture.Of(bytes) is { } kind
            ? new(bytes, kind)
            : null;
    }
}
