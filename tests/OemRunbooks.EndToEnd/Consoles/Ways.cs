using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OemRunbooks.EndToEnd.Browser;
using Xunit;

namespace OemRunbooks.EndToEnd.Consoles;

/// <summary>The three people's ways through the console, in a real browser.</summary>
public sealed class Ways : IAsyncLifetime, IDisposable
{
    private readonly List<string> outside = [];
    private readonly List<string> complaints = [];
    private readonly ServedStation served = new();
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Chromium.Path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
            }
        );
        page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        page.Request += (_, r) =>
        {
            if (!r.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) && !r.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                outside.Add(r.Url);
            }
        };
        page.Console += (_, m) =>
        {
            if (m.Type == "error")
            {
                complaints.Add(m.Text);
            }
        };
        page.PageError += (_, e) => complaints.Add(e);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        Assert.Empty(outside);
    }

    public void Dispose() => served.Dispose();

    [NeedsPageFact]
    public async Task A_technician_updates_the_customer_without_a_manual()
    {
        await EnterAsync();

        // Three clicks: the runbook, its start, its report.
        await page.GetByRole(AriaRole.Link, new() { Name = "Client update" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/run/"));
        await Assertions.Expect(page.Locator(".pill.good")).ToContainTextAsync("succeeded", new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Report", Exact = true }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("iframe.report").Locator("h1")).ToContainTextAsync("Client update");
        Assert.Empty(outside);
        Assert.Empty(complaints);
        Assert.Single(served.Runs);
    }

    [NeedsPageFact]
    public async Task A_list_is_ticked_taken_back_and_finished_with_its_comments()
    {
        await EnterAsync();
        await StartAsync("installer-acceptance");
        var boxes = page.Locator("input[name=ticked]");
        await Assertions.Expect(boxes.First).ToBeVisibleAsync();
        var count = await boxes.CountAsync();
        await AnsweredAsync("\"ticked\":[\"item-1\"]", () => boxes.First.CheckAsync());
        await AnsweredAsync("\"unticked\":[\"item-1\"]", () => boxes.First.UncheckAsync());
        await page.Locator("input[name='comments.item-2']").FillAsync("<b>twice</b>");
        for (var i = 0; i < count; i++)
        {
            await boxes.Nth(i).CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Finish the list" }).ClickAsync();
        await page.GetByLabel("Who accepts on the customer's side").FillAsync("Anna Nowak");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(page.Locator(".pill.good")).ToContainTextAsync("succeeded", new() { Timeout = 20_000 });
        Assert.Contains("<b>twice</b>", File.ReadAllText(served.Station.Journal(served.Runs[0])), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [NeedsPageFact]
    public async Task What_was_killed_under_the_page_goes_on_in_the_next_one()
    {
        await EnterAsync();
        await StartAsync("installer-acceptance");
        await Assertions.Expect(page.Locator("input[name=ticked]").First).ToBeVisibleAsync();
        served.Kill();
        await Assertions.Expect(page.Locator("#notices")).ToContainTextAsync("does not answer", new() { Timeout = 10_000 });

        using var next = new ServedStation(served.Station);
        await page.GotoAsync(next.Address.AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new() { Name = "Answer" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("input[name=ticked]").First).ToBeVisibleAsync();
        foreach (var box in await page.Locator("input[name=ticked]").AllAsync())
        {
            await box.CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Finish the list" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Who accepts on the customer's side")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        Assert.Single(served.Runs);
        Assert.Contains("\"type\":\"run.resumed\"", File.ReadAllText(served.Station.Journal(served.Runs[0])), StringComparison.Ordinal);
    }

    [NeedsPageFact]
    public async Task An_answer_given_elsewhere_takes_the_question_off_the_page()
    {
        await EnterAsync();
        await StartAsync("installer-acceptance");
        await Assertions.Expect(page.Locator("input[name=ticked]").First).ToBeVisibleAsync();
        Assert.Equal(0, served.Station.Run("confirm", "last", "checklist", "--tick", "all").ExitCode);
        await Assertions.Expect(page.GetByLabel("Who accepts on the customer's side")).ToBeVisibleAsync(new() { Timeout = 10_000 });
    }

    [NeedsPageFact]
    public async Task An_auditor_sees_the_verdict_the_replay_and_each_entry()
    {
        Assert.Equal(0, served.Station.Run("run", "client-update").ExitCode);
        await EnterAsync();
        await page.GotoAsync($"{served.Plain}/run/{served.Runs[0]}/audit");
        await Assertions.Expect(page.Locator(".card.good").First).ToContainTextAsync("VALID");
        await Assertions.Expect(page.Locator("#replay")).ToContainTextAsync("as the runbook prescribes");
        await page.Locator(".entries a").Nth(5).ClickAsync();
        await Assertions.Expect(page.Locator("#at")).ToContainTextAsync("after entry");
        await page.GetByLabel("A receipt written down elsewhere").FillAsync("AAAA-AAAA-AAAA-AAAA");
        await page.Locator("form", new() { Has = page.Locator("#receipt") }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".problem:not(:empty)").First).ToContainTextAsync("does not fit");
        Assert.Empty(complaints);
    }

    [NeedsPageFact]
    public async Task A_lead_writes_sees_what_is_wrong_and_saves()
    {
        Own("hardware-drift");
        await EnterAsync();
        await page.GotoAsync($"{served.Plain}/workshop/hardware-drift");
        await Assertions.Expect(page.Locator(".findings")).ToContainTextAsync("Nothing to remark");
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.TypeAsync("nonsense: 1\n");
        await Assertions.Expect(page.Locator(".findings")).ToContainTextAsync("RB0101", new() { Timeout = 15_000 });
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.TypeAsync("# Ours.\n");
        await Assertions.Expect(page.Locator(".findings")).Not.ToContainTextAsync("RB0101", new() { Timeout = 15_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".said")).ToContainTextAsync("Saved");
        Assert.StartsWith("# Ours.\n", File.ReadAllText(served.Station["runbooks/hardware-drift.yaml"]), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [NeedsPageFact]
    public async Task Every_page_can_be_read_by_everybody()
    {
        Assert.Equal(0, served.Station.Run("run", "client-update").ExitCode);
        Assert.NotEqual(1, served.Station.Run("run", "installer-acceptance").ExitCode);
        Own("hardware-drift");
        await EnterAsync();
        var done = served.Runs.First(static r => r.Contains("client-update", StringComparison.Ordinal));
        var waiting = served.Runs.First(static r => r.Contains("installer", StringComparison.Ordinal));
        string[] pages =
        [
            "/",
            "/runs",
            "/start/client-update",
            $"/run/{done}",
            $"/run/{waiting}",
            $"/run/{done}/audit",
            "/workshop",
            "/workshop/hardware-drift",
            "/nowhere",
        ];
        var found = new List<string>();
        foreach (var (path, language, scheme) in pages.SelectMany(p => Looks.Select(l => (p, l.Language, l.Scheme))))
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.GotoAsync($"{served.Plain}{path}?lang={language}");
            if (path.Contains("/workshop/", StringComparison.Ordinal))
            {
                await Assertions.Expect(page.Locator(".cm-content")).ToBeVisibleAsync();
            }

            var result = await page.RunAxe();
            found.AddRange(result.Violations.SelectMany(v => v.Nodes.Select(n => $"{path} {language} {scheme}: {v.Id}: {n.Html}")));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static readonly (string Language, ColorScheme Scheme)[] Looks = [("pl", ColorScheme.Light), ("en", ColorScheme.Dark)];

    // A copy of a built-in runbook that the station edits.
    private void Own(string runbook)
    {
        var made = served.Station.Run("show", runbook, "--format", "yaml");
        Directory.CreateDirectory(served.Station["runbooks"]);
        File.WriteAllText(served.Station[$"runbooks/{runbook}.yaml"], made.Out);
    }

    private async Task EnterAsync()
    {
        await page.GotoAsync(served.Address.AbsoluteUri);
        Assert.DoesNotContain("token", page.Url, StringComparison.Ordinal);
    }

    private async Task StartAsync(string runbook)
    {
        await page.GotoAsync($"{served.Plain}/start/{runbook}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/run/"));
    }

    // The page is made anew once what was answered stands in the journal.
    private async Task AnsweredAsync(string words, Func<Task> answer)
    {
        var entry = page.Locator("[data-seq]");
        var before = await entry.GetAttributeAsync("data-seq");
        await answer();
        await Assertions.Expect(entry).Not.ToHaveAttributeAsync("data-seq", before!);
        Assert.Contains(words, File.ReadAllText(served.Station.Journal(served.Runs[0])), StringComparison.Ordinal);
    }
}
