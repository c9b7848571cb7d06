using OemRunbooks.EndToEnd.Browser;
using OemRunbooks.StationConsole;
using Xunit;

namespace OemRunbooks.EndToEnd.Consoles;

/// <summary>
/// A fact that is skipped, by name, where there is no chromium, or the program was built without node and so without scripts.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPageFactAttribute : FactAttribute
{
    public NeedsPageFactAttribute()
    {
        if (Chromium.Path is null || !ConsoleServer.HasScripts)
        {
            Skip = "chromium or the page's scripts (node 20 at build) are missing: would go through the console as people do";
        }
    }
}
