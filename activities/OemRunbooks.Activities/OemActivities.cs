using OemRunbooks.Engine.Activities;

namespace OemRunbooks.Activities;

/// <summary>The activities of this product and the words of their codes.</summary>
public static partial class OemActivities
{
    /// <summary>Every activity, in order of name.</summary>
    public static IReadOnlyList<IActivity> All { get; } = [.. Written().OrderBy(static a => a.Info.Name, StringComparer.Ordinal)];

    /// <summary>The checks that a teams file may name under <c>collect</c>.</summary>
    public static IReadOnlyCollection<string> Collectors => Escalate.Collectors.Names;

    // Generated of the classes that are activities: writing one is enough.
    private static partial IReadOnlyList<IActivity> Written();
}
