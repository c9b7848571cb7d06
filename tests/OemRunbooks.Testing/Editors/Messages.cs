using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OemRunbooks.Testing.Editors;

/// <summary>Messages as editors send and get them: each behind a header with its length.</summary>
/// <remarks>Source: LSP 3.17 and Debug Adapter Protocol, "Base Protocol".</remarks>
/// <param name="toServer">Where messages go.</param>
/// <param name="fromServer">Where they come from.</param>
public sealed class Messages(Stream toServer, Stream fromServer)
{
    private const string LengthHeader = "Content-Length:";
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>Sends a message.</summary>
    public void Send(JsonObject message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        SendRaw([
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{LengthHeader} {body.Length}\r\n\r\n")),
            .. body,
        ]);
    }

    /// <summary>Sends whatever it is.</summary>
    public void SendRaw(byte[] bytes)
    {
        toServer.Write(bytes);
        toServer.Flush();
    }

    /// <summary>The next message.</summary>
    /// <exception cref="EndOfStreamException">There is none any more.</exception>
    public JsonNode Receive()
    {
        var length = 0;
        for (var line = ReadLine(); line.Length > 0; line = ReadLine())
        {
            length = line.StartsWith(LengthHeader, StringComparison.OrdinalIgnoreCase)
                ? int.Parse(line[LengthHeader.Length..], CultureInfo.InvariantCulture)
                : length;
        }

        var body = new byte[length];
        for (var i = 0; i < length; )
        {
            var taken = Math.Min(length - i, Fill());
            buffer.AsSpan(start, taken).CopyTo(body.AsSpan(i));
            (start, i) = (start + taken, i + taken);
        }

        return JsonNode.Parse(body)!;
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (Fill(); buffer[start] != '\n'; Fill())
        {
            line.Append((char)buffer[start++]);
        }

        start++;
        return line.ToString().TrimEnd('\r');
    }

    // How much there is to read, at least one byte.
    private int Fill()
    {
        if (start == end)
        {
            (start, end) = (0, fromServer.Read(buffer, 0, buffer.Length));
            _ = end > 0 ? end : throw new EndOfStreamException("the server has ended");
        }

        return end - start;
    }
}
