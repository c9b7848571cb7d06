using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Names;

/// <summary>What a name names.</summary>
internal enum NameKind
{
    /// <summary>An input of a runbook or an activity.</summary>
    Input,

    /// <summary>A variable of a runbook.</summary>
    Variable,

    /// <summary>A step.</summary>
    Step,

    /// <summary>An output of a runbook or an activity.</summary>
    Output,

    /// <summary>The item of a loop.</summary>
    Item,

    /// <summary>A question to people, and the answer to it.</summary>
    Answer,

    /// <summary>A failure code.</summary>
    Code,

    /// <summary>A runbook.</summary>
    Runbook,

    /// <summary>An activity.</summary>
    Activity,

    /// <summary>A team.</summary>
    Team,
}

/// <summary>Whose name it is, as far as the file alone tells.</summary>
/// <param name="Kind">Who.</param>
/// <param name="Name">The path of a file, the name of a runbook or an activity; of what a step belongs to, the path of its file.</param>
/// <param name="Step">A step of that file, or null.</param>
internal sealed record Owner(OwnerKind Kind, string Name, string? Step = null)
{
    /// <summary>A name that is known everywhere.</summary>
    internal static Owner Everybody { get; } = new(OwnerKind.Everybody, "");
}

/// <summary>Who can own a name.</summary>
internal enum OwnerKind
{
    /// <summary>It is known everywhere.</summary>
    Everybody,

    /// <summary>The runbook or activity of a file.</summary>
    File,

    /// <summary>A runbook, by one of its names.</summary>
    Runbook,

    /// <summary>An activity.</summary>
    Activity,

    /// <summary>What a step of a file calls: an activity or a runbook.</summary>
    CalledBy,

    /// <summary>A step of a file itself.</summary>
    Step,

    /// <summary>The runbook in which a step stands whose path leads through another one.</summary>
    Inside,
}

/// <summary>A place where a name stands.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Name">The name.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="IsDefinition">Whether it is made known here.</param>
internal sealed record Site(NameKind Kind, Owner Owner, string Name, TextSpan Span, bool IsDefinition = false);
