using System.Net.Sockets;
using System.Text;

namespace OemRunbooks.EndToEnd.Consoles;

/// <summary>A demo station of its own, and the real program that shows it.</summary>
internal sealed class ServedStation : IDisposable
{
    private readonly Started program;

    private readonly bool isOurs;

    internal ServedStation()
        : this(new TestStation()) => isOurs = true;

    /// <summary>One more program for a station that somebody else made.</summary>
    internal ServedStation(TestStation station)
    {
        Station = station;
        program = Station.Start("console", "--no-open");
        Address = new Uri(program.ReadUntil("\n").Split('\n')[0]);
    }

    internal TestStation Station { get; }

    /// <summary>With the token that lets one browser in.</summary>
    internal Uri Address { get; }

    internal string Plain => Address.GetLeftPart(UriPartial.Authority);

    internal int Port => Address.Port;

    internal IReadOnlyList<string> Runs =>
        Directory.Exists(Station["var/runbook/runs"])
            ?
            [
                .. Directory
                    .EnumerateDirectories(Station["var/runbook/runs"])
                    .Select(static d => Path.GetFileName(d))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Lets a client in; gives its cookie as it is sent.</summary>
    internal string Enter()
    {
        var answer = Send($"GET {Address.PathAndQuery} HTTP/1.1", $"Host: 127.0.0.1:{Port}");
        return answer
            .Split("\r\n")
            .First(static l => l.StartsWith("Set-Cookie: ", StringComparison.Ordinal))["Set-Cookie: ".Length..]
            .Split(';')[0];
    }

    /// <summary>What the program answers to exactly these lines; nothing is added but the end of the connection.</summary>
    internal string Send(string first, params string[] headers) =>
        Exchange($"{first}\r\n{string.Join("\r\n", headers)}\r\nConnection: close\r\n\r\n");

    /// <summary>The same with a body.</summary>
    internal string Post(string path, string body, params string[] headers)
    {
        string[] all = [.. headers, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", "Connection: close"];
        return Exchange($"POST {path} HTTP/1.1\r\n{string.Join("\r\n", all)}\r\n\r\n{body}");
    }

    /// <summary>Sends bytes as they are; gives what comes until the connection ends.</summary>
    internal string Exchange(string bytes)
    {
        using var client = new TcpClient("127.0.0.1", Port) { ReceiveTimeout = 30_000 };
        using var stream = client.GetStream();
        var answer = new StringBuilder();
        try
        {
            stream.Write(Encoding.Latin1.GetBytes(bytes));
            var buffer = new byte[8192];
            for (int read; (read = stream.Read(buffer)) > 0; )
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Hung up on: that is an answer as well.
        }

        return answer.ToString();
    }

    internal void Kill() => program.Kill();

    public void Dispose()
    {
        program.Dispose();
        if (isOurs)
        {
            Station.Dispose();
        }
    }
}
