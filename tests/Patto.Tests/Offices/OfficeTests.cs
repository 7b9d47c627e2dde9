using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Offices;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Tests.Processes;

namespace Patto.Tests.Offices;

/// <summary>Other offices of the body are asked with a term, answer by the link of their letter, are reminded, and are told what is
/// decided.</summary>
public sealed class OfficeTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _paola = null!;
    private Recorded _voice = null!;
    private string Slug => _process.Slug;

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidi", _town, Role.Officer));
        _voice = await _host.Act(_town, null, async write =>
        {
            var said = await write.Get<ContributionBook>().RecordAsync((await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!,
                new("Manca un autobus la sera.", Via.Web), Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<ContributionBook>().PublishAsync(said.Id, Cancel);
            return said;
        });
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync(OfficeUrls.All,
            new() { ["Name"] = "Ufficio mobilità", ["Mail"] = "mobilita@comune.esempio.it" })).StatusCode);
    }

    private Task<Office> OfficeAsync() => _host.InDb(db => db.Set<Office>().AsNoTracking().SingleAsync(Cancel));
    private Task<OfficeQuestion> QuestionAsync() => _host.InDb(db => db.Set<OfficeQuestion>().AsNoTracking().SingleAsync(Cancel));
    private Task<List<Letter>> LettersAsync() => _host.InDb(db => db.Set<Letter>().AsNoTracking()
        .Where(l => l.Address == "mobilita@comune.esempio.it").OrderBy(l => l.Created).ToListAsync(Cancel));

    private async Task<HttpResponseMessage> AskAsync(string text, bool inPublic = true, string? code = null) => await _paola.PostAsync(
        OfficeUrls.Ask(Slug, code ?? _voice.Code), new()
        {
            ["Chosen"] = (await OfficeAsync()).Id.ToString(),
            ["Text"] = text,
            ["Due"] = "2026-04-10",
            ["IsPublic"] = inPublic ? "true" : "false",
        });

    private async Task<string> TokenAsync() => _host.Services.GetRequiredService<OfficeTokens>().For(await QuestionAsync());

    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    private async Task RemindAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await RemindOfficesByItself.RunAsync(scope.ServiceProvider, Cancel);
    }

    [Fact]
    public async Task An_office_is_asked_answers_by_its_link_and_its_public_answer_is_read()
    {
        await TownAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync("Si può?", code: "XXX-C9999")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync("Si può aggiungere una corsa alle 22?")).StatusCode);
        var letter = Assert.Single(await LettersAsync());
        var token = await TokenAsync();
        Assert.DoesNotContain(token[..40], letter.Body + letter.LinkUrl, StringComparison.Ordinal);

        var office = _host.Visitor();
        var page = await TextOf(office, OfficeUrls.Reply(token));
        foreach (var words in new[] { "Si può aggiungere una corsa alle 22?", "Manca un autobus la sera.", "La risposta si pubblica" })
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.PostAsync(OfficeUrls.Reply(token),
            new() { ["Answer"] = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await office.PostAsync(OfficeUrls.Reply(token),
            new() { ["Answer"] = "Sì, da settembre." })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await office.PostAsync(OfficeUrls.Reply(token),
            new() { ["Answer"] = "Sì, da ottobre." })).StatusCode);
        var question = await QuestionAsync();
        Assert.Equal(("Sì, da ottobre.", true, "Sì, da settembre."),
            (question.Answer, question.ByLink, Assert.Single(question.Former!).Answer));
        foreach (var url in new[] { OfficeUrls.Answers(Slug), $"/filo/{_voice.Code}" })
            Assert.Contains("Sì, da ottobre.", await TextOf(_host.Visitor(), url), StringComparison.Ordinal);
        Assert.Contains("Sì, da ottobre.", await (await _host.Visitor().GetAsync(OpenDataUrls.Show(Slug, "risposte-uffici", "csv"))).Content
            .ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(OfficeUrls.Reply("inventato"))).StatusCode);
        foreach (var url in new[] { OfficeUrls.All, OfficeUrls.Questions(Slug), OfficeUrls.Ask(Slug) })
            Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_stays_within_is_read_by_who_works_here_alone()
    {
        await TownAsync();
        await AskAsync("Si può aggiungere una corsa alle 22?", inPublic: false);
        var question = await QuestionAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync(OfficeUrls.Question(Slug, question.Id.Value),
            new() { ["Answer"] = "Al telefono: no." }, "form#scrivi")).StatusCode);
        Assert.False((await QuestionAsync()).ByLink);
        Assert.Contains("Al telefono: no.", await TextOf(_paola, OfficeUrls.Question(Slug, question.Id.Value)), StringComparison.Ordinal);
        foreach (var url in new[] { OfficeUrls.Answers(Slug), $"/filo/{_voice.Code}" })
            Assert.DoesNotContain("Al telefono", await TextOf(_host.Visitor(), url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_term_is_reminded_of_before_and_after_shows_on_the_dashboard_and_at_the_closing()
    {
        await TownAsync();
        await AskAsync("Si può aggiungere una corsa alle 22?");
        await RemindAsync();
        Assert.Single(await LettersAsync());
        _host.Clock.Now = new(2026, 4, 8, 9, 0, 0, TimeSpan.Zero);
        await RemindAsync();
        await RemindAsync();
        Assert.Equal(2, (await LettersAsync()).Count);
        _host.Clock.Now = new(2026, 4, 11, 9, 0, 0, TimeSpan.Zero);
        await RemindAsync();
        await RemindAsync();
        Assert.Equal(3, (await LettersAsync()).Count);
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Rita Bonora", _town, Role.Curator));
        Assert.Contains("Un ufficio non ha risposto entro il termine", await TextOf(_paola, ProcessUrls.Dashboard(Slug)), StringComparison.Ordinal);
        var left = await _host.Act(_town, null, async write => await write.Get<ClosingBook>().OpenAsync(
            (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!, Cancel));
        Assert.Single(left.Single(k => k.Key == "uffici").Ends);

        var question = await QuestionAsync();
        var url = OfficeUrls.Question(Slug, question.Id.Value);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _paola.PostAsync(url, new() { ["Why"] = "" }, "form#ritira")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync(url, new() { ["Why"] = "La corsa c'è già." },
            "form#ritira")).StatusCode);
        Assert.Contains("La corsa c'è già.", (await LettersAsync())[^1].Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(OfficeUrls.Reply("x"))).StatusCode);
        Assert.Contains("non serve più una risposta", await TextOf(_host.Visitor(), OfficeUrls.Reply(await TokenAsync())),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_office_that_only_is_to_be_told_gets_a_letter_when_it_is_decided()
    {
        await TownAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync("")).StatusCode);
        Assert.False((await QuestionAsync()).WantsAnswer);
        await _host.Act(_town, null, async write =>
        {
            // The voice grounds what is decided.
            var item = new Subject("proposal", Guid.CreateVersion7());
            await write.Get<Filo>().TieAsync(_voice.Subject, Relation.GatheredInto, item, _process.Subject, cancel: Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await ActivatorUtilities.CreateInstance<TellTheOffices>(write.Get<IServiceProvider>()).HandleAsync(new(default, default,
                _process.Id, "52/2026", new(2026, 3, 1), [new(default, item, Settled.Accepted)]), Cancel);
            return 0;
        });
        var letters = await LettersAsync();
        Assert.Equal(2, letters.Count);
        Assert.Contains("52/2026", letters[1].Body, StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(OfficesTold), Cancel)));
    }
}
