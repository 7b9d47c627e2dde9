using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Administration;

/// <summary>Whom to call, and where the office is.</summary>
internal sealed class ContactsStep(Texts L) : BodyStep
{
    public override int Order => 10;
    public override Act Demands => AdministrationActs.Settle;

    public override Task<StepView> LookAsync(Authority authority, CancellationToken cancel)
    {
        string[] told = [authority.Office, authority.Phone, authority.Email];
        var there = told.Count(t => t.Length > 0);
        return Task.FromResult(new StepView(L["Contatti dell'ufficio"], there > 0 ? string.Join(", ", told.Where(t => t.Length > 0))
            : L["Chi non usa il computer deve sapere chi chiamare."],
            there == told.Length ? StepState.Done : there > 0 ? StepState.Half : StepState.Open, 5,
            AdministrationUrls.Authority + "#contatti"));
    }
}

/// <summary>The names of the places that the body is made of.</summary>
internal sealed class NeighbourhoodsStep(Texts L) : BodyStep
{
    public override int Order => 20;
    public override Act Demands => AdministrationActs.Settle;

    public override Task<StepView> LookAsync(Authority authority, CancellationToken cancel)
    {
        var names = authority.Neighbourhoods.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Task.FromResult(new StepView(L["Quartieri e frazioni"], names.Length > 0 ? string.Join(", ", names)
            : L["Chi scrive dice da dove: così si vede se un quartiere manca. Ogni percorso comincia con questi."],
            names.Length > 0 ? StepState.Done : StepState.Open, 3, AdministrationUrls.Authority + "#quartieri"));
    }
}

/// <summary>What people are told about their data.</summary>
internal sealed class NoticeStep(AppDb db, Texts L) : BodyStep
{
    public override int Order => 30;
    public override Act Demands => AdministrationActs.Settle;

    public override async Task<StepView> LookAsync(Authority authority, CancellationToken cancel)
    {
        var last = await db.Set<PrivacyNotice>().AsNoTracking().Where(n => n.Authority == authority.Id).OrderByDescending(n => n.Version)
            .Select(n => new { n.Version, n.Since }).FirstOrDefaultAsync(cancel);
        return new(L["Informativa privacy"], last is not null ? L["Versione {0}, dal {1}", last.Version, L.Day(last.Since)]
            : L["Senza, le persone non sanno che cosa succede ai loro dati. C'è un testo pronto con due spazi da riempire."],
            last is not null ? StepState.Done : StepState.Open, 10, AdministrationUrls.Notice);
    }
}

/// <summary>Letters leave: a test letter has left.</summary>
internal sealed class MailStep(AppDb db, MailRoutes routes, Texts L) : BodyStep
{
    public override int Order => 40;
    public override Act Demands => AdministrationActs.Settle;

    public override async Task<StepView> LookAsync(Authority authority, CancellationToken cancel)
    {
        var proved = await db.Set<MailServer>().AsNoTracking().Where(s => s.Authority == authority.Id && !s.IsCertified)
            .Select(s => s.Proved)
            .SingleOrDefaultAsync(cancel);
        var isSet = await routes.OfAsync(authority.Id, cancel) is not null;
        var state = routes.IsDemo || proved is not null && isSet ? StepState.Done : isSet ? StepState.Half : StepState.Open;
        return new(L["Posta, con una lettera di prova"],
            routes.IsDemo ? L["Questa è una dimostrazione: nessuna lettera esce, qualunque server sia impostato."]
            : state == StepState.Done ? L["La lettera di prova è partita {0}.", L.Moment(proved!.Value)]
            : isSet ? L["Il server è impostato. Manda una lettera di prova: è il solo modo di sapere se le lettere partono."]
            : L["Inviti, risposte e convocazioni partono da qui. Finché non è impostata, le lettere aspettano."], state, 10,
            AdministrationUrls.MailServer);
    }
}

/// <summary>Whoever is alone with it asks others to help.</summary>
internal sealed class HelpersStep(AppDb db, Texts L, TimeProvider clock) : BodyStep
{
    public override int Order => 50;
    public override Act Demands => AdministrationActs.Invite;

    public override async Task<StepView> LookAsync(Authority authority, CancellationToken cancel)
    {
        var (id, now) = (authority.Id, clock.GetUtcNow());
        var people = await db.Set<RoleGrant>().Where(g => g.Authority == id && g.Until == null).Select(g => g.Account).Distinct()
            .CountAsync(cancel);
        var invited = await db.Set<Invitation>().CountAsync(i => i.Authority == id && i.Accepted == null && i.Withdrawn == null
            && i.Expires > now, cancel);
        var waiting = invited == 0 ? "" : " " + L.Count(invited, "Un invito aspetta risposta.", "{0} inviti aspettano risposta.");
        return new(L["Le persone che ti aiutano"],
            people > 1 ? L.Count(people, "{0} persona lavora qui.", "{0} persone lavorano qui.") + waiting
            : invited > 0 ? waiting.Trim()
            : L["Segreteria, chi facilita, chi cura: si invitano tutti insieme, anche incollando un elenco."],
            people > 1 || invited > 0 ? StepState.Done : StepState.Open, 5, people > 1 || invited > 0 ? AdministrationUrls.People
            : AdministrationUrls.InviteMany);
    }
}
