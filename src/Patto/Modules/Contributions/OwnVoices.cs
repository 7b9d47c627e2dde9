using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Contributions;

/// <summary>What somebody said, with where it has come.</summary>
internal sealed class OwnVoices(AppDb db, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var ids = who.Ids<Person>();
        var said = await db.Contributions.AsNoTracking().Where(c => c.Speaker != null && ids.Contains(c.Speaker.Value))
            .OrderByDescending(c => c.Said).ToListAsync(cancel);
        return [.. said.Select(Of)];
    }

    private OwnAct Of(Contribution voice) => new(OwnKind.Voice, voice.IsUntyped ? L["Registrazione ricevuta, la stiamo trascrivendo"]
        : voice.Text, Subject.Of("process", voice.Process), voice.Said, StateOf(voice), TagOf(voice))
    {
        Code = voice.Code,
        Language = voice.IsUntyped ? null : voice.Language,
        Url = voice.IsPublic ? _ => "/filo/" + voice.Code : null,
        Changed = voice.IsPublic ? voice.Reached ?? voice.PublishedAt : voice.Read,
    };

    private string StateOf(Contribution voice) => voice switch
    {
        { IsPublic: true } => L[voice.Reach.Italian()],
        { State: ContributionState.Refused } => L["Non è stato pubblicato. Il motivo: {0}", voice.Reason ?? ""],
        _ => L[voice.State.Italian()],
    };

    private static string TagOf(Contribution voice) => voice switch
    {
        { IsPublic: true } => voice.Reach.Tag(),
        { State: ContributionState.Reading } => "wait",
        _ => "no",
    };
}
