using System.Collections.Immutable;
using System.Text;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Library;

/// <summary>The names by which a runbook is found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Aliases">Its further names.</param>
internal sealed record RunbookNames(string Id, ImmutableArray<string> Aliases)
{
    /// <summary>Those that a definition gives itself; null when they can't be read.</summary>
    internal static RunbookNames? Of(ReadOnlySpan<byte> bytes, string path = "", ReadMemory? memory = null) =>
        RunbookLoader.Names(bytes, path, memory) is { } names ? new(names.Id, names.Aliases) : null;

    /// <summary>All of them.</summary>
    internal IEnumerable<string> All => Aliases.Prepend(Id).Distinct();

    /// <summary>Whether a definition can give itself one of some names.</summary>
    /// <remarks>Whoever does holds the name's letters, or spells it with escapes.</remarks>
    internal static bool MayBear(ReadOnlySpan<byte> bytes, IEnumerable<string> names)
    {
        if (bytes.Contains((byte)'\\'))
        {
            return true;
        }

        foreach (var name in names)
        {
            if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') || bytes.IndexOf(Encoding.UTF8.GetBytes(name)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
