using System.Text.RegularExpressions;

namespace OemRunbooks.Words.Generator;

/// <summary>Reads words files.</summary>
/// <remarks>
/// An entry's head stands at the margin: <c>code KEY(name: type, name: type?)</c>, <c>say KEY</c>, <c>hint NAME</c>. Its fields follow,
/// indented by four:
/// <c>doc:</c>, <c>pl:</c>, <c>en:</c>, <c>hint pl:</c>, <c>hint en:</c>, <c>hint: NAME</c>, and those of a <see cref="Page"/> and of an
/// <see cref="ActivityPart"/>. An <c>input NAME</c> or <c>output NAME</c> belongs to the <c>activity NAME</c> or <c>fields NAME</c> before
/// it. A line indented further goes on with the field above; of an example, as it stands. <c>#</c> begins a comment.
/// </remarks>
internal sealed class WordsParser(string file)
{
    private static readonly Regex Head = new(
        @"^(activity|code|fields|hint|input|output|say) +([A-Za-z][A-Za-z0-9.-]*)(?:\((.*)\))?$",
        RegexOptions.CultureInvariant
    );
    private static readonly Regex Parameter = new(@"^([a-z][A-Za-z0-9]*): ([a-z]+)(\?)?( silent)?$", RegexOptions.CultureInvariant);
    private static readonly string[] Names = ["doc", "pl", "en", "hint pl", "hint en", "hint", .. Page.Fields, .. ActivityPart.Fields];
    private static readonly Regex Field = new($"^ {{4}}({string.Join("|", Names)}):(?: +(.*))?$", RegexOptions.CultureInvariant);

    // What stands before a line that goes on with the field above.
    private const string Indent = "        ";

    private readonly List<Entry> entries = [];
    private Entry? entry;
    private Entry? owner;
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
        else if (line.StartsWith(Indent, StringComparison.Ordinal) && goOn is not null)
        {
            goOn(line);
        }
        else if (entry is null || Field.Match(line) is not { Success: true } field)
        {
            Wrong(number, $"a field is one of {string.Join(":, ", Names)}: with four spaces before it, inside an entry");
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
            Wrong(
                number,
                "an entry begins with: code KEY(name: type, …), say KEY(…), hint NAME, activity NAME, fields NAME, input NAME or "
                    + "output NAME"
            );
            return;
        }

        var kind = (EntryKind)Enum.Parse(typeof(EntryKind), head.Groups[1].Value, ignoreCase: true);
        entry = new Entry(kind, head.Groups[2].Value, file, number) { Owner = ActivityPart.IsField(kind) ? owner : null };
        owner = kind is EntryKind.Activity or EntryKind.Fields ? entry : owner;
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
        if (of.Fields.ContainsKey(field))
        {
            Wrong(number, $"{field}: stands twice");
        }

        of.Fields[field] = new Line(text, number);
        goOn =
            Page.Blocks.Contains(field) || field == ActivityPart.Step
                ? line => of.Fields[field] = new Line(of.Fields[field].Text + line.Substring(Indent.Length) + "\n", number)
                : line => of.Fields[field] = new Line((of.Fields[field].Text + " " + line.Trim()).Trim(), number);
    }

    private void Wrong(int number, string text) => Problems.Add(new(Generator.Problems.Malformed, file, number, text));
}
