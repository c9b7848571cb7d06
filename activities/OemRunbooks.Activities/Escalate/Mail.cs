using System.Globalization;
using System.Text;

namespace OemRunbooks.Activities.Escalate;

/// <summary>An e-mail as a file, to be opened in a mail program where there is a network.</summary>
/// <remarks>
/// Source: RFC 5322 (message), RFC 2045 and 2046 (MIME), RFC 2047 (words in headers), RFC 2231 is not needed: file names are ASCII.
/// </remarks>
internal static class Mail
{
    private const int LineLength = 76;

    /// <summary>Composes the message, with the package attached when it is given.</summary>
    internal static byte[] Compose(
        string to,
        string from,
        string subject,
        string body,
        DateTimeOffset date,
        string id,
        (string Name, byte[] Bytes)? attachment
    )
    {
        var boundary = $"=_runbook_{id}";
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append("\r\n");

        Line($"Date: {date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000");
        Line($"From: {Words(from)} <runbook@localhost>");
        Line($"To: {to}");
        Line($"Subject: {Words(subject)}");
        Line($"Message-ID: <{id}@runbook.localhost>");
        Line("X-Unsent: 1");
        Line("MIME-Version: 1.0");
        Line($"Content-Type: multipart/mixed; boundary=\"{boundary}\"");
        Line();
        Line($"--{boundary}");
        Line("Content-Type: text/plain; charset=utf-8");
        Line("Content-Transfer-Encoding: base64");
        Line();
        Base64(text, Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));
        if (attachment is { } file)
        {
            Line($"--{boundary}");
            Line($"Content-Type: application/zip; name=\"{file.Name}\"");
            Line("Content-Transfer-Encoding: base64");
            Line($"Content-Disposition: attachment; filename=\"{file.Name}\"");
            Line();
            Base64(text, file.Bytes);
        }

        Line($"--{boundary}--");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    // An encoded word takes at most 75 characters; a chunk of 30 code points of UTF-8 may not be cut inside a character.
    private static string Words(string value)
    {
        var safe = string.Concat(value.Select(static c => char.IsControl(c) ? ' ' : c));
        if (
            safe.All(static c =>
                c
                    is >= ' '
                        and <= '~'
                        and not ('"' or '\\' or '<' or '>' or '@' or ',' or ';' or ':' or '(' or ')' or '[' or ']' or '=' or '?')
            )
        )
        {
            return safe;
        }

        const int most = 42;
        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (var rune in safe.EnumerateRunes())
        {
            var one = new byte[rune.Utf8SequenceLength];
            rune.EncodeToUtf8(one);
            if (bytes.Count + one.Length > most)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(one);
        }

        words.Add(Word(bytes));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static void Base64(StringBuilder text, byte[] bytes)
    {
        var all = Convert.ToBase64String(bytes);
        for (var i = 0; i < all.Length; i += LineLength)
        {
            text.Append(all, i, Math.Min(LineLength, all.Length - i)).Append("\r\n");
        }
    }
}
