using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Patto.Journeys.Journey;

/// <summary>What somebody has on the screen. Fields, buttons and links are named as they are read there.</summary>
public sealed partial class Window(IPage page, string owner)
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("PATTO_SHOTS");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private ILocator? _part;
    private int _status = 200;
    private string _answered = "";

    public IPage Page { get; } = page;
    public string Path => new Uri(Page.Url).PathAndQuery;

    public Task GoAsync(string address) =>
        LeaveAsync($"go to {address}", () => Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit }), 200);

    /// <summary>Follows a link by its whole text.</summary>
    public Task FollowAsync(string link) => LeaveAsync($"follow «{link}»", () => Named(AriaRole.Link, link).First.ClickAsync(), 200);

    /// <summary>Presses a button by its whole text.</summary>
    /// <param name="answer">What the server should answer; 422 is a refused form, shown again.</param>
    public Task PressAsync(string button, int answer = 200) =>
        LeaveAsync($"press «{button}»", () => Named(AriaRole.Button, button).ClickAsync(), answer);

    public Task FillAsync(string field, string text) => DoAsync($"fill «{field}»", () => Field(field).FillAsync(text));

    public async Task FillAsync(params (string Field, string Text)[] form)
    {
        foreach (var (field, text) in form) await FillAsync(field, text);
    }

    /// <summary>A date as the browser's own date field takes it.</summary>
    public Task FillAsync(string field, DateOnly day) =>
        FillAsync(field, day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Chooses a line of a list.</summary>
    public Task ChooseAsync(string field, string line) =>
        DoAsync($"choose «{line}» in «{field}»", () => Field(field).SelectOptionAsync(new SelectOptionValue { Label = line }));

    public Task AgreeAsync(string box) => DoAsync($"choose «{box}»", () => Box(box).CheckAsync());

    /// <summary>Ticks what begins with these codes: a voice in a list.</summary>
    public async Task TickAsync(params string[] codes)
    {
        foreach (var code in codes) await DoAsync($"tick {code}", () =>
            Where.GetByLabel(new Regex($"^\\s*{Regex.Escape(code)}\\b")).CheckAsync());
    }

    public Task UntickAsync(string box) => DoAsync($"untick «{box}»", () => Box(box).UncheckAsync());

    /// <summary>Unfolds what is folded under these words.</summary>
    public Task UnfoldAsync(string words) =>
        DoAsync($"unfold «{words}»", () => Where.Locator("summary").GetByText(words, new() { Exact = true }).ClickAsync());

    public Task SeeAsync(string words) =>
        DoAsync($"see «{words}»", () => Assertions.Expect(Where.GetByText(words).First).ToBeVisibleAsync());

    public async Task<string> TextAsync() => await Page.Locator("main").InnerTextAsync();

    /// <summary>The first code of that letter on the page: <c>LWF-C0012</c> for C.</summary>
    public async Task<string> CodeAsync(char letter) =>
        Code().Matches(await TextAsync()).Select(m => m.Value).First(c => c[c.IndexOf('-', StringComparison.Ordinal) + 1] == letter);

    /// <summary>The code beside these words: in the same row or card.</summary>
    public async Task<string> CodeAsync(char letter, string words)
    {
        using var card = In(words);
        var text = "";
        await DoAsync($"find the code of «{words}»", async () => text = await Where.InnerTextAsync());
        return Code().Matches(text).Select(m => m.Value).First(c => c[c.IndexOf('-', StringComparison.Ordinal) + 1] == letter);
    }

    public Task<string> ValueAsync(string field) => Field(field).InputValueAsync();

    public Task<bool> HasAsync(string button) => Named(AriaRole.Button, button).IsVisibleAsync();

    /// <summary>Only the smallest part of the page that holds this heading or label: a form, a card, a row.</summary>
    public IDisposable In(string heading)
    {
        _part = Page.Locator("main").Locator("section, form, fieldset, article, li, tr, details")
            .Filter(new() { Has = Page.GetByText(heading, new() { Exact = true }) }).Last;
        return new Leaving(this);
    }

    /// <summary>A picture for who wants to look, at a desk and on a telephone.</summary>
    public async Task ShowAsync(string name)
    {
        if (Shots is null) return;
        foreach (var (width, height) in new[] { (1280, 900), (390, 844) })
        {
            await Page.SetViewportSizeAsync(width, height);
            await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Shots, $"{name}-{width}.png"), FullPage = true });
        }
        await Page.SetViewportSizeAsync(1280, 900);
    }

    /// <summary>A file behind a link, as it is downloaded.</summary>
    public async Task<byte[]> DownloadAsync(string link)
    {
        var address = await Named(AriaRole.Link, link).First.EvaluateAsync<string>("a => a.href");
        var answer = await Page.Context.APIRequest.GetAsync(address, new() { Timeout = 90_000 });
        Assert.True(answer.Ok, $"{address}: {answer.Status}");
        return await answer.BodyAsync();
    }

    /// <summary>A button that changes its own part of the page only, where another one then stands.</summary>
    public Task TickAsync(string name, string becomes) => DoAsync($"press «{name}»", async () =>
    {
        await Named(AriaRole.Button, name).First.ClickAsync();
        await Named(AriaRole.Button, becomes).First.WaitForAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
    });

    /// <summary>Takes the note that is in the field: the page stays, and shows it with its code when it has arrived.</summary>
    public Task NoteAsync(string words) => DoAsync($"note «{words}»", async () =>
    {
        await Named(AriaRole.Button, "Aggiungi la nota").ClickAsync();
        await Page.Locator("#note [data-code]", new() { HasText = words }).First
            .WaitForAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
    });

    private ILocator Where => _part ?? Page.Locator("body");

    // Hidden words that go on after the shown ones may be read with a space between.
    private ILocator Named(AriaRole role, string name) =>
        Where.GetByRole(role, new()
        {
            NameRegex = new Regex("^\\s*" + Plain(name).Replace(":", "\\s*:", StringComparison.Ordinal)
            + "\\s*$")
        });

    private static string Plain(string words) => Regex.Escape(words).Replace("\\ ", " ", StringComparison.Ordinal);

    private ILocator Field(string label) => Where.GetByLabel(new Regex("^\\s*" + Plain(label) + "( \\(facoltativo\\))?\\s*$"));

    private ILocator Box(string label) => Where.GetByLabel(label, new() { Exact = true });

    private async Task LeaveAsync(string what, Func<Task> act, int expected)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? _, IPage __) => loaded.TrySetResult();
        void Answered(object? _, IResponse answer)
        {
            if (answer.Request.IsNavigationRequest && answer.Status is < 300 or >= 400) (_status, _answered) = (answer.Status, answer.Url);
        }
        Page.DOMContentLoaded += Loaded;
        Page.Response += Answered;
        try
        {
            await DoAsync(what, async () => { await act(); await loaded.Task.WaitAsync(Patience); });
        }
        finally
        {
            Page.DOMContentLoaded -= Loaded;
            Page.Response -= Answered;
        }
        _part = null;
        if (_status != expected) throw new InvalidOperationException(
            $"{owner} wanted to {what}: {_answered} answered {_status}, not {expected}.\n{await TextAsync()}");
    }

    private async Task DoAsync(string what, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is PlaywrightException or TimeoutException)
        {
            await ShowAsync("fault");
            throw new InvalidOperationException($"{owner} could not {what} at {Path}: {fault.Message.Split('\n')[0]}\n{await TextAsync()}",
                fault);
        }
    }

    [GeneratedRegex(@"\b[A-Z]{2,8}-[A-Z]\d{4}\b")] private static partial Regex Code();

    private sealed class Leaving(Window window) : IDisposable
    {
        public void Dispose() => window._part = null;
    }
}
