using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Stakeholders;

/// <summary>Whom somebody said is missing, where they left a way to be answered.</summary>
internal sealed class OwnSuggestions(AppDb db, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var ids = who.Ids<Person>();
        var said = await db.Suggestions.AsNoTracking().Where(s => s.Person != null && ids.Contains(s.Person.Value))
            .OrderByDescending(s => s.At).ToListAsync(cancel);
        return [.. said.Select(s => new OwnAct(OwnKind.Voice, L["Hai detto chi manca: {0}", s.Missing], Subject.Of("process", s.Process),
            s.At, s.Answer.Length > 0 ? L["{0}. La risposta: {1}", L[s.State.Italian()], s.Answer] : L[s.State.Italian()])
        {
            Code = s.Code,
        })];
    }
}
