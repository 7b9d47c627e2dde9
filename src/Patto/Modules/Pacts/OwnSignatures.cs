using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Web;
#pragma warning disable CA1304, CA1311, CA1862 // the database makes the letters small

namespace Patto.Modules.Pacts;

/// <summary>The pacts that somebody was asked to sign at their own address.</summary>
internal sealed class OwnSignatures(AppDb db, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var (town, emails) = (who.At<Authority>(), who.Emails.ToList());
        var asked = await (from s in db.Signatories.AsNoTracking()
                           join p in db.Pacts on s.Pact equals p.Id
                           where s.Authority == town && s.Mail != "" && emails.Contains(s.Mail.ToLower())
                           orderby s.At descending
                           select new { s.At, s.Asked, s.SignedOn, s.Declined, s.WithdrawnOn, p.Id, p.Title, p.Process, p.State })
            .ToListAsync(cancel);
        return [.. asked.Where(s => s.State != PactState.Draft && (s.Asked ?? s.Declined) is not null || s.SignedOn is not null)
            .Select(s => new OwnAct(OwnKind.Signature, s.Title, Subject.Of("process", s.Process), s.Asked ?? s.At,
                s.WithdrawnOn is { } gone ? L["Firma ritirata il {0}", L.Day(gone)]
                : s.SignedOn is { } day ? L["Firmato il {0}", L.Day(day)]
                : s.Declined is not null ? L["Hai scelto di non firmare"] : L["Aspetta la tua firma"],
                s.WithdrawnOn is not null || s.Declined is not null ? "no" : s.SignedOn is not null ? "ok" : "wait")
            {
                Url = slug => PactUrls.Show(slug, s.Id),
            })];
    }
}
