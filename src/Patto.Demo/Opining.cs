using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Opinions;
using Patto.Provenance;

namespace Patto.Demo;

/// <summary>A map of opinions that is open, answered from the site and on paper, and one that is still a draft.</summary>
internal static class Opining
{
    private const int OnSite = 190, OnPaper = 24;
    /// <summary>How many of a hundred agree in each of two camps, and the number of the voice that the statement comes from.</summary>
    private static readonly (string Text, int Voice, int[] Agree, string Note)[] Asked =
    [
        ("Quando il Comune dice di no, deve spiegare il perché con parole semplici.", 58, [94, 95], ""),
        ("Lo sportello sociale deve aprire un pomeriggio e un sabato al mese.", 38, [78, 92], ""),
        ("Il trasporto a chiamata deve servire anche per le cose belle: il coro, il mercato, gli amici.", 42, [92, 78], ""),
        ("I soldi del 2027 vanno prima a chi è anziano e solo.", 0, [94, 12],
            "Per questo al voto sul 2027 ogni persona ha una parte uguale dei soldi."),
        ("I soldi del 2027 vanno prima ai servizi per i bambini di chi fa i turni.", 37, [10, 93], ""),
        ("Il bus deve essere gratis per tutti dopo i 65 anni.", 15, [88, 14], ""),
        ("Il doposcuola deve esserci anche nelle frazioni.", 50, [45, 90], ""),
        ("Le stanze della Stazione si possono affidare ai ragazzi, chiavi comprese.", 81, [20, 50], ""),
        ("Prima dell'avvocato il Comune deve offrire una persona che fa parlare i vicini.", 54, [70, 66], ""),
        ("Il biglietto sociale si deve prendere in farmacia, senza girare uffici.", 48, [86, 78], ""),
        ("Il sabato sera ci vuole un autobus dopo le undici.", 10, [15, 48], ""),
        ("Alle riunioni bastano due minuti a testa.", 0, [88, 50], ""),
    ];
    private static readonly int[] Camps = [121, 93];
    private static readonly string[] Interests = ["chi abita in frazione", "chi lavora a turni", "chi ha figli a scuola"];
    private static readonly (string Name, string Text)[] Names =
    [
        ("Prima chi è solo", "Anziani per primi, bus gratis, due minuti a testa. Sui ragazzi con le chiavi sono prudenti."),
        ("Prima chi fa i turni", "Bambini, doposcuola in frazione, sportelli di pomeriggio. Il bus gratis per tutti non li convince."),
    ];

    public static void Schedule(Stage stage)
    {
        stage.At(-9, "10:00", "lodi", write => OpenAsync(stage, write));
        stage.At(-8, "20:30", null, write => AnswerAsync(stage, write));
        stage.At(-7, "21:00", null, write => ProposeAsync(stage, write));
        stage.At(-6, "11:00", "lodi", write => TypeAsync(stage, write));
        stage.At(-5, "09:30", "lodi", write => NameAsync(stage, write));
        stage.At(-1, "12:00", "ferri", write => WriteAsync(stage, write, new("Come si sta nelle frazioni", "", stage.Story.At(5, "09:00"),
            stage.Story.At(25, "20:00"), []), Asked[..3]));
    }

    private static async Task<OpinionSurvey> WriteAsync(Stage stage, WriteScope write, SurveyData data,
        (string Text, int Voice, int[] Agree, string Note)[] asked)
    {
        var code = await write.Get<Codes>().NextAsync(stage.Town.Id.Value, stage.Process.Key, "F");
        var survey = OpinionSurvey.Write(stage.Process, code, data, write.Now);
        write.Db.Add(survey);
        foreach (var ((text, voice, _, note), n) in asked.Select((a, n) => (a, n)))
        {
            var one = SurveyStatement.Of(survey, n + 1, write.Now);
            one.Write(survey, text, false, voice > 0 ? stage.Get<Recorded>($"contribution:{voice}").Id : null, note);
            write.Db.Add(one);
        }
        return survey;
    }

