namespace Patto.Mail.Returned;

/// <summary>What came back, in words.</summary>
public static class ReturnedWords
{
    public static string Italian(this ReturnedKind kind) => kind switch
    {
        ReturnedKind.Accepted => "Accettata dal gestore della PEC, non ancora consegnata",
        ReturnedKind.NotAccepted => "Non accettata dal gestore della PEC: non è partita",
        ReturnedKind.Delivered => "Consegnata nella casella PEC",
        ReturnedKind.Waiting => "Non ancora consegnata dopo 12 ore: il gestore riprova",
        ReturnedKind.NotDelivered => "Mancata consegna",
        ReturnedKind.Reply => "Ha risposto",
        ReturnedKind.Hard => "L'indirizzo non esiste",
        ReturnedKind.Soft => "Casella piena, o che non risponde",
        ReturnedKind.Delayed => "In ritardo: il server riprova",
        _ => "Rifiutata per quello che contiene",
    };

    /// <summary>Whether it is good news, bad news, or neither: true, false, null.</summary>
    public static bool? IsGood(this ReturnedKind kind) => kind switch
    {
        ReturnedKind.Delivered => true,
        ReturnedKind.NotAccepted or ReturnedKind.NotDelivered or ReturnedKind.Hard or ReturnedKind.Soft or ReturnedKind.Policy => false,
        _ => null,
    };
}
