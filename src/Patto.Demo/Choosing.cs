using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Choices;
using Patto.Modules.Proposals;
using Patto.Provenance;

namespace Patto.Demo;

/// <summary>Two votes: the one in the room, counted that evening, and the one at the Table about the money, still open.</summary>
internal static class Choosing
{
    private static readonly (string Code, int Dots)[] InTheRoom = [("P23", 22), ("P19", 29), ("P20", 27), ("P10", 13), ("P21", 33),
        ("P06", 41)];
    private static readonly (string Code, decimal Cost, string Feasibility)[] ForMoney =
    [
        ("P16", 9_000, "Si può fare subito: lo fa l'ufficio stampa con venti volontari."),
        ("P19", 7_500, "Si può fare subito: tre professionisti e due cittadine formate sono già disponibili."),
        ("P21", 24_000, "Si può fare da settembre: serve l'accordo con la scuola, già avviato."),
        ("P22", 16_000, "Si può fare subito: Buona Compagnia ha già diciotto volontari."),
        ("P20", 12_000, "Si può fare a una condizione: le ferrovie firmano il comodato entro febbraio."),
        ("P23", 20_000, "Si può fare a una condizione: serve il parere della Ragioneria sul fondo di garanzia."),
    ];
    private const int People = 33, OnPaper = 6, Each = 5;

    public static void Schedule(Stage stage)
    {
        stage.At(-24, "16:00", "lodi", write => OpenInTheRoomAsync(stage, write));
        stage.At(-24, "16:20", "lodi", write => CastInTheRoomAsync(stage, write));
        stage.At(-24, "16:50", "lodi", async write =>
        {
            var choice = await ReadAsync(stage, write, "choice:room");
            await write.Get<BallotBox>().CountAsync(choice, null, write.Now, default);
        });
        stage.At(-22, "18:00", "lodi", write => OpenAndCastForAPlaceAsync(stage, write));
        stage.At(-22, "18:20", "lodi", async write =>
        {
            var choice = await ReadAsync(stage, write, "choice:place");
            await write.Get<BallotBox>().CountAsync(choice, null, write.Now, default);
        });
        stage.At(-3, "18:00", "lodi", write => OpenForMoneyAsync(stage, write));
        stage.At(-2, "21:10", null, write => CastForMoneyAsync(stage, write));
        stage.At(-1, "11:30", "ferri", write => DraftAsync(stage, write));
    }

    private static async Task OpenInTheRoomAsync(Stage stage, WriteScope write)
    {
        var choice = await WriteAsync(stage, write, new("Da dove cominciamo?", "Cinque pallini a testa, anche tutti sulla stessa.",
            ChoiceRule.Points, Electorate.Codes, null, write.Now, stage.Story.At(-24, "16:45"), 3, Each, null, null, true, false,
            "Le prime tre hanno subito un gruppo di lavoro."));
        foreach (var (code, _) in InTheRoom) choice.Offer(await OptionAsync(stage, write, code, null, ""));
        Open(stage, write, choice);
        stage.Made["choice:room"] = choice.Id;
    }

    private static async Task CastInTheRoomAsync(Stage stage, WriteScope write)
    {
        var (box, choice) = (write.Get<BallotBox>(), await ReadAsync(stage, write, "choice:room"));
        var (codes, ballots) = (await box.PrintAsync(choice, People, default), await DealAsync(stage, write, choice));
        for (var n = 0; n < People - OnPaper; n++)
            await box.CastAsync(choice.Id, new(null, codes[n]), Closed(choice, ballots[n]), write.Now, default);
        await box.EnterAsync(choice.Id, string.Join('\n', Enumerable.Range(People - OnPaper, OnPaper).Select(n =>
            $"{codes[n]} {string.Join(' ', ballots[n].Select((m, o) => (m, o)).Where(b => b.m > 0).Select(b => $"{b.o + 1}={b.m}"))}")),
            false, write.Now, default);
    }

    // All dots in a row, dealt like cards: everybody gets five, and the totals are the story's.
    private static async Task<List<int[]>> DealAsync(Stage stage, WriteScope write, Choice choice)
    {
        List<int> dots = [];
        foreach (var (code, count) in InTheRoom)
        {
            var title = (await ProposalAsync(stage, write, code)).Title;
            dots.AddRange(Enumerable.Repeat(choice.Options.FindIndex(o => title.StartsWith(o.Title.TrimEnd('…'),
                StringComparison.Ordinal)), count));
        }
        return [.. Enumerable.Range(0, People).Select(person => choice.Options.Select((_, o) =>
            Enumerable.Range(0, Each).Count(n => dots[person + n * People] == o)).ToArray())];
    }

    private static byte[] Closed(Choice choice, int[] marks) =>
        Envelope.Seal(choice.PublicKey!, choice.Id.Value, new Modules.Choices.Ballot(marks, false,
            Modules.Choices.Ballot.NewReceipt()).Write());

