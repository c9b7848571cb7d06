using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Station.Library;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>The runbooks of the station, for whoever edits them.</summary>
internal static class WorkshopPage
{
    internal static Html Of(Visit visit)
    {
        var own = Own(visit)
            .Select(i =>
                Html.Of(
                    $"""
                    <li class="card"><h2><a href="/workshop/{i.Name}">{i.Name}</a></h2><p class="soft">{i.Path}</p></li>
                    """
                )
            );
        return Layout.Page(
            visit,
            visit.Say(Says.ConsoleWorkshop),
            Html.Of(
                $"""<h1>{visit.Say(Says.ConsoleWorkshop)}</h1><p>{visit.Say(Says.ConsoleWorkshopWhy)}</p><ul class="cards">{own}</ul>"""
            ),
            "/workshop"
        );
    }

    /// <summary>One runbook: its text, what is found in it, its flow and its tests.</summary>
    internal static Html Editor(Visit visit)
    {
        var name = visit.Route("name");
        var bytes = visit.Work.Station.Disk.ReadAll(FileOf(visit, name));
        var text = Encoding.UTF8.GetString(bytes);

        // An editor makes the styles of its own elements: those that carry this page's number, and no others.
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        visit.Http.Response.Headers.ContentSecurityPolicy = visit
            .Http.Response.Headers.ContentSecurityPolicy.ToString()
            .Replace("style-src 'self'", $"style-src-attr 'unsafe-inline'; style-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);
        var digest = DigestOf(bytes);
        return Layout.Page(
            visit,
            name,
            Html.Of(
                $"""
                <header class="run"><h1>{name}</h1></header>
                <section class="editing" data-editor="{name}" data-nonce="{nonce}" data-digest="{digest}"
                data-lines="{(text.Contains("\r\n", StringComparison.Ordinal) ? "crlf" : "lf")}"
                data-unsaved="{visit.Say(Says.ConsoleUnsaved)}"
                data-saved="{visit.Say(Says.ConsoleSaved)}" data-clean="{visit.Say(Says.ConsoleNoFindings)}">
                <textarea aria-label="{name}" spellcheck="false" rows="30" readonly>{Html.Exactly(text)}</textarea>
                <p class="actions"><button class="main" data-save>{visit.Say(Says.ConsoleSave)}</button>
                <button class="plain" data-test>{visit.Say(Says.ConsoleRunTests)}</button>
                <a class="button plain" href="/start/{name}">{visit.Say(Says.ConsoleToStart)}</a> <span role="status" class="said"></span>
                </p>
                <p class="problem" role="alert"></p>
                <section><h2>{visit.Say(Says.ConsoleFindings)}</h2><ul class="findings" aria-live="polite"></ul></section>
                <section class="tests" aria-live="polite"></section></section>
                <section><h2>{visit.Say(Says.ConsoleFlow)}</h2><p class="drawing">
                <img alt="{visit.Say(Says.ConsoleFlow)}: {name}" src="/start/{name}/flow.svg" data-flow></p></section>
                """
            ),
            "/workshop"
        );
    }

    /// <summary>Tells a text from every other.</summary>
    internal static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The file of one of the station's own runbooks.</summary>
    /// <exception cref="CodedException"><c>console.no-page</c></exception>
    internal static string FileOf(Visit visit, string name) =>
        Own(visit).FirstOrDefault(i => i.Name == name) is { } item
            ? Path.GetFullPath(item.Path, visit.Work.Station.Root)
            : throw new CodedException(Faults.ConsoleNoPage("/workshop/" + name));

    // Those that lie in the station's own directory of runbooks: packs are sealed, and what is built in is in the program.
    private static IEnumerable<LibraryItem> Own(Visit visit)
    {
        var place = Path.Combine(visit.Work.Station.Root, "runbooks") + Path.DirectorySeparatorChar;
        return visit.Work.Library.Items.Where(i =>
            i.Pack is null
            && File.Exists(Path.GetFullPath(i.Path, visit.Work.Station.Root))
            && Path.GetFullPath(i.Path, visit.Work.Station.Root).StartsWith(place, StringComparison.Ordinal)
        );
    }
}
