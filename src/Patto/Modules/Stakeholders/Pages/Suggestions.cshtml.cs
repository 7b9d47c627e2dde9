using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Web.Ui;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>Who was said to be missing: each is examined and gets a public answer.</summary>
public sealed class SuggestionsModel(StakeholderBook book) : ProcessPage
{
    private const int PageSize = 50;

    public override Act Demands => StakeholderActs.Read;
    public override Act DemandsToPost => StakeholderActs.Keep;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    [BindProperty] public Guid Id { get; set; }
    [BindProperty] public SuggestionState? Outcome { get; set; }
    [BindProperty] public InterestMap Map { get; set; } = InterestMap.PrivateAndCitizens;
    [BindProperty, StringLength(200)] public string? PublicName { get; set; }
    [BindProperty, StringLength(1000)] public string? Answer { get; set; }

    public IReadOnlyList<Suggestion> All { get; private set; } = [];
    public int Total { get; private set; }
    public string? Next { get; private set; }
    public bool MayKeep { get; private set; }
    public IEnumerable<SelectListItem> Outcomes => Enum.GetValues<SuggestionState>().Where(s => s != SuggestionState.Waiting)
        .Select(s => new SelectListItem(L[s.Italian()], s.ToString()));
    public IEnumerable<SelectListItem> Maps => Enum.GetValues<InterestMap>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));

    // Those that wait first, then those answered; the newest first in both.
    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayKeep = await MayAsync(StakeholderActs.Keep);
        var all = Db.Suggestions.AsNoTracking().Where(s => s.Process == Process.Id);
        Total = await all.CountAsync(cancel);
        if (After is { } after && new Id<Suggestion>(after) is var id && await all.Where(s => s.Id == id)
            .Select(s => new { s.State, s.At }).SingleOrDefaultAsync(cancel) is { } last)
        {
            var at = last.At;
            all = last.State == SuggestionState.Waiting ? all.Where(s => s.State != SuggestionState.Waiting || s.At < at)
                : all.Where(s => s.State != SuggestionState.Waiting && s.At < at);
        }
        var page = await all.OrderBy(s => s.State != SuggestionState.Waiting).ThenByDescending(s => s.At).Take(PageSize + 1)
            .ToListAsync(cancel);
        (All, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null);
        return true;
    }

    protected internal override void Fill() => (Outcome, PublicName, Answer) = (null, null, null);

    public void OnGet() { }

    public Task<IActionResult> OnPostReplyAsync(CancellationToken cancel) => ChangeAsync(async (write, one) =>
    {
        RuleViolation.UnlessAt(nameof(Outcome), Outcome is not null and not SuggestionState.Waiting, "suggestion.outcome",
            "Scegli l'esito.");
        var body = await FollowAsync(write, (PublicName ?? "").Trim(), cancel);
        one.Reply(Outcome!.Value, PublicName ?? "", Answer ?? "", body, write.Now);
        if (one.Person is { } author && await write.Db.Set<Person>().FindAsync([author], cancel) is { } person)
            write.Get<Outbox>().Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
                L["La tua risposta a «Manca qualcuno?»"],
                L["Hai segnalato chi manca nel percorso «{0}»: {1}.", Process.Title, one.PublicName] + "\n\n"
                + L["Esito: {0}. {1}", L[one.State.Italian()], one.Answer], L["Vedi chi c'è e chi manca"],
                StakeholderUrls.Maps(Process.Slug), one.Subject, Process.Subject)
            { Keeping = Keeping.AsProof }));
        return L["Risposta pubblicata."];
    });

    public Task<IActionResult> OnPostRewordAsync() => ChangeAsync((write, one) =>
    {
        one.Reword(PublicName ?? "", Answer ?? "", write.Now);
        return Task.FromResult(L["Risposta corretta."].Value);
    });

    // What the answer says is done in the same act. A body of that name that is there already is not noted twice.
    private async Task<Id<Stakeholder>?> FollowAsync(WriteScope write, string name, CancellationToken cancel)
    {
        if (Outcome is SuggestionState.Added or SuggestionState.AlreadyThere)
        {
            var known = await write.Db.Stakeholders.Where(s => s.Process == Process.Id && s.Archived == null).Named(name)
                .OrderBy(s => s.Since).Select(s => (Id<Stakeholder>?)s.Id).FirstOrDefaultAsync(cancel);
            RuleViolation.UnlessAt(nameof(Outcome), Outcome != SuggestionState.Added || known is null, "suggestion.known",
                "Nel registro c'è già «{0}»: scegli «C'era già», oppure scrivi il nome in modo diverso.", name);
            if (Outcome == SuggestionState.AlreadyThere || name.Length == 0) return known;
            return write.Db.Add(Stakeholder.Note(Authority.Id, Process.Id, name, Map, "", null, write.Now)).Entity.Id;
        }
        if (Outcome == SuggestionState.Listed && name.Length > 0)
        {
            var checklist = await book.CoverageAsync(Process.Id, cancel);
            RuleViolation.UnlessAt(nameof(PublicName), name.Length <= 160, "interest.name",
                "Scrivi quale interesse o esperienza va ascoltata.");
            RuleViolation.UnlessAt(nameof(Outcome), checklist.All(i => NameOrder.SameKey(i.Name) != NameOrder.SameKey(name)),
                "suggestion.listed", "«{0}» è già nell'elenco: scegli «C'era già».", name);
            write.Db.Add(Interest.List(Process.Id, name, Map, "", 1
                + await write.Db.Interests.CountAsync(i => i.Process == Process.Id, cancel)));
        }
        return null;
    }

    private async Task<IActionResult> ChangeAsync(Func<WriteScope, Suggestion, Task<string>> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var one = await write.Db.Suggestions.SingleOrDefaultAsync(s => s.Id == new Id<Suggestion>(Id) && s.Process == Process.Id)
                ?? throw new Unknown();
            return new(StakeholderUrls.Suggestions(Process.Slug), await change(write, one));
        });
    }
}
