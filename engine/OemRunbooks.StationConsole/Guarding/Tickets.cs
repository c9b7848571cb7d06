using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OemRunbooks.StationConsole.Guarding;

/// <summary>A browser that was let in.</summary>
internal sealed class BrowserSession(string id)
{
    /// <summary>Tells it from the others; never shown.</summary>
    internal string Id { get; } = id;

    /// <summary>Who answers here; null until somebody says so.</summary>
    internal string? Operator { get; set; }
}

/// <summary>Who may come in: one browser by the token of the opened address, others by a code that the terminal shows.</summary>
/// <remarks>All of it lives as long as the process. Source: console.md, "Safety".</remarks>
internal sealed class Tickets(TimeProvider clock)
{
    // Crockford's digits: nothing that can be read as another one.
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CodeLength = 8;
    private const int MostWrong = 20;
    private static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CodePause = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, BrowserSession> sessions = new(StringComparer.Ordinal);
    private readonly Lock door = new();
    private string? token = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private string? code;
    private DateTimeOffset codeMade;
    private int wrong;

    /// <summary>The token of the opened address; null once a browser came in by it.</summary>
    internal string? Token => token;

    /// <summary>A code that lets one more browser in; null when one was shown a moment ago, or too many were wrong.</summary>
    internal string? NewCode()
    {
        lock (door)
        {
            var now = clock.GetUtcNow();
            if (now - codeMade < CodePause || wrong >= MostWrong)
            {
                return null;
            }

            (code, codeMade) = (RandomNumberGenerator.GetString(Digits, CodeLength), now);
            return code;
        }
    }

    /// <summary>The cookie of a browser that gives the token or a code; null when it is wrong, spent or too old.</summary>
    internal string? Redeem(string given)
    {
        lock (door)
        {
            if (token is not null && Same(token, given))
            {
                token = null;
                return Open();
            }

            var typed = given.Trim().Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
            if (code is not null && wrong < MostWrong && clock.GetUtcNow() - codeMade <= CodeLives && Same(code, typed))
            {
                (code, wrong) = (null, 0);
                return Open();
            }

            wrong++;
            return null;
        }
    }

    /// <summary>The browser of a cookie; null for a stranger.</summary>
    internal BrowserSession? Of(string cookie) => sessions.GetValueOrDefault(Key(cookie));

    private string Open()
    {
        var cookie = RandomNumberGenerator.GetHexString(32, lowercase: true);
        sessions[Key(cookie)] = new(Key(cookie));
        return cookie;
    }

    // Found by its digest: how long the search takes tells nothing of the cookie.
    private static string Key(string cookie) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cookie)));

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
