using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Tests.Processes;

namespace Patto.Tests.Documents;

/// <summary>Whoever comments or asks for a change holds a code and eight letters: they find it again, read what became of it and take it
/// back. Whoever says who is missing holds a code.</summary>
public sealed partial class RemarkReceiptTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [GeneratedRegex("[A-Z]{4}-[A-Z]{4}")] private static partial Regex Letters();

    private static string MainOf(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("main")!.TextContent;

    private static async Task<string> GoAsync(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The address of the receipt and the letters that it shows.</summary>
    private async Task<(string Page, string Secret)> ReceiptAsync(Task<HttpResponseMessage> sent)
    {
        var page = await GoAsync(sent);
        var secret = Letters().Match(MainOf(await _host.Visitor().ReadAsync(page))).Value.Replace("-", "", StringComparison.Ordinal);
        Assert.Equal(8, secret.Length);
        // Without what travelled sealed beside it the letters are shown no more.
        Assert.DoesNotMatch(Letters(), MainOf(await _host.Visitor().ReadAsync(page.Split('?')[0])));
        return (page.Split('?')[0], secret);
    }

    private async Task SaysAsync(string code, string words, string never)
    {
        var said = MainOf(await _host.Visitor().ReadAsync($"/filo/{code}"));
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain(never, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remark_is_found_again_followed_and_taken_back()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var document = await _host.DocumentAsync(town, process);
        var article = DocumentUrls.Article(process.Slug, document.Id, "art_2");

        // A comment.
        var (page, secret) = await ReceiptAsync(_host.Visitor().PostAsync(article,
            new() { ["Text"] = "La parola che non si trova.", ["Channel"] = "None" }));
        var comment = await _host.InDb(db => db.Set<Comment>().AsNoTracking().SingleAsync(Cancel));
        Assert.NotEqual(secret, comment.SecretHash);
        await SaysAsync(comment.Code!, "È in lettura", "La parola");
        Assert.Equal($"/voce/{secret}", await GoAsync(_host.Visitor().GetAsync($"/filo?codice={secret.ToLowerInvariant()}")));
        Assert.StartsWith(page[..page.LastIndexOf('/')], await GoAsync(_host.Visitor().GetAsync($"/voce/{secret}")),
            StringComparison.Ordinal);
        await _host.Act(town, null, async w =>
            { (await w.Db.Set<Comment>().SingleAsync(c => c.Id == comment.Id, Cancel)).Publish(); return 0; });
        await SaysAsync(comment.Code!, "È pubblico, con le parole di chi l'ha scritto.", "È in lettura");
        Assert.Contains("La parola che non si trova.", MainOf(await _host.Visitor().ReadAsync(article)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.Visitor().PostAsync(page, [])).StatusCode);
        await GoAsync(_host.Visitor().PostAsync(page, new() { ["Sure"] = "true" }));
        await SaysAsync(comment.Code!, "È stato ritirato", "La parola");
        Assert.DoesNotContain("La parola che non si trova.", MainOf(await _host.Visitor().ReadAsync(article)), StringComparison.Ordinal);
        Assert.Equal("", (await _host.InDb(db => db.Set<Comment>().AsNoTracking().SingleAsync(Cancel))).Text);
        Assert.Contains("L'hai ritirato", MainOf(await _host.Visitor().ReadAsync(page)), StringComparison.Ordinal);

        // An amendment, by letters and by who was signed in.
        var amend = DocumentUrls.Amend(process.Slug, document.Id, "art_2__para_1");
        (page, secret) = await ReceiptAsync(_host.Visitor().PostAsync(amend,
            new() { ["NewText"] = "Altre parole.", ["Why"] = "Serve.", ["Channel"] = "None" }));
        var code = (await _host.InDb(db => db.Set<Amendment>().AsNoTracking().SingleAsync(Cancel))).Code;
        await SaysAsync(code, "È in lettura", "Altre parole");
        await PublishAsync(town, code);
        await SaysAsync(code, "È pubblico e aspetta una risposta.", "È in lettura");
        await GoAsync(_host.Visitor().PostAsync(await GoAsync(_host.Visitor().GetAsync($"/voce/{secret}")),
            new() { ["WithdrawnWhy"] = "Ci va bene così." }));
        await SaysAsync(code, "L'ha ritirato chi l'aveva proposto: nessuno lo esamina più.", "aspetta una risposta");

        var rosa = await _host.SignedInAsync(await _host.AccountAsync("Rosa Verdi", town));
        await GoAsync(rosa.PostAsync(amend, new() { ["NewText"] = "Parole di Rosa.", ["Why"] = "Serve.", ["Channel"] = "None" }));
        var hers = (await _host.InDb(db => db.Set<Amendment>().AsNoTracking()
            .SingleAsync(a => a.NewText == "Parole di Rosa.", Cancel))).Code;
        await PublishAsync(town, hers);
        Assert.Empty((await _host.Visitor().ReadAsync(article)).QuerySelectorAll($"#{hers} a[href*=ricevuta]"));
        var own = (await rosa.ReadAsync(article)).QuerySelector($"#{hers} a[href*=ricevuta]")!.GetAttribute("href")!;
        await GoAsync(rosa.PostAsync(own, new() { ["WithdrawnWhy"] = "Ho cambiato idea." }));
        Assert.Equal(Answer.Withdrawn, (await _host.InDb(db => db.Set<Amendment>().AsNoTracking().SingleAsync(a => a.Code == hers, Cancel)))
            .Answer);
    }

    private Task PublishAsync(Authority town, string code) => _host.Act(town, null, async w =>
        { (await w.Db.Set<Amendment>().SingleAsync(a => a.Code == code, Cancel)).Publish(); return 0; });

    [Fact]
    public async Task Who_is_missing_has_a_code_and_a_code_typed_wrong_finds_its_neighbour()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var here = $"/percorsi/{process.Slug}";
        var at = await GoAsync(_host.Visitor().PostAsync($"{here}/portatori/manca",
            new() { ["Missing"] = "Chi lavora di notte", ["Why"] = "Dorme di giorno." }));
        Assert.Equal($"/filo/{process.Key}-Q0001", at);
        await SaysAsync($"{process.Key}-Q0001", "Aspetta una risposta", "Chi lavora di notte");
        await GoAsync(_host.Visitor().PostAsync($"{here}/contributi/nuovo", new() { ["Text"] = "Una panchina.", ["Consent"] = "true" }));
        var voice = $"{process.Key}-C0001";
        var wrong = $"{process.Key}-C9001";
        // Of what nobody may read not even the nearness is told.
        Assert.DoesNotContain(voice, await ReadMissingAsync(wrong), StringComparison.Ordinal);
        await _host.Act(town, null, async w =>
        {
            (await w.Db.Set<Patto.Modules.Contributions.Contribution>().SingleAsync(c => c.Code == voice, Cancel)).Publish(w.Now);
            return 0;
        });
        Assert.Contains(voice, await ReadMissingAsync(wrong), StringComparison.Ordinal);
        Assert.Equal($"/filo/{voice}", await GoAsync(_host.Visitor().GetAsync("/filo?codice=c1")));
        Assert.Equal($"/filo/{process.Key}-C0007", await GoAsync(_host.Visitor().GetAsync($"/filo?codice=c7&percorso={process.Slug}")));
        Assert.Contains("Di un voto diciamo solo che è stato ricevuto", await ReadMissingAsync("7K2P-9QXM-3T5W"), StringComparison.Ordinal);
    }

    private async Task<string> ReadMissingAsync(string code)
    {
        var answer = await _host.Visitor().GetAsync($"/filo/{code}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        return (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;
    }
}
