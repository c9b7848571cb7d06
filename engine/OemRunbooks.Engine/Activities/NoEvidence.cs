using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Engine.Activities;

/// <summary>Keeps nothing: what a check would have kept is only measured.</summary>
internal sealed class NoEvidence(string directory) : IEvidence
{
    public Artefact Keep(string name, ReadOnlySpan<byte> content) =>
        new($"{directory}/evidence/{name}", content.Length, Convert.ToHexStringLower(SHA384.HashData(content)));

    public Artefact? KeepCopy(string name, StationPath source)
    {
        using var file = Disk.All.Open(source.Full, FileUse.Read);
        return new($"{directory}/evidence/{name}", file.Length, file.Digest(HashAlgorithmName.SHA384));
    }
}
