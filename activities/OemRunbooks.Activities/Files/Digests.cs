using System.Security.Cryptography;
using OemRunbooks.Activities.Common;

namespace OemRunbooks.Activities.Files;

/// <summary>Size and digest of what is to be written.</summary>
internal static class Digests
{
    internal static FileDigest Of(byte[] bytes) => new(bytes.Length, Convert.ToHexStringLower(SHA384.HashData(bytes)));
}
