namespace OemRunbooks.Language.Checks.Walking;

/// <summary>Every rule there is.</summary>
/// <remarks>
/// The list is generated of the classes that derive from <see cref="Check"/>, in order of their names: writing one is enough.
/// </remarks>
internal static partial class AllChecks
{
    /// <summary>All rules, new, for one walk.</summary>
    internal static partial IReadOnlyList<Check> For(Subject on);
}
