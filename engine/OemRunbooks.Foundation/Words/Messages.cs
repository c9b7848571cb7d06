using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Words;

/// <summary>The words of one code.</summary>
/// <param name="Code">
/// The stable code: <c>RBnnnn</c> for what a check of a definition finds, <c>noun.problem</c> for what happens in a run.
/// </param>
/// <param name="Words">
/// What is wrong, in one line; <c>{name}</c> stands for an argument, <c>{count?one|few|many}</c> for a plural form, <c>{{</c> for a brace.
/// </param>
/// <param name="Hint">What to do next, or null.</param>
public sealed record Message(string Code, LocalizedText Words, LocalizedText? Hint = null)
{
    /// <summary>Why a finding is refused, with examples; null for what happens in a run.</summary>
    public Explanation? Explanation { get; init; }
}

/// <summary>Every code's words in both languages: the only place where sentences are made.</summary>
/// <remarks>Journals and diagnostics hold codes and arguments; the language is chosen here, last.</remarks>
public sealed class Messages
{
    private readonly FrozenDictionary<string, Message> byCode;

    /// <summary>Joins sets of messages; of a code that stands in several the first counts.</summary>
    public Messages(params IEnumerable<Message>[] sets) =>
        byCode = sets.SelectMany(static s => s)
            .DistinctBy(static m => m.Code)
            .ToFrozenDictionary(static m => m.Code, StringComparer.Ordinal);

    /// <summary>All codes, in order.</summary>
    public IEnumerable<Message> All => byCode.Values.OrderBy(static m => m.Code, StringComparer.Ordinal);

    /// <summary>Whether a code has words.</summary>
    public bool Knows(string code) => byCode.ContainsKey(code);

    /// <summary>What is wrong, in words; the bare code with its arguments when it has none.</summary>
    public string Words(string code, Value arguments, Locale language) =>
        arguments[Own] is { Kind: ValueKind.Map } own ? Said.Of(own).Show(language)
        : byCode.TryGetValue(code, out var message) ? Fill(message.Words.In(language), arguments, language)
        : Bare(code, arguments);

    private static string Bare(string code, Value arguments) =>
        arguments.Members.IsEmpty ? code : $"{code} {CanonicalJson.Text(arguments.Recorded())}";

    /// <summary>The argument that is a hint of its own, for this one case; it stands in both languages.</summary>
    public const string Advice = "advice";

    /// <summary>The argument that says what is wrong, for a code of a runbook's own; it stands in both languages.</summary>
    public const string Own = "words";

    /// <summary>What to do next, in words, or null.</summary>
    public string? Hint(string code, Value arguments, Locale language) =>
        arguments[Advice] is { Kind: ValueKind.Map } advice ? Said.Of(advice).Show(language)
        : byCode.TryGetValue(code, out var message) && message.Hint is { } hint ? Fill(hint.In(language), arguments, language)
        : null;

    private static string Fill(string pattern, Value arguments, Locale language) =>
        Pattern.Fill(pattern, name => Said.Of(arguments[name.ToString()]), language);
}

/// <summary>Chooses the form of a noun that fits a number.</summary>
internal static class Plurals
{
    /// <summary>Chooses among the forms for one, few and many (Polish) or one and other (English).</summary>
    public static string Choose(long count, IReadOnlyList<string> forms, Locale language)
    {
        var n = Math.Abs(count);
        var index = n == 1 ? 0 : Many(n, isPolish: language != Locale.En && forms.Count >= 3);
        return forms[Math.Min(index, forms.Count - 1)];
    }

    // Polish: 2 pliki, 5 plików, 12 plików, 22 pliki.
    private static int Many(long n, bool isPolish) => isPolish && !(n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14)) ? 2 : 1;

    /// <summary>The number with its noun.</summary>
    public static string Count(long count, Locale language, params string[] forms) =>
        $"{count.ToString(CultureInfo.InvariantCulture)} {Choose(count, forms, language)}";

    /// <summary>A number with its digits in groups: a narrow space in Polish, a comma in English.</summary>
    public static string Grouped(long value, Locale language)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        var sign = value < 0 ? 1 : 0;
        var text = new StringBuilder(digits.Length + 6);
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > sign && (digits.Length - i) % 3 == 0)
            {
                text.Append(language == Locale.Pl ? '\u202F' : ',');
            }

            text.Append(digits[i]);
        }

        return text.ToString();
    }
}
