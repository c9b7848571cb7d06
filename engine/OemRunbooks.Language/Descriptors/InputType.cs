namespace OemRunbooks.Language.Descriptors;

/// <summary>The types that an input or an activity's field can have.</summary>
public enum InputType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>One of <c>choices</c>.</summary>
    Choice,

    /// <summary>Length of time: <c>500ms</c>, <c>30s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>.</summary>
    Duration,

    /// <summary>Number of bytes: <c>512</c>, <c>64KiB</c>, <c>1MiB</c>, <c>2GiB</c>, <c>5MB</c>.</summary>
    Size,

    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A path of either kind, which need not exist.</summary>
    Path,

    /// <summary>A list.</summary>
    List,

    /// <summary>A reference to a secret.</summary>
    Secret,

    /// <summary>A version as the product numbers itself.</summary>
    Version,

    /// <summary>A text in both languages (fields of activities only).</summary>
    Localized,

    /// <summary>Any value (fields of activities only).</summary>
    Any,

    /// <summary>Values by name (fields of activities only).</summary>
    Map,
}
