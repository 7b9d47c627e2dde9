using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;
using Patto.Tests.Attachments;
using Patto.Tests.Processes;

namespace Patto.Tests.Meetings;

/// <summary>The table is called to its sitting, answers, sits, and approves its minutes.</summary>
public sealed class ConvocationTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Meeting _meeting = null!;
    private Visitor _carla = null!;
    private string Page => $"/percorsi/{_process.Slug}/incontri/{_meeting.Id}";
    private string Call => Page + "/convocazione";
    private string Seats => Page + "/posti";

    /// <summary>A table of nine, five with an e-mail, two with an address, two with a telephone; a sitting in three weeks, at six.</summary>
    private async Task TableAsync(int members = 9, int quorum = 5)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        var info = new ProcessInfo(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);
        _meeting = await _host.Act(_town, null, async write =>
        {
            var table = await write.Db.Set<Group>().Where(g => g.Process == _process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
                .SingleAsync(Cancel);
            table.Describe(table.Name, table.Mandate, table.DecisionMode, table.Rules, quorum);
            var people = write.Get<PeopleBook>();
            foreach (var (n, seat) in table.Seats.Where(s => !s.Widening).OrderBy(s => s.Number).Take(members).Index())
            {
                var person = n < 5 ? people.Meet($"Titolare {Letter(n)}", Channel.Email, $"titolare{n}@posta.example")
                    : n < 7 ? people.Meet($"Titolare {Letter(n)}", Channel.Post, $"Via della Fonte {n}, Fontelieta")
                    : people.Meet($"Titolare {Letter(n)}", Channel.Phone, $"0532 00000{n}");
                await write.Get<GroupBook>().SeatAsync(table, seat, person, "", false, new DateOnly(2026, 1, 8), Cancel);
                if (n != 1) continue;
                var second = people.Meet("Sostituta Prima", Channel.Email, "sostituta@posta.example");
                await write.Get<GroupBook>().SeatAsync(table, seat, second, "", true, new DateOnly(2026, 1, 8), Cancel);
            }
            var from = Texts.RomeTime(new(2026, 3, 20), new(18, 0));
            var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Seduta prima", Method.Table, from, from.AddHours(2), Cancel);
            meeting.Describe("Seduta prima", Method.Table, "", null, null, from, from.AddHours(2), "Sala civica", ["Senza gradini"], null,
                false);
            meeting.SetAgenda(AgendaItem.Read("18.00 Saluti\n18.30 Il testo"));
            meeting.Publish();
            return meeting;
        });
        await LaterAsync(_host.Clock.Now);
    }

    /// <summary>Time has gone by, and whoever works here signs in again.</summary>
    private async Task LaterAsync(DateTimeOffset now)
    {
        _host.Clock.Now = now;
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
    }

    private static char Letter(int n) => (char)('A' + n);

    private Task<List<Letter>> LettersAsync(string subject) => _host.InDb(db => db.Set<Letter>().AsNoTracking()
        .Where(l => l.Subject.Contains(subject)).OrderBy(l => l.Name).ToListAsync(Cancel));

    private async Task SendAsync()
    {
        var sent = await _carla.PostAsync(Call, new() { ["Text"] = "Parliamo del testo.", ["Protocol"] = "10412/2026" }, "#convoca");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    private async Task<Summons> SummonsAsync(int seat) => await _host.InDb(db =>
        (from summons in db.Set<Summons>()
         join place in db.Set<Seat>() on summons.Seat equals place.Id
         where place.Number == seat
         select summons).AsNoTracking().SingleAsync(Cancel));

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task Nine_seats_are_called_each_by_its_way_and_every_call_has_its_proof()
    {
        await TableAsync();
        await SendAsync();
        var letters = await LettersAsync("Convocazione: Seduta prima");
        Assert.Equal([5, 2, 2], [letters.Count(l => l.Channel == Channel.Email), letters.Count(l => l.Channel == Channel.Post),
            letters.Count(l => l.Channel == Channel.Phone)]);
        var mail = letters.First(l => l.Channel == Channel.Email);
        Assert.Contains("2. 18.30 Il testo", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Parliamo del testo.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Protocollo 10412/2026.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:", mail.Calendar, StringComparison.Ordinal);
        Assert.Equal(Keeping.AsProof, mail.Keeping);
        // Nobody copies a sealed address from paper.
        Assert.All(letters.Where(l => l.Channel != Channel.Email), l => Assert.Null(l.LinkUrl));
        var page = await _carla.ReadAsync(Call);
        Assert.Equal(9, page.QuerySelectorAll("table tbody tr").Length);
        Assert.Contains("Ancora non si sa: 0 posti certi, ne servono 5", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var paper = await _carla.ReadAsync(Call + "/lettere");
        Assert.Equal(4, paper.QuerySelectorAll("article.letter").Length);
        Assert.Contains("Via della Fonte 5, Fontelieta", paper.QuerySelector(".address-window")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tagliando di risposta", paper.QuerySelector("main, body")!.TextContent, StringComparison.Ordinal);
        // A second click calls nobody twice.
        var again = await _carla.ReadAsync(Call);
        Assert.Null(again.QuerySelector("#convoca"));
        Assert.Equal(9, (await LettersAsync("Convocazione: Seduta prima")).Count);
    }

    [Fact]
    public async Task Who_was_called_answers_by_the_link_and_may_think_again_until_it_begins()
    {
        await TableAsync();
        await SendAsync();
        var letter = (await LettersAsync("Convocazione: Seduta prima")).Single(l => l.Name == "Titolare B");
        var link = new Uri(_host.LinkOf(letter)).AbsolutePath;
        var holder = _host.Visitor();
        var nothing = await holder.PostAsync(link, new() { ["Needs"] = "Mi serve un passaggio" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        var kept = await Visitor.ParseAsync(nothing);
        Assert.Contains("Scegli una risposta", kept.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mi serve un passaggio", kept.QuerySelector("textarea[name=Needs]")!.TextContent);
        var nobody = await holder.PostAsync(link, new() { ["Answer"] = "Substitute" });
        Assert.Contains("Scrivi chi viene al tuo posto.", await TextAsync(nobody), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect,
            (await holder.PostAsync(link, new() { ["Answer"] = "Substitute", ["Substitute"] = "sostituta prima" })).StatusCode);
        Assert.Equal("sostituta@posta.example", Assert.Single(await LettersAsync("Ti hanno chiesto di sostituire")).Address);
        Assert.Equal(HttpStatusCode.Redirect, (await holder.PostAsync(link, new()
        {
            ["Answer"] = "Comes",
            ["Substitute"] = ""
        })).StatusCode);
        var summons = await SummonsAsync(2);
        Assert.Equal((SummonsAnswer.Comes, "", null), (summons.Answer, summons.Substitute, summons.WrittenBy));
        _host.Clock.Now = _meeting.Start.AddMinutes(1);
        Assert.Null((await holder.ReadAsync(link)).QuerySelector("form.panel"));
        Assert.Equal(HttpStatusCode.NotFound, (await holder.GetAsync("/convocazione/inventato")).StatusCode);
    }

    [Fact]
    public async Task Reminders_leave_a_week_before_to_the_silent_and_a_day_before_to_all_who_come()
    {
        await TableAsync();
        await SendAsync();
        await AnswerAsync(1, "Comes");
        await AnswerAsync(2, "Absent");
        _host.Clock.Now = Texts.RomeTime(new(2026, 3, 13), new(8, 30));
        await LookAsync();
        Assert.Empty(await LettersAsync("Ti ricordiamo"));
        _host.Clock.Now = Texts.RomeTime(new(2026, 3, 13), new(9, 5));
        await LookAsync();
        await LookAsync();
        Assert.Equal(["Titolare C", "Titolare D", "Titolare E"], (await LettersAsync("Ti ricordiamo")).Select(l => l.Name));
        _host.Clock.Now = Texts.RomeTime(new(2026, 3, 19), new(9, 5));
        await LookAsync();
        await LookAsync();
        Assert.Equal(3 + 4, (await LettersAsync("Ti ricordiamo")).Count);
    }

    [Fact]
    public async Task Reminders_can_be_stopped_and_asked_for_by_hand_but_not_twice_in_a_row()
    {
        await TableAsync();
        await SendAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Call, [], "form[action*=Stop]")).StatusCode);
        _host.Clock.Now = Texts.RomeTime(new(2026, 3, 13), new(9, 5));
        await LookAsync();
        Assert.Empty(await LettersAsync("Ti ricordiamo"));
        await LaterAsync(_host.Clock.Now);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Call, [], "form[action*=Remind]")).StatusCode);
        Assert.Equal(5, (await LettersAsync("Ti ricordiamo")).Count);
        var soon = await _carla.PostAsync(Call, [], "form[action*=Remind]");
        Assert.Contains("Il ricordo è già partito da poco", await TextAsync(soon), StringComparison.Ordinal);
        Assert.Equal(5, (await LettersAsync("Ti ricordiamo")).Count);
    }

    [Fact]
    public async Task A_change_and_a_cancellation_reach_everybody_with_a_higher_sequence()
    {
        await TableAsync();
        await SendAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Page + "/modifica", new()
        {
            ["From"] = "19:00",
            ["To"] = "21:00"
        })).StatusCode);
        await _host.WriteMailingsAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Page, new() { ["Why"] = "Neve" }, "#annulla")).StatusCode);
        await _host.WriteMailingsAsync();
        var (first, moved, off) = (await LettersAsync("Convocazione:"), await LettersAsync("Cambia l'incontro"),
            await LettersAsync("Annullato:"));
        Assert.Equal([9, 9, 9], [first.Count, moved.Count, off.Count]);
        static int Sequence(Letter letter) => int.Parse(letter.Calendar!.Split("SEQUENCE:")[1].Split('\r', '\n')[0],
            System.Globalization.CultureInfo.InvariantCulture);
        var (a, b, c) = (first.First(l => l.Calendar is not null), moved.First(l => l.Calendar is not null),
            off.First(l => l.Calendar is not null));
        Assert.True(Sequence(a) < Sequence(b) && Sequence(b) < Sequence(c), $"{Sequence(a)} {Sequence(b)} {Sequence(c)}");
        Assert.Contains("STATUS:CANCELLED", c.Calendar, StringComparison.Ordinal);
        Assert.Contains("ore 19.00", b.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quorum_is_counted_by_seats_a_substitute_counts_and_a_proxy_does_not()
    {
        await TableAsync(quorum: 5);
        await SendAsync();
        Assert.Null((await _carla.ReadAsync(Seats)).QuerySelector("form[action*=Mark]"));
        await LaterAsync(_meeting.Start.AddMinutes(3));
        foreach (var seat in new[] { 1, 3, 4 }) await MarkAsync(seat, "Holder");
        Assert.Contains("3 posti su 9 presenti: il numero legale, 5, non c'è", await HeadAsync(), StringComparison.Ordinal);
        var nobody = await PostSeatAsync("Mark", 5, new() { ["Presence"] = "Proxy" });
        Assert.Contains("Scegli a chi va la delega", await TextAsync(nobody), StringComparison.Ordinal);
        await MarkAsync(5, "Proxy", ("ProxyTo", (await SeatAsync(1)).Id.ToString()));
        Assert.Contains("3 posti su 9 presenti: il numero legale, 5, non c'è", await HeadAsync(), StringComparison.Ordinal);
        Assert.Contains("Ora può dare 4 voti.", await HeadAsync(), StringComparison.Ordinal);
        await MarkAsync(2, "Substitute", ("Name", "Un vicino"));
        await MarkAsync(6, "Holder");
        Assert.Contains("5 posti su 9 presenti: il numero legale, 5, c'è", await HeadAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PostSeatAsync("Leave", 6, [])).StatusCode);
        Assert.Contains("il numero legale, 5, non c'è", await HeadAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PostSeatAsync("Clear", 3, [])).StatusCode);
        Assert.Contains("3 posti su 9", await HeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_is_marked_by_a_small_request_that_brings_the_seats_and_the_quorum_as_they_stand()
    {
        await TableAsync(quorum: 2);
        await LaterAsync(_meeting.Start.AddMinutes(3));
        var page = await _carla.ReadAsync(Seats);
        Assert.NotNull(page.QuerySelector("[role=status][data-swap-total]"));
        async Task<AngleSharp.Html.Dom.IHtmlDocument> TickAsync(AngleSharp.Dom.IParentNode on, int seat, string handler)
        {
            var form = (AngleSharp.Html.Dom.IHtmlFormElement)on.QuerySelector($"[data-swap] #posto-{seat} form[action*={handler}]")!;
            using var small = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
            {
                Content = new FormUrlEncodedContent([.. Visitor.Prefilled(form)]),
                Headers = { { "X-Part", "1" } }
            };
            var answer = await _carla.Client.SendAsync(small, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("<html", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            return await Visitor.ParseAsync(answer);
        }
        var first = await TickAsync(page, 1, "Mark");
        Assert.Contains("1 posto su 9", first.QuerySelector("[data-swap]")!.GetAttribute("data-total"), StringComparison.Ordinal);
        Assert.Equal("in", first.QuerySelector("#posto-1")!.ClassName);
        // The part that came carries forms that can be sent again: the hand goes on from there.
        var second = await TickAsync(first, 2, "Mark");
        Assert.Contains("2 posti su 9 presenti: il numero legale, 2, c'è", second.QuerySelector(".quorum")!.TextContent,
            StringComparison.Ordinal);
        var third = await TickAsync(second, 1, "Clear");
        Assert.DoesNotContain("in", third.QuerySelector("#posto-1")!.ClassName ?? "", StringComparison.Ordinal);
        Assert.Contains("1 posto su 9", await HeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_come_from_agenda_and_attendance_and_the_group_approves_them_by_the_link()
    {
        await TableAsync();
        await SendAsync();
        await LaterAsync(_meeting.Start.AddMinutes(3));
        foreach (var seat in new[] { 1, 2, 3 }) await MarkAsync(seat, "Holder");
        await LaterAsync(_meeting.End.AddHours(1));
        var minutes = Page + "/verbale";
        var draft = (await _carla.ReadAsync(minutes)).QuerySelector("textarea[name=Text]")!.TextContent;
        Assert.Contains("Titolare A", draft, StringComparison.Ordinal);
        Assert.Contains("Sono venuti 3 posti su 9: il numero legale, 5, non c'è.", draft, StringComparison.Ordinal);
        Assert.Contains("2. 18.30 Il testo", draft, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(minutes, new() { ["Text"] = draft })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(minutes, [], "form[action*=Ask]")).StatusCode);
        var asked = await LettersAsync("Il verbale da approvare");
        Assert.Equal(["Titolare A", "Titolare B", "Titolare C"], asked.Select(l => l.Name));
        var unsaid = await ApproveAsync(minutes, draft, "");
        Assert.Contains("Di' come è stato approvato", await TextAsync(unsaid), StringComparison.Ordinal);
        var early = await ApproveAsync(minutes, draft, "link");
        Assert.Contains("Non è ancora approvato: ha detto che va bene 0 su 3", await TextAsync(early), StringComparison.Ordinal);
        var links = asked.Select(l => new Uri(_host.LinkOf(l)).AbsolutePath).ToList();
        var wrong = await _host.Visitor().PostAsync(links[2], new() { ["Remark"] = "Manca il mio intervento" }, "#correggi");
        Assert.Equal(HttpStatusCode.Redirect, wrong.StatusCode);
        Assert.Contains("Manca il mio intervento", (await _carla.ReadAsync(minutes)).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        foreach (var link in links) Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().PostAsync(link, [],
            "#va-bene")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ApproveAsync(minutes, draft, "link")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await PostMinutesAsync(minutes, "Publish", new() { ["Text"] = draft })).StatusCode);
        var shown = (await _host.Visitor().ReadAsync(Page)).QuerySelector("main")!.TextContent;
        Assert.Contains("Approvato da chi c'era: 3 su 3.", shown, StringComparison.Ordinal);
        Assert.Contains("qui non si risponde più", (await _host.Visitor().ReadAsync(links[0])).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_of_somebody_at_the_table_is_reminded_before_and_once_after_its_day()
    {
        await TableAsync();
        await SendAsync();
        await LaterAsync(_meeting.End.AddHours(1));
        foreach (var (what, owner) in new[] { ("Portare i dati", "titolare a"), ("Chiamare la scuola", "Il maestro") })
            Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Page + "/verbale",
                new() { ["What"] = what, ["Owner"] = owner, ["Due"] = "2026-04-10" }, "#accordo")).StatusCode);
        _host.Clock.Now = Texts.RomeTime(new(2026, 4, 7), new(10, 0));
        await LookAsync();
        await LookAsync();
        Assert.Equal("Titolare A", Assert.Single(await LettersAsync("Ti ricordiamo l'impegno")).Name);
        _host.Clock.Now = Texts.RomeTime(new(2026, 4, 11), new(10, 0));
        await LookAsync();
        await LookAsync();
        Assert.Equal("Titolare A", Assert.Single(await LettersAsync("È passato il giorno")).Name);
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
        Assert.Contains("2 accordi scaduti", (await _carla.ReadAsync($"/percorsi/{_process.Slug}/cruscotto")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_voice_on_the_telephone_a_letter_handed_over_and_a_changed_contact_are_written_down()
    {
        await TableAsync();
        await SendAsync();
        var calls = Call + "/telefonate";
        var eighth = await SummonsAsync(8);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(calls, new() { ["Summons"] = eighth.Id.ToString() },
            $"#p-{eighth.Id} form[action*=Nobody]")).StatusCode);
        Assert.Contains("Non risponde al telefono", (await SummonsAsync(8)).Proof, StringComparison.Ordinal);
        var sixth = await SummonsAsync(6);
        var one = $"{Call}/{sixth.Id}";
        Assert.Contains("da quello della convocazione a oggi",
            await TextAsync(await _carla.PostAsync(one, new() { ["Delivered"] = "2026-04-30" }, "#prova")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(one, new()
        {
            ["Delivered"] = "2026-03-02",
            ["Proof"] = "firma sul registro"
        },
            "#prova")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(one, new() { ["Answer"] = "Comes" }, "#risposta")).StatusCode);
        Assert.NotNull((await SummonsAsync(6)).WrittenBy);
        var noMail = await _carla.PostAsync(one, new() { ["Way"] = "Email" }, "#recapito");
        Assert.Contains("non c'è l'e-mail", await TextAsync(noMail), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(one, new()
        {
            ["Way"] = "Email",
            ["Channel"] = "Email",
            ["Address"] = "nuova@posta.example"
        }, "#recapito")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(one, [], "form[action*=Again]")).StatusCode);
        Assert.Contains(await LettersAsync("Convocazione: Seduta prima"), l => l.Address == "nuova@posta.example");
    }

    [Fact]
    public async Task Nobody_outside_sees_who_was_called_and_a_draft_or_a_past_sitting_calls_nobody()
    {
        await TableAsync();
        foreach (var url in new[] { Call, Call + "/lettere", Call + "/telefonate", Seats })
        {
            var answer = await _host.Visitor().GetAsync(url);
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
                $"{url}: {answer.StatusCode}");
        }
        await LaterAsync(_meeting.Start.AddMinutes(1));
        var late = await _carla.PostAsync(Call, [], "#convoca");
        Assert.Contains("L'incontro è già cominciato", await TextAsync(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_group_the_page_says_what_to_do_first()
    {
        await TableAsync(members: 0);
        Assert.Contains("prima riempi i posti", (await _carla.ReadAsync(Call)).Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task AnswerAsync(int seat, string answer)
    {
        var summons = await SummonsAsync(seat);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync($"{Call}/{summons.Id}", new() { ["Answer"] = answer },
            "#risposta")).StatusCode);
    }

    private Task<Seat> SeatAsync(int number) => _host.InDb(db => db.Set<Seat>().AsNoTracking().SingleAsync(s => s.Number == number
        && db.Set<Group>().Any(g => g.Id == s.Group && g.Kind == GroupKind.NegotiationTable), Cancel));

    private async Task MarkAsync(int seat, string presence, params (string Field, string Value)[] more)
    {
        var fields = more.ToDictionary(m => m.Field, m => m.Value);
        fields["Presence"] = presence;
        var marked = await PostSeatAsync("Mark", seat, fields);
        Assert.True(marked.StatusCode == HttpStatusCode.Redirect, await marked.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> PostSeatAsync(string handler, int seat, Dictionary<string, string> fields)
    {
        fields["Seat"] = (await SeatAsync(seat)).Id.ToString();
        return await _carla.PostAsync(Seats, fields, fields.ContainsKey("Name") ? $"#sostituto-{seat}"
            : fields.ContainsKey("ProxyTo") ? $"#delega-{seat}" : $"#posto-{seat} form[action*={handler}]");
    }

    private async Task<string> HeadAsync() => (await _carla.ReadAsync(Seats)).QuerySelector(".quorum")!.TextContent;

    private async Task LookAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await RemindByItself.RunAsync(scope.ServiceProvider, Cancel);
    }

    private Task<HttpResponseMessage> ApproveAsync(string url, string text, string how) => PostMinutesAsync(url, "Approve",
        new() { ["Text"] = text, ["How"] = how });

    // The button's own address, as a browser would send the form.
    private async Task<HttpResponseMessage> PostMinutesAsync(string url, string handler, Dictionary<string, string> fields)
    {
        var page = await _carla.ReadAsync(url);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("form:has(textarea[name=Text])")!;
        var target = page.QuerySelector($"button[formaction*={handler}]")!.GetAttribute("formaction")!;
        return await _carla.Client.PostAsync(target, new FormUrlEncodedContent(Visitor.Prefilled(form)
            .Where(f => !fields.ContainsKey(f.Key)).Concat(fields)));
    }

    private static byte[] Receipt(string letter, string kind, string words = "") => System.Text.Encoding.UTF8.GetBytes(
        $"From: posta-certificata@pec.gestore.example\r\nTo: protocollo@pec.comune.example\r\nSubject: RICEVUTA\r\n"
        + $"Date: Thu, 05 Mar 2026 10:00:00 +0100\r\nMessage-ID: <{Guid.NewGuid():N}@pec.gestore.example>\r\nX-Ricevuta: {kind}\r\n"
        + $"X-Riferimento-Message-ID: <{letter}>\r\n\r\n{words}\r\n");

    [Fact]
    public async Task A_seat_called_by_certified_mail_gets_its_letter_from_the_bodys_own_mailbox_and_the_receipt_is_its_proof()
    {
        await TableAsync();
        Assert.Null((await _carla.ReadAsync(Call)).QuerySelector("input[name='Rows[5].Pec']"));
        await _host.Act(_town, null, write =>
        {
            var server = MailServer.Of(_town.Id, certified: true);
            server.Set("smtp.pec.example", 465, MailSecurity.Tls, "protocollo", null, "protocollo@pec.comune.example", "");
            write.Db.Add(server);
            return Task.FromResult(0);
        });
        await LaterAsync(Texts.RomeTime(new(2026, 3, 5), new(9, 0)));
        Assert.Equal("girasole@pec.girasole.example", await ProposedAsync("Il Girasole", archived: false));
        Assert.Equal("", await ProposedAsync("La Fonte", archived: true));
        var wrong = await _carla.PostAsync(Call, new() { ["Rows[5].Way"] = "Pec", ["Rows[5].Pec"] = "girasole", ["Text"] = "Resta qui." },
            "#convoca");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await Visitor.ParseAsync(wrong);
        Assert.Contains("Resta qui.", page.QuerySelector("textarea[name=Text]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[name='Rows[5].Pec'][aria-invalid=true]"));
        var sent = await _carla.PostAsync(Call, new()
        {
            ["Rows[5].Way"] = "Pec",
            ["Rows[5].Pec"] = "Girasole@pec.girasole.example",
            ["Rows[6].Way"] = "Pec",
        }, "#convoca");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var letters = await LettersAsync("Convocazione: Seduta prima");
        var certified = Assert.Single(letters, l => l.IsCertified);
        Assert.Equal((Channel.Email, true, true), (certified.Channel, certified.Address.StartsWith("Girasole@",
            StringComparison.OrdinalIgnoreCase),
            certified.LinkUrl is not null));
        // Without an address the office sends it by hand, as before.
        Assert.Equal("Titolare G", Assert.Single(letters, l => l.Channel == Channel.Post).Name);
        var summons = await SummonsAsync(6);
        var one = $"{Call}/{summons.Id}";
        Task<HttpResponseMessage> GiveAsync(byte[] file) => _carla.UploadAsync(one, "ricevuta", [], "Receipt", "ricevuta.eml", file);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GiveAsync("Un testo."u8.ToArray())).StatusCode);
        Assert.Contains("riguarda un'altra lettera", await TextAsync(await GiveAsync(Receipt($"{letters.First(l => !l.IsCertified).Id.Value:N}@a",
            "avvenuta-consegna"))), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(Receipt($"{certified.Id.Value:N}@a", "accettazione"))).StatusCode);
        Assert.DoesNotContain("5 marzo", (await _carla.ReadAsync(one)).QuerySelector("#prova")!.TextContent, StringComparison.Ordinal);
        var delivery = Receipt($"{certified.Id.Value:N}@a", "avvenuta-consegna");
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(delivery)).StatusCode);
        Assert.Contains("c'è già", await TextAsync(await GiveAsync(delivery)), StringComparison.Ordinal);
        var list = (await _carla.ReadAsync(Call)).QuerySelectorAll("table tbody tr").Single(r => r.TextContent.Contains("Titolare F",
            StringComparison.Ordinal));
        Assert.Contains("Consegnata", list.QuerySelector(".proof .on:nth-child(2)")!.TextContent, StringComparison.Ordinal);
        var link = (await _carla.ReadAsync(one)).QuerySelectorAll("a[href*='handler=Receipt']")[^1].GetAttribute("href")!;
        Assert.Equal(delivery, await (await _carla.GetAsync(link)).Content.ReadAsByteArrayAsync(Cancel));
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(link)).StatusCode);
    }

    // Who sits on the sixth seat does so for a body of the register, which has two certified addresses there.
    private async Task<string> ProposedAsync(string body, bool archived)
    {
        await _host.Act(_town, null, async write =>
        {
            var known = Stakeholder.Note(_town.Id, _process.Id, body, InterestMap.PrivateAndCitizens, "", null, write.Now);
            known.Reach(HowToReach.Nothing with { Pec = "girasole@pec.girasole.example; altra@pec.girasole.example" });
            if (archived) known.Archive("Non c'è più", write.Now);
            write.Db.Add(known);
            (await write.Db.Set<Membership>().SingleAsync(m => m.Name == "Titolare F", Cancel)).Organisation = body;
            return 0;
        });
        return (await _carla.ReadAsync(Call)).QuerySelector("input[name='Rows[5].Pec']")!.GetAttribute("value") ?? "";
    }
}
