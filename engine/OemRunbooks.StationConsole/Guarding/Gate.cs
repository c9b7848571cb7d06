using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.StationConsole.Guarding;

/// <summary>Judges each request before anything of the station is looked at.</summary>
/// <remarks>
/// A page of anybody else in the same browser can send requests here, and another name can be made to lead to this machine
/// (rebinding): only who names this very address, comes from our own pages and holds the cookie
/// is served. Source: console.md, "Safety"; Fetch Metadata.
/// </remarks>
internal sealed class Gate(Tickets tickets, Func<int> port)
{
    private const string Get = "GET";
    private const string Head = "HEAD";
    private const string Post = "POST";

    /// <summary>The cookie's name; cookies know no ports, names do.</summary>
    internal string Cookie => "runbook-" + port().ToString(CultureInfo.InvariantCulture);

    /// <summary>The address by which this process is reached.</summary>
    internal string Address => $"http://127.0.0.1:{port().ToString(CultureInfo.InvariantCulture)}/";

    /// <summary>The browser that asks; null for a stranger.</summary>
    internal BrowserSession? Who(HttpRequest request) =>
        request.Cookies.TryGetValue(Cookie, out var cookie) && cookie is { Length: > 0 } ? tickets.Of(cookie) : null;

    /// <summary>Why a request is refused, whoever sends it; null when it may go on.</summary>
    internal Failure? Refusal(HttpRequest request)
    {
        if (request.Method is not (Get or Head or Post))
        {
            return Faults.ConsoleMethod(request.Method, Address);
        }

        if (!IsOurHost(request.Headers.Host))
        {
            return Faults.ConsoleHost(Shown(request.Headers.Host), Address);
        }

        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site != "same-origin" && !(site == "none" && request.Method != Post))
        {
            return Faults.ConsoleForeign(Shown(site), Address);
        }

        var origin = request.Headers.Origin;
        if ((request.Method == Post || origin.Count > 0) && !IsOurOrigin(origin, request.Headers.Host))
        {
            return Faults.ConsoleForeign(origin.Count == 0 ? "–" : Shown(origin), Address);
        }

        return request.Headers["Sec-Fetch-Dest"] == "iframe" && !IsFramed(request.Path.Value ?? "")
            ? Faults.ConsoleForeign("iframe", Address)
            : null;
    }

    /// <summary>Whether a page may stand in a frame of our own pages.</summary>
    internal static bool IsFramed(string path) =>
        path.StartsWith("/run/", StringComparison.Ordinal) && path.EndsWith("/document", StringComparison.Ordinal);

    private bool IsOurHost(StringValues host) =>
        host is [{ } one]
        && one.LastIndexOf(':') is > 0 and var colon
        && one[..colon] is "127.0.0.1" or "localhost" or "[::1]"
        && one[(colon + 1)..] == port().ToString(CultureInfo.InvariantCulture);

    private static bool IsOurOrigin(StringValues origin, StringValues host) => origin is [{ } one] && one == "http://" + host[0];

    private static string Shown(StringValues given)
    {
        const int most = 80;
        var text = given.ToString();
        return text.Length > most ? text[..most] + "…" : text;
    }
}
