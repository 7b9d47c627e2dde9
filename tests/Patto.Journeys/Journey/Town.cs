using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Patto.Localization;
using Patto.Tests;

namespace Patto.Journeys.Journey;

/// <summary>Somebody who works with the platform.</summary>
public sealed record Worker(string Name)
{
    public const string Password = "una frase che ricordo bene";

    /// <summary>anna.ferri@valdoro.example for Anna Ferri.</summary>
    public string Email { get; } = Name.ToLowerInvariant().Replace(' ', '.') + "@valdoro.example";
}

/// <summary>A town on the day it starts: an empty platform behind a real address, a mail server, a clock that only the test moves, and
/// windows for those who come.</summary>
public sealed partial class Town : IAsyncDisposable
{
    private readonly Browser _browser;
    private readonly PlatformHost _host;
    private readonly Dictionary<string, (Window Window, DateTimeOffset SignedIn)> _windows = [];
    private readonly StringWriter _printed = new();

    private Town(Browser browser, bool withMail)
    {
        _browser = browser;
        _host = new()
        {
            Prints = true,
            WithLoops = true,
            Settings = !withMail ? [] : new()
            {
                ["Mail:Host"] = "127.0.0.1",
                ["Mail:Port"] = Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Mail:Certificate"] = Mail.Certificate,
                ["Mail:From"] = "partecipa@valdoro.example"
            },
        };
    }

    /// <summary>The platform behind the address, to prepare what no window is for.</summary>
    public PlatformHost Host => _host;
    public MailSink Mail { get; } = new();
    public string Address { get; private set; } = "";
    public DateOnly Today => Texts.RomeDay(_host.Clock.Now);
    public Stopwatch Watch { get; } = Stopwatch.StartNew();

    /// <param name="withMail">False: the mail server is still to be set.</param>
    public static async Task<Town> StartAsync(Browser browser, bool withMail = true)
    {
        var town = new Town(browser, withMail);
        var screen = Console.Out;
        Console.SetOut(TextWriter.Synchronized(town._printed));
        try
        {
            town._host.Listen();
            for (var tries = 0; tries < 400 && !town.Printed.Contains("Pronto:", StringComparison.Ordinal); tries++) await Task.Delay(25);
        }
        finally
        {
            Console.SetOut(screen);
        }
        town.Address = Ready().Match(town.Printed).Groups[1].Value;
        return town;
    }

    private string Printed { get { lock (_printed) return _printed.ToString(); } }

    /// <summary>The link that the first start prints for who installs the platform.</summary>
    public string FirstLink => First().Match(Printed).Value;

    public void MoveTo(DateOnly day, int hour = 10, int minute = 0)
    {
        var at = Texts.RomeTime(day, new(hour, minute));
        Assert.True(at >= _host.Clock.Now, $"Time goes forward: {at} is before {_host.Clock.Now}.");
        _host.Clock.Now = at;
    }

    public void Wait(TimeSpan time) => _host.Clock.Now += time;

    /// <summary>A passer-by: a window in which nobody is signed in.</summary>
    public async Task<Window> AnybodyAsync(string name, int width = 1280) => new(await _browser.OpenAsync(Address, width), name);

    /// <summary>The worker's window, signed in since not too long ago.</summary>
    public async Task<Window> ComeAsync(Worker worker)
    {
        if (_windows.TryGetValue(worker.Name, out var known)
            && _host.Clock.Now - known.SignedIn < TimeSpan.FromHours(6)) return known.Window;
        var window = known.Window ?? await AnybodyAsync(worker.Name);
        await window.Page.Context.ClearCookiesAsync();
        await window.GoAsync("/accedi");
        await window.FillAsync(("E-mail", worker.Email), ("Password", Worker.Password));
        await window.PressAsync("Accedi");
        Keep(worker, window);
        return window;
    }

    /// <summary>Remembers that the worker is signed in in this window.</summary>
    public void Keep(Worker worker, Window window) => _windows[worker.Name] = (window, _host.Clock.Now);

    public async ValueTask DisposeAsync()
    {
        foreach (var (window, _) in _windows.Values) await window.Page.Context.DisposeAsync();
        await _host.DisposeAsync();
        await Mail.DisposeAsync();
        await _printed.DisposeAsync();
    }

    [GeneratedRegex(@"Pronto: (\S+)")] private static partial Regex Ready();
    [GeneratedRegex(@"http\S+/avvio/\S+")] private static partial Regex First();
}
