using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Communication;

/// <summary>Being told: at once, in the letter of the morning, in that of Monday; and no more, with one click.</summary>
public sealed class FollowTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new() { Settings = { ["Sites:Address"] = "https://partecipa.example" } };
    private Authority _town = null!;
    private Process _process = null!;
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: _host.InCoDesign());
    }

    private Task<Subscription> FollowAsync(Followed followed, string email, Frequency frequency) => _host.Act(_town, null, write =>
    {
        var asked = Subscription.Ask(followed, _town.Id, email, "it", write.Now, frequency);
        asked.Confirm(write.Now);
        write.Db.Add(asked);
        return Task.FromResult(asked);
    });

    private async Task RoundsAsync()
    {
        await using (var scope = _host.Services.CreateAsyncScope())
            await LetterRounds.RunAsync(scope.ServiceProvider, Cancel);
        await _host.WriteMailingsAsync();
    }

    private Task<List<Letter>> LettersAsync(string address) => _host.InDb(db => db.Set<Letter>().AsNoTracking()
        .Where(l => l.Address == address).OrderBy(l => l.Created).ThenBy(l => l.Id).ToListAsync(Cancel));

    private Task<Subscription> AgainAsync(Subscription one) =>
        _host.InDb(db => db.Set<Subscription>().AsNoTracking().SingleAsync(s => s.Id == one.Id, Cancel));

    private Task<Meeting> MeetingAsync(DateTimeOffset start) => _host.Act(_town, null, async write =>
    {
        var info = (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!;
        var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Assemblea", Method.Assembly, start, start.AddHours(2), Cancel);
        meeting.Describe("Assemblea", Method.Assembly, "", null, null, start, start.AddHours(2), "Teatro", [], null, true);
        meeting.Publish();
        return meeting;
    });

    private static DateTimeOffset Rome(int day, int hour, int minute = 0) => Texts.RomeTime(new DateOnly(2026, 3, day), new(hour, minute));

    [Fact]
    public async Task The_weekly_letter_merges_twenty_events_into_one_and_a_killed_round_doubles_nothing()
    {
        await TownAsync();
        var weekly = await FollowAsync(new(_process.Id), "anna@esempio.it", Frequency.Weekly);
        // The same letter box follows a text of it too: still one letter.
        await FollowAsync(Followed.Town, "anna@esempio.it", Frequency.Weekly);
        await FollowAsync(new(_process.Id), "bruno@esempio.it", Frequency.Daily);
        for (var n = 0; n < 10; n++)
        {
            _host.Clock.Now = Rome(3, 10, n);
            await _host.DocumentAsync(_town, _process, text: DocumentMaking.TwoArticles + $"\n3. In più {n}.");
        }
        await RoundsAsync();
        Assert.Empty(await LettersAsync("anna@esempio.it"));
        // The morning after, five minutes past eight: the daily letter, with ten texts and ten consultations.
        _host.Clock.Now = Rome(4, 8, 4);
        await RoundsAsync();
        Assert.Empty(await LettersAsync("bruno@esempio.it"));
        _host.Clock.Now = Rome(4, 8, 5);
        await RoundsAsync();
        var daily = Assert.Single(await LettersAsync("bruno@esempio.it"));
        Assert.Equal("La tua lettera di oggi: 20 novità", daily.Subject);
        Assert.Empty(await LettersAsync("anna@esempio.it"));

        _host.Clock.Now = Rome(9, 8, 5);
        await RoundsAsync();
        var letter = Assert.Single(await LettersAsync("anna@esempio.it"));
        Assert.Equal("La tua lettera della settimana: 20 novità", letter.Subject);
        Assert.Equal(20, letter.Body.Split("\n– ").Length - 1);
        Assert.True(letter.IsCalm);
        Assert.Contains(CommunicationUrls.Unsubscribe(weekly.Token), _host.TextOf(letter), StringComparison.Ordinal);

        // Killed after the letters, before the mark: what is written again has the same identity, and is written once.
        await _host.InDb(async db =>
        {
            await db.Set<Mailing>().ExecuteUpdateAsync(set => set.SetProperty(m => m.Done, (DateTimeOffset?)null)
                .SetProperty(m => m.Last, (Guid?)null), Cancel);
            return 0;
        });
        await RoundsAsync();
        Assert.Single(await LettersAsync("anna@esempio.it"));
        Assert.Single(await LettersAsync("bruno@esempio.it"));
        // And nothing happened since: no letter.
        _host.Clock.Now = Rome(16, 8, 5);
        await RoundsAsync();
        Assert.Single(await LettersAsync("anna@esempio.it"));
        Assert.Single(await LettersAsync("bruno@esempio.it"));
    }

    [Fact]
    public async Task At_night_nothing_is_told_but_a_date_within_two_days_and_in_the_morning_there_is_one_letter()
    {
        await TownAsync();
        await FollowAsync(new(_process.Id), "anna@esempio.it", Frequency.AtOnce);
        await FollowAsync(new(_process.Id), "carla@esempio.it", Frequency.Weekly);
        _host.Clock.Now = Rome(3, 21);
        await _host.DocumentAsync(_town, _process);
        await _host.ProposalAsync(_town, _process, await _host.VoiceAsync(_town, _process, "Una voce."));
        await RoundsAsync();
        Assert.Empty(await LettersAsync("anna@esempio.it"));
        _host.Clock.Now = Rome(3, 23);
        await MeetingAsync(Rome(5, 18));
        await MeetingAsync(Rome(30, 18));
        await RoundsAsync();
        var urgent = Assert.Single(await LettersAsync("anna@esempio.it"));
        Assert.StartsWith("Incontro in programma: Assemblea, 5 marzo 2026, 18:00", urgent.Subject, StringComparison.Ordinal);
        Assert.False(urgent.IsCalm);
        Assert.Single(await LettersAsync("carla@esempio.it"));

        _host.Clock.Now = Rome(4, 8, 5);
        await RoundsAsync();
        var letters = await LettersAsync("anna@esempio.it");
        Assert.Equal(2, letters.Count);
        // Text, consultation, proposal, the meeting of the end of the month; not the one that was told.
        Assert.Equal("4 novità in quello che segui", letters[1].Subject);
        _host.Clock.Now = Rome(4, 10);
        await _host.DocumentAsync(_town, _process, open: false, text: DocumentMaking.TwoArticles + "\n3. Di giorno.");
        await RoundsAsync();
        Assert.Equal(3, (await LettersAsync("anna@esempio.it")).Count);
        Assert.Single(await LettersAsync("carla@esempio.it"));
    }

    [Fact]
    public async Task Who_wrote_is_told_at_publication_and_at_each_step_and_ends_it_with_one_click_of_the_mail_program()
    {
        await TownAsync();
        var anna = _host.Visitor();
        Dictionary<string, string> written = new()
        {
            ["Text"] = "Serve un pulmino il giovedì.",
            ["Consent"] = "true",
            ["Follow"] = "true",
        };
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        var write = ContributionUrls.Write(_process.Slug);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anna.PostAsync(write, written)).StatusCode);
        written["Channel"] = "Email";
        written["Address"] = "anna@esempio.it";
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(write, written)).StatusCode);
        var voice = await _host.InDb(db => db.Set<Modules.Contributions.Contribution>().AsNoTracking().SingleAsync(Cancel));
        var confirm = Assert.Single(await LettersAsync("anna@esempio.it"));
        Assert.Contains(voice.Code, confirm.Body, StringComparison.Ordinal);
        Assert.Null((await _host.InDb(db => db.Set<Subscription>().AsNoTracking().SingleAsync(Cancel))).Confirmed);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(new Uri(_host.LinkOf(confirm)).AbsolutePath, [])).StatusCode);
        // Another reads the code and follows it, without having written it; and one who follows something else.
        await FollowAsync(new(_process.Id, null, voice.Subject), "ugo@esempio.it", Frequency.AtOnce);
        await FollowAsync(new(_process.Id, "altro"), "ines@esempio.it", Frequency.AtOnce);

        await _host.Act(_town, null, async w => { await w.Get<ContributionBook>().PublishAsync(voice.Id, Cancel); return 0; });
        await RoundsAsync();
        Assert.Single(await LettersAsync("anna@esempio.it"));
        _host.Clock.Now += TimeSpan.FromMinutes(10);
        await RoundsAsync();
        Assert.Contains("è stato letto e pubblicato", (await LettersAsync("anna@esempio.it"))[^1].Subject, StringComparison.Ordinal);
        var proposal = await _host.ProposalAsync(_town, _process, new Recorded(voice.Id, voice.Code, ""));
        await RoundsAsync();
        var step = (await LettersAsync("ugo@esempio.it"))[^1];
        Assert.Contains("è entrato in una proposta", step.Subject, StringComparison.Ordinal);
        Assert.Contains(proposal.Code, step.Subject, StringComparison.Ordinal);
        // Its author has a letter of that of their own, and not a second one.
        Assert.Equal("Il tuo contributo è entrato in una proposta", (await LettersAsync("anna@esempio.it"))[^1].Subject);
        Assert.Equal(3, (await LettersAsync("anna@esempio.it")).Count);
        Assert.Equal(2, (await LettersAsync("ugo@esempio.it")).Count);
        Assert.Empty(await LettersAsync("ines@esempio.it"));

        // The link of the mail program: POST without session, cookie or seal, answered by 200 and no other address; twice the same.
        var script = _host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        var address = _host.Services.GetRequiredService<LetterSeals>().Open(step, step.Unsubscribe!);
        Assert.EndsWith("/subito", address, StringComparison.Ordinal);
        for (var n = 0; n < 2; n++)
        {
            var answer = await script.PostAsync(new Uri(address).PathAndQuery,
                new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal(HttpStatusCode.Redirect, (await script.GetAsync(new Uri(address).PathAndQuery, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await script.PostAsync(CommunicationUrls.OneClick(Guid.NewGuid()),
            new FormUrlEncodedContent([]), Cancel)).StatusCode);
        await _host.ProposalAsync(_town, _process, new Recorded(voice.Id, voice.Code, ""));
        await RoundsAsync();
        Assert.Equal(2, (await LettersAsync("ugo@esempio.it")).Count);

        // A voice that is paused is told as paused, and no more as published.
        await _host.Act(_town, null, async w =>
        {
            await w.Get<ContributionBook>().PauseAsync(voice.Id, "Dice chi è una persona.", Cancel);
            return 0;
        });
        _host.Clock.Now += TimeSpan.FromMinutes(10);
        await RoundsAsync();
        Assert.Equal($"{voice.Code}: è in pausa dopo una segnalazione, per ora non si legge. Il motivo: Dice chi è una persona.",
            (await LettersAsync("anna@esempio.it"))[^1].Subject);

        using var message = new MimeKit.MimeMessage();
        LetterText.OfferToEnd(message, "https://partecipa.example/avvisi/disdici/0123456789abcdef0123456789abcdef/subito?insieme=Weekly");
        Assert.Equal("<https://partecipa.example/avvisi/disdici/0123456789abcdef0123456789abcdef/subito?insieme=Weekly>",
            message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task The_page_of_the_letters_changes_how_often_and_ends_one_or_all()
    {
        await TownAsync();
        var anna = _host.Visitor();
        // The whole municipality, a theme, a thing; what nobody may read cannot be followed.
        var voice = await _host.VoiceAsync(_town, _process, "Una voce.");
        var theme = (await _host.Act(_town, null, w => w.Get<ProcessBook>().ThemesAsync(_process.Id, Cancel)))[0].Key;
        foreach (var page in new[] { CommunicationUrls.SubscribeToTown, ProcessUrls.FollowTheme(_process.Slug, theme),
            ProcessUrls.Follow(_process.Slug, voice.Subject) })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anna.PostAsync(page, new() { ["Email"] = "" })).StatusCode);
            Assert.Equal(HttpStatusCode.Redirect,
                (await anna.PostAsync(page, new() { ["Email"] = "anna@esempio.it", ["Frequency"] = "Weekly" })).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(ProcessUrls.Follow(_process.Slug,
            new("contribution", Guid.NewGuid())))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await anna.GetAsync(ProcessUrls.FollowTheme(_process.Slug, "niente"))).StatusCode);
        foreach (var letter in await LettersAsync("anna@esempio.it"))
            Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(new Uri(_host.LinkOf(letter)).AbsolutePath, [])).StatusCode);
        var all = await _host.InDb(db => db.Set<Subscription>().AsNoTracking().OrderBy(s => s.Id).ToListAsync(Cancel));
        Assert.Equal(3, all.Count);
        Assert.All(all, s => Assert.Equal(Frequency.Weekly, s.Frequency));
        var other = await FollowAsync(Followed.Town, "bruno@esempio.it", Frequency.Weekly);

        var manage = CommunicationUrls.Unsubscribe(all[0].Token);
        Assert.Equal(3, (await anna.ReadAsync(manage)).QuerySelectorAll("main .tile").Length);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(manage, new() { ["Frequency"] = "Daily" },
            $"#quanto-{all[1].Id}")).StatusCode);
        Assert.Equal(Frequency.Daily, (await AgainAsync(all[1])).Frequency);
        Assert.Equal(HttpStatusCode.NotFound, (await anna.PostAsync(manage, new() { ["Which"] = other.Id.ToString() },
            $"#disdici-{all[1].Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(manage, [], $"#disdici-{all[1].Id}")).StatusCode);
        Assert.NotNull((await AgainAsync(all[1])).Ended);
        Assert.Null((await AgainAsync(all[0])).Ended);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(manage, [], "#tutti")).StatusCode);
        foreach (var one in all) Assert.Equal("", (await AgainAsync(one)).Email);
        Assert.Null((await AgainAsync(other)).Ended);

        // Who is signed in needs no letter: the address is the account's.
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Grants.Role.Secretariat));
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(CommunicationUrls.SubscribeToTown,
            new() { ["Frequency"] = "Daily" })).StatusCode);
        var own = await _host.InDb(db => db.Set<Subscription>().AsNoTracking().SingleAsync(s => s.Account != null, Cancel));
        Assert.NotNull(own.Confirmed);
        Assert.Equal(Frequency.Daily, own.Frequency);
    }
}
