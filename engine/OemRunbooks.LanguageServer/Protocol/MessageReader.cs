using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>What came of reading one message.</summary>
/// <param name="Message">The message; null when what came is none.</param>
internal sealed record Received(JsonObject? Message);

/// <summary>Takes messages from a stream, each behind a header with its length.</summary>
/// <remarks>
/// Nonsense never ends it: what is no header is passed over, and a message that was cut short gives back what it swallowed of the next
/// one. Source: LSP 3.17, "Base Protocol".
/// </remarks>
internal sealed class MessageReader(Stream input)
{
    private const int MaxLine = 4096;
    private const int MaxBody = 64 * 1024 * 1024;
    private const string LengthHeader = "Content-Length:";
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>The next message; null at the end of the stream.</summary>
    internal Received? Read()
    {
        while (true)
        {
            if (ReadLength() is not { } length)
            {
                return null;
            }

            if (length is < 0 or > MaxBody)
            {
                return new(null);
            }

            if (!Fill(length))
            {
                // The stream has ended in the middle of it.
                return null;
            }

            return Parsed(length);
        }
    }

    private Received Parsed(int length)
    {
        var body = buffer.AsSpan(start, length);
        start += length;
        try
        {
            return new(JsonNode.Parse(body) as JsonObject);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // A message that is shorter than its header says has taken the next one with it.
            var next = body.IndexOf(Encoding.ASCII.GetBytes(LengthHeader));
            if (next >= 0)
            {
                start -= length - next;
            }

            return new(null);
        }
    }

    // −1 for a length that is none; null at the end.
    private int? ReadLength()
    {
        int? length = null;
        while (ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (length is { } known)
                {
                    return known;
                }
            }
            else if (line.IndexOf(LengthHeader, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                var digits = line[(at + LengthHeader.Length)..].Trim();
                length = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            }
        }

        return null;
    }

    private string? ReadLine()
    {
        for (var from = start; ; )
        {
            var at = buffer.AsSpan(from, end - from).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = Encoding.Latin1.GetString(buffer, start, from + at - start);
                start = from + at + 1;
                return line.TrimEnd('\r');
            }

            // A header is short: what is longer is none.
            start = end - start > MaxLine ? end - LengthHeader.Length - 12 : start;
            var read = end - start;
            if (!Fill(read + 1))
            {
                return null;
            }

            from = start + read;
        }
    }

    private bool Fill(int count)
    {
        if (end - start >= count)
        {
            return true;
        }

        if (start + count > buffer.Length)
        {
            var larger = new byte[Math.Max(buffer.Length, count + 4096)];
            buffer.AsSpan(start, end - start).CopyTo(larger);
            (buffer, end, start) = (larger, end - start, 0);
        }

        while (end - start < count)
        {
            var read = input.Read(buffer, end, buffer.Length - end);
            if (read <= 0)
            {
                return false;
            }

            end += read;
        }

        return true;
    }
}
