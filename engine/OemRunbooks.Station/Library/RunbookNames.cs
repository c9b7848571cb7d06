using System.Collections.Immutable;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Library;

/// <summary>The names by which a runbook is found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Aliases">Its further names.</param>
internal sealed record RunbookNames(string Id, ImmutableArray<string> Aliases)
{
    /// <summary>Those that a definition gives itself; null when they can't be read.</summary>
    internal static RunbookNames? Of(ReadOnlySpan<byte> bytes) =>
        RunbookLoader.Names(bytes) is { } names ? new(names.Id, names.Aliases) : null;
}
