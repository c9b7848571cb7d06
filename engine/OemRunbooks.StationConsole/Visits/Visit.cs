using System.Text;
using Microsoft.AspNetCore.Http;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.StationConsole.Guarding;
using OemRunbooks.StationConsole.Markup;

namespace OemRunbooks.StationConsole.Visits;

/// <summary>One request of a browser that was let in.</summary>
internal sealed class Visit(HttpContext http, BrowserSession browser, Locale language, ConsoleSettings settings)
{
    private Workplace? work;

    internal HttpContext Http { get; } = http;

    internal BrowserSession Browser { get; } = browser;

    internal Locale Language { get; } = language;

    internal ConsoleSettings Settings { get; } = settings;

    /// <summary>The station as it is now, in the language of whoever asks.</summary>
    internal Workplace Work => work ??= Settings.Open(Language, EditedTexts.None, Browser.Operator);

    /// <summary>Who answers and starts runs here.</summary>
    internal string Operator => Work.Operator;

    /// <summary>Of the address: <c>/run/{id}</c>.</summary>
    internal string Route(string name) => (string?)Http.Request.RouteValues[name] ?? "";

    /// <summary>Of the address behind the question mark; empty for nothing.</summary>
    internal string Query(string name) => Http.Request.Query[name].ToString();

    internal string Say(Sentence words) => words.In(Language);

    /// <summary>A failure in words, with what to do next.</summary>
    internal (string Words, string? Hint) Words(Failure failure)
    {
        var words = Settings.Product.Messages.Words(failure.Code, failure.Arguments, Language);
        return (
            words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..],
            Settings.Product.Messages.Hint(failure.Code, failure.Arguments, Language)
        );
    }

    /// <summary>The same as one line.</summary>
    internal string Line(Failure failure) => Words(failure) is (var words, { } hint) ? $"{words} – {hint}" : Words(failure).Words;

    /// <summary>Sends a page or a part of one.</summary>
    internal Task SendAsync(Html page, int status = StatusCodes.Status200OK) => SendAsync(page.Text, "text/html; charset=utf-8", status);

    /// <summary>Sends values.</summary>
    internal Task SendAsync(Value value, int status = StatusCodes.Status200OK) =>
        SendAsync(CanonicalJson.Text(value), "application/json", status);

    /// <summary>Sends a text.</summary>
    internal Task SendAsync(string text, string type, int status = StatusCodes.Status200OK) =>
        SendAsync(Encoding.UTF8.GetBytes(text), type, status);

    /// <summary>Sends bytes.</summary>
    internal async Task SendAsync(ReadOnlyMemory<byte> bytes, string type, int status = StatusCodes.Status200OK)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = type;
        Http.Response.ContentLength = bytes.Length;
        if (Http.Request.Method != "HEAD")
        {
            await Http.Response.Body.WriteAsync(bytes, Http.RequestAborted).ConfigureAwait(false);
        }
    }
}
