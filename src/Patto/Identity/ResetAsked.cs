using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Jobs;
using Patto.Localization;
using Patto.People;

namespace Patto.Identity;

/// <summary>Somebody asked for a new password. The same is written for an address that nobody has; who they are is looked up
/// afterwards.</summary>
public sealed class ResetAsked(Guid id, Id<Authority> authority, string email, string language, DateTimeOffset at)
{
    public Guid Id { get; private set; } = id;
    public Id<Authority> Authority { get; private set; } = authority;
    public string Email { get; private set; } = email;
    public string Language { get; private set; } = language;
    public DateTimeOffset At { get; private set; } = at;
}

/// <summary>Answers those who asked for a new password, if they have an account: a letter of the account's own body, and the question is
/// forgotten.</summary>
public sealed class ResetLetters(IServiceScopeFactory scopes, ILogger<ResetLetters> log) : Loop(scopes, log, TimeSpan.FromSeconds(3))
{
    private const int Batch = 20;

    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel) =>
        await RunAsync(services, cancel) == Batch;

    /// <summary>How many were answered, or found to be nobody's.</summary>
    internal static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var asked = await services.GetRequiredService<AppDb>().Set<ResetAsked>().AsNoTracking().OrderBy(a => a.At).Take(Batch)
            .ToListAsync(cancel);
        foreach (var one in asked)
        {
            var town = (await services.GetRequiredService<AuthorityDirectory>().AllAsync(cancel))
                .FirstOrDefault(a => a.Id == one.Authority);
            services.GetRequiredService<CurrentAuthority>().MoveTo(town);
            await services.GetRequiredService<Writes>().RunAsync(write => AnswerAsync(write, one, cancel), cancel);
        }
        return asked.Count;
    }

    private static async Task AnswerAsync(WriteScope write, ResetAsked asked, CancellationToken cancel)
    {
        // Another node may have been here.
        if (await write.Db.Set<ResetAsked>().Where(a => a.Id == asked.Id).ExecuteDeleteAsync(cancel) == 0) return;
        var accounts = write.Get<UserManager<Account>>();
        if (await accounts.FindByEmailAsync(asked.Email) is not { Disabled: null } account) return;
        var own = await BodyOfAsync(write.Db, account.Id, asked.Authority, cancel) ?? asked.Authority;
        write.Get<CurrentAuthority>().MoveTo(await write.Db.Set<Authority>().AsNoTracking().SingleAsync(a => a.Id == own, cancel));
        var (proof, texts) = (Uri.EscapeDataString(await accounts.GeneratePasswordResetTokenAsync(account)), write.Get<Texts>());
        write.Get<IPostLetters>().Post(Recipient.Email(account.Email!, account.Name, asked.Language),
            Texts.In(asked.Language, () => new Message(
            texts["Scegli una password nuova"],
            texts["Hai chiesto una password nuova. Il collegamento vale un giorno. Se non sei stato tu, non fare niente: la password resta quella di prima."],
            texts["Scegli la password"], $"/password/{account.Id}?prova={proof}", Secret: proof)));
    }

    /// <summary>Where the account works: there if it does, else where it has or last had a role; as asked where it never had
    /// one.</summary>
    internal static async Task<Id<Authority>?> BodyOfAsync(AppDb db, Guid account, Id<Authority>? asked, CancellationToken cancel)
    {
        var held = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.Account == account).OrderBy(g => g.Until != null)
            .ThenByDescending(g => g.Since)
            .Select(g => new { g.Authority, IsHeld = g.Until == null }).ToListAsync(cancel);
        return held.Count == 0 || held.Exists(g => g.IsHeld && g.Authority == asked) ? asked : held[0].Authority;
    }
}

internal sealed class ResetAskedMapping : IEntityTypeConfiguration<ResetAsked>
{
    public void Configure(EntityTypeBuilder<ResetAsked> builder)
    {
        builder.ToTable("ResetsAsked").HasKey(a => a.Id);
        builder.Property(a => a.Email).HasMaxLength(256);
        builder.Property(a => a.Language).HasMaxLength(10);
    }
}
