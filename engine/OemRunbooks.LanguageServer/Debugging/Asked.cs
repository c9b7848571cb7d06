using System.Text.Json.Nodes;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>A request is refused.</summary>
/// <param name="message">Why, for people.</param>
internal sealed class RefusedException(string message) : Exception(message);

/// <summary>How a client counts lines and columns, and names files.</summary>
/// <param name="FirstLine">The number of the first line.</param>
/// <param name="FirstColumn">The number of the first column.</param>
internal sealed record Counting(int FirstLine, int FirstColumn)
{
    /// <summary>Whether files are named by addresses.</summary>
    internal bool IsUri { get; init; }
}

/// <summary>A request as it came.</summary>
/// <param name="Arguments">What it says.</param>
/// <param name="Counting">How the client counts.</param>
/// <param name="Afterwards">What is told once it is answered.</param>
/// <param name="Cancellation">Cancelled when the client asks for it.</param>
internal sealed record Asked(JsonNode? Arguments, Counting Counting, List<Action> Afterwards, CancellationToken Cancellation);
