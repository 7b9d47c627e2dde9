using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Demo;

/// <summary>The two maps and the checklist: who has an interest, who was sought how and when, who is still missing.</summary>
internal static class Holders
{
    public static void Schedule(Stage stage)
    {
        var told = stage.Story.Read<StakeholdersFile>("fontelieta.stakeholders.json");
        stage.At(-171, "10:00", "monti", write => ListAsync(stage, write, told));
        foreach (var round in told.Stakeholders.SelectMany(s => s.Contacts.Select(c => (Whom: s, Contact: c)))
            .GroupBy(x => (x.Contact.Day, x.Contact.By)))
            stage.At(round.Key.Day, "16:30", round.Key.By, async write =>
            {
                foreach (var (whom, contact) in round)
                    (await LoadAsync(stage, write, whom.Key)).Reach(stage.Story.Day(contact.Day), WayOf(contact.How),
                        AnswerOf(contact.Answer), "", stage.Story.Day(contact.Day));
            });
        Id<Suggestion> asked = default;
        stage.At(-120, "21:10", null, async write =>
        {
            var said = Suggestion.Send(stage.Town.Id, stage.Process.Id, "Chi lavora nei campi d'estate",
                "Vivono qui quattro mesi e nessuno li vede mai a una riunione.", null, write.Now,
                await write.Get<Codes>().NextAsync(stage.Town.Id.Value, stage.Process.Key, "Q"));
            write.Db.Add(said);
            asked = said.Id;
        });
        stage.At(-112, "10:20", "monti", async write => (await write.Db.Suggestions.SingleAsync(s => s.Id == asked)).Reply(
            SuggestionState.AlreadyThere, "Chi lavora nei campi d'estate",
            "È nell'elenco come «Lavoratori stagionali»: li cerchiamo con il sindacato, prima che comincino i raccolti.", null, write.Now));
        stage.At(-40, "12:00", "monti", write =>
        {
            var watch = MapWatch.Begin(stage.Town.Id, stage.Process.Id);
            watch.LookOver("Nessun ente nuovo; la Pro Loco di Valle ha cambiato presidente.", write.Now);
            write.Db.Add(watch);
        });
        // Who sits at the table got there with the seat; the others are where the last contact left them.
        foreach (var whom in told.Stakeholders.Where(s => s.State != "at-table" && s.Contacts.Length > 0))
            stage.At(whom.Contacts.Max(c => c.Day), "17:00", "monti", async write =>
                (await LoadAsync(stage, write, whom.Key)).Move(StateOf(whom.State)));
    }

    private static async Task ListAsync(Stage stage, WriteScope write, StakeholdersFile told)
    {
        var interests = await write.Db.Interests.Where(i => i.Process == stage.Process.Id).ToListAsync();
        foreach (var (more, n) in told.Checklist.Select((c, n) => (c, n)))
            interests.Add(write.Db.Add(Interest.List(stage.Process.Id, more.Name, MapOf(more.Map), more.Examples, interests.Count + n
                + 1)).Entity);
        foreach (var whom in told.Stakeholders)
        {
            var interest = whom.SpeaksFor is { } name ? interests.Single(i => i.Name == name).Id : (Id<Interest>?)null;
            var noted = Stakeholder.Note(stage.Town.Id, stage.Process.Id, whom.Name, MapOf(whom.Map), whom.Interest, interest, write.Now);
            noted.Describe(whom.Name, MapOf(whom.Map), whom.Interest, interest, whom.Area ?? "", whom.Differences, whom.Influence,
                whom.WhatItTakes ?? "", shown: true, concern: whom.Concern);
            write.Db.Add(noted);
            stage.Made[$"stakeholder:{whom.Key}"] = noted.Id;
        }
        Relate("asp", RelationKind.DependsOn, "unione", "È un suo ente strumentale.");
        Relate("coop-girasole", RelationKind.WorksWith, "asp", "Gestisce una parte dell'assistenza domiciliare.");
        Relate("anziani-soli", RelationKind.WorksWith, "ascolto", "");

        void Relate(string from, RelationKind kind, string to, string about) => write.Db.Add(Relation.Note(
            Local(from), kind, Local(to), about, write.Now));
        Stakeholder Local(string key) => write.Db.Stakeholders.Local.Single(s => s.Id == stage.Get<Id<Stakeholder>>($"stakeholder:{key}"));
    }

    private static Task<Stakeholder> LoadAsync(Stage stage, WriteScope write, string key)
    {
        var id = stage.Get<Id<Stakeholder>>($"stakeholder:{key}");
        return write.Db.Stakeholders.Include(s => s.Contacts).SingleAsync(s => s.Id == id);
    }

    private static InterestMap MapOf(string map) =>
        map is "public" or "public-bodies" ? InterestMap.PublicBodies : InterestMap.PrivateAndCitizens;

    private static ContactWay WayOf(string how) => Enum.Parse<ContactWay>(how, ignoreCase: true);

    private static ContactAnswer AnswerOf(string answer) => Enum.Parse<ContactAnswer>(answer, ignoreCase: true);

    private static StakeholderState StateOf(string state) =>
        Enum.Parse<StakeholderState>(state.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
