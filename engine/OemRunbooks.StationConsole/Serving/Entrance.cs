using Microsoft.AspNetCore.Http;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.StationConsole.Guarding;
using OemRunbooks.StationConsole.Pages;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>
/// Where every request comes in: judged, given its headers, its browser and its language; and where what fails becomes an answer.
/// </summary>
internal sealed class Entrance(Gate gate, Tickets tickets, ConsoleSettings settings, Activity activity)
{
    /// <summary>Of pages: no script but ours, nothing from elsewhere, in nobody's frame.</summary>
    internal const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; "
        + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string LanguageCookie = "runbook-lang";

    internal async Task LetInAsync(HttpContext http, Func<Task> next)
    {
        Guarded(http.Response);
        var visit = new Visit(http, gate.Who(http.Request) ?? Stranger, LanguageOf(http), settings);
        http.Items[typeof(Visit)] = visit;
        try
        {
            if (gate.Refusal(http.Request) is { } refusal)
            {
                await RefuseAsync(visit, refusal, StatusCodes.Status403Forbidden).ConfigureAwait(false);
                return;
            }

            if (await EnteredAsync(visit).ConfigureAwait(false))
            {
                return;
            }

            activity.Seen();
            await next().ConfigureAwait(false);
            if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
            {
                throw new CodedException(Faults.ConsoleNoPage(http.Request.Path));
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone.
        }
        catch (Exception error) when (!http.Response.HasStarted && (error is CodedException || Errno.IsSystems(error)))
        {
            var failure = Failures.From(error);
            await RefuseAsync(visit, failure, StatusOf(failure.Code)).ConfigureAwait(false);
        }
    }

    private static BrowserSession Stranger { get; } = new("");

    private static bool IsStranger(Visit visit) => ReferenceEquals(visit.Browser, Stranger);

    // Whether the request was about coming in, and is answered.
    private async Task<bool> EnteredAsync(Visit visit)
    {
        var request = visit.Http.Request;
        if (request.Path == "/" && request.Query.TryGetValue("token", out var given) && given.Count == 1)
        {
            if (tickets.Redeem(given[0] ?? "") is { } cookie)
            {
                SetCookie(visit.Http.Response, gate.Cookie, cookie, isOurs: true);
                Redirect(visit.Http.Response, "/");
                return true;
            }

            if (!IsStranger(visit))
            {
                // The address was opened a second time, in the browser that is in already.
                Redirect(visit.Http.Response, "/");
                return true;
            }

            await visit.SendAsync(EnterPage.Of(visit, Faults.ConsoleTokenWrong()), StatusCodes.Status403Forbidden).ConfigureAwait(false);
            return true;
        }

        if (request.Query.TryGetValue("lang", out var language) && language is ["pl" or "en"] && request.Method == "GET")
        {
            SetCookie(visit.Http.Response, LanguageCookie, language[0]!, isOurs: false);
            Redirect(visit.Http.Response, request.Path + Rest(request.Query));
            return true;
        }

        if (!IsStranger(visit) || Assets.IsForAnybody(request.Path))
        {
            return false;
        }

        if (IsPage(request))
        {
            if (tickets.NewCode() is { } code)
            {
                settings.ShowCode(code);
            }

            await visit.SendAsync(EnterPage.Of(visit, null), StatusCodes.Status401Unauthorized).ConfigureAwait(false);
        }
        else
        {
            await RefuseAsync(visit, Faults.ConsoleTokenWrong(), StatusCodes.Status401Unauthorized).ConfigureAwait(false);
        }

        return true;
    }

    private static Task RefuseAsync(Visit visit, Failure failure, int status)
    {
        var (words, hint) = visit.Words(failure);
        return IsPage(visit.Http.Request)
            ? visit.SendAsync(
                IsStranger(visit) || status == StatusCodes.Status403Forbidden
                    ? EnterPage.Refused(visit, failure)
                    : ProblemPage.Of(visit, failure),
                status
            )
            : visit.SendAsync(
                Value.MapOf(("code", Value.Of(failure.Code)), ("words", Value.Of(words)), ("hint", hint is null ? null : Value.Of(hint))),
                status
            );
    }

    private static bool IsPage(HttpRequest request) =>
        request.Method != "POST" && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/assets");

    private static int StatusOf(string code) =>
        code switch
        {
            Codes.ConsoleNoPage or Codes.RunUnknown or Codes.RunbookUnknown => StatusCodes.Status404NotFound,
            Codes.StationLocked or Codes.PersonNotWaiting => StatusCodes.Status409Conflict,
            Codes.ConsoleUploadTooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status422UnprocessableEntity,
        };

    private Locale LanguageOf(HttpContext http) =>
        http.Request.Cookies[LanguageCookie] switch
        {
            "pl" => Locale.Pl,
            "en" => Locale.En,
            _ => settings.Language,
        };

    private static string Rest(IQueryCollection query)
    {
        var rest = query.Where(static q => q.Key != "lang").SelectMany(static q => q.Value.Select(v => (q.Key, v)));
        var text = string.Join('&', rest.Select(static q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.v ?? "")}"));
        return text.Length == 0 ? "" : "?" + text;
    }

    private static void SetCookie(HttpResponse response, string name, string value, bool isOurs) =>
        response.Cookies.Append(
            name,
            value,
            new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
                MaxAge = isOurs ? null : TimeSpan.FromDays(365),
            }
        );

    private static void Redirect(HttpResponse response, string to)
    {
        // An address that begins with two slashes would lead elsewhere.
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = "/" + to.TrimStart('/', '\\');
    }

    private static void Guarded(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(), microphone=(), payment=(), usb=()";
        headers.CacheControl = "no-store";
    }
}
