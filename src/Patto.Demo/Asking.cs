using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Offices;

namespace Patto.Demo;

/// <summary>What other offices of the town were asked, and what one of them answered.</summary>
internal static class Asking
{
    public static void Schedule(Stage stage)
    {
        stage.At(-30, "10:00", "ferri", write =>
        {
            Office mobility = Office.Of(stage.Process.Authority, "Ufficio mobilità", "mobilita@fontelieta.example"),
                schools = Office.Of(stage.Process.Authority, "Ufficio scuola", "scuola@fontelieta.example");
            write.Db.AddRange(mobility, schools);
            var voice = stage.Get<Recorded>("contribution:1");
            var (asked, open) = (Ask(stage, write, mobility, voice,
                "Si può mettere una corsa fra le due e le sei, anche solo nei giorni di scuola?", -10, true),
                Ask(stage, write, schools, voice, "Quanti ragazzi di Valle escono da scuola dopo l'una e mezza?", 12, false));
            write.Db.AddRange(asked, open);
            stage.Made["office-question"] = asked.Id;
        });
        stage.At(-14, "12:10", "ferri", async write => (await write.Db.Set<OfficeQuestion>().FindAsync(
            stage.Get<Id<OfficeQuestion>>("office-question")))!.Reply(
            "Sì, con il gestore abbiamo previsto una corsa alle 15.40 nei giorni di scuola, in prova per un anno.", true, write.Now));
    }

    private static OfficeQuestion Ask(Stage stage, WriteScope write, Office office, Recorded about, string words, int due, bool isPublic) =>
        OfficeQuestion.Ask(stage.Process, office, about.Subject, about.Code, words, stage.Story.Day(due), isPublic, write.Now);
}