    private static async Task OpenAsync(Stage stage, WriteScope write)
    {
        var survey = await WriteAsync(stage, write, new("Su che cosa siamo d'accordo",
            "Dodici frasi scritte dalle voci raccolte. Rispondi con un tocco: d'accordo, non d'accordo, passo. Il Tavolo parte da quello che unisce, e su quello che divide cerca un testo che regga per tutti.",
            write.Now, stage.Story.At(14, "20:00"), Interests), Asked);
        survey.Open(Asked.Length, write.Now);
        foreach (var one in write.Db.ChangeTracker.Entries<SurveyStatement>().Select(e => e.Entity).Where(s => s.Source is not null)
            .ToList())
            write.Get<Filo>().TieNew(Subject.Of("contribution", one.Source!.Value), Relation.AskedIn, one.Subject, stage.Process.Subject);
        stage.Made["survey"] = survey.Id;
    }

    // Everybody answers nearly all of it, as their camp does, and now and then otherwise.
    private static List<(int Camp, int?[] Answers)> Deal(int people, int skip)
    {
        var dice = new Random(20261130 + skip);
        return [.. Enumerable.Range(0, people).Select(n =>
        {
            var at = (n + skip) * 37 % Camps.Sum();
            var camp = at < Camps[0] ? 0 : 1;
            return (camp, Asked.Select(a => dice.Next(100) is var luck && luck < 8 ? (int?)null : luck < 14 ? 0
                : dice.Next(100) < a.Agree[camp] ? 1 : -1).ToArray());
        })];
    }

    private static async Task AnswerAsync(Stage stage, WriteScope write)
    {
        var (survey, statements) = await ReadAsync(stage, write);
        foreach (var ((camp, answers), n) in Deal(OnSite, 0).Select((p, n) => (p, n)))
        {
            var who = SurveyParticipant.Of(survey, AnswerChannel.Web, null);
            who.Belong(n % 3 == 0 ? camp : n % 5 == 0 ? n % Interests.Length : null);
            write.Db.Add(who);
            foreach (var (value, s) in answers.Select((v, s) => (v, s)))
                if (value is { } said) write.Db.Add(SurveyAnswer.Of(who, statements[s].Id, said));
        }
    }

    private static async Task TypeAsync(Stage stage, WriteScope write)
    {
        var survey = (await ReadAsync(stage, write)).Survey;
        var lines = Deal(OnPaper, OnSite).Select(p => string.Concat(p.Answers.Select(a =>
            a switch { 1 => 's', -1 => 'n', 0 => 'p', _ => '-' })));
        var (taken, _) = await write.Get<AnswerBox>().EnterAsync(survey, string.Join('\n', lines), default);
        survey.Type(taken);
    }

    private static async Task ProposeAsync(Stage stage, WriteScope write)
    {
        var (survey, statements) = await ReadAsync(stage, write);
        foreach (var (text, n) in new[] { "Chi accompagna gli altri deve avere un'assicurazione pagata dal Comune.",
            "Il bus è sempre in ritardo." }
            .Select((t, n) => (t, n)))
        {
            var one = SurveyStatement.Of(survey, statements.Count + n + 1, write.Now);
            one.Propose(text);
            if (n == 1) one.LeaveOut("È un fatto, non un'opinione: l'abbiamo passata a chi gestisce le linee.");
            write.Db.Add(one);
        }
    }

    private static async Task NameAsync(Stage stage, WriteScope write)
    {
        var survey = (await ReadAsync(stage, write)).Survey;
        survey.Map(await UpdateMaps.DrawAsync(write.Db, survey, default), write.Now);
        if (survey.Result!.Groups.Count == Names.Length) survey.Name([.. Names.Select(n => new GroupWords(n.Name, n.Text))]);
    }

    private static async Task<(OpinionSurvey Survey, List<SurveyStatement> Statements)> ReadAsync(Stage stage, WriteScope write)
    {
        var id = stage.Get<Id<OpinionSurvey>>("survey");
        return (await write.Db.Set<OpinionSurvey>().SingleAsync(s => s.Id == id), await write.Db.Set<SurveyStatement>()
            .Where(s => s.Survey == id && s.State == StatementState.In).OrderBy(s => s.Number).ToListAsync());
    }
}
