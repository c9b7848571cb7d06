namespace OemRunbooks.Words.Generator;

/// <summary>A place in a text that an argument fills.</summary>
/// <param name="Name">The argument.</param>
/// <param name="Forms">The forms to choose from, or null where the argument itself stands.</param>
internal sealed record Place(string Name, string[]? Forms);

/// <summary>
/// Takes a text apart as <c>Sentence</c> does when it fills one: <c>{name}</c>, <c>{count?one|few|many}</c>, <c>{{</c> for a brace.
/// </summary>
internal static class Pattern
{
    internal static IEnumerable<Place> Places(string text)
    {
        for (var at = text.IndexOf('{'); at >= 0; at = text.IndexOf('{', at))
        {
            if (at + 1 < text.Length && text[at + 1] == '{')
            {
                at += 2;
                continue;
            }

            var close = text.IndexOf('}', at);
            if (close < 0)
            {
                yield return new Place("", null);
                yield break;
            }

            var inside = text.Substring(at + 1, close - at - 1);
            var question = inside.IndexOf('?');
            yield return question < 0
                ? new Place(inside, null)
                : new Place(inside.Substring(0, question), inside.Substring(question + 1).Split('|'));
            at = close + 1;
        }
    }
}
