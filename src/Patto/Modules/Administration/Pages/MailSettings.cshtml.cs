using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>By which server the letters of a public body leave.</summary>
public enum MailWay { None, Own, Started, Demo }

/// <summary>The mail server, set without a terminal, and a letter to try it.</summary>
public class MailSettingsModel(MailRoutes routes) : PattoPage
{
    public sealed class Form
    {
        [StringLength(200)] public string? Host { get; set; }
        public int Port { get; set; } = 587;
        public MailSecurity Security { get; set; }
        [StringLength(200)] public string? User { get; set; }
        [StringLength(200)] public string? Password { get; set; }
        [StringLength(200)] public string? From { get; set; }
        [StringLength(120)] public string? Certificate { get; set; }
        [StringLength(200)] public string? MailboxHost { get; set; }
        public int MailboxPort { get; set; } = Mailbox.UsualPort;
        public MailSecurity MailboxSecurity { get; set; } = MailSecurity.Tls;
    }

    /// <summary>Whether this is the account that letters with receipts leave from (*PEC*).</summary>
    protected internal virtual bool IsCertified => false;
    protected virtual string OwnUrl => AdministrationUrls.MailServer;

    private MailServer? _own;

    public override Act Demands => AdministrationActs.Settle;
    [BindProperty] public Form Input { get; set; } = new();
    public MailWay Way { get; private set; }
    public int Waiting { get; private set; }
    /// <summary>The mailbox that is read; null: none.</summary>
    public string? MailboxPlace => _own is { MailboxHost.Length: > 0 } own ? $"{own.MailboxHost}:{own.MailboxPort}" : null;
    public DateTimeOffset? MailboxRead => _own?.MailboxRead;
    public string MailboxFault => _own?.MailboxFault ?? "";
    public bool HasPassword => _own is { SealedPassword.Length: > 0 };
    /// <summary>Where the test letter goes: to whoever asks for it.</summary>
    public string Mine { get; private set; } = "";
    /// <summary>What became of the test letter.</summary>
    public string? Answer { get; private set; }
    public bool Taken { get; private set; }

    public IEnumerable<SelectListItem> MailboxSecurities =>
    [
        new(L["TLS fin dall'inizio (porta 993)"], nameof(MailSecurity.Tls)),
        new(L["STARTTLS: comincia in chiaro e poi cifra (porta 143)"], nameof(MailSecurity.StartTls)),
        new(L["Nessuna: solo per un server nella stessa rete"], nameof(MailSecurity.None)),
    ];

