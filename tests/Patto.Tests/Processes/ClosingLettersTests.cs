using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Documents;

namespace Patto.Tests.Processes;

/// <summary>Who said something is told what became of it, in words that need nothing else: at the decision, and when the process
/// closes.</summary>
public sealed class ClosingLettersTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private const string Why = "È arrivato dopo la consegna del regolamento al Consiglio.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Visitor Officer, Dictionary<string, string> Codes);

    private static ProcessInfo InfoOf(Authority town, Process process) =>
        new(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);

    // Ada writes twice with one address, Bice leaves a postal one, Carlo's voice nobody reads, Dino's is refused, Elsa leaves nothing.
    private async Task<Town> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        Dictionary<string, string> codes = [];
        await _host.Act(town, null, async write =>
        {
            var (book, people) = (write.Get<ContributionBook>(), write.Get<PeopleBook>());
            async Task SayAsync(string key, string words, Channel channel, string address, bool publish)
            {
                var name = key.Split(' ')[0];
                var voice = await book.RecordAsync(InfoOf(town, process), new NewContribution(words, Via.Web)
                {
                    Speaker = people.Meet(name, channel, address).Id,
                }, Cancel);
                if (publish) await book.PublishAsync(voice.Id, Cancel);
                codes[key] = voice.Code;
            }
            await SayAsync("Ada", "Servono panchine al parco.", Channel.Email, "ada@esempio.it", publish: true);
            await SayAsync("Ada ancora", "E una fontana.", Channel.Email, "ada@esempio.it", publish: true);
            await SayAsync("Bice", "La corriera passi più tardi.", Channel.Post, "Via Roma 1, Fontelieta", publish: true);
            await SayAsync("Carlo", "Luci in via Po.", Channel.Email, "carlo@esempio.it", publish: false);
            await SayAsync("Elsa", "Un cartello.", Channel.None, "", publish: true);
            return 0;
        });
        return new(town, process, await _host.SignedInAsync(await _host.AccountAsync("Paola", town, Role.Officer)), codes);
    }

    private static async Task CloseAsync(Town at)
    {
        var url = ProcessUrls.Close(at.Process.Slug);
        while ((await at.Officer.ReadAsync(url)).QuerySelector("form[id^=motiva-]") is { } form)
        {
            var target = form.QuerySelector("button[formaction]")?.GetAttribute("formaction") ?? form.GetAttribute("action")!;
            var answer = await at.Officer.Client.PostAsync(target, new FormUrlEncodedContent([.. Visitor
                .Prefilled((AngleSharp.Html.Dom.IHtmlFormElement)form).Where(f => f.Key is not "Reason"), new("Reason", Why)]), Cancel);
            Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        }
        Dictionary<string, string> fields = new() { ["DecidedBy"] = "Giunta comunale, n. 88/2026", ["Words"] = "Due anni di incontri." };
        for (var i = 0; i < at.Process.Results.Count; i++) fields[$"Came[{i}].Text"] = "Approvato";
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await at.Officer.PostAsync(url, fields, "#concludi")).StatusCode);
    }

    private async Task<List<Letter>> LettersAsync(string subject)
    {
        await _host.WriteMailingsAsync();
        return await _host.InDb(db => db.Set<Letter>().AsNoTracking().Where(l => l.Subject.StartsWith(subject)).OrderBy(l => l.Name)
            .ToListAsync(Cancel));
    }

    private const string Closed = "Il percorso si è concluso";

    [Fact]
    public async Task Every_author_with_a_contact_is_told_once_what_became_of_theirs_when_nobody_takes_the_closing_back_any_more()
    {
        var at = await TownAsync();
        await CloseAsync(at);
        Assert.Empty(await LettersAsync(Closed));
        _host.Clock.Now += UndoableAct.Time + TimeSpan.FromMinutes(1);
        var letters = await LettersAsync(Closed);
        Assert.Equal(["Ada", "Bice", "Carlo"], letters.Select(l => l.Name));
        Assert.Equal([Channel.Email, Channel.Post, Channel.Email], letters.Select(l => l.Channel));
        foreach (var letter in letters)
        {
            Assert.Contains("Giunta comunale, n. 88/2026", letter.Body, StringComparison.Ordinal);
            Assert.Contains($"È rimasto senza risposta. Il motivo: {Why}", letter.Body, StringComparison.Ordinal);
            Assert.Contains("Due anni di incontri.", letter.Body, StringComparison.Ordinal);
        }
        Assert.Contains($"{at.Codes["Ada"]}: «Servono panchine al parco.»", letters[0].Body, StringComparison.Ordinal);
        Assert.Contains($"{at.Codes["Ada ancora"]}: «E una fontana.»", letters[0].Body, StringComparison.Ordinal);
        Assert.EndsWith(ProcessUrls.Closing(at.Process.Slug), letters[0].LinkUrl, StringComparison.Ordinal);
        Assert.EndsWith($"/filo/{at.Codes["Bice"]}", letters[1].LinkUrl, StringComparison.Ordinal);
        Assert.DoesNotContain(at.Codes["Bice"], letters[0].Body, StringComparison.Ordinal);
        Assert.Contains("Luci in via Po.", letters[2].Body, StringComparison.Ordinal);

        // On paper: the words, the code, and the same address as a picture for a telephone.
        var page = await at.Officer.ReadAsync($"/percorsi/{at.Process.Slug}/posta/{letters[1].Id}");
        Assert.Contains(at.Codes["Bice"], page.QuerySelector("article.letter")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("article.letter svg.qr"));
    }

    [Fact]
    public async Task Who_amended_or_commented_is_told_too_in_one_letter_with_what_they_said()
    {
        var at = await TownAsync();
        var text = await _host.DocumentAsync(at.Authority, at.Process);
        await _host.Act(at.Authority, null, async write =>
        {
            var (drafting, info) = (write.Get<Drafting>(), InfoOf(at.Authority, at.Process));
            var document = await drafting.LoadAsync(text.Id);
            var comma = document.Editions[^1].Parts.First(p => p.Kind == NodeKind.Comma);
            var article = document.Editions[^1].Parts.First(p => p.EId == comma.EId.Split("__")[0]);
            Task<Amendment> AmendAsync(string words, string name, string address) => drafting.ProposeAsync(info, document, comma, words,
                "Così si capisce.", "", new(Channel.Email, name, address), write.Now, cancel: Cancel);
            var accepted = await AmendAsync("Il sabato si apre alle otto.", "Fabio", "fabio@esempio.it");
            accepted.Reply(Answer.InPart, "Solo d'estate.", write.Now);
            // Ada has said something already; Gina left no way to be told.
            await AmendAsync("La domenica si chiude.", "Ada", "ada@esempio.it");
            await drafting.CommentAsync(info, document, article, "Non si capisce chi apre.", "", new(Channel.Email, "Fabio",
                "fabio@esempio.it"), write.Now, Cancel);
            (await drafting.CommentAsync(info, document, article, "Parole da non stampare.", "", new(Channel.Post, "Ivo", "Via Po 2"),
                write.Now, Cancel)).Hide("Nomina una persona.");
            await drafting.CommentAsync(info, document, article, "Brava gente.", "", Modules.Documents.Contact.None, write.Now, Cancel);
            document.Shorten(Texts.RomeDay(write.Now), "Basta così.", write.Now);
            return 0;
        });
        _host.Clock.Now += TimeSpan.FromDays(2);
        at = at with { Officer = await _host.SignedInAsync(await _host.AccountAsync("Pia", at.Authority, Role.Officer)) };
        await CloseAsync(at);
        _host.Clock.Now += UndoableAct.Time + TimeSpan.FromMinutes(1);
        var letters = await LettersAsync(Closed);
        Assert.Equal(["Ada", "Bice", "Carlo", "Fabio", "Ivo"], letters.Select(l => l.Name));
        string Of(string name) => letters.Single(l => l.Name == name).Body;
        foreach (var said in new[] { "«Il sabato si apre alle otto.»", "Il Tavolo ha risposto: Accolto in parte. Il motivo: Solo d'estate.",
            "Commento a «", "«Non si capisce chi apre.»", $"È rimasto senza risposta. Il motivo: {Why}" })
            Assert.Contains(said, Of("Fabio"), StringComparison.Ordinal);
        Assert.Contains("«La domenica si chiude.»", Of("Ada"), StringComparison.Ordinal);
        Assert.Contains("Servono panchine al parco.", Of("Ada"), StringComparison.Ordinal);
        Assert.Contains("Non è stato pubblicato. Il motivo: Nomina una persona.", Of("Ivo"), StringComparison.Ordinal);
        Assert.DoesNotContain("Brava gente.", string.Concat(letters.Select(l => l.Body)), StringComparison.Ordinal);
        Assert.DoesNotContain("Il sabato", Of("Ada"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closing_that_was_taken_back_or_reopened_is_told_to_nobody_and_the_next_one_is()
    {
        var at = await TownAsync();
        await CloseAsync(at);
        await at.Officer.PostAsync(ProcessUrls.Closing(at.Process.Slug), [], "[data-undo] form");
        Assert.Null((await _host.InDb(db => db.Set<Process>().AsNoTracking().SingleAsync(p => p.Id == at.Process.Id, Cancel))).Concluded);
        _host.Clock.Now += UndoableAct.Time + TimeSpan.FromMinutes(1);
        Assert.Empty(await LettersAsync(Closed));

        await CloseAsync(at);
        var again = await at.Officer.PostAsync(ProcessUrls.Close(at.Process.Slug), new()
        {
            ["ReopenedBy"] = "Giunta comunale",
            ["Why"] = "La Regione ha chiesto un incontro in più.",
        }, "#riapri");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, again.StatusCode);
        _host.Clock.Now += UndoableAct.Time + TimeSpan.FromMinutes(1);
        Assert.Empty(await LettersAsync(Closed));

        await CloseAsync(at);
        _host.Clock.Now += UndoableAct.Time + TimeSpan.FromMinutes(1);
        Assert.Equal(3, (await LettersAsync(Closed)).Count);
    }

    [Fact]
    public async Task The_letter_of_the_decision_says_outcome_reason_and_what_follows_without_its_link()
    {
        var at = await TownAsync();
        await _host.Act(at.Authority, null, async write =>
        {
            var today = Texts.RomeDay(write.Now);
            List<HandedItem> items = [];
            foreach (var key in new[] { "Ada", "Bice" })
            {
                var code = at.Codes[key];
                var voice = await write.Db.Set<Modules.Contributions.Contribution>().SingleAsync(c => c.Code == code, Cancel);
                var proposal = await write.Get<Gathering>().GatherAsync(InfoOf(at.Authority, at.Process), $"Proposta di {key}",
                    "Si chiede.", null, [voice.Id], write.Now);
                await write.Db.SaveChangesAsync(Cancel);
                items.Add(new(proposal.Subject.ToString(), proposal.Code, proposal.Title, true, []));
            }
            var handOver = HandOver.Make(at.Process.Id, at.Authority.Id, null, "Le proposte", "Tavolo", "Giunta", today, items, write.Now);
            write.Db.Add(handOver);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<Deciding>().DecideAsync(handOver, new("Giunta", "88/2026", today),
                [new(items[0].Subject, Settled.Accepted, null, "Ufficio verde", today.AddDays(60)),
                    new(items[1].Subject, Settled.Refused, "Non ci sono i soldi per l'autista.", null, null)], adopts: false, write.Now,
                Cancel);
            return 0;
        });
        var letters = (await LettersAsync("C'è la decisione")).ToDictionary(l => l.Name);
        Assert.Equal(["Ada", "Bice", "Carlo"], letters.Keys.Order(StringComparer.Ordinal));
        var (ada, bice, carlo) = (letters["Ada"].Body, letters["Bice"].Body, letters["Carlo"].Body);
        foreach (var words in new[] { at.Codes["Ada"], "È entrato nella proposta", "Proposta di Ada", "Accolta", "88/2026",
            "Se ne occupa: Ufficio verde, entro il" })
            Assert.Contains(words, ada, StringComparison.Ordinal);
        foreach (var words in new[] { at.Codes["Bice"], "Proposta di Bice", "Non accolta",
            "Il motivo: Non ci sono i soldi per l'autista." })
            Assert.Contains(words, bice, StringComparison.Ordinal);
        Assert.DoesNotContain("Proposta di Ada", bice, StringComparison.Ordinal);
        Assert.Contains("Accolti: 1.", carlo, StringComparison.Ordinal);
        Assert.Contains("Chi decide non ha ancora risposto su questo punto.", carlo, StringComparison.Ordinal);
    }
}
