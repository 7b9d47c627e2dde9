using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Monitoring.Contracts;

/// <summary>Words for what the platform counts.</summary>
public static class CountedFigureWords
{
    public static string Italian(this CountedFigure figure) => figure switch
    {
        CountedFigure.Participants => "Chi ha partecipato: iscrizioni, presenze, contributi, posti nei gruppi",
        CountedFigure.AcceptedShare => "Quante proposte decise sono accolte, anche in parte (%)",
        CountedFigure.AnsweredVoices => "I contributi arrivati fino a una risposta di chi decide",
        CountedFigure.DaysToAnswer => "I giorni fra la consegna e la decisione, in media",
        CountedFigure.KeptCommitments => "Quanti impegni dei patti, arrivati al termine, sono mantenuti (%)",
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
    };
}
