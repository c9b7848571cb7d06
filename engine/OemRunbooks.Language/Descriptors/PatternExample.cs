using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OemRunbooks.Language.Descriptors;

/// <summary>
/// Makes a text that a simple pattern matches, for people who don't read patterns: <c>[A-Z]{2}[0-9]{4}</c> is <c>AB1234</c>.
/// </summary>
/// <remarks>Characters, classes, <c>\d \w</c> and counts; of anything else no example is made, and none that does not match.</remarks>
internal static partial class PatternExample
{
    private const int MostRepeated = 12;

    internal static string? Of(string pattern)
    {
        var text = new StringBuilder();
        var at = 0;
        while (at < pattern.Length)
        {
            if (Part().Match(pattern, at) is not { Success: true } part || part.Index != at)
            {
                return null;
            }

            var count = part.Groups["n"].Success ? int.Parse(part.Groups["n"].Value, CultureInfo.InvariantCulture) : 1;
            for (var i = 0; i < Math.Min(count, MostRepeated); i++)
            {
                if (Character(part, text.Length) is not { } character)
                {
                    return null;
                }

                text.Append(character);
            }

            at += part.Length;
        }

        var example = text.ToString();
        return
            example.Length > 0
            && Regex.IsMatch(example, $"\\A(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
            ? example
            : null;
    }

    // Letters and digits run on, so that they look like an example and not like a value.
    private static char? Character(Match part, int position)
    {
        if (part.Groups["class"] is { Success: true } set)
        {
            return set.Value[0] == '^' ? null
                : set.Value.Length > 2 && set.Value[1] == '-' ? InRange(set.Value[0], set.Value[2], position)
                : set.Value[0];
        }

        return part.Groups["escape"] is { Success: true } escape
            ? escape.Value[0] switch
            {
                'd' => InRange('0', '9', position),
                'w' => InRange('a', 'z', position),
                var other when !char.IsAsciiLetterOrDigit(other) => other,
                _ => null,
            }
            : part.Groups["char"].Value[0];
    }

    private static char InRange(char first, char last, int position) =>
        first == '0' && last == '9' ? (char)('0' + ((position - 1) % 9 + 9) % 9) : (char)(first + position % Math.Max(1, last - first + 1));

    [GeneratedRegex(
        """\G(?:\[(?<class>[^\]\\]+)\]|\\(?<escape>.)|(?<char>[^\\\[\](){}.*+?|^$]))(?:\{(?<n>[0-9]{1,2})(?:,[0-9]*)?\}|\+)?""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Part();
}
