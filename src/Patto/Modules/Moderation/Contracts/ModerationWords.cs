namespace Patto.Modules.Moderation.Contracts;

/// <summary>Why a text is reported.</summary>
public enum ReportGround { Names, Insult, Hatred, Falsehood, Advertising, Other }

/// <summary>How far a report has come.</summary>
public enum ReportedState
{
    /// <summary>Nobody has decided yet; the text is read as before.</summary>
    Waiting,
    /// <summary>The text stays, with the reason.</summary>
    Kept,
    /// <summary>The text is not read for now, with the reason.</summary>
    Paused,
    /// <summary>Its author asks that it be read again.</summary>
    Appealed,
    /// <summary>After the appeal the text stays paused, with the reason.</summary>
    Confirmed,
    /// <summary>The text is read again, with the reason.</summary>
    Resumed,
}

/// <summary>The words for people, in Italian: the keys of the texts.</summary>
public static class ModerationWords
{
    public static string Italian(this ReportGround ground) => ground switch
    {
        ReportGround.Names => "Dice chi è una persona, o fatti suoi privati",
        ReportGround.Insult => "Offende una persona",
        ReportGround.Hatred => "Incita all'odio o alla violenza",
        ReportGround.Falsehood => "Accusa qualcuno di cose non vere",
        ReportGround.Advertising => "È pubblicità o propaganda",
        ReportGround.Other => "Un altro motivo",
        _ => throw new ArgumentOutOfRangeException(nameof(ground), ground, null),
    };

    public static string Italian(this ReportedState state) => state switch
    {
        ReportedState.Waiting => "Aspetta una decisione",
        ReportedState.Kept => "Il testo resta",
        ReportedState.Paused => "Testo in pausa",
        ReportedState.Appealed => "In pausa, l'autore ha fatto ricorso",
        ReportedState.Confirmed => "In pausa anche dopo il ricorso",
        ReportedState.Resumed => "Si legge di nuovo",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The kinds of texts that may be reported.</summary>
    public static string Kind(string kind) => kind == "comment" ? "Un commento" : "Una voce pubblicata";
}
