using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Station.Runs;

/// <summary>What somebody answers, as it was entered.</summary>
/// <param name="Step">The step, or the end of its path.</param>
/// <param name="By">Who answers.</param>
/// <param name="Language">In which language the question was shown.</param>
/// <param name="Channel">Where: <c>confirm</c>, <c>console</c>.</param>
public sealed record GivenAnswer(string Step, string By, Locale Language, string Channel)
{
    /// <summary>Yes or no.</summary>
    public bool Accepted { get; init; } = true;

    /// <summary>Their comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Answers by field; evidence by field or item, as a path from the station.</summary>
    public ImmutableArray<(string Name, string Text)> Fields { get; init; } = [];

    /// <summary>Files that stay with the run, by field or item: paths from the station.</summary>
    public ImmutableArray<(string Name, string Text)> Files { get; init; } = [];

    /// <summary>Items that are done; <c>all</c> for every one.</summary>
    public ImmutableArray<string> Ticked { get; init; } = [];

    /// <summary>Items of which that is taken back.</summary>
    public ImmutableArray<string> Unticked { get; init; } = [];

    /// <summary>What is said of items, by item.</summary>
    public ImmutableArray<(string Name, string Text)> Comments { get; init; } = [];

    /// <summary>Of an interrupted step: <c>rerun</c>, <c>done</c>, <c>abort</c>.</summary>
    public string? Choice { get; init; }

    /// <summary>Signs a consent; null for none.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>What somebody elsewhere answered to the challenge, or null.</summary>
    public string? Response { get; init; }

    /// <summary>Who that was, or null.</summary>
    public string? Elsewhere { get; init; }
}
