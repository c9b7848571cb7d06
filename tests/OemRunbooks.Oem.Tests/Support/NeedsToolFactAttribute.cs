namespace OemRunbooks.Oem.Tests.Support;

/// <summary>A fact that is skipped, by name, where a tool is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsToolFactAttribute : FactAttribute
{
    public NeedsToolFactAttribute(string tool)
    {
        Tool = tool;
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(d => File.Exists(Path.Combine(d, tool)));
        if (!found)
        {
            Skip = $"{tool} is not installed: would compare our listing of random archives with that of {tool}";
        }
    }

    public string Tool { get; }
}
