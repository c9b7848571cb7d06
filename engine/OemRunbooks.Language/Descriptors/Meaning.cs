namespace OemRunbooks.Language.Descriptors;

/// <summary>What an output tells of the machine, so that a report finds it whatever step, runbook or name it comes from.</summary>
public enum Meaning
{
    /// <summary>Nothing that a customer asks for.</summary>
    None,

    /// <summary>The version that was installed before the step.</summary>
    VersionBefore,

    /// <summary>The version that is installed after the step.</summary>
    VersionAfter,

    /// <summary>The version that is installed; the step changes nothing.</summary>
    VersionFound,

    /// <summary>The licence in force, by its number.</summary>
    Licence,
}
