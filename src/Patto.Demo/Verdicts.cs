using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Proposals;
using Patto.Provenance;

namespace Patto.Demo;

/// <summary>What the Giunta answered before summer was over: it took note, it decided, something was done; and the pact that came of
/// it.</summary>
internal static class Verdicts
{
    public static void Schedule(Stage stage)
    {
        var told = stage.Story.Read<OutcomesFile>("fontelieta.outcomes.json");
        Suspend(stage, told.Decisions.Acts.Single(a => a.Kind == "suspension"));
        Decide(stage, told.Decisions);
        foreach (var (action, n) in told.Pact.Actions.Select((a, n) => (a, n))) CarryOut(stage, action, n);
        Sign(stage, told.Pact);
    }

    private static void Suspend(Stage stage, StoryAct act) => stage.At(act.Day, "12:00", "guidetti", write =>
        write.Db.Add(AdministrativeAct.Cite(stage.Process.Id, stage.Town.Id, ActKind.Suspension, DataOf(stage, act), write.Now)));

    private static void Decide(Stage stage, StoryDecisions told)
    {
        stage.At(told.HandOver.Day, "10:00", "ferri", async write =>
        {
            Id<Proposal>[] handed = [.. told.Outcomes.Select(o => new Id<Proposal>(stage.Get<Subject>($"proposal:{o.Proposal}").Id))];
            var made = await write.Get<Deciding>().HandOverAsync(stage.Process, null, handed, told.HandOver.What, told.HandOver.By,
                told.HandOver.To, stage.Story.Day(told.HandOver.Day), write.Now);
            stage.Made["hand-over"] = made.Id;
        });
        var note = told.Acts.Single(a => a.Kind == "presa-d-atto");
        stage.At(note.Day, "18:00", "ravani", async write =>
            write.Get<Deciding>().TakeNote(await HandOverAsync(stage, write), DataOf(stage, note), write.Now));
        var act = told.Acts.Single(a => a.Kind == "decision");
        stage.At(act.Day, "18:30", "ravani", async write =>
        {
            Entry[] entries = [.. told.Outcomes.Select(o => new Entry(stage.Get<Subject>($"proposal:{o.Proposal}"), SettledOf(o.Outcome),
                o.Reason, o.Office, o.Due is { } due ? stage.Story.Day(due) : null))];
            var decision = await write.Get<Deciding>().DecideAsync(await HandOverAsync(stage, write), DataOf(stage, act), entries,
                adopts: false, write.Now);
            stage.Made["decision"] = decision.Id;
        });
    }

    private static void CarryOut(Stage stage, StoryAction told, int n)
    {
        stage.At(-58, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"11:{n * 6:00}"), "guidetti", async write =>
        {
            var decision = stage.Get<Id<Decision>>("decision");
            var item = stage.Get<Subject>($"proposal:{told.Proposal}");
            var outcome = await write.Db.Set<Outcome>().SingleAsync(o => o.Decision == decision && o.Item == item);
            var action = await write.Get<Deciding>().PlanAsync(stage.Process, outcome, told.Text, told.Office, told.From is { } from
                ? stage.Story.Day(from) : null, stage.Story.Day(told.Due), write.Now);
            stage.Made[$"action:{told.Key}"] = action.Id;
        });
        if (told.State is "in-progress" or "done") Move(told.From!.Value, "08:00", ActionState.InProgress);
        if (told.State is "done") Move(told.Due, "13:00", ActionState.Done);

        void Move(int day, string time, ActionState state) => stage.At(day, time, "guidetti", async write =>
        {
            var id = stage.Get<Id<FollowUp>>($"action:{told.Key}");
            (await write.Db.FollowUps.SingleAsync(a => a.Id == id)).Move(state, "", write.Now);
        });
    }

    // The pact stands among the texts: an article for what it is for, one for each who signed, a comma for each commitment.
    private static void Sign(Stage stage, StoryPact told) => stage.At(told.SignedOn, "18:00", "guidetti", async write =>
    {
        var (pact, by) = (Document.Start(stage.Process.Id, stage.Town.Id, DocumentKind.Pact, told.Title, told.Text, write.Now),
            stage.Account("guidetti").Actor);
        write.Db.Add(pact);
        stage.Made["pact-text"] = pact.Id;
        var outline = await write.Get<Drafting>().OutlineAsync(pact);
        var aim = outline.AddArticle(null, "Perché questo patto", "", by, write.Now);
        outline.AddComma(aim, told.Text, "", [stage.Get<Subject>("proposal:P01"), stage.Get<Subject>("proposal:P06")], by, write.Now);
        if (told.OpenToAdhesions) outline.AddComma(aim, "Il patto resta aperto: chi vuole può firmarlo anche dopo.", "", [], by, write.Now);
        foreach (var signatory in told.Signatories)
        {
            var article = outline.AddArticle(null, signatory.Name, "", by, write.Now);
            foreach (var commitment in told.Commitments.Where(c => c.By == signatory.Stakeholder)) outline.AddComma(article,
                commitment.Text, "", [], by, write.Now);
        }
        await write.Get<Drafting>().SaveAsync(pact, outline);
        pact.Conclude(outline.Read(), "Firmato da tutti.", 0, write.Now);
    });

    private static Task<HandOver> HandOverAsync(Stage stage, WriteScope write)
    {
        var id = stage.Get<Id<HandOver>>("hand-over");
        return write.Db.HandOvers.SingleAsync(h => h.Id == id);
    }

    private static ActData DataOf(Stage stage, StoryAct act) =>
        new($"{act.Organ} comunale", act.Number, stage.Story.Day(act.Day), act.Subject, stage.Story.Day(act.Albo[0]),
            stage.Story.Day(act.Albo[1]));

    private static Settled SettledOf(string outcome) => outcome switch
    {
        "accepted" => Settled.Accepted,
        "in-part" => Settled.InPart,
        "deferred" => Settled.Deferred,
        "not-accepted" => Settled.Refused,
        _ => throw new InvalidOperationException(outcome),
    };
}
