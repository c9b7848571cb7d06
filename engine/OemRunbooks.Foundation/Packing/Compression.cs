namespace OemRunbooks.Foundation.Packing;

/// <summary>How one stream of bytes is compressed.</summary>
public enum Compression
{
    /// <summary>Not at all, or in no way that is known here.</summary>
    None,

    /// <summary>gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>bzip2.</summary>
    Bzip2,

    /// <summary>xz.</summary>
    Xz,

    /// <summary>Zstandard, RFC 8878.</summary>
    Zstandard,
}
