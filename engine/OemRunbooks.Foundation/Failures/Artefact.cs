namespace OemRunbooks.Foundation.Failures;

/// <summary>A file with its digest: one that a step made or looked at, one of a pack, one of a medium.</summary>
/// <param name="Path">Path, relative to the station, the pack or the medium.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha384">SHA-384, lower-case hex.</param>
public sealed record Artefact(string Path, long Size, string Sha384);
