using System.Globalization;
using System.Text;

namespace OemRunbooks.Reports.Drawing;

/// <summary>Breaks text into lines that fit a width. No font is at hand, so widths are estimated on the wide side.</summary>
internal static class TextFit
{
    /// <summary>At most so many lines; what is left over is cut with an ellipsis.</summary>
    internal const int MostLines = 3;

    internal static IReadOnlyList<string> Lines(string text, double width, double letter, int most = MostLines)
    {
        var room = Math.Max(4, (int)(width / letter));
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in Words(text))
        {
            var size = word.Sum(Size);
            if (used + size > room && used > 0)
            {
                Close();
            }

            foreach (var cluster in word)
            {
                if (used + Size(cluster) > room)
                {
                    Close();
                }

                line.Append(cluster);
                used += Size(cluster);
            }
        }

        Close();
        return lines.Count <= most ? lines : [.. lines.Take(most - 1), Cut(lines[most - 1])];

        void Close()
        {
            if (line.Length > 0)
            {
                lines.Add(line.ToString().TrimEnd());
            }

            line.Clear();
            used = 0;
        }
    }

    private static string Cut(string line) => line.Length < 2 ? "…" : string.Concat(Clusters(line).SkipLast(1)) + "…";

    /// <summary>Pieces that stay together, each with the blank or sign after which a line may end.</summary>
    private static IEnumerable<List<string>> Words(string text)
    {
        var word = new List<string>();
        foreach (var cluster in Clusters(text))
        {
            word.Add(cluster);
            if (cluster is " " or "/" or "-" or "." or "," or "_")
            {
                yield return word;
                word = [];
            }
        }

        yield return word;
    }

    private static IEnumerable<string> Clusters(string text)
    {
        // A cluster of more than a few units is an attack on the layout, not a letter.
        for (var i = 0; i < text.Length; )
        {
            var length = Math.Min(StringInfo.GetNextTextElementLength(text, i), 8);
            if (length > 1 && char.IsHighSurrogate(text[i + length - 1]))
            {
                length--;
            }

            yield return text.Substring(i, length);
            i += length;
        }
    }

    private static int Size(string cluster) => cluster[0] >= 0x2E80 || cluster.Length > 2 ? 2 : 1;
}
