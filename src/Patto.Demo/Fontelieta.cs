using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Demo;

/// <summary>The invented municipality of the demo, half-way through its process: the written story, played through the acts that the pages
/// use.</summary>
public sealed class Fontelieta
{
    /// <summary>For signing in to the demo; a real installation never runs it.</summary>
    public const string Password = "fontelieta partecipa";

    /// <summary>Sets the demo up where no authority lives yet; does nothing otherwise.</summary>
    /// <param name="builder">The whole program, not yet built: the demo plays in it by a clock of its own.</param>
    /// <param name="crowd">For measuring only: so many more voices.</param>
    public static async Task<bool> SetUpAsync(WebApplicationBuilder builder, int crowd, TextWriter said)
    {
        var clock = new DemoClock();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        await using var app = builder.Build();
        var (began, now) = (System.Diagnostics.Stopwatch.GetTimestamp(), clock.Now);
        var played = await PlayAsync(app.Services, at => clock.Now = at, now);
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        if (crowd > 0) await AddCrowdAsync(app.Services, crowd, said);
        if (!played)
        {
            said.WriteLine("Qui c'è già un ente: la demo non cambia nulla.");
            return false;
        }
        said.WriteLine(
            $"Il Comune di Fontelieta è pronto ({took.TotalSeconds:0.0} s). Si entra da /accedi con la parola chiave «{Password}»:");
        foreach (var account in new Story(now)
            .Read<PeopleFile>("fontelieta.people.json").Accounts) said.WriteLine($"  {account.Mail,-40} {account.Name}, {account.Title}");
        return true;
    }

    // For measuring only: so many more voices in the demo's process.
    private static async Task AddCrowdAsync(IServiceProvider services, int count, TextWriter said)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (town, id) = (await db.Set<Authority>().AsNoTracking().OrderBy(a => a.Name).FirstAsync(),
            await db.Processes.OrderBy(p => p.Created).Select(p => p.Id).FirstAsync());
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await new Crowd(services).SpeakAsync(town,
            (await scope.ServiceProvider.GetRequiredService<ProcessBook>().GetAsync(id, default))!, count);
        said.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"Altre {count} voci ({System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s)."));
    }

    /// <summary>Plays the whole story up to <paramref name="now"/> on the given services; false when somebody already lives
    /// there.</summary>
    public static async Task<bool> PlayAsync(IServiceProvider services, Action<DateTimeOffset> moveClock, DateTimeOffset now)
    {
        await using (var scope = services.CreateAsyncScope())
            if (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Authority>().AnyAsync()) return false;
        var stage = new Stage(services, moveClock, new Story(now));
        await TownAsync(stage);
        await Course.OpenAsync(stage);
        Holders.Schedule(stage);
        Tables.Schedule(stage);
        Gatherings.Schedule(stage);
        Calls.Schedule(stage);
        Voices.Schedule(stage);
        Asking.Schedule(stage);
        Moderating.Schedule(stage);
        Rights.Schedule(stage);
        Following.Schedule(stage);
        Proposing.Schedule(stage);
        Drafts.Schedule(stage);
        Verdicts.Schedule(stage);
        Pacting.Schedule(stage);
        Reporting.Schedule(stage);
        Choosing.Schedule(stage);
        Opining.Schedule(stage);
        Drawing.Schedule(stage);
        Measures.Schedule(stage);
        Records.Schedule(stage);
        await stage.PlayAsync();
        moveClock(now);
        await using (var scope = services.CreateAsyncScope())
            while (await MailingWriter.RunAsync(scope.ServiceProvider, default)) { }
        return true;
    }

    private static async Task TownAsync(Stage stage)
    {
        var (story, town) = (stage.Story, stage.Story.Read<TownFile>("fontelieta.authority.json"));
        await stage.PerformAsync(story.At(town.PrivacyNotice.ValidFrom - 5, "08:30"), null, write =>
        {
            write.Db.Add(stage.Town = Found(town));
            write.Get<CurrentAuthority>().MoveTo(stage.Town);
            return Task.CompletedTask;
        });
        await stage.PerformAsync(story.At(town.PrivacyNotice.ValidFrom, "09:00"), null, async write =>
        {
            write.Db.Add(PrivacyNotice.Publish(stage.Town.Id, town.PrivacyNotice.Version, Markdown(town.PrivacyNotice), write.Now));
            await AccountsAsync(stage, write);
        });
    }

    private static Authority Found(TownFile town)
    {
        var authority = Authority.Found(town.Name, town.Site);
        authority.Describe(town.Name, town.Site, town.Motto, town.Theme, town.Hosts);
        authority.Reach(town.Contacts.Address, town.Contacts.Office, town.Contacts.Phone, town.Contacts.Mail, town.Contacts.Pec, town.Ipa,
            town.Istat);
        authority.Link(town.Footer.Select(l => new FooterLink(l.Text, l.Href, MarkOf(l.Text))));
        return authority;
    }

    // The marks that the national validator of municipal sites looks for.
    private static string? MarkOf(string label) => label switch
    {
        "Dichiarazione di accessibilità" => "accessibility-link",
        "Informativa privacy" => "privacy-policy-link",
        "Note legali" => "legal-notes",
        _ => null,
    };

    private static string Markdown(TownNotice notice) =>
        string.Join("\n\n", notice.Text.Select(p => $"## {p.Heading}\n\n{p.Text}").Prepend($"# {notice.Title}"));

    private static async Task AccountsAsync(Stage stage, WriteScope write)
    {
        var users = write.Get<UserManager<Account>>();
        // One hash for all: they share the password, and hashing it once a head would be most of the seeding's time.
        var hash = users.PasswordHasher.HashPassword(new Account(), Password);
        foreach (var person in stage.Story.Read<PeopleFile>("fontelieta.people.json").Accounts)
        {
            var account = new Account
            {
                UserName = person.Mail,
                Email = person.Mail,
                EmailConfirmed = true,
                Name = person.Name,
                Created = write.Now,
                PasswordHash = hash
            };
            if (await users.CreateAsync(account) is { Succeeded: false } refused) throw new InvalidOperationException(string.Join("; ",
                refused.Errors.Select(e => e.Description)));
            stage.Enter(person.Key, account);
            if (RoleOf(person.Role) is Role.Administrator) write.Db.Add(RoleGrant.Give(account.Id, Role.Administrator, stage.Town.Id,
                Subject.Of("authority", stage.Town.Id), write.Now));
        }
    }

    internal static Role? RoleOf(string role) => role switch
    {
        "administrator" => Role.Administrator,
        "responsible-officer" => Role.Officer,
        "curator" => Role.Curator,
        "facilitator" => Role.Facilitator,
        "secretariat" => Role.Secretariat,
        "decision-maker" => Role.DecisionMaker,
        "guarantor" => Role.Guarantor,
        "drafter" => Role.Drafter,
        _ => null,
    };
}
