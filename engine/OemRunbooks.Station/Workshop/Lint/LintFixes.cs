using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Workshop.Lint;

/// <summary>Mends files where one change of the text is certain, and proves each change by checking again.</summary>
/// <remarks>
/// A change stays only when its finding is gone and no other has come in its line; the file is replaced at once, or stays as it was.
/// </remarks>
public static class LintFixes
{
    private const int MostRounds = 100;

    /// <summary>Mends a file; one inside the program stays as it is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="told">Is told of each change that stays.</param>
    /// <param name="kept">Is told what keeps the file from being raised to the newest version of the language.</param>
    public static void Apply(LintFile file, Action<TextEdit> told, Action<Diagnostic> kept)
    {
        if (file.Path is null)
        {
            return;
        }

        var before = file.Read();
        var bytes = Fixed(file, before, told, kept);
        if (!bytes.AsSpan().SequenceEqual(before))
        {
            Durable.Replace(file.Path, bytes, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(file.Path));
        }
    }

    /// <summary>A text with all that is certain mended; null when nothing is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bytes">Its content, as somebody is writing it.</param>
    public static string? Mended(LintFile file, byte[] bytes)
    {
        var mended = Fixed(file, bytes, static _ => { }, static _ => { });
        return mended.AsSpan().SequenceEqual(bytes) ? null : Encoding.UTF8.GetString(mended);
    }

    private static byte[] Fixed(LintFile file, byte[] bytes, Action<TextEdit> told, Action<Diagnostic> kept)
    {
        var refused = new HashSet<TextEdit>();
        for (var round = 0; round < MostRounds; round++)
        {
            var found = file.Examine(bytes);
            if (
                found.Text is null
                || found.Diagnostics.Select(static d => d.Fix).OfType<TextEdit>().FirstOrDefault(f => !refused.Contains(f)) is not { } fix
            )
            {
                break;
            }

            if (Edited(found.Text, fix) is { } text && IsBetter(found, file.Examine(Encoding.UTF8.GetBytes(text)), fix))
            {
                bytes = Encoding.UTF8.GetBytes(text);
                told(fix);
            }
            else
            {
                refused.Add(fix);
            }
        }

        return Raised(file, bytes, told, kept);
    }

    // The newest version of the language, where nothing that it forbids stands in the file.
    private static byte[] Raised(LintFile file, byte[] bytes, Action<TextEdit> told, Action<Diagnostic> kept)
    {
        if (
            file.Examine(bytes) is not { Runbook: { IsStrict: false, SchemaSpan: { } span }, Text: { } text }
            || Findings.RaisingAt(span, text) is var raising && Edited(text, raising) is not { } raised
        )
        {
            return bytes;
        }

        if (file.Examine(Encoding.UTF8.GetBytes(raised)).Diagnostics.FirstOrDefault(static d => d.Severity == Severity.Error) is { } first)
        {
            kept(first);
            return bytes;
        }

        told(raising);
        return Encoding.UTF8.GetBytes(raised);
    }

    // A key that is known now may show what is wrong further down: that was there before, unseen.
    // So may a finding that is gone let another one be shown, which was left out before.
    private static bool IsBetter(LoadResult before, LoadResult after, TextEdit fix)
    {
        var unseen = before.Diagnostics.FirstOrDefault(static d => d is { Severity: Severity.Error, Count: > 1 })?.Span;
        var old = before.Diagnostics.Select(Key).ToHashSet();
        var mended = before.Diagnostics.Where(d => d.Fix == fix).Select(Key).ToHashSet();
        return !after.Diagnostics.Any(d =>
            mended.Contains(Key(d))
            || (d.Span.Line == fix.Span.Line && d.Severity == Severity.Error && !old.Contains(Key(d)) && !WasUnseen(d))
        );

        bool WasUnseen(Diagnostic found) =>
            unseen is { } first && (found.Span.Line, found.Span.Column).CompareTo((first.Line, first.Column)) >= 0;
    }

    // The column may move with the change.
    private static (string, int, string) Key(Diagnostic found) => (found.Code, found.Span.Line, found.Arguments.ToText());

    private static string? Edited(string text, TextEdit fix)
    {
        var start = 0;
        for (var line = 1; line < fix.Span.Line; line++)
        {
            start = text.IndexOf('\n', start) + 1;
            if (start == 0)
            {
                return null;
            }
        }

        start += fix.Span.Column - 1;
        return start + fix.Old.Length <= text.Length && string.CompareOrdinal(text, start, fix.Old, 0, fix.Old.Length) == 0
            ? string.Concat(text.AsSpan(0, start), fix.Text, text.AsSpan(start + fix.Old.Length))
            : null;
    }
}
