using Xunit;

namespace OemRunbooks.House.Editor;

/// <summary>A fact that is skipped, by name, where the language server is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsLanguageServerFactAttribute : FactAttribute
{
    public NeedsLanguageServerFactAttribute()
    {
        if (!LanguageServer.IsInstalled)
        {
            Skip =
                "yaml-language-server is not installed (npm ci --prefix tests/editor): would ask it for completion, hover and "
                + "diagnostics in the shipped runbooks";
        }
    }
}
