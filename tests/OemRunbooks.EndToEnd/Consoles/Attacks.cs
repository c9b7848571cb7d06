using Xunit;

namespace OemRunbooks.EndToEnd.Consoles;

/// <summary>
/// What other pages, other programs and other names of this machine can send to the console: all of it is refused, by name.
/// </summary>
public sealed class Attacks(Attacks.Served served) : IClassFixture<Attacks.Served>
{
    private const string Start = """{"runbook":"hardware-drift"}""";

    /// <summary>One console for all attacks: each must leave it as it was.</summary>
    public sealed class Served : IDisposable
    {
        internal ServedStation Console { get; } = new();

        internal string Cookie { get; }

        public Served() => Cookie = Console.Enter();

        public void Dispose() => Console.Dispose();
    }

    private ServedStation Console => served.Console;

    private string Host => $"Host: 127.0.0.1:{Console.Port}";

    private string Mine => $"Cookie: {served.Cookie}";

    private string Origin => $"Origin: http://127.0.0.1:{Console.Port}";

    [Theory]
    [InlineData("rebinding", "evil.example:PORT")]
    [InlineData("rebinding-without-port", "evil.example")]
    [InlineData("rebinding-sub-domain", "127.0.0.1.evil.example:PORT")]
    [InlineData("rebinding-with-user", "127.0.0.1@evil.example:PORT")]
    [InlineData("nip-name", "127.0.0.1.nip.io:PORT")]
    [InlineData("other-port", "127.0.0.1:1")]
    [InlineData("port-with-zeros", "127.0.0.1:0PORT")]
    [InlineData("no-port", "127.0.0.1")]
    [InlineData("all-addresses", "0.0.0.0:PORT")]
    [InlineData("other-loopback", "127.0.0.2:PORT")]
    [InlineData("short-loopback", "127.1:PORT")]
    [InlineData("decimal-loopback", "2130706433:PORT")]
    [InlineData("hexadecimal-loopback", "0x7f000001:PORT")]
    [InlineData("mapped-loopback", "[::ffff:127.0.0.1]:PORT")]
    [InlineData("long-loopback", "[0:0:0:0:0:0:0:1]:PORT")]
    [InlineData("localhost-with-dot", "localhost.:PORT")]
    [InlineData("localhost-sub-domain", "a.localhost:PORT")]
    [InlineData("localhost-domain", "localhost.evil.example:PORT")]
    [InlineData("upper-case-stranger", "EVIL.EXAMPLE:PORT")]
    [InlineData("empty", "")]
    public void Another_name_of_this_machine(string name, string host)
    {
        var answer = Console.Send("GET / HTTP/1.1", "Host: " + host.Replace("PORT", $"{Console.Port}", StringComparison.Ordinal), Mine);
        Refused(name, answer);
    }

    [Theory]
    [InlineData("foreign-origin", "Origin: http://evil.example")]
    [InlineData("null-origin", "Origin: null")]
    [InlineData("empty-origin", "Origin: ")]
    [InlineData("no-origin", "X-Nothing: 1")]
    [InlineData("other-port", "Origin: http://127.0.0.1:1")]
    [InlineData("https-origin", "Origin: https://127.0.0.1:PORT")]
    [InlineData("localhost-for-127", "Origin: http://localhost:PORT")]
    [InlineData("origin-with-path", "Origin: http://127.0.0.1:PORT/")]
    [InlineData("origin-with-user", "Origin: http://127.0.0.1:PORT@evil.example")]
    [InlineData("origin-as-prefix", "Origin: http://127.0.0.1:PORT.evil.example")]
    [InlineData("file-origin", "Origin: file://")]
    [InlineData("extension-origin", "Origin: chrome-extension://abcdefghijklmnop")]
    [InlineData("two-origins", "Origin: http://127.0.0.1:PORT http://evil.example")]
    public void A_change_that_another_page_sends(string name, string origin) =>
        Refused(
            name,
            Console.Post(
                "/api/runs",
                Start,
                Host,
                Mine,
                origin.Replace("PORT", $"{Console.Port}", StringComparison.Ordinal),
                "Content-Type: application/json"
            )
        );

