using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;
using OemRunbooks.Station.Library;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What can be added to the step at the cursor.</summary>
internal sealed class StepActions(Session session, Document document, TextSpan at)
{
    private const int Most = 12;

    internal IEnumerable<JsonObject> All()
    {
        foreach (var text in Texts())
        {
            yield return text;
        }

        if (
            document.Kind != DocumentKind.Runbook
            || document.Names.StepAt(at.Start) is not { Node.IsFlow: false, Action: { } action } step
            || session.Activity(action) is not { } activity
        )
        {
            yield break;
        }

        foreach (var code in Uncaught(step, activity).Take(Most))
        {
            yield return CodeActions.One(session.Say(Says.LspAddCatch(code)), "refactor", Edits.Workspace(document, [Catch(step, code)]));
        }

        foreach (var code in activity.Errors.Select(static e => e.Code).Take(Most))
        {
            if (Test(step, code) is { } edit)
            {
                yield return CodeActions.One(session.Say(Says.LspAddTest(step.Id, code)), "refactor", edit);
            }
        }
    }

    private static IEnumerable<string> Uncaught(WrittenStep step, ActivityInfo activity)
    {
        var taken = (step.Node["catch"] as SequenceNode)
            ?.Items.Select(static i => (i.Value as MappingNode)?["on"])
            .SelectMany(static on => on?.All().OfType<ScalarNode>() ?? [])
            .Select(static s => s.Text)
            .ToArray();
        return activity.Errors.Select(static e => e.Code).Where(c => !ErrorCode.Matches([.. taken ?? []], c));
    }

    private Change Catch(WrittenStep step, string code)
    {
        var blanks = new string(' ', step.Node.Column);
        var clause = $"\n{blanks}  - on: [{code}]\n{blanks}    then: continue";
        if (step.Node["catch"] is SequenceNode { IsFlow: false, Items: [.., var last] } list)
        {
            var own = new string(' ', document.Source.PositionOf(list.Items[0].Start).Character);
            return new(new(last.Span.End, last.Span.End), $"\n{own}- on: [{code}]\n{own}  then: continue");
        }

        var end = step.Node.Span.End;
        return new(new(end, end), $"\n{blanks}catch:{clause}");
    }

    // A plain text is the same in both languages; whoever adds one sees what stands in the other.
    private IEnumerable<JsonObject> Texts()
    {
        foreach (
            var use in KeyWalk.Of(document.Kind, document.Tree.Root).Where(u => u.Key?.Kind == KeyKind.Localized && Touches(u.Member.Span))
        )
        {
            foreach (var (language, change) in Missing(use.Member))
            {
                yield return CodeActions.One(session.Say(Says.LspAddText(language)), "quickfix", Edits.Workspace(document, [change]));
            }
        }
    }

    private IEnumerable<(string Language, Change Change)> Missing(MemberNode member)
    {
        if (member.Value is ScalarNode { Style: not ScalarStyle.Block } scalar)
        {
            var text = document.Source.Of(scalar.Span);
            var inFlow =
                scalar.Style == ScalarStyle.Plain && text.AsSpan().IndexOfAny(",{}[]") >= 0
                    ? $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
                    : text;
            yield return ("pl, en", new(scalar.Span, $"{{pl: {inFlow}, en: {inFlow}}}"));
        }
        else if (
            member.Value is MappingNode { Members: [var only] } texts
            && only.Value is ScalarNode known
            && only.Key.Text is "pl" or "en"
        )
        {
            var other = only.Key.Text == "pl" ? Locale.En : Locale.Pl;
            var text = document.Source.Of(known.Span);
            var blanks = new string(' ', texts.Column);
            var put = texts.IsFlow ? $", {other.Code()}: {text}" : $"\n{blanks}{other.Code()}: {text}";
            yield return (other.Code(), new(new(only.Span.End, only.Span.End), put));
        }
    }

    private bool Touches(TextSpan span) => span.Start <= at.End && at.Start <= span.End;

    // A scenario in which the step fails so; what comes of it is tried out and written down.
    private JsonObject? Test(WrittenStep step, string code)
    {
        var path = RunbookLibrary.TestsOf(document.Path);
        var tests = session.Workspace.Find(path);
        if (
            step.Id.Length == 0
            || (tests is null && !session.CreatesFiles)
            || ScenarioDraft.Of(session, document, step.Id, code) is not { } draft
        )
        {
            return null;
        }

        if (tests?.Tree.Top["tests"] is SequenceNode { Items: [.., var last] } list)
        {
            var blanks = new string(' ', tests.Source.PositionOf(list.Items[0].Start).Character);
            var text = "\n\n" + string.Join('\n', draft.Split('\n').Select(l => blanks + l));
            return Edits.Workspace(tests, [new(new(last.Span.End, last.Span.End), text)]);
        }

        if (tests is not null)
        {
            return null;
        }

        var whole = "tests:\n" + string.Join('\n', draft.Split('\n').Select(static l => "  " + l)) + "\n";
        var made = new Document(path, FileUri.Of(path), new(""), null);
        return new()
        {
            ["documentChanges"] = new JsonArray(
                new JsonObject
                {
                    ["kind"] = "create",
                    ["uri"] = made.Uri,
                    ["options"] = new JsonObject { ["ignoreIfExists"] = true },
                },
                Edits.Of(made, [new(new(0, 0), whole)])
            ),
        };
    }
}
