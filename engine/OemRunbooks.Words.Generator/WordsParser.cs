using System.Text.RegularExpressions;

namespace OemRunbooks.Words.Generator;

/// <summary>Reads words files.</summary>
/// <remarks>
/// An entry's head stands at the margin: <c>code KEY(name: type, name: type?)</c>, <c>say KEY</c>, <c>hint NAME</c>. Its fields follow,
/// indented by four:
/// <c>doc:</c>, <c>pl:</c>, <c>en:</c>, <c>hint pl:</c>, <c>hint en:</c>, <c>hint: NAME</c>. A line indented further goes on with the field
/// above. <c>#</c> begins a comment.
/// </remarks>
internal sealed class WordsParser(string file)
{
    private static readonly Regex Head = new(@"^(code|say|hint) +([A-Za-z][A-Za-z0-9.-]*)(?:\((.*)\))?$", RegexOptions.CultureInvariant);
    private static readonly Regex Parameter = new(@"^([a-z][A-Za-z0-9]*): ([a-z]+)(\?)?( silent)?$", RegexOptions.CultureInvariant);
    private static readonly Regex Field = new("^ {4}(doc|pl|en|hint pl|hint en|hint):(?: +(.*))?$", RegexOptions.CultureInvariant);

    private readonly List<Entry> entries = [];
    private Entry? entry;
    private Action<string>? goOn;

    internal List<Problem> Problems { get; } = [];

    internal static (List<Entry> Entries, List<Problem> Problems) Parse(string file, string text)
    {
        var parser = new WordsParser(file);
        var number = 0;
        foreach (var line in text.Replace("\r\n", "\n").Split('\n'))
        {
            parser.Read(line.TrimEnd(), ++number);
        }

        return (parser.entries, parser.Problems);
    }

    private void Read(string line, int number)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            goOn = null;
        }
        else if (line[0] != ' ')
        {
            Begin(line, number);
        }
        else if (line.StartsWith("        ", StringComparison.Ordinal) && goOn is not null)
        {
            goOn(line.Trim());
        }
        else if (entry is null || Field.Match(line) is not { Success: true } field)
        {
            Wrong(number, "a field is one of doc:, pl:, en:, hint pl:, hint en:, hint: with four spaces before it, inside an entry");
        }
        else
        {
            Take(entry, field.Groups[1].Value, field.Groups[2].Value, number);
        }
    }

    private void Begin(string line, int number)
    {
        goOn = null;
        entry = null;
        if (Head.Match(line) is not { Success: true } head)
        {
            Wrong(number, "an entry begins with: code KEY(name: type, …), say KEY(…) or hint NAME");
            return;
        }

        var kind = head.Groups[1].Value switch
        {
            "code" => EntryKind.Code,
            "say" => EntryKind.Say,
            _ => EntryKind.Hint,
        };
        entry = new Entry(kind, head.Groups[2].Value, file, number);
        entries.Add(entry);
        foreach (var text in head.Groups[3].Value.Split([','], StringSplitOptions.RemoveEmptyEntries))
        {
            Declare(entry, text.Trim(), number);
        }
    }

    private void Declare(Entry of, string text, int number)
    {
        if (Parameter.Match(text) is not { Success: true } found)
        {
            Wrong(
                number,
                $"\"{text}\" is no argument: write name: type, name: type? where it may be missing, and silent after it where "
                    + "no text shows it"
            );
            return;
        }

        var argument = new Argument(found.Groups[1].Value, found.Groups[2].Value, found.Groups[3].Success, found.Groups[4].Success);
        if (!Types.ByWord.ContainsKey(argument.Type))
        {
            Problems.Add(
                new(
                    Generator.Problems.UnknownType,
                    file,
                    number,
                    $"there is no type \"{argument.Type}\"; there are {string.Join(", ", Types.ByWord.Keys)}"
                )
            );
        }
        else if (of.Find(argument.Name) is not null)
        {
            Wrong(number, $"the argument \"{argument.Name}\" is declared twice");
        }
        else if (!argument.IsOptional && of.Arguments.Exists(static a => a.IsOptional))
        {
            Wrong(number, $"\"{argument.Name}\" can't follow an argument that may be missing");
        }
        else
        {
            of.Arguments.Add(argument);
        }
    }

    private void Take(Entry of, string field, string text, int number)
    {
        goOn = more => Set(of, field, new Line(Get(of, field)!.Text is { Length: > 0 } before ? before + " " + more : more, number));
        if (Get(of, field) is not null)
        {
            Wrong(number, $"{field}: stands twice");
        }

        Set(of, field, new Line(text, number));
    }

    private static Line? Get(Entry of, string field) =>
        field switch
        {
            "doc" => of.Doc,
            "pl" => of.Pl,
            "en" => of.En,
            "hint pl" => of.HintPl,
            "hint en" => of.HintEn,
            _ => of.HintName,
        };

    private static void Set(Entry of, string field, Line line)
    {
        switch (field)
        {
            case "doc":
                of.Doc = line;
                break;
            case "pl":
                of.Pl = line;
                break;
            case "en":
                of.En = line;
                break;
            case "hint pl":
                of.HintPl = line;
                break;
            case "hint en":
                of.HintEn = line;
                break;
            default:
                of.HintName = line;
                break;
        }
    }

    private void Wrong(int number, string text) => Problems.Add(new(Generator.Problems.Malformed, file, number, text));
}
