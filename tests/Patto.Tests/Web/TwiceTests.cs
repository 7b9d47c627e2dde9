using System.Data.Common;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Tests.Processes;
using Document = Patto.Modules.Documents.Document;

namespace Patto.Tests.Web;

/// <summary>The same person or thing twice: it is asked, with what was typed still there; nobody is merged or turned away in
/// silence.</summary>
public sealed class TwiceTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly SlowLook _slow = new();
    private readonly PlatformHost _host;

    public TwiceTests() => _host = new() { Also = services => services.AddSingleton<IInterceptor>(_slow) };
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _carla = null!;
    private string Base => $"/percorsi/{_process.Slug}";
    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    private async Task TownAsync(Role role = Role.Officer)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, role));
    }

    private Task<int> CountAsync<T>() where T : class => _host.InDb(db => db.Set<T>().CountAsync(Cancel));

    private Task<Meeting> MeetingAsync(int? seats = null) => _host.Act(_town, null, async write =>
    {
        var from = Texts.RomeTime(new(2026, 3, 3), new(18, 0));
        var meeting = await write.Get<MeetingBook>().PlanAsync(Info, "Assemblea", Method.Assembly, from, from.AddHours(2), Cancel);
        meeting.Describe("Assemblea", Method.Assembly, "", null, null, from, from.AddHours(2), "Teatro", [], seats, true);
        meeting.Publish();
        return meeting;
    });

    // What a person sees who types what is there already, whichever of the two answers they give.
    private static async Task AskedAsync<T>(TwiceTests town, Visitor who, string url, string form, Dictionary<string, string> first,
        Dictionary<string, string> again, int same = 0, int another = 1) where T : class
    {
        Assert.Equal(HttpStatusCode.Redirect, (await who.PostAsync(url, first, form)).StatusCode);
        var before = await town.CountAsync<T>();
        var asked = await who.PostAsync(url, again, form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Equal(before, await town.CountAsync<T>());
        var page = await Visitor.ParseAsync(asked);
        var radios = page.QuerySelectorAll("form input[type=radio][name=__same]");
        Assert.Equal(2, radios.Length);
        var sent = (IHtmlFormElement)radios[0].Closest("form")!;
        var kept = Visitor.Prefilled(sent).ToLookup(f => f.Key, f => f.Value);
        foreach (var (name, value) in again) Assert.Contains(value, kept[name]);
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(who, page, url, 0)).StatusCode);
        Assert.Equal(before + same, await town.CountAsync<T>());
        page = await Visitor.ParseAsync(await who.PostAsync(url, again, form));
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(who, page, url, 1)).StatusCode);
        Assert.Equal(before + same + another, await town.CountAsync<T>());
    }

    // Chooses an answer and sends the form that came back.
    private static Task<HttpResponseMessage> AnswerAsync(Visitor who, IHtmlDocument page, string url, int answer)
    {
        var radios = page.QuerySelectorAll("form input[type=radio][name=__same]").Cast<IHtmlInputElement>().ToList();
        var form = (IHtmlFormElement)radios[0].Closest("form")!;
        var fields = Visitor.Prefilled(form).Where(f => f.Key != "__same" || !radios.Any(r => r.Value == f.Value))
            .Append(new("__same", radios[answer].Value));
        return who.Client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : url,
            new FormUrlEncodedContent(fields), Cancel);
    }

    private static Dictionary<string, string> Coming(string name, string channel = "None", string address = "") =>
        new() { ["Name"] = name, ["Channel"] = channel, ["Address"] = address, ["Consent"] = "true" };

    [Fact]
    public async Task One_person_who_registers_twice_takes_one_seat()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        var url = $"{Base}/incontri/{meeting.Id}/iscrizione";
        await AskedAsync<Registration>(this, _host.Visitor(), url, "form:has([name=Consent])", Coming("Nicolò D'Angelo"),
            Coming("nicolo  D’ANGELO"));
        await AskedAsync<Registration>(this, _host.Visitor(), url, "form:has([name=Consent])", Coming("Rita", "Email", "rita@casa.example"),
            Coming("Margherita", "Email", "Rita@Casa.example"));
        await AskedAsync<Registration>(this, _host.Visitor(), url, "form:has([name=Consent])", Coming("Ugo", "Phone", "0522 123456"),
            Coming("Ada", "Phone", "+39 0522-123456"));
        // The ticket of the first registration went to its own address, and to nobody who typed it again.
        Assert.Equal(3, await _host.InDb(db => db.Set<Letter>().CountAsync(l => l.Address == "rita@casa.example"
            || l.Address == "Rita@Casa.example", Cancel)));
    }

    [Fact]
    public async Task An_answer_holds_for_the_name_it_was_given_for_and_for_no_other()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        var url = $"{Base}/incontri/{meeting.Id}/iscrizione";
        var visitor = _host.Visitor();
        await visitor.PostAsync(url, Coming("Ada"));
        await visitor.PostAsync(url, Coming("Ugo"));
        var page = await Visitor.ParseAsync(await visitor.PostAsync(url, Coming("ADA")));
        page.QuerySelector("[name=Name]")!.SetAttribute("value", "Ugo");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAsync(visitor, page, url, 1)).StatusCode);
        Assert.Equal(2, await CountAsync<Registration>());
    }

    [Fact]
    public async Task Who_arrives_and_is_on_the_list_is_ticked_there()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        var url = $"{Base}/incontri/{meeting.Id}/presenze";
        await AskedAsync<Attendance>(this, _carla, url, "#aggiungi", new() { ["Name"] = "Édera Galli" },
            new() { ["Name"] = "edera galli" });
        Assert.Equal(2, await CountAsync<Person>());
        await _host.Visitor().PostAsync($"{Base}/incontri/{meeting.Id}/iscrizione", Coming("Silvano"));
        var asked = await Visitor.ParseAsync(await _carla.PostAsync(url, new() { ["Name"] = "SILVANO" }, "#aggiungi"));
        await AnswerAsync(_carla, asked, url, 0);
        Assert.Equal((3, 3), (await CountAsync<Attendance>(), await CountAsync<Person>()));
    }

    [Fact]
    public async Task Who_offers_to_write_twice_is_called_back_once()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        await AskedAsync<DraftingOffer>(this, _host.Visitor(), $"{Base}/incontri/{meeting.Id}/scrivere", "form:has([name=Consent])",
            Coming("Ada Prova", "Phone", "333 1234567"), Coming("Ada", "Phone", "3331234567"));
    }

    [Fact]
    public async Task The_same_meeting_is_not_planned_twice_on_a_day_without_asking()
    {
        await TownAsync();
        Dictionary<string, string> Evening(string title) => new()
        {
            ["Title"] = title,
            ["Method"] = "Assembly",
            ["Day"] = "2026-03-20",
            ["From"] = "18:00",
            ["To"] = "20:00"
        };
        await AskedAsync<Meeting>(this, _carla, MeetingUrls.New(_process.Slug), "form:has([name=Title])", Evening("Chi c’è al Borgo"),
            Evening("Chi c'e al borgo"));
    }

    [Fact]
    public async Task An_organisation_stands_once_in_the_register_unless_somebody_says_it_is_another()
    {
        await TownAsync();
        await AskedAsync<Stakeholder>(this, _carla, StakeholderUrls.Registry(_process.Slug), "#aggiungi",
            new() { ["Name"] = "Caffè Sociale", ["What"] = "Spazi" }, new() { ["Name"] = "caffe  SOCIALE", ["What"] = "Altri spazi" });
        await AskedAsync<Stakeholder>(this, _host.Visitor(), StakeholderUrls.Register(_process.Slug), "form:has([name=Agree])",
            Group("Genitori di Borgo"), Group("GENITORI di borgo"));
        await AskedAsync<Interest>(this, _carla, StakeholderUrls.Registry(_process.Slug), "#interesse",
            new() { ["Name"] = "Chi pedala" }, new() { ["Name"] = "chi Pedala" });
    }

    private static Dictionary<string, string> Group(string name) => new()
    {
        ["Name"] = name,
        ["Contact"] = "Ada Prova",
        ["Channel"] = "Email",
        ["Address"] = "ada@casa.example",
        ["Agree"] = "true"
    };

    [Fact]
    public async Task A_stakeholder_renamed_as_another_is_asked_about()
    {
        await TownAsync();
        var (one, two) = await _host.Act(_town, null, write =>
        {
            var one = Stakeholder.Note(_town.Id, _process.Id, "Auser", InterestMap.PrivateAndCitizens, "", null, write.Now);
            var two = Stakeholder.Note(_town.Id, _process.Id, "Avis", InterestMap.PrivateAndCitizens, "", null, write.Now);
            write.Db.AddRange(one, two);
            return Task.FromResult((one.Id.Value, two.Id.Value));
        });
        var url = StakeholderUrls.Show(_process.Slug, two);
        var page = await Visitor.ParseAsync(await _carla.PostAsync(url, new() { ["Name"] = "AUSER" }, "#descrivi"));
        Assert.EndsWith(one.ToString(), (await AnswerAsync(_carla, page, url, 0)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Stakeholders.CountAsync(s => s.Name == "Avis", Cancel)));
        page = await Visitor.ParseAsync(await _carla.PostAsync(url, new() { ["Name"] = "AUSER" }, "#descrivi"));
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(_carla, page, url, 1)).StatusCode);
        Assert.Equal(1, await _host.InDb(db => db.Stakeholders.CountAsync(s => s.Name == "AUSER", Cancel)));
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(url, new() { ["Name"] = "AUSER", ["What"] = "x" },
            "#descrivi")).StatusCode);
    }

    [Fact]
    public async Task A_group_is_formed_once_and_a_namesake_at_the_table_is_asked_about()
    {
        await TownAsync();
        await AskedAsync<Group>(this, _carla, GroupUrls.New(_process.Slug), "form:has([name=Kind])", new() { ["Name"] = "Spazio pubblico" },
            new() { ["Name"] = "SPAZIO pubblico" });
        var table = await _host.InDb(db => db.Groups.Where(g => g.Process == _process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
            .SingleAsync(Cancel));
        var seats = table.Seats.Where(s => !s.Widening).Take(3).Select(s => s.Id.ToString()).ToList();
        Dictionary<string, string> Seat(int seat, string name) => new()
        {
            ["Seat"] = seats[seat],
            ["Person"] = name,
            ["From"] = "2026-03-01"
        };
        var url = GroupUrls.Compose(_process.Slug, table.Id.Value);
        await _carla.PostAsync(url, Seat(0, "Anna Rossi"), "#siedi");
        var page = await Visitor.ParseAsync(await _carla.PostAsync(url, Seat(1, "anna rossi"), "#siedi"));
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(_carla, page, url, 0)).StatusCode);
        Assert.Equal(1, await CountAsync<Person>());
        page = await Visitor.ParseAsync(await _carla.PostAsync(url, Seat(2, "anna rossi"), "#siedi"));
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(_carla, page, url, 1)).StatusCode);
        Assert.Equal((2, 3), (await CountAsync<Person>(), await CountAsync<Membership>()));
    }

    private static Dictionary<string, string> Asking(string name) => new()
    {
        ["Name"] = name,
        ["Interest"] = "scuola",
        ["Channel"] = "Email",
        ["Address"] = "ada@casa.example",
        ["Agree"] = "true"
    };

    [Fact]
    public async Task Who_asks_for_a_seat_twice_is_asked_whether_they_are_the_same()
    {
        await TownAsync();
        await AskedAsync<Application>(this, _host.Visitor(), GroupUrls.Apply(_process.Slug), "form:has([name=Agree])",
            Asking("Ada Prova"), Asking("Ada"));
        var waiting = await _host.InDb(db => db.Applications.OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(Cancel));
        var url = GroupUrls.Applications(_process.Slug);
        await _host.Act(_town, null, async write =>
        {
            var table = await write.Db.Groups.Where(g => g.Process == _process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
                .SingleAsync(Cancel);
            var ada = write.Get<PeopleBook>().Meet(waiting[0].Name.ToUpperInvariant(), Channel.None, "");
            await write.Get<GroupBook>().SeatAsync(table, table.Seats.First(s => !s.Widening), ada, "", false,
                Texts.RomeDay(write.Now), Cancel);
            return 0;
        });
        var page = await Visitor.ParseAsync(await _carla.PostAsync(url, new() { ["Id"] = waiting[0].Id.ToString() },
            $"#si-{waiting[0].Id}"));
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(_carla, page, url, 0)).StatusCode);
        Assert.Single(await _host.InDb(db => db.Memberships.Select(m => m.Person).Distinct().ToListAsync(Cancel)));
    }

    [Fact]
    public async Task An_invitation_is_sent_again_only_when_it_is_wanted_and_then_only_the_last_one_opens()
    {
        await TownAsync(Role.Administrator);
        const string Url = "/amministrazione/persone";
        Dictionary<string, string> Ada(string name, string email, Role role = Role.Curator) => new()
        {
            ["Name"] = name,
            ["Email"] = email,
            ["Role"] = role.ToString()
        };
        Task<int> OpenAsync() => _host.InDb(db => db.Set<Invitation>().CountAsync(i => i.Withdrawn == null, Cancel));
        await _carla.PostAsync(Url, Ada("Ada Prova", "ada@casa.example"));
        var page = await Visitor.ParseAsync(await _carla.PostAsync(Url, Ada("Ada", "ADA@casa.example")));
        await AnswerAsync(_carla, page, Url, 1);
        Assert.Equal((1, 1), (await OpenAsync(), await CountAsync<Invitation>()));
        page = await Visitor.ParseAsync(await _carla.PostAsync(Url, Ada("Ada", "ADA@casa.example")));
        await AnswerAsync(_carla, page, Url, 0);
        Assert.Equal((1, 2), (await OpenAsync(), await CountAsync<Invitation>()));
        // The same name at another address: corrected, or a namesake.
        page = await Visitor.ParseAsync(await _carla.PostAsync(Url, Ada("ADA", "ada@lavoro.example")));
        await AnswerAsync(_carla, page, Url, 0);
        Assert.Equal((1, 3), (await OpenAsync(), await CountAsync<Invitation>()));
        page = await Visitor.ParseAsync(await _carla.PostAsync(Url, Ada("Ada", "altra@casa.example")));
        await AnswerAsync(_carla, page, Url, 1);
        Assert.Equal((2, 4), (await OpenAsync(), await CountAsync<Invitation>()));
        // Another role is another invitation, and nothing is asked.
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Url, Ada("Ada", "ada@lavoro.example",
            Role.Facilitator))).StatusCode);
        // Who works here already gets the role with the account they have.
        var rita = await _host.AccountAsync("Rita Bonora", _town, Role.Curator);
        page = await Visitor.ParseAsync(await _carla.PostAsync(Url, Ada("rita bonora", "rita@altrove.example", Role.Secretariat)));
        await AnswerAsync(_carla, page, Url, 0);
        Assert.Equal(2, await _host.InDb(db => db.Set<RoleGrant>().CountAsync(g => g.Account == rita.Id, Cancel)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _carla.PostAsync(Url, Ada("Rita", rita.Email!))).StatusCode);
        var staff = Patto.Modules.Administration.Contracts.AdministrationUrls.Staff(_process.Slug);
        await _carla.PostAsync(staff, Ada("Ivo Prova", "ivo@casa.example"));
        Assert.Equal(2, (await Visitor.ParseAsync(await _carla.PostAsync(staff, Ada("Ivo", "ivo@casa.example"))))
            .QuerySelectorAll("input[name=__same]").Length);
    }

    [Fact]
    public async Task A_text_and_an_indicator_are_begun_once()
    {
        await TownAsync();
        await AskedAsync<Document>(this, _carla, $"{Base}/documenti/nuovo", "form:has([name=Title])",
            new() { ["Title"] = "Regolamento del verde" }, new() { ["Title"] = "REGOLAMENTO del verde" });
        Dictionary<string, string> Indicator(string name) => new() { ["Name"] = name, ["Unit"] = "persone", ["Source"] = "Anagrafe" };
        await AskedAsync<Indicator>(this, _carla, $"{Base}/indicatori/nuovo", "form:has([name=Unit])", Indicator("Corse al mese"),
            Indicator("corse al mese"));
    }

    [Theory]
    [InlineData("Invitations"), InlineData("Interests"), InlineData("Registrations")]
    public async Task Of_two_who_write_the_same_name_at_the_very_same_instant_the_second_is_asked(string table)
    {
        await TownAsync(table == "Invitations" ? Role.Administrator : Role.Officer);
        var (url, form, fields) = table switch
        {
            "Invitations" => ("/amministrazione/persone", null, new Dictionary<string, string>
            {
                ["Name"] = "Ada Prova",
                ["Role"] = nameof(Role.Curator)
            }),
            "Interests" => (StakeholderUrls.Registry(_process.Slug), "#interesse", new() { ["Name"] = "Anziani soli" }),
            _ => ($"{Base}/incontri/{(await MeetingAsync()).Id}/iscrizione", "form:has([name=Consent])", Coming("Ada Prova")),
        };
        await _host.Visitor().GetAsync("/");
        _slow.Table = table;
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => _carla.PostAsync(url,
            table == "Invitations" ? new(fields) { ["Email"] = $"ada{i}@casa.example" } : new(fields), form)));
        _slow.Table = null;
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.StatusCode).Order());
        var asked = await Visitor.ParseAsync(answers.Single(a => a.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(2, asked.QuerySelectorAll("form input[type=radio][name=__same]").Length);
        Assert.Equal(1, await (table switch
        {
            "Invitations" => CountAsync<Invitation>(),
            "Interests" => _host.InDb(db => db.Interests.CountAsync(i => i.Name == "Anziani soli", Cancel)),
            _ => CountAsync<Registration>(),
        }));
    }

    /// <summary>Whoever has looked into that table waits a while: a second one can look before the first has written.</summary>
    private sealed class SlowLook : DbCommandInterceptor
    {
        public string? Table { get; set; }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData,
            DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (Table is { } table && command.Transaction is not null && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)
                && command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal)) await Task.Delay(300, cancellationToken);
            return result;
        }
    }

    /// <summary>What has a name or an address and is made by somebody: the test above that makes it twice.</summary>
    private static readonly Dictionary<string, string> Asked = new()
    {
        [nameof(Registration)] = nameof(One_person_who_registers_twice_takes_one_seat),
        [nameof(Person)] = nameof(Who_arrives_and_is_on_the_list_is_ticked_there),
        [nameof(DraftingOffer)] = nameof(Who_offers_to_write_twice_is_called_back_once),
        [nameof(Meeting)] = nameof(The_same_meeting_is_not_planned_twice_on_a_day_without_asking),
        [nameof(Stakeholder)] = nameof(An_organisation_stands_once_in_the_register_unless_somebody_says_it_is_another),
        [nameof(Interest)] = nameof(An_organisation_stands_once_in_the_register_unless_somebody_says_it_is_another),
        [nameof(Group)] = nameof(A_group_is_formed_once_and_a_namesake_at_the_table_is_asked_about),
        [nameof(Membership)] = nameof(A_group_is_formed_once_and_a_namesake_at_the_table_is_asked_about),
        [nameof(Application)] = nameof(Who_asks_for_a_seat_twice_is_asked_whether_they_are_the_same),
        [nameof(Invitation)] = nameof(An_invitation_is_sent_again_only_when_it_is_wanted_and_then_only_the_last_one_opens),
        [nameof(Account)] = nameof(An_invitation_is_sent_again_only_when_it_is_wanted_and_then_only_the_last_one_opens),
        [nameof(Document)] = nameof(A_text_and_an_indicator_are_begun_once),
        [nameof(Indicator)] = nameof(A_text_and_an_indicator_are_begun_once),
    };

    /// <summary>What has a name, and why nothing is asked.</summary>
    private static readonly Dictionary<string, string> Free = new()
    {
        ["Authority"] = "made once, by who installs; its addresses are unique",
        ["Process"] = "its short name and its address are unique: who opens another is told",
        ["Phase"] = "planned by a template, told apart by its key",
        ["Activity"] = "planned by a template, told apart by its key",
        ["LegalStep"] = "planned by a template, told apart by its key",
        ["Proposal"] = "gathered from voices; two of one title are merged on their desk",
        ["Office"] = "its name is unique in its body: who adds another is told",
        ["OpinionSurvey"] = "begun by hand; two of one title stand in one list, where a draft is deleted",
        ["Draw"] = "begun by hand; two of one title stand in one list, where a draft is deleted",
        ["Candidate"] = "asked about where name and contact are the same: DrawPagesTests",
        ["Report"] = "begun by hand; two of one title stand in one list, where a draft is deleted",
        ["ReportEdition"] = "a frozen text of its document",
        ["Pact"] = "begun by hand; two of one title stand in one list, where a draft is deleted",
        ["Signatory"] = "its name is unique in its pact: who adds another is told",
        ["Paper"] = "what a group writes inside, each with its day; two alike stand in one list where they are corrected",
        ["OwnTemplate"] = "a second of one name has a key of its own, and both stand in the list where they are deleted",
        ["Session"] = "a wall of one afternoon: the same theme twice is two circles",
        ["Circular"] = "a letter is written once, and its page shows that it left",
        ["LetterReceipt"] = "the same message is kept once for its letter",
        ["TroubledAddress"] = "one for each address",
        ["SeatAttendance"] = "one for each seat of a meeting",
        ["Outcome"] = "one for each thing that is decided",
        ["ProcessRecord"] = "a record of the region, read as it stands",
        ["RoleChange"] = "a second wish for the same role is refused with a sentence",
        ["Subscription"] = "asking again sends the same letter, and nobody learns who had asked",
        ["ResetAsked"] = "counted, not named",
        ["Letter"] = "posted by acts, once for each person",
        ["StoredFile"] = "kept by its fingerprint",
        ["SearchEntry"] = "made of what it finds",
        ["DataStepDone"] = "of the installation",
        ["InstallationMark"] = "of the installation",
        ["FormerKey"] = "of the installation",
        ["IdentityUserToken`1"] = "of the library that signs in",
    };

    [Fact]
    public async Task Whatever_has_a_name_or_an_address_is_asked_about_when_it_comes_twice()
    {
        string[] naming = ["Name", "Title", "Email", "Address"];
        var named = await _host.InDb(db => Task.FromResult(db.Model.GetEntityTypes().Where(t => !t.IsOwned()
            && naming.Any(n => t.ClrType.GetProperty(n)?.PropertyType == typeof(string))).Select(t => t.ClrType.Name).Distinct()
            .ToList()));
        TestContext.Current.TestOutputHelper!.WriteLine("{0} kinds of things have a name or an address; {1} are asked about", named.Count,
            Asked.Count);
        Assert.True(Asked.Count >= 13);
        var unsaid = named.Where(n => !Asked.ContainsKey(n) && !Free.ContainsKey(n)).ToList();
        Assert.True(unsaid.Count == 0, "Asked about, or why not: " + string.Join(", ", unsaid));
        Assert.All(Asked.Values, t => Assert.NotNull(GetType().GetMethod(t)));
    }
}
