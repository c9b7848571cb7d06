using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>What a lead answered to <c>runbook new</c> by <c>--set</c>, and whether it fits.</summary>
internal static partial class NewAnswers
{
    /// <summary>The answers that were given, by key.</summary>
    /// <exception cref="CodedException"><c>new.answer-invalid</c></exception>
    internal static Dictionary<string, string> Given(string[] set, string[] keys)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in set)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            given[
                Checked(
                    "--set",
                    equals < 0 ? pair : pair[..equals],
                    k => equals > 0 && keys.Contains(k),
                    string.Join(", ", keys.Select(static k => k + "=…"))
                )
            ] = pair[(equals + 1)..];
        }

        return given;
    }

    /// <summary>An id that a runbook can have.</summary>
    internal static string Id(string given) => Checked("NAME", given, IsId, Says.NewIdForm);

    /// <summary>Whether a runbook can be called so.</summary>
    internal static bool IsId(string text) =>
        Kebab().IsMatch(text) && text.Length <= 64 && text is not ("finally" or "escalations" or "catch");

    /// <summary>A team that takes over; where nobody knows the teams, whatever can be one.</summary>
    internal static string Team(string given, IReadOnlyCollection<string> teams) =>
        Checked("team", given, t => teams.Count == 0 ? Kebab().IsMatch(t) : teams.Contains(t), string.Join(", ", teams));

    /// <summary>A text that people read.</summary>
    internal static string Shown(string key, string text) =>
        Checked(key, text, static t => t.Length is > 0 and <= 200 && !t.Any(char.IsControl), "1–200");

    /// <summary>What was given, when it fits.</summary>
    /// <exception cref="CodedException"><c>new.answer-invalid</c></exception>
    internal static string Checked(string option, string given, Func<string, bool> fits, string allowed) =>
        Checked(option, given, fits, LocalizedText.Both(allowed));

    private static string Checked(string option, string given, Func<string, bool> fits, LocalizedText allowed) =>
        fits(given) ? given : throw new CodedException(Faults.NewAnswerInvalid(option, given, allowed));

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();
}