    public IEnumerable<SelectListItem> Securities =>
    [
        new(L["STARTTLS: comincia in chiaro e poi cifra (porta 587)"], nameof(MailSecurity.StartTls)),
        new(L["TLS fin dall'inizio (porta 465)"], nameof(MailSecurity.Tls)),
        new(L["Nessuna: solo per un server nella stessa rete"], nameof(MailSecurity.None)),
    ];

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var (authority, certified) = (Authority.Id, IsCertified);
        _own = await Db.Set<MailServer>().AsNoTracking().SingleOrDefaultAsync(s => s.Authority == authority && s.IsCertified == certified,
            cancel);
        Way = routes.IsDemo ? MailWay.Demo : await RouteAsync(cancel) is null ? MailWay.None
            : _own is { Host.Length: > 0 } ? MailWay.Own : MailWay.Started;
        Waiting = await Db.Set<Letter>().CountAsync(l => l.Authority == authority && l.Channel == Channel.Email && l.Sent == null
            && l.GivenUp == null && l.IsCertified == certified, cancel);
        if (CurrentUser.Account is { } account
            && await Get<UserManager<Account>>().FindByIdAsync(account.ToString()) is { Email: { } mine }) Mine = mine;
        return true;
    }

    private Task<MailRoute?> RouteAsync(CancellationToken cancel) =>
        IsCertified ? routes.CertifiedAsync(Authority.Id, cancel) : routes.OfAsync(Authority.Id, cancel);

    protected internal override void Fill()
    {
        if (_own is not { } own) return;
        Input = new()
        {
            Host = own.Host,
            Port = own.Port,
            Security = own.Security,
            User = own.User,
            From = own.From,
            Certificate = own.Certificate,
            MailboxHost = own.MailboxHost,
            MailboxPort = own.MailboxPort,
            MailboxSecurity = own.MailboxSecurity,
        };
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SaveAsync(cancel);

    /// <summary>Saves, then carries the test letter by what was saved.</summary>
    public async Task<IActionResult> OnPostSaveAndTestAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var saved = await SaveAsync(cancel);
        if (string.IsNullOrWhiteSpace(Input.Host)) return saved;
        if (!await FindAsync(cancel)) return NotFound();
        await TestAsync(cancel);
        return !Taken ? Page() : Go(IsCertified ? OwnUrl
            : await Get<FirstStepsWay>().AfterAsync(Authority.Id, AdministrationUrls.MailServer, cancel), Answer);
    }

    private async Task<IActionResult> SaveAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var form = Input;
        return await ActAsync(async write =>
        {
            var server = await ServerAsync(write, cancel);
            // Whoever takes the account away with its mailbox does both at once.
            if (string.IsNullOrWhiteSpace(form.MailboxHost)) server.ReadFrom("", Mailbox.UsualPort, MailSecurity.Tls);
            var from = string.IsNullOrWhiteSpace(form.From) ? "" : EmailAddress.Read(form.From, nameof(Form.From));
            server.Set(form.Host ?? "", form.Port, form.Security, form.User ?? "", PasswordOf(form), from, form.Certificate ?? "");
            if (!string.IsNullOrWhiteSpace(form.MailboxHost))
                server.ReadFrom(form.MailboxHost, form.MailboxPort, form.MailboxSecurity);
            return OwnUrl;
        }, string.IsNullOrWhiteSpace(form.Host) ? L["Salvato: nessun server di posta impostato qui."]
            : L["Server di posta salvato. Manda una lettera di prova per vedere se va."]);
    }

    // Null: as it was.
    private string? PasswordOf(Form form) => form.Password is { Length: > 0 } typed ? routes.Seal(typed)
        : string.IsNullOrWhiteSpace(form.User) ? "" : null;

    /// <summary>Carries one letter at once and shows what the server answered; that it left is kept.</summary>
    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancel)
    {
        await TestAsync(cancel);
        return Page();
    }

    private async Task TestAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Fill();
        (Taken, Answer) = Mine.Length > 0 && await RouteAsync(cancel) is { } route ? await TryAsync(route, cancel)
            : (false, L["La lettera aspetta: il server di posta non è impostato."]);
        if (!Taken) return;
        await Get<Writes>().RunAsync(async write => (await ServerAsync(write, cancel)).Prove(write.Now), cancel);
    }

    private async Task<MailServer> ServerAsync(WriteScope write, CancellationToken cancel)
    {
        var (authority, certified) = (Authority.Id, IsCertified);
        var server = await write.Db.Set<MailServer>().SingleOrDefaultAsync(s => s.Authority == authority && s.IsCertified == certified,
            cancel);
        if (server is null) write.Db.Add(server = MailServer.Of(authority, certified));
        return server;
    }

    /// <summary>Looks into the mailbox at once and shows what it said.</summary>
    public async Task<IActionResult> OnPostLookAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (_own is { MailboxHost.Length: > 0 } own)
        {
            await using var scope = HttpContext.RequestServices.CreateAsyncScope();
            await MailboxReader.VisitAsync(scope.ServiceProvider, own, cancel);
        }
        return LocalRedirect(OwnUrl);
    }

    private async Task<(bool, string)> TryAsync(MailRoute route, CancellationToken cancel)
    {
        try
        {
            using var letter = LetterText.Test(Mine, CurrentUser.Name, L["Lettera di prova"],
                L["Questa è una prova: se la leggi, le lettere del sito partono."], Authority, route);
            await using var carrier = new Carrier(route);
            await carrier.SendAsync(letter, cancel);
            return (true, L["Il server {0} ha preso la lettera per {1}. Se non arriva entro qualche minuto guarda anche nella posta indesiderata.",
                route.Place, Mine]);
        }
        catch (LetterNotTaken fault)
        {
            return (false, Say(fault, route));
        }
    }

    private string Say(LetterNotTaken fault, MailRoute route) => fault.Fault switch
    {
        MailFault.Silent => L["Nessuna risposta: {0} non ha risposto entro {1} secondi. Controlla nome, porta e cifratura, e che il firewall lasci passare.",
            route.Place, (int)route.Patience.TotalSeconds],
        MailFault.Refused => L["Il server ha rifiutato la lettera. Le sue parole: «{0}»", fault.Words],
        MailFault.Untrusted => L["Il collegamento cifrato con {0} non riesce: {1}. Controlla porta e cifratura; se il certificato è del Comune, scrivi la sua impronta.",
            route.Place, fault.Words],
        _ => L["Il server {0} non si raggiunge: {1}. Controlla nome e porta.", route.Place, fault.Words],
    };
}
