using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OemRunbooks.Language.Yaml;

/// <summary>Reads YAML at the level of events into a tree with places, within fixed bounds.</summary>
/// <remarks>
/// At most 256 KiB, depth 24, 20,000 events; no anchors, aliases, tags, merge keys, second documents or duplicate keys. Depth is counted
/// over the raw text before the library sees it, because its scanner takes quadratic time in the depth of brackets. Source: trust.md,
/// "YAML".
/// </remarks>
internal sealed partial class YamlReader
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDepth = 24;
    private const int MaxEvents = 20_000;
    private const int MaxBrackets = 64;

    // The beginnings and ends of the stream and the document.
    private const int FurtherEvents = 4;
    private readonly Findings findings;
    private readonly IReadOnlyList<Odd> odd;
    private readonly int above;
    private int events;

    private YamlReader(Findings findings, IReadOnlyList<Odd> odd, int above = 0) =>
        (this.findings, this.odd, this.above) = (findings, odd, above);

    /// <summary>Reads one document; null, and told, when it can't be read.</summary>
    /// <param name="bytes">Its content.</param>
    /// <param name="findings">Where it is told.</param>
    /// <param name="memory">What is known of the file as it was before; null when nobody is editing it.</param>
    /// <param name="isDraft">Whether the text is not what somebody has written, but a variation of it.</param>
    internal static YamlNode? Read(ReadOnlySpan<byte> bytes, Findings findings, ReadMemory? memory = null, bool isDraft = false)
    {
        if (bytes.Length > MaxBytes)
        {
            findings.Error(Faults.RB0001(MaxBytes / 1024), new Span(1, 1, 1));
            return null;
        }

        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (ArgumentException)
        {
            findings.Error(Faults.RB0002(), new Span(1, 1, 1));
            return null;
        }

        // Editors of one system put a mark before the text, which nobody sees and which says nothing.
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        findings.Source = text;
        var odd = new List<Odd>();
        if (!Precheck(text, findings, odd))
        {
            return null;
        }

        return memory is null || odd.Count > 0 ? new YamlReader(findings, odd).Parse(text) : Remembered(text, findings, memory, isDraft);
    }

    private static YamlNode? Remembered(string text, Findings findings, ReadMemory memory, bool isDraft)
    {
        if (memory.Reread(findings.File, text, Step, MaxEvents - FurtherEvents, isDraft) is { } changed)
        {
            return changed;
        }

        var root = new YamlReader(findings, []).Parse(text);
        if (root is not null && !findings.HasErrors && !isDraft)
        {
            memory.Keep(findings.File, text, root);
        }

        return root;
    }

    // One item of the steps; null when anything is wrong with it.
    private static YamlNode? Step(string part, int line)
    {
        var (text, above) = StepTexts.Alone(part);
        var findings = new Findings("");
        return
            new YamlReader(findings, [], line - above - 1).Parse(text) is YamlNode.Mapping { Members: [{ Value: YamlNode.Sequence list }] }
            && !findings.HasErrors
            && list.Items is [var item, YamlNode.Scalar]
            ? item
            : null;
    }

    // What the library would accept in silence, take too long over, or report at the wrong place.
    private static bool Precheck(string text, Findings findings, List<Odd> odd)
    {
        int line = 1,
            column = 1,
            brackets = 0;
        var lineStart = true;
        foreach (var c in text)
        {
            if (c == '\t' && lineStart)
            {
                findings.Error(Faults.RB0003(), new Span(line, column, 1));
                return false;
            }

            if (lineStart && IsOdd(c))
            {
                odd.Add(new(c, new Span(line, column, 1)));
            }

            if ((c < ' ' && c is not ('\n' or '\r' or '\t')) || c is '\u007F' or '\uFEFF')
            {
                findings.Error(Faults.RB0004($"U+{((int)c).ToString("X4", CultureInfo.InvariantCulture)}"), new Span(line, column, 1));
                return false;
            }

            brackets +=
                c is '[' or '{' ? 1
                : c is ']' or '}' ? -1
                : 0;
            if (brackets > MaxBrackets)
            {
                findings.Error(Faults.RB0005(MaxDepth), new Span(line, column, 1));
                return false;
            }

            brackets = Math.Max(0, brackets);
            column++;
            if (c == '\n')
            {
                (line, column, lineStart) = (line + 1, 1, true);
            }
            else if (c != ' ')
            {
                lineStart = false;
            }
        }

        return true;
    }

    private YamlNode? Parse(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            Next(parser);
            if (parser.Current is StreamStart)
            {
                Next(parser);
            }

            if (parser.Current is not DocumentStart)
            {
                findings.Error(Faults.RB0006(findings.Opening), new Span(1, 1, 1));
                return null;
            }

            Next(parser);
            var root = ReadNode(parser, 0);
            Next(parser);
            if (parser.Current is DocumentEnd)
            {
                Next(parser);
            }

            if (parser.Current is DocumentStart second)
            {
                findings.Error(Faults.RB0007(), Place(second));
            }

            return root;
        }
        catch (Stop)
        {
            return null;
        }
        catch (YamlException error)
        {
            var place = Within(text, error.Start);
            if (odd.MinBy(o => Math.Abs(o.Place.Line - place.Line)) is { } near && Math.Abs(near.Place.Line - place.Line) <= 1)
            {
                Tell(near);
                return null;
            }

            var fault = Faults.RB0008(Reasons.Of(error.Message));
            var negated = Negated().Match(text.Split('\n').ElementAtOrDefault(place.Line - 1) ?? "");
            findings.Error(negated.Success ? fault.Advising(Says.BytesQuote(negated.Groups[1].Value.TrimEnd())) : fault, place);
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException)
        {
            var at = parser.Current?.Start ?? default;
            findings.Error(
                Faults.RB0008(Reasons.Of(error is InvalidOperationException ? "a list or mapping that is not closed" : error.Message)),
                Within(text, at)
            );
            return null;
        }
    }

    // The library counts the end of a text as a line of its own, also where no line end stands before it.
    private static Span Within(string text, Mark at)
    {
        var (line, lines) = ((int)Math.Max(1, at.Line), text.AsSpan().Count('\n') + 1);
        return line <= lines
            ? new(line, (int)Math.Max(1, at.Column), 1)
            : new(lines, text.AsSpan(text.LastIndexOf('\n') + 1).TrimEnd('\r').Length + 1, 1);
    }

    private YamlNode ReadNode(IParser parser, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Refuse(Faults.RB0005(MaxDepth), parser.Current!);
        }

        var current = parser.Current!;
        if (current is AnchorAlias)
        {
            throw Refuse(Faults.RB0009(), current);
        }

        if (current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refuse(Faults.RB0009(), current);
        }

        if (current is NodeEvent { Tag.IsEmpty: false } tagged)
        {
            throw Refuse(Faults.RB0010() is var fault && IsOwn(tagged) ? Advised(fault, tagged) : fault, current);
        }

        switch (current)
        {
            case YamlDotNet.Core.Events.Scalar scalar:
                return new YamlNode.Scalar(
                    scalar.Value,
                    scalar.Style == ScalarStyle.Plain,
                    scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded,
                    Place(scalar)
                );
            case SequenceStart sequence:
                var items = ImmutableArray.CreateBuilder<YamlNode>();
                Next(parser);
                while (parser.Current is not SequenceEnd)
                {
                    items.Add(ReadNode(parser, depth + 1));
                    Next(parser);
                }

                return new YamlNode.Sequence(items.ToImmutable(), Place(sequence) with { Length = 1 });
            case MappingStart mapping:
                return ReadMapping(parser, mapping, depth);
            default:
                throw Refuse(Faults.RB0006(findings.Opening), current);
        }
    }

    // "!steps.look.outputs.opens" without quotes; a tag of YAML itself begins with "!!".
    private static bool IsOwn(NodeEvent tagged) => tagged.Tag is { IsNonSpecific: false, IsEmpty: false } tag && tag.Value.StartsWith('!');

    private static Failure Advised(Failure fault, NodeEvent tagged)
    {
        var rest = tagged is YamlDotNet.Core.Events.Scalar { Value.Length: > 0 } scalar ? " " + scalar.Value : "";
        return fault.Advising(Says.BytesQuote(tagged.Tag.Value + rest));
    }

    private YamlNode.Mapping ReadMapping(IParser parser, MappingStart mapping, int depth)
    {
        var members = ImmutableArray.CreateBuilder<YamlNode.Member>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Next(parser);
        while (parser.Current is not MappingEnd)
        {
            var key = parser.Current!;
            if (ReadNode(parser, depth + 1) is not YamlNode.Scalar name)
            {
                throw Refuse(Faults.RB0011(), key);
            }

            if (name is { IsPlain: true, Text: [var first, ..] } && IsOdd(first))
            {
                Tell(new(first, name.Span with { Length = 1 }));
                throw new Stop();
            }

            if (name.Text == "<<")
            {
                throw Refuse(Faults.RB0009(), parser.Current!);
            }

            Next(parser);
            var value = ReadNode(parser, depth + 1);
            if (names.Add(name.Text))
            {
                members.Add(new(name.Text, name.Span, value));
            }
            else
            {
                findings.Error(Faults.RB0012(name.Text), name.Span);
            }

            Next(parser);
        }

        return new(members.ToImmutable(), Place(mapping) with { Length = 1 });
    }

    private void Next(IParser parser)
    {
        if (!parser.MoveNext())
        {
            throw new Stop();
        }

        findings.Yields?.Invoke();
        if (++events > MaxEvents)
        {
            throw Refuse(Faults.RB0013(MaxEvents), parser.Current!);
        }
    }

    // In a text it is a sign like any other; before a name, or where the structure breaks, it was meant to set in.
    private static bool IsOdd(char c) => c != ' ' && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;

    private void Tell(Odd odd) =>
        findings.Error(
            Faults.RB0017($"U+{((int)odd.Sign).ToString("X4", CultureInfo.InvariantCulture)}"),
            odd.Place,
            new(odd.Place, $"{odd.Sign}", " ")
        );

    private Stop Refuse(Failure fault, ParsingEvent at)
    {
        findings.Error(fault, Place(at));
        return new Stop();
    }

    // Within braces such a tag takes the closing brace with it, and no longer looks like one.
    [GeneratedRegex(@"[:,\[-]\s+(![^!\s][^,}\]]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Negated();

    private Span Place(ParsingEvent at) =>
        new(
            (int)Math.Max(1, at.Start.Line) + above,
            (int)Math.Max(1, at.Start.Column),
            at.End.Line == at.Start.Line ? (int)Math.Max(1, at.End.Column - at.Start.Column) : 1
        );

    // A blank at the beginning of a line that is no space.
    private sealed record Odd(char Sign, Span Place);

    private sealed class Stop : Exception;
}
