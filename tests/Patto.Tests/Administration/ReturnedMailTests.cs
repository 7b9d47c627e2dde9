using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Caching;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Journeys.Journey;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Administration;

/// <summary>Receipts of certified mail, letters that come back, answers: each finds its letter, and nothing else does.</summary>
public sealed class ReturnedMailTests : IAsyncDisposable
{
    private const string Named = "lettera-7f3a9c@partecipa.fontelieta.example";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static byte[] Case(string name)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("PATTO_CASES") ?? "", "mail", name + ".eml");
        if (!File.Exists(path)) Assert.Skip($"PATTO_CASES names no folder with mail/{name}.eml");
        return File.ReadAllBytes(path);
    }

    // As it would have come back for this letter.
    private static byte[] Case(string name, Letter letter, string? own = null)
    {
        var text = Encoding.Latin1.GetString(Case(name)).Replace(Named, $"{letter.Id.Value:N}@comune.example", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(own is null ? text : text.Replace("Message-ID: <2026", $"Message-ID: <{own}2026",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pec-accettazione", ReturnedKind.Accepted, "girasole@pec.girasole.example", "2026-11-27T08:14:05Z", "")]
    [InlineData("pec-consegna", ReturnedKind.Delivered, "girasole@pec.girasole.example", "2026-11-27T08:14:05Z", "")]
    [InlineData("pec-errore-consegna", ReturnedKind.NotDelivered, "girasole@pec.girasole.example", "2026-11-27T08:14:05Z",
        "5.1.1 - Gestore di prova - indirizzo non valido")]
    [InlineData("pec-preavviso", ReturnedKind.Waiting, "girasole@pec.girasole.example", "2026-11-27T08:14:05Z", "(12 ore)")]
    [InlineData("pec-non-accettazione", ReturnedKind.NotAccepted, "girasole@pec.girasole.example", "2026-11-27T08:14:05Z",
        "allegato non ammesso")]
    [InlineData("pec-in-arrivo", ReturnedKind.Reply, "girasole@pec.girasole.example", "2026-11-27T10:02:40Z", "Parteciperà la sostituta.")]
    [InlineData("dsn-hard", ReturnedKind.Hard, "anna@posta.example", "2026-11-27T07:00:12Z", "550 5.1.1 User unknown")]
    [InlineData("bounce-plain", ReturnedKind.Hard, "fulvia@vecchio.example", "2026-11-27T07:10:00Z", "no mailbox here by that name")]
    [InlineData("dsn-soft", ReturnedKind.Soft, "bruno@posta.example", "2026-11-27T07:00:12Z", "Mailbox full")]
    [InlineData("dsn-delayed", ReturnedKind.Delayed, "carla@posta.example", "2026-11-27T07:00:12Z", "timed out")]
    [InlineData("dsn-policy", ReturnedKind.Policy, "dario@posta.example", "2026-11-27T07:00:12Z", "rejected due to content")]
    public void A_message_that_comes_back_is_read_for_what_it_is(string name, ReturnedKind kind, string address, string at, string words)
    {
        var read = ReturnedMail.Read(Case(name))!;
        Assert.Equal((kind, Named, address, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)), (read.Kind, read.Letter, read.Address,
            read.At));
        Assert.Contains(words, read.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_letter_of_another_system_is_named_as_such_and_an_automatic_answer_is_nothing()
    {
        Assert.Equal("altro-sistema-99@un-altro.example", ReturnedMail.Read(Case("dsn-foreign"))!.Letter);
        Assert.Null(ReturnedMail.Read(Case("fuori-ufficio")));
        Assert.Null(ReturnedMail.Read("niente"u8.ToArray()));
        Assert.Null(ReturnedMail.Read([]));
        Assert.Null(ReturnedMail.Read(Encoding.UTF8.GetBytes("From: a@b.example\r\nSubject: Ciao\r\n\r\nUn saluto.")));
    }

    [Fact]
    public void Whatever_comes_in_a_mailbox_is_read_or_left_and_never_breaks_the_reader()
    {
        var seed = TestRun.Seed(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string[] names = ["pec-accettazione", "pec-consegna", "pec-errore-consegna", "pec-in-arrivo", "dsn-hard", "bounce-plain",
            "fuori-ufficio"];
        var cases = names.Select(Case).ToList();
        var read = 0;
        for (var n = 0; n < (TestRun.IsLong ? 20_000 : 600); n++)
        {
            var bytes = cases[random.Next(cases.Count)].ToList();
            for (var cuts = random.Next(1, 6); cuts > 0 && bytes.Count > 0; cuts--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0: bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)); break;
                    case 1: bytes[at] = (byte)random.Next(256); break;
                    default: bytes.InsertRange(at, bytes.Slice(0, Math.Min(random.Next(1, 200), bytes.Count))); break;
                }
            }
            if (ReturnedMail.Read([.. bytes]) is not { } some) continue;
            read++;
            Assert.True(some.Words.Length <= 500 && some.Message.Length > 0 && some.Letter.Length > 0);
        }
        Assert.InRange(read, 100, 20_000);
    }

    private async Task<(Authority Town, Visitor Ada)> TownAsync()
    {
        var town = await _host.AuthorityAsync(host: "comune.example");
        return (town, await _host.SignedInAsync(await _host.AccountAsync("Ada Verdi", town, Role.Administrator)));
    }

    private async Task<Letter> LetterAsync(Authority town, string address, bool sent = true, bool certified = true)
    {
        await _host.Act(town, null, write =>
        {
            write.Get<Outbox>().Post(Recipient.Email(address, "Il Girasole"), new("Convocazione", "Testo della convocazione.")
            {
                Keeping = Keeping.AsProof,
                IsCertified = certified,
            });
            return Task.FromResult(0);
        });
        return await _host.Act(town, null, async write =>
        {
            var letter = await write.Db.Set<Letter>().OrderByDescending(l => l.Id).FirstAsync(Cancel);
            if (sent) letter.Deliver(write.Now);
            return letter;
        });
    }

    private Task<(Kept Kept, ReturnedMail? Returned)> ComesAsync(Authority town, byte[] source) =>
        _host.Act(town, null, write => write.Get<ReceiptBook>().KeepAsync(source, Cancel));

    private Task<Letter> AgainAsync(Letter letter) => _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Id == letter.Id,
        Cancel));

    private static Task<HttpResponseMessage> SetAsync(Visitor ada, MailSink smtp, ImapMailbox imap, string page,
        string password) => ada.PostAsync(page,
        new()
        {
            ["Input.Host"] = "127.0.0.1",
            ["Input.Port"] = smtp.Port.ToString(CultureInfo.InvariantCulture),
            ["Input.Security"] = "None",
            ["Input.From"] = page == AdministrationUrls.CertifiedMail ? "protocollo@pec.comune.example" : "partecipa@comune.example",
            ["Input.User"] = page == AdministrationUrls.CertifiedMail ? "protocollo" : "",
            ["Input.Password"] = password,
            ["Input.MailboxHost"] = page == AdministrationUrls.CertifiedMail ? "127.0.0.1" : "",
            ["Input.MailboxPort"] = imap.Port.ToString(CultureInfo.InvariantCulture),
            ["Input.MailboxSecurity"] = "None",
        });

    private async Task VisitAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await MailboxReader.RunAsync(scope.ServiceProvider, Cancel);
    }

    [Fact]
    public async Task The_receipts_in_the_certified_mailbox_attach_themselves_and_the_mailbox_stays_as_it_was()
    {
        await using var smtp = new MailSink();
        await using var imap = new ImapMailbox();
        var (town, ada) = await TownAsync();
        Assert.Contains("le ricevute si caricano a mano", (await ada.ReadAsync(AdministrationUrls.CertifiedMail)).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(ada, smtp, imap, AdministrationUrls.CertifiedMail, "sbagliata")).StatusCode);
        await VisitAsync();
        Assert.Contains("non accetta nome utente e password", (await ada.ReadAsync(AdministrationUrls.CertifiedMail)).Body!.TextContent,
            StringComparison.Ordinal);
        await SetAsync(ada, smtp, imap, AdministrationUrls.CertifiedMail, imap.Password);
        var letter = await LetterAsync(town, "girasole@pec.girasole.example");
        foreach (var name in new[] { "pec-accettazione", "pec-preavviso", "pec-consegna", "pec-in-arrivo", "fuori-ufficio", "dsn-foreign" })
            imap.Put(Case(name, letter, name));
        await VisitAsync();
        await VisitAsync();
        Assert.Equal((6, 0), (imap.Handed, imap.Meddling.Count));
        var receipts = await _host.InDb(db => db.Set<LetterReceipt>().AsNoTracking().OrderBy(r => r.Id).ToListAsync(Cancel));
        // Three receipts of one provider bear one number here; what they say tells them apart in real life, where each has its own.
        Assert.Contains(receipts, r => r.Kind == ReturnedKind.Reply);
        Assert.DoesNotContain(receipts, r => r.Letter != letter.Id);
        Assert.Null((await AgainAsync(letter)).GivenUp);
        var page = await ada.ReadAsync($"/posta/{letter.Id}");
        var shown = page.QuerySelector("[aria-labelledby=tornate]")!;
        Assert.Contains("Parteciperà la sostituta.", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("la sua firma non è verificata", shown.TextContent, StringComparison.Ordinal);
        // What concerns nobody here empties no page that is kept for visitors; that it was read is known all the same.
        var kept = _host.Services.GetRequiredService<CacheGenerations>();
        var before = kept.Of(town.Id.Value);
        imap.Put(Case("dsn-foreign"));
        await VisitAsync();
        Assert.Equal((7, before), (imap.Handed, kept.Of(town.Id.Value)));
        Assert.Equal(7, await _host.InDb(db => db.Set<MailServer>().Select(m => m.MailboxLast).SingleAsync(Cancel)));
        // Another generation of numbers: all is read again, and nothing stands there twice.
        imap.Epoch++;
        await VisitAsync();
        Assert.Equal((14, receipts.Count), (imap.Handed, await _host.InDb(db => db.Set<LetterReceipt>().CountAsync(Cancel))));
    }

    [Fact]
    public async Task A_delivery_is_kept_byte_for_byte_and_a_final_failure_tells_the_desk_and_marks_the_address()
    {
        var (town, ada) = await TownAsync();
        var letter = await LetterAsync(town, "girasole@pec.girasole.example");
        var source = Case("pec-consegna", letter);
        Assert.Equal(Kept.New, (await ComesAsync(town, source)).Kept);
        Assert.Equal(Kept.Before, (await ComesAsync(town, source)).Kept);
        var link = (await ada.ReadAsync($"/posta/{letter.Id}")).QuerySelector("a[href*='handler=Receipt']")!.GetAttribute("href")!;
        var answer = await ada.GetAsync(link);
        Assert.Equal(source, await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync($"/posta/{letter.Id}?handler=Receipt&receipt={Guid.NewGuid()}")).StatusCode);
        // Whoever has no business with letters gets none of it.
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(link)).StatusCode);

        var lost = await LetterAsync(town, "girasole@pec.girasole.example");
        await ComesAsync(town, Case("pec-errore-consegna", lost));
        Assert.NotNull((await AgainAsync(lost)).GivenUp);
        var list = (await ada.ReadAsync("/posta?stato=fallite")).QuerySelector("main")!.TextContent;
        Assert.Contains("tornata indietro", list, StringComparison.Ordinal);
        Assert.Contains("indirizzo non valido", list, StringComparison.Ordinal);
        Assert.Contains("girasole@pec.girasole.example", (await ada.ReadAsync("/posta?stato=indirizzi")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ada.PostAsync($"/posta/{lost.Id}", [], "form[action*='Settled']")).StatusCode);
        Assert.Null((await AgainAsync(lost)).GivenUp);
        var refused = await LetterAsync(town, "girasole@pec.girasole.example");
        await ComesAsync(town, Case("pec-non-accettazione", refused));
        Assert.Contains("allegato non ammesso", (await AgainAsync(refused)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_mailbox_is_tried_three_times_an_unknown_one_once_and_a_delay_or_a_refused_text_marks_nobody()
    {
        await using var smtp = new MailSink();
        await using var imap = new ImapMailbox();
        var (town, ada) = await TownAsync();
        await SetAsync(ada, smtp, imap, AdministrationUrls.MailServer, "");
        async Task<bool> IsStoppedAsync(string name, string address, string own)
        {
            var letter = await LetterAsync(town, address, certified: false);
            Assert.Equal(Kept.New, (await ComesAsync(town, Case(name, letter, own))).Kept);
            return await _host.InDb(db => db.Set<TroubledAddress>().AnyAsync(a => a.Address == address && a.Stopped != null, Cancel));
        }
        Assert.False(await IsStoppedAsync("dsn-soft", "bruno@posta.example", "1"));
        Assert.False(await IsStoppedAsync("dsn-soft", "bruno@posta.example", "2"));
        Assert.True(await IsStoppedAsync("dsn-soft", "bruno@posta.example", "3"));
        Assert.True(await IsStoppedAsync("dsn-hard", "anna@posta.example", "4"));
        Assert.False(await IsStoppedAsync("dsn-delayed", "carla@posta.example", "5"));
        Assert.False(await IsStoppedAsync("dsn-policy", "dario@posta.example", "6"));
        // A report names whom it likes: only the address that was written to is believed.
        Assert.False(await IsStoppedAsync("dsn-hard", "elio@posta.example", "7"));
        Assert.False(await _host.InDb(db => db.Set<TroubledAddress>().AnyAsync(a => a.Address == "elio@posta.example", Cancel)));
        Assert.Equal(Kept.Foreign, (await ComesAsync(town, Case("dsn-foreign"))).Kept);

        async Task CarryAsync()
        {
            await using var scope = _host.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<MailSender>(_host.Services).RunAsync(scope.ServiceProvider, Cancel);
        }
        var next = await LetterAsync(town, "Anna@posta.example", sent: false, certified: false);
        await CarryAsync();
        Assert.Empty(smtp.Letters);
        Assert.Contains("550 5.1.1 User unknown", (await AgainAsync(next)).LastError, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ada.PostAsync("/posta?stato=indirizzi", [], "form[action*='TryAgain']")).StatusCode);
        Assert.Equal(1, await _host.InDb(db => db.Set<TroubledAddress>().CountAsync(a => a.Stopped != null, Cancel)));
        await ada.PostAsync("/posta?stato=indirizzi", [], "form[action*='TryAgain']");
        await LetterAsync(town, "anna@posta.example", sent: false, certified: false);
        await CarryAsync();
        Assert.Single(smtp.Letters);
    }

    [Fact]
    public async Task A_certified_letter_leaves_from_the_certified_mailbox_and_waits_where_there_is_none()
    {
        await using var smtp = new MailSink();
        await using var pec = new MailSink();
        await using var imap = new ImapMailbox();
        var (town, ada) = await TownAsync();
        await SetAsync(ada, smtp, imap, AdministrationUrls.MailServer, "");
        await LetterAsync(town, "girasole@pec.girasole.example", sent: false);
        await using var scope = _host.Services.CreateAsyncScope();
        var sender = ActivatorUtilities.CreateInstance<MailSender>(_host.Services);
        await sender.RunAsync(scope.ServiceProvider, Cancel);
        Assert.Empty(smtp.Letters);
        await SetAsync(ada, pec, imap, AdministrationUrls.CertifiedMail, imap.Password);
        Assert.Equal(2, await _host.InDb(db => db.Set<MailServer>().CountAsync(Cancel)));
        await _host.InDb(db => db.Set<MailServer>().Where(s => s.IsCertified).ExecuteUpdateAsync(s => s.SetProperty(m => m.User, ""),
            Cancel));
        await sender.RunAsync(scope.ServiceProvider, Cancel);
        Assert.Equal(("protocollo@pec.comune.example", "girasole@pec.girasole.example"), (Assert.Single(pec.Letters).From,
            pec.Letters[0].To));
        Assert.Empty(smtp.Letters);
        // Where no sender was typed it is the body's own certified address: a provider takes no other.
        await _host.InDb(db => db.Set<MailServer>().Where(s => s.IsCertified).ExecuteUpdateAsync(s => s.SetProperty(m => m.From, ""),
            Cancel));
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Authority>().SingleAsync(a => a.Id == town.Id, Cancel)).Reach("", "", "", "", "ente@pec.comune.example",
                "", "");
            return 0;
        });
        await LetterAsync(town, "fonte@pec.fonte.example", sent: false);
        await sender.RunAsync(scope.ServiceProvider, Cancel);
        Assert.Equal("ente@pec.comune.example", pec.Letters[^1].From);
    }

    [Fact]
    public async Task Whoever_is_erased_takes_the_receipts_of_their_letters_along_whatever_address_these_name()
    {
        var town = await _host.AuthorityAsync(host: "comune.example");
        var letter = await LetterAsync(town, "anna@posta.example");
        await ComesAsync(town, Case("pec-consegna", letter));
        var table = Manifest.Tables.Single(t => t.Row == typeof(LetterReceipt));
        var who = new DataSubject(town.Id.Value, [], ["anna@posta.example"], [], []);
        Assert.Equal(1, await _host.InDb(async db => (await table.EraseAsync(db, who, _host.Clock.Now, Cancel)).Count));
    }
}
