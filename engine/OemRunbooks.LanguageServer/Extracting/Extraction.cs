using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;
using OemRunbooks.Station.Library;

namespace OemRunbooks.LanguageServer.Extracting;

/// <summary>Steps made an activity: the new file, and the changes of those that there are.</summary>
/// <param name="Name">The activity.</param>
/// <param name="Path">Its file.</param>
/// <param name="Text">What it holds.</param>
/// <param name="Changes">The changes of the runbook.</param>
/// <param name="Tests">The changes of its tests; empty when they need none.</param>
internal sealed record Extraction(string Name, string Path, string Text, IReadOnlyList<Change> Changes, IReadOnlyList<Change> Tests)
{
    private const string Family = "site.";

    /// <summary>Makes an activity of selected steps.</summary>
    /// <exception cref="UnsafeException">It can't be done so that everything stays as it was.</exception>
    internal static Extraction Of(Wants wants, Selection selection, Locale language)
    {
        var document = selection.Document;
        var runbook = wants.Read(document) ?? throw new UnsafeException(Says.ExtractErrorsFirst);
        Demand(selection);
        var id = NewId(wants, selection, runbook);
        var hoisted = Hoisted(selection);
        var borders = new Borders(wants, selection, runbook, id, hoisted is null ? [] : [hoisted.Span]);
        var written = new ActivityText(selection, borders, Family + id, id, hoisted);
        var codes = OwnCodes(selection);
        var path = PathOf(document, Family + id);
        var newLine = document.Source.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        List<Change> changes =
        [
            .. borders.Outer,
            .. codes.Where(c => !IsUsedElsewhere(selection, c.Key.Text)).Select(c => WithoutLines(document, c)),
            new(selection.Span, written.Step().ReplaceLineEndings(newLine)),
        ];
        var proof = new Proof(wants, selection, runbook, id, Family + id, path);
        var remark = selection.Inside.Any(static s => s.Node["compensate"] is not null) ? Says.ExtractStepsUndo.In(language) : "";
        UnsafeException? why = null;
        foreach (var isReadOnly in MayChange(selection, runbook) ? (bool[])[false] : [true, false])
        {
            var text = written.Activity(Title(selection), isReadOnly, remark, codes).ReplaceLineEndings(newLine);
            try
            {
                proof.Demand(text, changes);
                return new(Family + id, path, text, changes, proof.Tests(text, changes));
            }
            catch (UnsafeException error)
            {
                // What changes a station can't be said to change nothing: the second try tells what is really in the way.
                why = error;
            }
        }

        throw why!;
    }

    // A program of which nobody says that it only reads would be said to, and a plan would run it.
    private static bool MayChange(Selection selection, Runbook runbook)
    {
        var inside = selection.Inside.Select(static s => s.Id).ToHashSet(StringComparer.Ordinal);
        return runbook.AllSteps().Any(s => inside.Contains(s.Id) && s.Activity is { RunsProgram: true, IsReadOnly: false });
    }

    private static void Demand(Selection selection)
    {
        if (selection.IsFlow)
        {
            throw new UnsafeException(Says.ExtractInBrackets);
        }

        if (selection.Steps.Any(static s => s.Id.Length == 0))
        {
            throw new UnsafeException(Says.ExtractErrorsFirst);
        }

        if (selection.Steps.Count > 1 && selection.Key != "steps")
        {
            throw new UnsafeException(selection.Key == "parallel" ? Says.ExtractSideBySide : Says.ExtractFinally);
        }

        if (selection.Inside.FirstOrDefault(static s => RollsBack(s)) is { } step)
        {
            throw new UnsafeException(Says.ExtractRollsBack(step.Id));
        }
    }

    // What is rolled back would be the activity alone, no longer the run.
    private static bool RollsBack(WrittenStep step) =>
        step.Node.TextOf("onFailure") == "rollback"
        || (
            step.Node["catch"] is SequenceNode clauses
            && clauses.Items.Any(static c => (c.Value as MappingNode)?.TextOf("then") == "rollback")
        );

    private static string NewId(Wants wants, Selection selection, Runbook runbook)
    {
        var wanted = selection.Steps.Count == 1 ? selection.Steps[0].Id : $"{runbook.Id}-part";
        var others = runbook
            .AllSteps()
            .Select(static s => s.Id)
            .Except(selection.Steps.Count == 1 ? [wanted] : Array.Empty<string>())
            .ToHashSet(StringComparer.Ordinal);
        return Enumerable
            .Range(1, 1000)
            .Select(i => i == 1 ? wanted : $"{wanted}-{i}")
            .First(n =>
                !others.Contains(n)
                && wants.Activity(Family + n) is null
                && wants.Workspace.Find(PathOf(selection.Document, Family + n)) is null
            );
    }

    private static string PathOf(Document document, string name) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(document.Path)!, RunbookFiles.Activities, name + RunbookFiles.Ending);

    // Whether a single step runs is asked where it stands; a condition of one among several belongs to the activity.
    private static MemberNode? Hoisted(Selection selection)
    {
        var source = selection.Document.Source;
        return
            selection.Steps is [{ Node.IsFlow: false } only]
            && only.Node.Find("when") is { } when
            && source.LineOf(when.Key.Span.Start) != source.LineOf(only.Item.Start)
            ? when
            : null;
    }

    private static string Title(Selection selection)
    {
        var title = Says.ExtractTitle(string.Join(", ", selection.Steps.Select(static s => s.Id))).InBoth();
        return $"{{pl: \"{title.Pl}\", en: \"{title.En}\"}}";
    }

    private static List<MemberNode> OwnCodes(Selection selection)
    {
        var names = selection
            .Document.Names.Sites.Where(s => s.Kind == NameKind.Code && selection.Holds(s.Span))
            .Select(static s => s.Name);
        var all = names.Concat(Scalars(selection)).ToHashSet(StringComparer.Ordinal);
        return (selection.Document.Tree.Top["codes"] as MappingNode)?.Members.Where(m => all.Contains(m.Key.Text)).ToList() ?? [];
    }

    // A code may be given to an activity as any text.
    private static IEnumerable<string> Scalars(Selection selection) =>
        selection.Steps.SelectMany(static s => s.Node.All()).OfType<ScalarNode>().Select(static s => s.Text);

    private static bool IsUsedElsewhere(Selection selection, string code) =>
        selection
            .Document.Tree.Top.Members.Where(static m => m.Key.Text != "codes")
            .SelectMany(static m => m.Value?.All() ?? [])
            .OfType<ScalarNode>()
            .Any(s => s.Text == code && !selection.Holds(s.Span));

    private static Change WithoutLines(Document document, MemberNode member)
    {
        var source = document.Source;
        var codes = document.Tree.Top.Find("codes")!;
        var gone = codes.Value is MappingNode { Members: [_] } ? codes.Span : member.Span;
        var (first, last) = (source.LineOf(gone.Start), source.LineOf(Math.Max(gone.Start, gone.End - 1)));
        return new(new(source.StartOf(first), source.StartOf(last + 1)), "");
    }
}
