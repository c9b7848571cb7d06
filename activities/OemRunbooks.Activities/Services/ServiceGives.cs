using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Services;

/// <summary>The outputs that the activities of this family have in common.</summary>
internal static class ServiceGives
{
    /// <summary>The service.</summary>
    internal static Output<string> Name { get; } = Output.String(ServiceWords.Gives.Name);

    /// <summary>How it stands.</summary>
    internal static Output<string> State { get; } = Output.String(ServiceWords.Gives.State);

    /// <summary>How it stood before.</summary>
    internal static Output<string> Former { get; } = Output.String(ServiceWords.Gives.Former);
}
