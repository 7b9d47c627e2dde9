using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Patto.Authorities;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Tests.Web;

namespace Patto.Tests;

/// <summary>In and out: slowed down and never locked out, the same work for whoever asks, sessions that end on the server.</summary>
public sealed class SignInTests : IAsyncDisposable
{
    private const string Own = "/area-personale";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new() { Also = services => services.AddScoped<IPasswordHasher<Account>, CountingHasher>() };
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Visitor At(string address)
    {
        var visitor = _host.Visitor();
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return visitor;
    }

    private static Task<HttpResponseMessage> TryAsync(Visitor visitor, string email, string password) =>
        visitor.PostAsync("/accedi", new() { ["Email"] = email, ["Password"] = password });

    private static async Task<string> WordsAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));

    private static async Task<bool> IsInAsync(Visitor visitor) => (await visitor.GetAsync(Own)).StatusCode == HttpStatusCode.OK;

    [Fact]
    public async Task The_secretariat_signs_in_with_e_mail_and_password()
    {
        var town = await _host.AuthorityAsync();
        await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town));
    }

    [Fact]
    public async Task Wrong_passwords_slow_down_whoever_types_them_and_lock_no_colleague_out()
    {
        var carla = await _host.AccountAsync("Carla Neri", await _host.AuthorityAsync());
        var (stranger, colleague) = (At("192.0.2.1"), At("192.0.2.2"));
        for (var n = 0; n < 3; n++) Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await TryAsync(stranger, carla.Email!, "sbagliata")).StatusCode);
        var early = await TryAsync(stranger, carla.Email!.ToUpperInvariant(), PlatformHost.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, early.StatusCode);
        Assert.NotNull(early.Headers.RetryAfter);
        Assert.Contains("aspetta 2 secondi e riprova", await WordsAsync(early), StringComparison.Ordinal);
        Assert.Contains(carla.Email!.ToUpperInvariant(), await WordsAsync(early), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(colleague, carla.Email!, PlatformHost.Password)).StatusCode);
        for (var n = 0; n < 30; n++)
        {
            _host.Clock.Now += TimeSpan.FromMinutes(1);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(stranger, carla.Email!, "sbagliata")).StatusCode);
        }
        _host.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(stranger, carla.Email!, PlatformHost.Password)).StatusCode);
    }

    [Fact]
    public async Task One_address_does_not_try_the_whole_town_s_accounts()
    {
        await _host.AuthorityAsync();
        var script = At("192.0.2.3");
        for (var n = 0; n < Patto.Web.Limit.SignIns.Times; n++) Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await TryAsync(script, $"nome{n}@esempio.it", "sbagliata")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(script, "ancora@esempio.it", "sbagliata")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(At("192.0.2.4"), "ancora@esempio.it", "sbagliata")).StatusCode);
    }

    [Fact]
    public async Task For_an_address_that_nobody_has_the_same_work_is_done()
    {
        var carla = await _host.AccountAsync("Carla Neri", await _host.AuthorityAsync());
        _host.Server.PreserveExecutionContext = true;
        await TryAsync(_host.Visitor(), "prima@esempio.it", "per scaldare");
        foreach (var (page, fields) in new[] { ("/accedi", new Dictionary<string, string> { ["Password"] = "sbagliata" }),
            ("/password", new()) })
        {
            List<(int, int, HttpStatusCode, int)> work = [];
            foreach (var email in new[] { carla.Email!, "nessuno@esempio.it" })
            {
                var (visitor, hashes) = (_host.Visitor(), CountingHasher.Count);
                await visitor.ReadAsync(page);
                using var statements = new StatementTests.Statements();
                var answer = await visitor.PostAsync(page, new(fields) { ["Email"] = email });
                work.Add((CountingHasher.Count - hashes, statements.Count, answer.StatusCode,
                    await _host.InDb(db => db.Set<Letter>().CountAsync(Cancel))));
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"{page}: {work[0]} hashes, statements, answer, letters");
            Assert.Equal(work[0], work[1]);
            Assert.Equal(page == "/accedi" ? 1 : 0, work[0].Item1);
        }
        Assert.Equal(2, await _host.InDb(db => db.Set<ResetAsked>().CountAsync(Cancel)));
        Assert.Equal(2, await AnswerResetsAsync());
        Assert.Equal(carla.Email, (await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel))).Address);
        Assert.Equal(0, await _host.InDb(db => db.Set<ResetAsked>().CountAsync(Cancel)));
    }

    private async Task<int> AnswerResetsAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await ResetLetters.RunAsync(scope.ServiceProvider, Cancel);
    }

    [Fact]
    public async Task The_link_for_a_new_password_is_the_own_body_s_and_no_host_header_changes_it()
    {
        var town = await _host.AuthorityAsync("Comune di Fontelieta", "partecipa.fontelieta.example");
        var valley = await _host.AuthorityAsync("Unione della Valle", "valle.example");
        var mayor = await _host.AccountAsync("Elisabetta Ravani", town, Role.DecisionMaker);
        var evil = _host.Visitor("valle.example");
        evil.Client.DefaultRequestHeaders.Add("X-Forwarded-Host", "valle.example:8443");
        await evil.PostAsync("/password", new() { ["Email"] = mayor.Email! });
        await AnswerResetsAsync();
        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(town.Id, letter.Authority);
        Assert.StartsWith($"https://partecipa.fontelieta.example/password/{mayor.Id}?prova=", _host.LinkOf(letter),
            StringComparison.Ordinal);
        // Who reads the letters of either body sees no live link.
        var secretary = await _host.SignedInAsync(await _host.AccountAsync("Chiara Monti", town, Role.Secretariat),
            "partecipa.fontelieta.example");
        var page = await WordsAsync(await secretary.GetAsync($"/posta/{letter.Id}"));
        Assert.Contains("lo legge solo chi riceve la lettera", page, StringComparison.Ordinal);
        Assert.DoesNotContain("prova=", page, StringComparison.Ordinal);
        var other = await _host.SignedInAsync(await _host.AccountAsync("Ugo Bianchi", valley, Role.Secretariat), "valle.example");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/posta/{letter.Id}")).StatusCode);
    }

    [Fact]
    public async Task An_address_gets_few_letters_an_hour_and_the_answer_stays_the_same()
    {
        var carla = await _host.AccountAsync("Carla Neri", await _host.AuthorityAsync());
        for (var n = 0; n < 6; n++) Assert.Equal(HttpStatusCode.Redirect,
            (await _host.Visitor().PostAsync("/password", new() { ["Email"] = carla.Email! })).StatusCode);
        Assert.Equal(Patto.Web.Limit.Letters.Times, await AnswerResetsAsync());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        var carla = await _host.AccountAsync("Carla Neri", await _host.AuthorityAsync());
        var (answer, visitor) = (await TryAsync(_host.Visitor(), carla.Email!, PlatformHost.Password), await _host.SignedInAsync(carla));
        // The cookie of one browser, copied before it signs out.
        var copied = _host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        copied.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie")
            .First(c => c.StartsWith("accesso=", StringComparison.Ordinal)).Split(';')[0]);
        var thief = new Visitor(copied);
        Assert.True(await IsInAsync(thief));
        Assert.Contains("aperto in 2 browser", (await visitor.ReadAsync("/esci")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostAsync("/esci", [], "main form:not(#ovunque)")).StatusCode);
        Assert.False(await IsInAsync(visitor));
        Assert.True(await IsInAsync(thief));
        visitor = await _host.SignedInAsync(carla);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostAsync("/esci", [], "#ovunque")).StatusCode);
        Assert.False(await IsInAsync(visitor));
        Assert.False(await IsInAsync(thief));
    }

    [Fact]
    public async Task A_new_password_ends_every_session_and_says_what_is_wrong_with_a_weak_one()
    {
        var carla = await _host.AccountAsync("Carla Montanari", await _host.AuthorityAsync());
        var visitor = await _host.SignedInAsync(carla);
        await _host.Visitor().PostAsync("/password", new() { ["Email"] = carla.Email! });
        await AnswerResetsAsync();
        var link = new Uri(_host.LinkOf(await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel)))).PathAndQuery;
        foreach (var (weak, words) in new[] { ("corta", "troppo corta"), ("viva la Montanari!", "contiene il tuo nome"),
            ("Password2026!!", "tra le più usate") })
        {
            var refused = await _host.Visitor().PostAsync(link, new() { ["Password"] = weak });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(words, (await Visitor.ParseAsync(refused)).QuerySelector("#Password-err")!.TextContent,
                StringComparison.Ordinal);
        }
        Assert.True(await IsInAsync(visitor));
        Assert.Equal(HttpStatusCode.Redirect,
            (await _host.Visitor().PostAsync(link, new() { ["Password"] = "quattro gatti sul tetto" })).StatusCode);
        Assert.False(await IsInAsync(visitor));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await _host.Visitor().PostAsync(link, new() { ["Password"] = "cinque gatti sul tetto" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(_host.Visitor(), carla.Email!, "quattro gatti sul tetto")).StatusCode);
    }

    [Fact]
    public async Task A_session_lives_while_somebody_works_and_never_longer_than_the_body_says()
    {
        var town = await _host.AuthorityAsync();
        var (carla, lorenzo) = (await _host.AccountAsync("Carla Neri", town),
            await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator));
        var visitor = await _host.SignedInAsync(carla);
        for (var minutes = 0; minutes + 110 < town.SessionHours * 60; minutes += 110)
        {
            _host.Clock.Now += TimeSpan.FromMinutes(110);
            Assert.True(await IsInAsync(visitor), $"after {minutes + 110} minutes");
        }
        _host.Clock.Now += TimeSpan.FromMinutes(110);
        Assert.False(await IsInAsync(visitor));

        var administrator = await _host.SignedInAsync(lorenzo);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await administrator.PostAsync("/amministrazione/ente", new() { ["Input.IdleMinutes"] = "5" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await administrator.PostAsync("/amministrazione/ente",
            new() { ["Input.IdleMinutes"] = "15", ["Input.SessionHours"] = "8" })).StatusCode);
        visitor = await _host.SignedInAsync(carla);
        _host.Clock.Now += TimeSpan.FromMinutes(14);
        Assert.True(await IsInAsync(visitor));
        _host.Clock.Now += TimeSpan.FromMinutes(15);
        Assert.False(await IsInAsync(visitor));
    }

    [Fact]
    public async Task A_suspended_account_is_out_at_once_and_comes_back_when_it_is_reopened()
    {
        var town = await _host.AuthorityAsync();
        var (carla, administrator) = (await _host.AccountAsync("Carla Neri", town, Role.Secretariat),
            await _host.SignedInAsync(await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator)));
        await _host.AccountAsync("Giorgio Santini", town, Role.Guarantor);
        var visitor = await _host.SignedInAsync(carla);
        Assert.Equal(HttpStatusCode.Redirect,
            (await administrator.PostAsync("/amministrazione/persone", new() { ["account"] = carla.Id.ToString() },
            "form[action*='Suspend']")).StatusCode);
        Assert.False(await IsInAsync(visitor));
        Assert.Contains("Questo accesso è sospeso", await WordsAsync(await TryAsync(_host.Visitor(), carla.Email!, PlatformHost.Password)),
            StringComparison.Ordinal);
        await _host.Visitor().PostAsync("/password", new() { ["Email"] = carla.Email! });
        await AnswerResetsAsync();
        Assert.Equal(0, await _host.InDb(db => db.Set<Letter>().CountAsync(Cancel)));
        // Whom it takes two to unmake, one alone does not keep out.
        var guarantor = await _host.InDb(db => db.Users.Where(a => a.Name == "Giorgio Santini").Select(a => a.Id).SingleAsync(Cancel));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await administrator.PostAsync("/amministrazione/persone", new() { ["account"] = guarantor.ToString() },
            "form[action*='Suspend']")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await administrator.PostAsync("/amministrazione/persone", [], "form[action*='Resume']")).StatusCode);
        Assert.True(await IsInAsync(await _host.SignedInAsync(carla)));
    }

    [Theory]
    [InlineData("passwordpassword"), InlineData("Password 2026"), InlineData("123456789012"), InlineData("aaaaaaaaaaaa"),
        InlineData("Qwertyuiop12"), InlineData("amministratore"),
     InlineData("FORZAJUVE2026"), InlineData("abcabcabcabc"), InlineData("benvenuto!!!!"), InlineData("Fontelieta è di Carla"),
     InlineData("carlaneri.2026"), InlineData("NERÌ e rossi insieme")]
    public async Task What_is_guessed_first_is_no_password(string weak)
    {
        await _host.AuthorityAsync();
        await using var scope = _host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var made = await accounts.CreateAsync(new()
        {
            UserName = "carla.neri@fontelieta.example",
            Email = "carla.neri@fontelieta.example",
            Name = "Carla Neri"
        }, weak);
        Assert.False(made.Succeeded);
        Assert.DoesNotContain("troppo corta", AccountRefusals.Of(made.Errors.First().Code).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_refusal_of_the_account_store_has_words_of_its_own()
    {
        var codes = typeof(IdentityErrorDescriber).GetMethods().Where(m => m.ReturnType == typeof(IdentityError)).Select(m => m.Name)
            .Append(PasswordRules.Named).Append(PasswordRules.Common).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{codes.Count} refusals");
        Assert.True(codes.Count >= 20);
        Assert.Equal(["PasswordTooShort"],
            codes.Where(c => AccountRefusals.Of(c).Message.Contains("troppo corta", StringComparison.Ordinal)));
        string[] own = ["DuplicateEmail", "DuplicateUserName", "InvalidEmail", "InvalidUserName", "PasswordTooShort", "InvalidToken",
            "ConcurrencyFailure", PasswordRules.Named, PasswordRules.Common];
        Assert.All(own, code => Assert.NotEqual("account.refused", AccountRefusals.Of(code).Code));
    }

    private sealed class CountingHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
    {
        private static readonly AsyncLocal<int[]?> Mine = new();
        public static int Count => (Mine.Value ??= [0])[0];

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            if (Mine.Value is { } count) Interlocked.Increment(ref count[0]);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
