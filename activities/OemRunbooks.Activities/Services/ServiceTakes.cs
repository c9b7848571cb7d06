using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Services;

/// <summary>The inputs that the activities of this family have in common.</summary>
internal static class ServiceTakes
{
    /// <summary>The service.</summary>
    internal static Input<string> Name { get; } = Input.String(ServiceWords.Takes.Name);

    /// <summary>The program that manages services.</summary>
    internal static Input<string?> Program { get; } = Input.String(ServiceWords.Takes.Program).Optional();
}
