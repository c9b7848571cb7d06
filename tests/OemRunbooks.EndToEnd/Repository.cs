namespace OemRunbooks.EndToEnd;

/// <summary>The checkout in which the tests were built.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo at) =>
        File.Exists(Path.Combine(at.FullName, "OemRunbooks.sln")) ? at.FullName : Find(at.Parent!);
}
