namespace OemRunbooks.Testing.Scripts;

/// <summary>An expectation of a script does not hold, or a line of it can't be understood.</summary>
public sealed class ScriptException : Exception
{
    /// <summary>Says what is wrong, for whoever reads the script.</summary>
    public ScriptException(string message)
        : base(message) { }

    /// <summary>Says what is wrong, and from what it came.</summary>
    public ScriptException(string message, Exception inner)
        : base(message, inner) { }
}
