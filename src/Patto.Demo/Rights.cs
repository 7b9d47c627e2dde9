using Patto.Database;
using Patto.Modules.Administration.Contracts;
using Patto.People;

namespace Patto.Demo;

/// <summary>Who asked something about their own data: one was answered, one waits.</summary>
internal static class Rights
{
    public static void Schedule(Stage stage)
    {
        stage.At(-40, "9:30", "guidetti", async write => stage.Made["data-request"] = (await write.Get<DataRequestBook>().AskAtTheDeskAsync(
            DataRequestKind.Correction, "Il mio numero di telefono è cambiato: quello vecchio non è più mio.", "Ines Malagoli",
            Channel.Desk, "", "Documento visto allo sportello", default)).Id);
        stage.At(-33, "11:00", "guidetti", async write => await write.Get<DataRequestBook>().FulfilAsync(
            (await write.Db.Set<Modules.Administration.DataRequest>().FindAsync(
                stage.Get<Id<Modules.Administration.DataRequest>>("data-request")))!,
            "Abbiamo corretto il numero di telefono in tutte le liste.", [], default));
        stage.At(-9, "10:15", "guidetti", async write => await write.Get<DataRequestBook>().AskAtTheDeskAsync(
            DataRequestKind.Copy, "", "Ettore Bassoli", Channel.Post, "Via dei Mulini 8, 44000 Fontelieta",
            "Documento visto allo sportello", default));
    }
}
