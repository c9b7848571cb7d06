using Xunit;

namespace OemRunbooks.EndToEnd.Browser;

/// <summary>A fact that is skipped, by name, where there is no chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsChromiumFactAttribute : FactAttribute
{
    public NeedsChromiumFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "chromium is not installed: would open every report in both languages and watch for console errors and network requests";
        }
    }
}