    [Theory]
    [InlineData("cross-site-read", "GET", "cross-site", "no-cors")]
    [InlineData("same-site-read", "GET", "same-site", "cors")]
    [InlineData("cross-site-link", "GET", "cross-site", "navigate")]
    [InlineData("cross-site-change", "POST", "cross-site", "cors")]
    [InlineData("same-site-change", "POST", "same-site", "cors")]
    [InlineData("typed-change", "POST", "none", "navigate")]
    [InlineData("nonsense-site", "GET", "our-site", "cors")]
    public void What_the_browser_says_comes_from_elsewhere(string name, string method, string site, string mode)
    {
        string[] headers = [Host, Mine, Origin, $"Sec-Fetch-Site: {site}", $"Sec-Fetch-Mode: {mode}", "Content-Type: application/json"];
        Refused(name, method == "GET" ? Console.Send("GET / HTTP/1.1", headers) : Console.Post("/api/runs", Start, headers));
    }

    [Theory]
    [InlineData("no-cookie", "X-Nothing: 1")]
    [InlineData("empty-cookie", "Cookie: runbook-PORT=")]
    [InlineData("guessed-cookie", "Cookie: runbook-PORT=00000000000000000000000000000000")]
    [InlineData("cookie-of-another-port", "Cookie: runbook-1=VALUE")]
    [InlineData("cookie-under-another-name", "Cookie: runbook=VALUE")]
    [InlineData("long-cookie", "Cookie: runbook-PORT=VALUEVALUE")]
    [InlineData("upper-case-cookie", "Cookie: runbook-PORT=UPPER")]
    public void Nobody_without_the_cookie_of_this_process(string name, string cookie)
    {
        var value = served.Cookie.Split('=')[1];
        cookie = cookie
            .Replace("PORT", $"{Console.Port}", StringComparison.Ordinal)
            .Replace("VALUE", value, StringComparison.Ordinal)
            .Replace("UPPER", value.ToUpperInvariant(), StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/runs", "/api/files?in=", "/api/events", "/assets/app.js", "/start/client-update"])
        {
            Refused($"{name} {path}", Console.Send($"GET {path} HTTP/1.1", Host, cookie));
        }

        Refused(name, Console.Post("/api/runs", Start, Host, cookie, Origin, "Content-Type: application/json"));
    }

    [Theory]
    [InlineData("spent-token", "ADDRESS")]
    [InlineData("guessed-token", "/?token=00000000000000000000000000000000")]
    [InlineData("guessed-code", "/?token=AAAA-AAAA")]
    [InlineData("empty-token", "/?token=")]
    [InlineData("two-tokens", "/?token=a&token=b")]
    [InlineData("token-elsewhere", "/runs?token=00000000000000000000000000000000")]
    public void A_token_that_is_spent_or_guessed(string name, string path) =>
        Refused(
            name,
            Console.Send($"GET {path.Replace("ADDRESS", Console.Address.PathAndQuery, StringComparison.Ordinal)} HTTP/1.1", Host)
        );

    [Theory]
    [InlineData("put", "PUT")]
    [InlineData("delete", "DELETE")]
    [InlineData("options", "OPTIONS")]
    [InlineData("trace", "TRACE")]
    [InlineData("patch", "PATCH")]
    [InlineData("webdav", "PROPFIND")]
    public void A_kind_of_request_that_nobody_sends(string name, string method) =>
        Refused(name, Console.Send($"{method} / HTTP/1.1", Host, Mine, Origin));

    [Theory]
    [InlineData("dots", "/assets/../demo.env")]
    [InlineData("encoded-dots", "/assets/%2e%2e/demo.env")]
    [InlineData("encoded-slash", "/assets/..%2fdemo.env")]
    [InlineData("backslash", "/assets/..%5cdemo.env")]
    [InlineData("twice-encoded", "/assets/%252e%252e%252fdemo.env")]
    [InlineData("absolute", "//etc/passwd")]
    [InlineData("run-dots", "/run/..%2f..%2fdemo.env")]
    [InlineData("run-path", "/run/%2fetc")]
    [InlineData("run-nothing", "/run/%00")]
    [InlineData("runbook-path", "/start/..%2fdemo")]
    [InlineData("workshop-path", "/workshop/..%2f..%2fetc%2fpasswd")]
    [InlineData("document-of-nothing", "/run/nothing/document")]
    [InlineData("long-name", "/run/LONG")]
    public void A_path_leads_to_no_file(string name, string path)
    {
        path = path.Replace("LONG", new string('A', 300), StringComparison.Ordinal);
        var answer = Console.Send($"GET {path} HTTP/1.1", Host, Mine);
        Refused(name, answer, isLetIn: true);
        Assert.DoesNotContain("OEM_", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in=..")]
    [InlineData("in=/etc")]
    [InlineData("in=var/../../..")]
    public void Only_the_station_is_listed(string query)
    {
        var answer = Console.Send($"GET /api/files?{query} HTTP/1.1", Host, Mine);
        Assert.Contains("\"in\":\"\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("passwd", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("form", "application/x-www-form-urlencoded", "runbook=hardware-drift")]
    [InlineData("plain", "text/plain", Start)]
    [InlineData("multipart", "multipart/form-data; boundary=x", "--x--")]
    [InlineData("list", "application/json", "[]")]
    [InlineData("cut", "application/json", "{\"runbook\":")]
    [InlineData("twice", "application/json", "{\"runbook\":\"a\",\"runbook\":\"hardware-drift\"}")]
    [InlineData("deep", "application/json", "DEEP")]
    [InlineData("large", "application/json", "LARGE")]
    public void A_body_that_is_no_request(string name, string type, string body)
    {
        body = body.Replace("DEEP", string.Concat(Enumerable.Repeat("{\"a\":", 200)), StringComparison.Ordinal)
            .Replace("LARGE", "{\"a\":\"" + new string('x', 2 << 20) + "\"}", StringComparison.Ordinal);
        Refused(name, Console.Post("/api/runs", body, Host, Mine, Origin, $"Content-Type: {type}"));
    }

    // Told before a byte of it is taken.
    [Fact]
    public void A_photo_of_two_hundred_megabytes()
    {
        var answer = Console.Send(
            "POST /api/uploads?name=photo.jpg HTTP/1.1",
            Host,
            Mine,
            Origin,
            "Content-Type: application/octet-stream",
            "Content-Length: 209715200"
        );
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("runbook confirm last", answer, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Console.Station["var"], "*.jpg", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../../evil.sh")]
    [InlineData("<script>.jpg")]
    [InlineData("a.jpg%00.exe")]
    public void An_upload_gets_a_name_of_ours(string name)
    {
        var answer = Console.Post($"/api/uploads?name={name}", "bytes", Host, Mine, Origin, "Content-Type: application/octet-stream");
        Assert.Matches("\"file\":\"[0-9a-f]{16}(\\.[a-z0-9]+)?\"", answer);
    }

    [Fact]
    public void A_flood_of_headers() =>
        Refused("headers", Console.Send("GET / HTTP/1.1", [Host, Mine, .. Enumerable.Range(0, 200).Select(static i => $"X-{i}: y")]));

    [Fact]
    public void A_header_without_end() =>
        Refused("long", Console.Send("GET / HTTP/1.1", Host, Mine, "X-Long: " + new string('x', 64 << 10)));

    [Fact]
    public void A_frame_of_another_page() =>
        Refused("frame", Console.Send("GET / HTTP/1.1", Host, Mine, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Dest: iframe"));

    [Fact]
    public void Every_page_says_what_it_may_hold()
    {
        var answer = Console.Send("GET / HTTP/1.1", Host, Mine);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        foreach (
            var header in (string[])
                ["default-src 'none'", "frame-ancestors 'none'", "nosniff", "no-referrer", "no-store", "X-Frame-Options: DENY"]
        )
        {
            Assert.Contains(header, answer, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("unsafe-inline", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public void Whoever_names_this_machine_is_served(string host) =>
        Assert.StartsWith(
            "HTTP/1.1 200",
            Console.Send("GET /runs HTTP/1.1", $"Host: {host}:{Console.Port}", Mine, "Sec-Fetch-Site: none"),
            StringComparison.Ordinal
        );

    // Refused, told nothing of the station, and nothing was begun.
    private void Refused(string name, string answer, bool isLetIn = false)
    {
        Assert.False(answer.StartsWith("HTTP/1.1 2", StringComparison.Ordinal), $"{name}: {answer}");
        Assert.False(answer.StartsWith("HTTP/1.1 3", StringComparison.Ordinal), $"{name}: {answer}");
        if (!isLetIn)
        {
            Assert.DoesNotContain(Console.Station.Root, answer, StringComparison.Ordinal);
        }

        Assert.Empty(Console.Runs);
    }
}
