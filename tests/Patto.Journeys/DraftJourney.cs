using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>What somebody wrote and did not send is offered again on their own device, and on no other's.</summary>
public sealed class DraftJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private const string Voice = "/percorsi/laboratorio-welfare/contributi/nuovo", Texts = "/percorsi/laboratorio-welfare/modifica";

    private static ILocator Offer(IPage page) => page.Locator("p.draft");

    private static Task<int> CountAsync(IPage page, string store) =>
        page.EvaluateAsync<int>($"Object.keys({store}).filter(k => k.startsWith('bozza:')).length");

    private static async Task WriteAsync(IPage page, string label, string text, string store)
    {
        await page.GetByLabel(label).FillAsync(text);
        await KeptAsync(page, store);
    }

    // The page lets no text be run as script, so the device is asked from outside until the draft is there.
    private static async Task KeptAsync(IPage page, string store)
    {
        for (var tries = 0; tries < 100 && await CountAsync(page, store) == 0; tries++) await page.WaitForTimeoutAsync(100);
        Assert.Equal(1, await CountAsync(page, store));
    }

    // A page's script may run after its heading was seen.
    private static async Task GoneAsync(IPage page)
    {
        for (var tries = 0; tries < 100 && await AllAsync() > 0; tries++) await page.WaitForTimeoutAsync(100);
        Assert.Equal(0, await AllAsync());
        async Task<int> AllAsync() => await CountAsync(page, "localStorage") + await CountAsync(page, "sessionStorage");
    }

    private async Task<IPage> SignInAsync(string name, bool shared)
    {
        var page = await browser.OpenAsync(town.Address);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync(name + "@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await page.GetByLabel("È un computer condiviso").SetCheckedAsync(shared);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        return page;
    }

    [Fact]
    public async Task A_voice_that_was_not_sent_is_offered_again_in_the_same_tab_and_longer_where_it_is_ticked()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: seen on SQLite.");
        var page = await browser.OpenAsync(town.Address, 390);
        await page.GotoAsync(Voice);
        await WriteAsync(page, "Il tuo contributo", "Una panchina davanti alla posta.", "sessionStorage");
        await page.ReloadAsync();
        await Assertions.Expect(Offer(page)).ToContainTextAsync("C'è una bozza del");
        await page.GetByRole(AriaRole.Button, new() { Name = "riprendila" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Il tuo contributo")).ToHaveValueAsync("Una panchina davanti alla posta.");
        Assert.Equal(0, await CountAsync(page, "localStorage"));

        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(Voice);
        await Assertions.Expect(Offer(second)).ToHaveCountAsync(0);
        await page.GetByLabel("Tieni la bozza su questo telefono").CheckAsync();
        await KeptAsync(page, "localStorage");
        // As long as the first tab is open it may keep once more what stands in it.
        await page.CloseAsync();
        await second.ReloadAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "buttala" }).ClickAsync();
        await GoneAsync(second);

        await WriteAsync(second, "Il tuo contributo", "Una luce al sottopasso, di sera non si vede niente.", "localStorage");
        await second.GetByLabel("Ho letto l'informativa").CheckAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Invia il contributo" }).ClickAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Ricevuto, grazie" })).ToBeVisibleAsync();
        await GoneAsync(second);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_reason_in_a_fold_whose_sending_the_network_cut_is_offered_again_where_it_is_seen()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: seen on SQLite.");
        const string why = "Il Consiglio si riunisce dopo le feste.", steps = "/percorsi/laboratorio-welfare/passi";
        var page = await SignInAsync("anna.ferri", shared: false);
        await page.GotoAsync(steps);
        var form = page.Locator("form[id^=ritardo-]").First;
        await page.Locator("details", new() { Has = form }).First.Locator("summary").ClickAsync();
        await form.GetByLabel("Perché è o sarà in ritardo").FillAsync(why);
        await KeptAsync(page, "localStorage");
        await Browser.CutAsync(page, () => form.GetByRole(AriaRole.Button, new() { Name = "Spiega il ritardo" }).ClickAsync());
        await page.GotoAsync(steps);
        await Assertions.Expect(Offer(page)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "riprendila" }).ClickAsync();
        await Assertions.Expect(page.Locator("form[id^=ritardo-]").First.GetByLabel("Perché è o sarà in ritardo")).ToHaveValueAsync(why);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_voice_whose_sending_the_network_cut_is_offered_again_and_gone_once_it_was_sent()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: seen on SQLite.");
        const string voice = "Un gradino in meno davanti alla farmacia, per chi ha il passeggino.";
        var page = await browser.OpenAsync(town.Address, 390);
        await page.GotoAsync(Voice);
        await WriteAsync(page, "Il tuo contributo", voice, "sessionStorage");
        await page.GetByLabel("Ho letto l'informativa").CheckAsync();
        await Browser.CutAsync(page, () => page.GetByRole(AriaRole.Button, new() { Name = "Invia il contributo" }).PressAsync("Enter"));
        // Not Back, which a phone may have forgotten: another page first, then the form anew.
        await page.GotoAsync("/percorsi");
        await page.GotoAsync(Voice);
        await page.GetByRole(AriaRole.Button, new() { Name = "riprendila" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Il tuo contributo")).ToHaveValueAsync(voice);
        await page.GetByLabel("Ho letto l'informativa").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Invia il contributo" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ricevuto, grazie" })).ToBeVisibleAsync();
        await GoneAsync(page);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task An_officer_finds_a_text_again_after_a_refusal_and_leaves_nothing_when_signing_out()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: seen on SQLite.");
        var page = await SignInAsync("anna.ferri", shared: false);
        await page.GotoAsync(Texts);
        await WriteAsync(page, "Che cosa si decide, in due righe", "Righe scritte a metà.", "localStorage");
        await page.GotoAsync("/percorsi");
        await page.GotoAsync(Texts);
        await page.GetByRole(AriaRole.Button, new() { Name = "riprendila" }).ClickAsync();
        await page.GetByLabel("Titolo", new() { Exact = true }).FillAsync("");
        await page.Locator("#parte").GetByRole(AriaRole.Button, new() { Name = "Salva" }).ClickAsync();
        await Assertions.Expect(page.Locator(".errors")).ToBeVisibleAsync();
        Assert.Equal(1, await CountAsync(page, "localStorage"));

        await page.GotoAsync("/esci");
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Esci", Exact = true })
            .ClickAsync());
        await GoneAsync(page);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task An_agreement_that_is_added_does_not_empty_the_minutes_being_typed()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: seen on SQLite.");
        const string minutes = "Si comincia alle sei; il resto lo scrivo dopo.";
        var page = await SignInAsync("anna.ferri", shared: false);
        var meeting = await town.Host.InDb(db => db.Set<Meeting>().AsNoTracking().Where(m => m.State == MeetingState.Published)
            .OrderBy(m => m.Start).FirstAsync());
        await page.GotoAsync(MeetingUrls.Part("laboratorio-welfare", meeting.Id.Value, "verbale"));
        await WriteAsync(page, "Testo", minutes, "localStorage");
        var form = page.Locator("#accordo");
        await form.GetByLabel("Che cosa", new() { Exact = true }).FillAsync("Chiedere la palestra per giovedì.");
        await form.GetByLabel("Chi", new() { Exact = true }).FillAsync("Rita");
        await Browser.LoadAsync(page, () => form.GetByRole(AriaRole.Button, new() { Name = "Aggiungi" }).ClickAsync());
        await Assertions.Expect(page.GetByText("Chiedere la palestra per giovedì.").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "riprendila" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Testo")).ToHaveValueAsync(minutes);
        await Assertions.Expect(form.GetByLabel("Che cosa", new() { Exact = true })).ToHaveValueAsync("");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task On_a_shared_computer_nothing_of_what_is_written_stays()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: seen on SQLite.");
        var page = await SignInAsync("anna.ferri", shared: true);
        await page.GotoAsync(Texts);
        await page.EvaluateAsync("localStorage.setItem('bozza:vecchia', '{}')");
        await page.ReloadAsync();
        await page.GetByLabel("Che cosa si decide, in due righe").FillAsync("Righe scritte in biblioteca.");
        await page.Locator("#parte").GetByRole(AriaRole.Button, new() { Name = "Salva" }).FocusAsync();
        await page.WaitForTimeoutAsync(800);
        Assert.Equal((0, 0), (await CountAsync(page, "localStorage"), await CountAsync(page, "sessionStorage")));
        await page.GotoAsync("/accedi");
        await Assertions.Expect(page.GetByLabel("È un computer condiviso")).ToBeCheckedAsync();
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Who_was_overtaken_and_who_must_sign_in_again_reads_it_without_barriers()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: seen on SQLite.");
        var page = await SignInAsync("anna.ferri", shared: true);
        await page.GotoAsync(Texts);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(Texts);
        Assert.NotEqual(409, await SaveAsync(other, "Righe di chi salva per primo."));
        Assert.Equal(409, await SaveAsync(page, "Righe di chi salva per secondo."));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Le due versioni" })).ToBeVisibleAsync();
        await page.DemandSoundAsync();

        await page.Context.ClearCookiesAsync();
        Assert.Equal(401, await SaveAsync(page, "Righe scritte dopo che l'accesso è finito."));
        await page.DemandSoundAsync();
        await page.Context.DisposeAsync();
    }

    private static async Task<int> SaveAsync(IPage page, string lines)
    {
        await page.GetByLabel("Che cosa si decide, in due righe").FillAsync(lines);
        var answer = page.WaitForResponseAsync(r => r.Request.Method == "POST");
        await Browser.LoadAsync(page, () => page.Locator("#parte").GetByRole(AriaRole.Button, new() { Name = "Salva" }).ClickAsync());
        return (await answer).Status;
    }
}