    // One place for one evening: a vote that passes on, so that three halls beside each other do not let the fourth win.
    private static async Task OpenAndCastForAPlaceAsync(Stage stage, WriteScope write)
    {
        var choice = await WriteAsync(stage, write, new("In che sala si legge la bozza?", "Metti i posti in ordine, dal più comodo per te.",
            ChoiceRule.Transferable, Electorate.Codes, null, write.Now, stage.Story.At(-22, "18:15"), 1, 10, null, null, true, false,
            "La segreteria prenota la sala che vince."));
        foreach (var place in new[] { "Circolo Il Mulino", "Palestra di Valle", "Sala civica, via Roma 8", "Oratorio di San Biagio" })
            choice.Offer(new(Guid.NewGuid(), place, "", null, "", null));
        Open(stage, write, choice);
        stage.Made["choice:place"] = choice.Id;
        await write.Db.SaveChangesAsync();
        var box = write.Get<BallotBox>();
        int[] mulino = [1, 3, 2, 0], valle = [2, 1, 3, 0], civica = [0, 2, 1, 3], biagio = [0, 0, 2, 1];
        int[][] ballots = [.. Enumerable.Repeat(mulino, 8), .. Enumerable.Repeat(valle, 4), .. Enumerable.Repeat(civica, 7),
            .. Enumerable.Repeat(biagio, 3)];
        var at = choice.Options.ConvertAll(o => "CPSO".IndexOf(o.Title[0], StringComparison.Ordinal));
        foreach (var (code, marks) in (await box.PrintAsync(choice, ballots.Length, default)).Zip(ballots))
            await box.CastAsync(choice.Id, new(null, code), Closed(choice, [.. at.Select(n => marks[n])]), write.Now, default);
    }

    private static async Task OpenForMoneyAsync(Stage stage, WriteScope write)
    {
        var table = await write.Get<Modules.Groups.Contracts.GroupBook>().TableAsync(stage.Process.Id);
        var choice = await WriteAsync(stage, write, new("Che cosa parte nel 2027?",
            "Sei proposte, 50.000 euro del fondo sociale. Dieci punti a testa: a quello che per te conta di più. Qui non si votano il bilancio del Comune e le tariffe dei servizi.",
            ChoiceRule.EqualShares, Electorate.Seats, table!.Id, write.Now, stage.Story.At(10, "20:00"), 1, 10, 50_000, null, true, false,
            "La Giunta finanzia le proposte vincenti. Se non lo fa, spiega perché entro 30 giorni."));
        foreach (var (code, cost, feasibility) in ForMoney) choice.Offer(await OptionAsync(stage, write, code, cost, feasibility));
        Open(stage, write, choice);
        write.Get<BallotBox>().List(choice, table);
        stage.Made["choice:money"] = choice.Id;
    }

    private static async Task CastForMoneyAsync(Stage stage, WriteScope write)
    {
        var (box, choice) = (write.Get<BallotBox>(), await ReadAsync(stage, write, "choice:money"));
        var codes = await box.PrintForSeatsAsync(choice, default);
        await write.Db.SaveChangesAsync();
        foreach (var (_, code) in codes.Take(7))
            await box.CastAsync(choice.Id, new(null, code), Closed(choice, [2, 2, 2, 2, 1, 1]), write.Now, default);
    }

    private static async Task DraftAsync(Stage stage, WriteScope write)
    {
        var choice = await WriteAsync(stage, write, new("In che giorno ci si vede?", "", ChoiceRule.Approval, Electorate.Codes, null,
            stage.Story.At(12, "18:00"), stage.Story.At(14, "20:00"), 1, 10, null, null, true, false, ""));
        foreach (var day in new[] { "Il martedì sera", "Il giovedì sera", "Il sabato mattina" })
            choice.Offer(new(Guid.NewGuid(), day, "", null, "", null));
    }

    private static async Task<Choice> WriteAsync(Stage stage, WriteScope write, ChoiceData data)
    {
        var code = await write.Get<Codes>().NextAsync(stage.Town.Id.Value, stage.Process.Key, "V");
        var choice = Choice.Write(stage.Process, code, data, write.Now);
        write.Db.Add(choice);
        return choice;
    }

    private static void Open(Stage stage, WriteScope write, Choice choice)
    {
        choice.Open(() => write.Get<VoteKeys>().Make(choice.Id), write.Now);
        foreach (var proposal in choice.Options.Select(o => o.Proposal).OfType<Id<Proposal>>())
            write.Get<Filo>().TieNew(Subject.Of("proposal", proposal), Relation.VotedIn, choice.Subject, stage.Process.Subject);
    }

    private static async Task<ChoiceOption> OptionAsync(Stage stage, WriteScope write, string code, decimal? cost, string feasibility)
    {
        var proposal = await ProposalAsync(stage, write, code);
        return new(Guid.NewGuid(), Excerpt.Of(proposal.Title, Choice.LongestTitle), Excerpt.Of(proposal.Text, Choice.LongestOption), cost,
            feasibility, proposal.Id);
    }

    private static async Task<Proposal> ProposalAsync(Stage stage, WriteScope write, string code)
    {
        var id = new Id<Proposal>(stage.Get<Subject>($"proposal:{code}").Id);
        return await write.Db.Set<Proposal>().SingleAsync(p => p.Id == id);
    }

    private static async Task<Choice> ReadAsync(Stage stage, WriteScope write, string key)
    {
        var id = stage.Get<Id<Choice>>(key);
        return await write.Db.Set<Choice>().SingleAsync(c => c.Id == id);
    }
}
