using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Text;
using LanguageSpan = OemRunbooks.Language.Expressions.Span;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What lint finds, as editors show it.</summary>
internal static class Diagnostics
{
    private const int Error = 1;
    private const int Warning = 2;

    /// <summary>The findings of a file.</summary>
    /// <param name="session">The session.</param>
    /// <param name="document">The file.</param>
    /// <param name="yields">Called now and then; throws when something more urgent waits.</param>
    internal static JsonArray Of(Session session, Document document, Action? yields = null) =>
        Json.List(session.Linter.Of(document, yields).Select(f => One(session, document, f.Diagnostic)));

    /// <summary>A finding.</summary>
    internal static JsonObject One(Session session, Document document, Diagnostic found)
    {
        var messages = session.Product.Messages;
        var words = messages.Words(found.Code, found.Arguments, session.Language);
        var hint = messages.Hint(found.Code, found.Arguments, session.Language);
        var shown = new JsonObject
        {
            ["range"] = Json.Of(document.Source, SpanOf(document.Source, found.Span)),
            ["severity"] = found.Severity == Severity.Error ? Error : Warning,
            ["code"] = found.Code,
            ["source"] = "runbook",
            ["message"] = string.IsNullOrEmpty(hint) ? Visible.Text(words) : $"{Visible.Text(words)}\n{Visible.Text(hint)}",
        };
        if (Related(session, document, found) is { Count: > 0 } related)
        {
            shown["relatedInformation"] = related;
        }

        return shown;
    }

    /// <summary>Where a finding stands.</summary>
    internal static TextSpan SpanOf(SourceText source, LanguageSpan span)
    {
        var line = Math.Clamp(span.Line - 1, 0, source.LineCount - 1);
        var start = source.OffsetOf(new(line, Math.Max(0, span.Column - 1)));
        return new(start, Math.Clamp(start + span.Length, start, Math.Max(start, source.EndOf(line))));
    }

    // The place that the finding's words name: another line of the file, or another file.
    private static JsonArray Related(Session session, Document document, Diagnostic found)
    {
        var related = new JsonArray();
        if (found.Arguments["line"].AsInteger() is { } line && line > 0 && line <= document.Source.LineCount)
        {
            var source = document.Source;
            Add(related, session, document.Uri, source, new(source.StartOf((int)line - 1), source.EndOf((int)line - 1)));
        }

        foreach (var name in (string[])["owner", "path", "file"])
        {
            if (
                found.Arguments[name].AsText() is { Length: > 0 } path
                && Path.IsPathFullyQualified(path)
                && path != document.Path
                && session.Workspace.Find(path) is { } other
            )
            {
                Add(related, session, other.Uri, other.Source, new(0, 0));
            }
        }

        return related;
    }

    private static void Add(JsonArray related, Session session, string uri, SourceText source, TextSpan span) =>
        related.Add(
            (JsonNode)
                new JsonObject
                {
                    ["location"] = new JsonObject { ["uri"] = uri, ["range"] = Json.Of(source, span) },
                    ["message"] = session.Say(Says.LspElsewhere),
                }
        );
}
