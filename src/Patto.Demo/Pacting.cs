using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions;
using Patto.Modules.Documents;
using Patto.Modules.Pacts;
using Patto.Modules.Stakeholders;
using Patto.Provenance;

namespace Patto.Demo;

/// <summary>The pact for social transport: signed in the room on the evening of its text, joined later, left once, and how far each has
/// come.</summary>
internal static class Pacting
{
    public static void Schedule(Stage stage)
    {
        var told = stage.Story.Read<OutcomesFile>("fontelieta.outcomes.json").Pact;
        stage.At(told.SignedOn, "18:20", "guidetti", write => SignAsync(stage, write, told));
        stage.At(-38, "10:00", "ferri", write => JoinAsync(stage, write));
        stage.At(-19, "10:30", "ferri", async write => (await write.Db.Set<Signatory>().SingleAsync(s => s.Name == "Taxi Centrale"))
            .Withdraw(stage.Story.Day(-19), "L'auto attrezzata è rotta e non la sostituiamo: delle cinque corse al mese ne abbiamo fatte tre.",
                write.Now));
        foreach (var one in told.Commitments.Where(c => c.Told is not null))
            stage.At(one.Told!.Value, "11:40", "ferri", write => TellAsync(stage, write, one));
    }

    private static async Task SignAsync(Stage stage, WriteScope write, StoryPact told)
    {
        var pact = Pact.Write(stage.Process, new(PactKind.Collaboration, told.Title, told.Text, stage.Get<Id<Document>>("pact-text")),
            write.Now);
        Dictionary<string, Signatory> signatories = [];
        foreach (var one in told.Signatories)
            signatories[one.Stakeholder] = Signatory.Of(pact, one.Stakeholder == "comune" ? new(SignatoryKind.Municipality, one.Name)
                : new(SignatoryKind.Body, one.Name, stage.Get<Id<Stakeholder>>($"stakeholder:{one.Stakeholder}")), write.Now);
        signatories["taxi"] = Signatory.Of(pact, new(SignatoryKind.Body, "Taxi Centrale"), write.Now);
        signatories["commercianti"] = Signatory.Of(pact, new(SignatoryKind.Body, stage.NameOf("commercianti"),
            stage.Get<Id<Stakeholder>>("stakeholder:commercianti")), write.Now);
        List<Commitment> commitments = [];
        foreach (var one in told.Commitments) commitments.Add(await PromiseAsync(stage, write, pact, one, signatories));
        commitments.Add(await PromiseAsync(stage, write, pact, new("taxi", "Fa cinque corse al mese a metà prezzo.",
            "le corse, dal registro"),
            signatories));
        pact.Open(signatories.Values, commitments, 1, write.Now);
        foreach (var (key, signatory) in signatories.Where(s => s.Key != "commercianti"))
            signatory.Sign(pact, SigningWay.Paper, stage.Story.Day(told.SignedOn), "Chi ha firmato in Sala civica",
                key == "comune" ? "assessora" : "presidente", write.Now);
        pact.Register("8812/2026", stage.Story.Day(told.SignedOn), write.Now);
        pact.TakeForce(stage.Story.Day(told.SignedOn), signatories.Values, write.Now);
        write.Db.Add(pact);
        write.Db.AddRange(signatories.Values);
        write.Db.AddRange(commitments);
        stage.Made["pact"] = pact.Id;
    }

    private static async Task<Commitment> PromiseAsync(Stage stage, WriteScope write, Pact pact, StoryCommitment told,
        Dictionary<string, Signatory> signatories)
    {
        Subject? origin = told.Proposal is { } proposal ? await OutcomeAsync(stage, write, proposal) : null;
        var commitment = Commitment.Promise(pact, await write.Get<Codes>().NextAsync(stage.Town.Id.Value, stage.Process.Key, "K"),
            new(told.Text.TrimEnd('.'), told.ForWhom, [signatories[told.By].Id.Value], told.Due is { } due ? stage.Story.Day(due) : null,
                told.Measured, told.Gives, origin), signatories.Values, write.Now);
        if (origin is { } of) write.Get<Filo>().TieNew(of, Provenance.Relation.CarriedOutBy, commitment.Subject, stage.Process.Subject);
        stage.Made[$"commitment:{told.Text}"] = commitment.Id;
        return commitment;
    }

    private static async Task<Subject> OutcomeAsync(Stage stage, WriteScope write, string proposal)
    {
        var (decision, item) = (stage.Get<Id<Decision>>("decision"), stage.Get<Subject>($"proposal:{proposal}"));
        return (await write.Db.Set<Outcome>().SingleAsync(o => o.Decision == decision && o.Item == item)).Subject;
    }

    // Who comes later brings a commitment of their own.
    private static async Task JoinAsync(Stage stage, WriteScope write)
    {
        var id = stage.Get<Id<Pact>>("pact");
        var pact = await write.Db.Set<Pact>().SingleAsync(p => p.Id == id);
        var sport = Signatory.Of(pact, new(SignatoryKind.Body, stage.NameOf("sport"), stage.Get<Id<Stakeholder>>("stakeholder:sport")),
            write.Now);
        Dictionary<string, Signatory> alone = new() { ["sport"] = sport };
        write.Db.AddRange(sport, await PromiseAsync(stage, write, pact, new("sport",
            "Tiene l'elenco dei passaggi del sabato sera, con i genitori.", "l'elenco aperto, e quante famiglie", "chi torna tardi",
            "due volontari", 60), alone));
        sport.Sign(pact, SigningWay.Paper, stage.Story.Day(-38), "Chi ha firmato in ufficio", "presidente", write.Now);
    }

    private static async Task TellAsync(Stage stage, WriteScope write, StoryCommitment told)
    {
        var (id, of) = (stage.Get<Id<Commitment>>($"commitment:{told.Text}"), stage.Get<Id<Pact>>("pact"));
        (await write.Db.Set<Commitment>().SingleAsync(c => c.Id == id)).Tell(await write.Db.Set<Pact>().SingleAsync(p => p.Id == of),
            Enum.Parse<CommitmentState>(told.State), told.Words, "", told.NewDue is { } due ? stage.Story.Day(due) : null, null, write.Now);
    }
}
