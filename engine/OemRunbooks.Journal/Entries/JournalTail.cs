using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Entries;

/// <summary>What the last bytes of a journal tell, without reading the rest.</summary>
internal static class JournalTail
{
    private const int Longest = 64 * 1024;

    // Keys stand in ordinal order, and no text holds an unescaped quote: this is how such a line ends.
    private static ReadOnlySpan<byte> Sealed => "\"type\":\"sealed\"}"u8;

    private static ReadOnlySpan<byte> Finished => "\"type\":\"run.finished\"}"u8;

    /// <summary>Whether the last entry but seals says that the run is over. False when it can't be told so cheaply.</summary>
    internal static bool SaysFinished(Func<DiskFile?> open)
    {
        try
        {
            if (open() is not { } file)
            {
                return false;
            }

            var bytes = new byte[Math.Min(file.Length, Longest)];
            var tail = bytes.AsSpan(0, file.Read(bytes, file.Length - bytes.Length));
            while (tail is [.. var lines, (byte)'\n'])
            {
                if (!lines.EndsWith(Sealed))
                {
                    return lines.EndsWith(Finished);
                }

                tail = lines[..(lines.LastIndexOf((byte)'\n') + 1)];
            }

            return false;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return false;
        }
    }
}
