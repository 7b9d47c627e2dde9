namespace Patto.Modules.Draws.Contracts;

/// <summary>The Italian of the module's terms.</summary>
public static class DrawWords
{
    /// <summary>Where it stands now.</summary>
    public static string Italian(this Draw draw, DateTimeOffset now) => draw.State switch
    {
        DrawState.Draft => "in bozza",
        DrawState.Frozen => "candidature chiuse, si calcolano le possibilità",
        DrawState.Published => "elenchi pubblicati, da estrarre",
        DrawState.Drawn => "estratto",
        DrawState.Annulled => "sorteggio annullato",
        _ => draw.TakesCandidates(now) ? "ci si può candidare" : draw.IsOver(now) ? "candidature chiuse" : "ci si candida fra poco",
    };

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this Draw draw, DateTimeOffset now) => draw.State switch
    {
        DrawState.Drawn => "ok",
        DrawState.Annulled => "no",
        DrawState.Published => "open",
        DrawState.Open when draw.TakesCandidates(now) => "now",
        DrawState.Open => "open",
        _ => "wait",
    };

    public static string Italian(this CandidateState state) => state switch
    {
        CandidateState.Applied => "si è candidata",
        CandidateState.Withdrawn => "ritirata",
        CandidateState.SetAside => "messa da parte",
        CandidateState.NotDrawn => "non estratta",
        CandidateState.Reserve => "riserva",
        CandidateState.Drawn => "estratta, deve rispondere",
        CandidateState.Seated => "estratta, ha detto sì",
        CandidateState.Declined => "estratta, ha rinunciato",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Tag(this CandidateState state) => state switch
    {
        CandidateState.Seated => "ok",
        CandidateState.Drawn => "now",
        CandidateState.Reserve => "part",
        CandidateState.Declined or CandidateState.SetAside or CandidateState.Withdrawn => "no",
        _ => "wait",
    };

    public static string Italian(this CandidateVia via) => via switch
    {
        CandidateVia.Web => "dal sito",
        CandidateVia.Paper => "su carta",
        _ => "da un file",
    };
}
