using System.Collections.Immutable;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Station.Products;

/// <summary>What a host brings along: the activities, their words, the runbooks inside the program.</summary>
/// <remarks>Use cases know no product; each host names its own, once.</remarks>
public sealed class Product
{
    private readonly ImmutableSortedDictionary<string, ActivityInfo> descriptors;

    /// <summary>Brings activities together with those that the planner itself carries out.</summary>
    /// <param name="version">The program's version.</param>
    /// <param name="activities">What steps can do on a station.</param>
    /// <param name="messages">Every code's words.</param>
    public Product(string version, IEnumerable<IActivity> activities, Messages messages)
    {
        (Version, Messages) = (version, messages);
        Activities = [.. activities];
        descriptors = Activities
            .Select(static a => a.Info)
            .Concat(PersonActivities.All)
            .ToImmutableSortedDictionary(static i => i.Name, static i => i, StringComparer.Ordinal);
    }

    /// <summary>The program's version.</summary>
    public string Version { get; }

    /// <summary>What steps can do on a station.</summary>
    public ImmutableArray<IActivity> Activities { get; }

    /// <summary>Every code's words.</summary>
    public Messages Messages { get; }

    /// <summary>The kinds of evidence that a team can require.</summary>
    public IReadOnlyCollection<string> Collectors { get; init; } = [];

    /// <summary>The names of the files inside the program.</summary>
    public IReadOnlyList<string> BuiltInFiles { get; init; } = [];

    /// <summary>Gives the bytes of a file inside the program; null when there is none of that name.</summary>
    public Func<string, byte[]?> ReadBuiltIn { get; init; } = static _ => null;

    /// <summary>Tells what stands on a station; what can't be read there is left out.</summary>
    public Func<StationDirectory, IReadOnlyList<StationFact>> Facts { get; init; } = static _ => [];

    /// <summary>Gives the recipes inside the program and their scenario tests: file names with their bytes.</summary>
    public Func<IReadOnlyList<(string Name, byte[] Bytes)>> Recipes { get; init; } = static () => [];

    /// <summary>All that a step's <c>action</c> may name, in ordinal order of name.</summary>
    public IEnumerable<ActivityInfo> Descriptors => descriptors.Values;

    /// <summary>The descriptor of a name, or null.</summary>
    public ActivityInfo? Descriptor(string name) => descriptors.GetValueOrDefault(name);
}
