namespace OemRunbooks.Language.Descriptors;

/// <summary>What happens to a step in whose middle the engine stopped.</summary>
public enum Interruption
{
    /// <summary>It is simply run again: twice does the same as once.</summary>
    Rerun,

    /// <summary>Its activity looks at the world and says: done, not begun, or half-done (and then finishes or undoes it).</summary>
    Verify,

    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>The step fails with <c>step.interrupted</c>.</summary>
    Abort,
}
