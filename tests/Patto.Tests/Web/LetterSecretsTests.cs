using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Contributions;
using Patto.Modules.Meetings;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>A letter that opens something opens it to its reader only: what is stored shows a mark in its place.</summary>
public sealed partial class LetterSecretsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Who writes letters, found in the code. A new one is looked at: does it carry a secret, and is it sealed?</summary>
    [Fact]
    public void Every_place_that_writes_a_letter_says_whether_it_carries_a_secret()
    {
        string[] secret = ["Confirmation.Letter", "ConvocationLetters.AskAboutMinutes", "ConvocationLetters.Linked",
             "DrawLetters.Receive", "DrawLetters.TellSteppingIn", "DrawMailing.Say",
             "InvitationBook.SendAsync", "MeetingLetters.Tell", "NewsLetter.Write", "NoticeMailing.Notice",
                 "OfficeLetters.Ask", "OwnDoor.AskAsync", "PactLetters.Ask",
                 "PactLetters.Remind", "PactLetters.Review",
            "ResetLetters.AnswerAsync", "Subscribing.AskAsync"];
        string[] plain =
        [
            "ApplicationsModel.OnPostDeclineAsync", "ApplicationsModel.OnPostAcceptAsync", "CancelledMailing.Say", "CircularLetter.Of",
                "ConvocationLetters.TellSubstitute",
            "ClosedMailing.Say", "DataRequestBook.EraseOwnAsync", "DataRequestBook.Write", "DecidedMailing.BoxWriterAsync",
                "Drafting.AnswerLetter", "Drafting.ProposeWithLettersAsync", "DrawLetters.TellSetAsideAsync", "GatheredMailing.Say",
                    "GroupBook.RecruitAsync",
            "IncorporatedMailing.Say", "MapReviews.Tell", "MovedMailing.Say", "OfficeLetters.Decided", "OfficeLetters.NotNeeded",
            "OfficeLetters.Tell", "OneTimeCodes.PrintAsync", "Reminders.RemindAsync", "ReportMailing.LetterTo",
            "ReportLetters.AskTheGuarantorAsync", "ReportLetters.AskTheTableAsync", "ReportLetters.AskWhoLeadsAsync",
            "ReportLetters.TellOfTheVerdictAsync", "ReportLetters.TellTheGuarantorAsync",
            "Rescue.LinkAsync", "ReleasedMailing.Say", "RoleBook.AskAsync",
            "SuggestionsModel.OnPostReplyAsync", "VideoMailing.Say",
            "WelcomeTheColleague.HandleAsync",
        ];
        var places = (from type in typeof(OwnTypes).Assembly.GetTypes()
                      where type != typeof(Message)
                      from method in References.MethodsOf(type)
                      from called in References.CalledBy(method)
                      where called.DeclaringType == typeof(Message) && called.IsConstructor
                      select References.WrittenIn(method)).Distinct().Order(StringComparer.Ordinal).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{places.Count} places write letters, {secret.Length} with a secret");
        Assert.Equal(secret.Concat(plain).Order(StringComparer.Ordinal), places);
    }

    [Fact]
    public async Task No_stored_letter_shows_what_opens_an_account_a_seat_or_a_voice()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var carla = await _host.AccountAsync("Carla Neri", town, Role.Secretariat);
        await _host.Act(town, null, async write =>
        {
            await write.Get<InvitationBook>().InviteAsync("rita@esempio.it", "Rita", Role.Secretariat, process.Subject, process.Subject,
                process.Title, Cancel);
            write.Get<Confirmation>().Ask(write.Get<PeopleBook>().Meet("Anna", Channel.Email, "anna@esempio.it"));
            await write.Get<Subscribing>().AskAsync(new(process.Id), process.Title, "ugo@esempio.it", "it",
                Modules.Communication.Contracts.Frequency.AtOnce, write.Now, Cancel);
            write.Db.Add(new ResetAsked(Guid.CreateVersion7(), town.Id, carla.Email!, "it", write.Now));
            write.Get<Outbox>().Post(Recipient.Email("un@esempio.it"),
                new("Avviso", "Disdici qui: http://localhost/avvisi/disdici/0123456789abcdef0123456789abcdef",
                    Secret: "0123456789abcdef0123456789abcdef"));
            write.Get<Outbox>().Post(new(Channel.Post, "Via Roma 1", "Ines"),
                new("Iscrizione", "Ti aspettiamo.", "La tua iscrizione", "/iscritto?t=CfDJ8abcdefghij", Secret: "CfDJ8abcdefghij"));
            return 0;
        });
        await using (var scope = _host.Services.CreateAsyncScope()) await ResetLetters.RunAsync(scope.ServiceProvider, Cancel);
        var letters = await _host.InDb(db => db.Set<Letter>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(6, letters.Count);
        foreach (var letter in letters)
        {
            Assert.DoesNotMatch(Token(), Known().Replace($"{letter.Subject} {letter.Body} {letter.LinkUrl}", ""));
            Assert.True(letter.Channel != Channel.Email
                || $"{letter.Body}{letter.LinkUrl}".Contains(LetterSeals.Mark, StringComparison.Ordinal), letter.Subject);
            if (letter.Channel == Channel.Email) Assert.Matches(Token(), Known()
                .Replace($"{_host.TextOf(letter)} {_host.LinkOf(letter)}", ""));
            else Assert.Null(letter.LinkUrl);
        }
        // Once it has left, nobody opens it any more.
        await _host.Act(town, null, async write =>
            { (await write.Db.Set<Letter>().FirstAsync(l => l.Address == "rita@esempio.it", Cancel)).Deliver(write.Now); return 0; });
        Assert.Null((await _host.InDb(db => db.Set<Letter>().AsNoTracking()
            .SingleAsync(l => l.Address == "rita@esempio.it", Cancel))).Sealed);
    }

    [GeneratedRegex("[A-Za-z0-9_-]{15,}")]
    private static partial Regex Token();

    // Identities and addresses open nothing.
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|percorso-t[0-9a-f]+")]
    private static partial Regex Known();
}
