namespace OemRunbooks.Foundation.Failures;

/// <summary>A file that a step made or looked at, with its digest.</summary>
/// <param name="Path">Path, relative to the station.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha384">SHA-384, lower-case hex.</param>
public sealed record Artefact(string Path, long Size, string Sha384);
