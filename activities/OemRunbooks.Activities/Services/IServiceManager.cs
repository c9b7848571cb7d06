namespace OemRunbooks.Activities.Services;

/// <summary>Whoever starts and stops services on this machine.</summary>
internal interface IServiceManager
{
    /// <summary>How a service stands.</summary>
    Standing StateOf(string name);

    /// <summary>Has a service started or stopped, and waits for it.</summary>
    /// <returns>What the manager said when it did not work, or null.</returns>
    string? Change(string name, bool starts);
}

/// <summary>How a service stands.</summary>
internal enum Standing
{
    /// <summary>It does not work.</summary>
    Stopped,

    /// <summary>It works.</summary>
    Running,

    /// <summary>It ended by a mistake.</summary>
    Failed,

    /// <summary>It is about to work.</summary>
    Starting,

    /// <summary>It is about to end.</summary>
    Stopping,
}
