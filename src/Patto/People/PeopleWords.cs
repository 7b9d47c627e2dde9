namespace Patto.People;

public static class PeopleWords
{
    public static string Italian(this Channel channel) => channel switch
    {
        Channel.Email => "per e-mail",
        Channel.Phone => "per telefono",
        Channel.Post => "per posta",
        Channel.Desk => "torna allo sportello",
        _ => "non aspetta una risposta",
    };

    public static string Italian(this ParticipationKind kind) => kind switch
    {
        ParticipationKind.Contribution => "con un contributo",
        ParticipationKind.Meeting => "in un incontro",
        ParticipationKind.Seat => "a un posto in un gruppo",
        ParticipationKind.Amendment => "con una proposta di modifica a un testo",
        ParticipationKind.Signature => "con una firma",
        _ => "con un voto",
    };
}
