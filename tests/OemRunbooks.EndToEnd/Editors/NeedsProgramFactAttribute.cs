using Xunit;

namespace OemRunbooks.EndToEnd.Editors;

/// <summary>A fact that is skipped, by name, where an editor or what it is made of is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsProgramFactAttribute : FactAttribute
{
    public NeedsProgramFactAttribute(string program, string? beside = null)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(d => File.Exists(Path.Combine(d, program)));
        if (!isThere || (beside is not null && !Directory.Exists(Path.Combine(Repository.Root, beside))))
        {
            Skip = $"{program} {beside} is not installed: would ask the server from a real client";
        }
    }
}
