using Deliberation;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Draws;
using Patto.Modules.Groups.Contracts;
using Patto.People;

namespace Patto.Demo;

/// <summary>Two draws by lot: eight people who try the rules out, drawn in the civic hall, and a call that is still open.</summary>
internal static class Drawing
{
    private const string Age = "Età", Gender = "Genere", Area = "Zona";
    private static readonly string[] Ages = ["16–34 anni", "35–64 anni", "65 anni e più"], Genders = ["donna", "uomo"],
        Areas = ["Centro", "Stazione", "Borgo Mulino", "Valle", "San Biagio"];
    private static readonly string[] Women = ["Ada", "Bianca", "Carla", "Dina", "Edda", "Fatima", "Gina", "Ilde"],
        Men = ["Aldo", "Bruno", "Carlo", "Dario", "Elio", "Franco", "Gino", "Hamid"], Families = ["Ansaloni", "Bertelli", "Cattani",
            "Donati"];
    private const int Applied = 61, AppliedNow = 9;

    public static void Schedule(Stage stage)
    {
        stage.At(-40, "10:00", "lodi", write => CallAsync(stage, write));
        stage.At(-33, "18:00", null, write => ApplyAsync(stage, write, "draw:done", Applied));
        stage.At(-22, "09:00", "lodi", write => CloseAsync(stage, write));
        stage.At(-21, "12:00", "lodi", write => PublishAsync(stage, write));
        stage.At(-20, "18:10", "lodi", write => DrawAsync(stage, write));
        stage.At(-4, "09:30", "lodi", write => CallAgainAsync(stage, write));
        stage.At(-2, "19:00", null, write => ApplyAsync(stage, write, "draw:open", AppliedNow));
    }

    private static async Task CallAsync(Stage stage, WriteScope write)
    {
        var draw = await WriteAsync(stage, write, new("Otto abitanti estratti provano il Regolamento",
            "Tre incontri di due ore, la sera, fra un mese: chi è estratto legge la bozza, la prova su casi veri e dice che cosa non si capisce. C'è uno spazio bimbi.",
            "Può candidarsi chi ha almeno 16 anni e abita o lavora a Fontelieta. Non può chi decide sul Regolamento: Giunta, consiglieri, dirigenti.",
            null, "", 8, false, write.Now, stage.Story.At(-22, "08:00"), stage.Story.At(-20, "18:00"), "Sala civica"));
        draw.Weigh([new(Age, Ages[0], 2, 3), new(Age, Ages[1], 3, 4), new(Age, Ages[2], 2, 3), new(Gender, Genders[0], 4, 4),
            new(Gender, Genders[1], 4, 4), .. Areas.Select((a, n) => new SeatQuota(Area, a, n == 0 ? 2 : 1, n < 4 ? n == 0 ? 3 : 2 : 1))]);
        draw.Open(write.Now);
        stage.Made["draw:done"] = draw.Id;
    }

    private static async Task CallAgainAsync(Stage stage, WriteScope write)
    {
        var table = await write.Get<GroupBook>().TableAsync(stage.Process.Id);
        var draw = await WriteAsync(stage, write, new("Quattro posti estratti al Tavolo",
            "Il Tavolo si vede una volta al mese fino alla prossima estate. Accanto a chi siede per ruolo ci sono quattro persone estratte a sorte.",
            "Può candidarsi chi ha almeno 16 anni e abita a Fontelieta. Non può chi siede già al Tavolo.", table!.Id,
            "Cittadine e cittadini", 4, true, write.Now, stage.Story.At(12, "20:00"), stage.Story.At(14, "18:00"), "Biblioteca comunale"));
        draw.Weigh([new(Age, Ages[0], 1, 2), new(Age, Ages[1], 1, 2), new(Age, Ages[2], 1, 2), new(Gender, Genders[0], 2, 2),
            new(Gender, Genders[1], 2, 2)]);
        draw.Open(write.Now);
        stage.Made["draw:open"] = draw.Id;
    }

    private static async Task<Draw> WriteAsync(Stage stage, WriteScope write, DrawData data)
    {
        var code = await write.Get<Codes>().NextAsync(stage.Town.Id.Value, stage.Process.Key, "S");
        var draw = Draw.Write(stage.Process, code, data, write.Now);
        write.Db.Add(draw);
        return draw;
    }

    // Few who are young, many from the centre: as it is with volunteers.
    private static async Task ApplyAsync(Stage stage, WriteScope write, string key, int count)
    {
        var draw = await ReadAsync(stage, write, key);
        for (var n = 0; n < count; n++)
        {
            var woman = n % 2 == 0;
            var name = $"{(woman ? Women : Men)[n / 2 % 8]} {Families[n / 16]}";
            var person = write.Get<PeopleBook>().Meet(name, Channel.Desk, "");
            string?[] features = [Ages[n % 12 == 5 ? 0 : n % 5 < 3 ? 1 : 2], Genders[woman ? 0 : 1], Areas[n % 15 is var at && at < 6 ? 0
                : at < 9 ? 1 : at < 12 ? 2 : at < 14 ? 3 : 4]];
            write.Db.Add(Candidate.Apply(draw, person.Id, name, features[..draw.Categories.Count], $"Via della Fonte {n + 1}",
                n % 4 == 3 ? CandidateVia.Paper : CandidateVia.Web, write.Now));
        }
    }

    private static async Task CloseAsync(Stage stage, WriteScope write)
    {
        var draw = await ReadAsync(stage, write, "draw:done");
        var candidates = await write.Db.Set<Candidate>().Where(c => c.Draw == draw.Id).ToListAsync();
        draw.Freeze(candidates, write.Now);
        var computed = Chances.Of(draw, candidates, Effort.Default);
        write.Db.Add(computed.List ?? throw new InvalidOperationException(computed.Obstacle!.Italian));
        draw.HaveList(computed.Hash, computed.WholeHash);
    }

    private static async Task PublishAsync(Stage stage, WriteScope write) =>
        (await ReadAsync(stage, write, "draw:done")).Publish(write.Now);

    // Nobody is written to: the letters of the story are those of its people.
    private static async Task DrawAsync(Stage stage, WriteScope write)
    {
        var draw = await ReadAsync(stage, write, "draw:done");
        var candidates = await write.Db.Set<Candidate>().Where(c => c.Draw == draw.Id).OrderBy(c => c.Number).ToListAsync();
        var list = await write.Db.Set<PanelList>().SingleAsync(l => l.Draw == draw.Id);
        CallDesk.Pull(draw, candidates, list, "4 0 7", write.Now);
        foreach (var candidate in candidates.Where(c => c.State == CandidateState.Drawn).Skip(1)) candidate.Accept(write.Now);
    }

    private static async Task<Draw> ReadAsync(Stage stage, WriteScope write, string key)
    {
        var id = stage.Get<Id<Draw>>(key);
        return await write.Db.Set<Draw>().SingleAsync(d => d.Id == id);
    }
}
