namespace Patto.Modules.Pacts.Contracts;

/// <summary>The Italian of the module's terms.</summary>
public static class PactWords
{
    public static string Italian(this PactKind kind) => kind switch
    {
        PactKind.Founding => "Patto fondativo",
        PactKind.Internal => "Patto interno e regole d'ingaggio",
        PactKind.Welfare => "Patto per il welfare",
        PactKind.Collaboration => "Patto di collaborazione",
        PactKind.FormalAgreement => "Accordo formale prima dell'avvio",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this PactState state) => state switch
    {
        PactState.Draft => "in bozza",
        PactState.Open => "si può firmare",
        PactState.InForce => "in vigore",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this PactState state) =>
        state switch { PactState.InForce => "ok", PactState.Open => "open", _ => "wait" };

    public static string Italian(this SignatoryKind kind) => kind switch
    {
        SignatoryKind.Body => "Ente, associazione, impresa",
        SignatoryKind.Municipality => "Il Comune",
        SignatoryKind.Citizen => "Una persona, per sé",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this SigningWay way) => way switch
    {
        SigningWay.Link => "con il collegamento della lettera",
        SigningWay.Paper => "su carta",
        SigningWay.SignedFile => "con un file firmato",
        _ => throw new ArgumentOutOfRangeException(nameof(way), way, null),
    };

    public static string Italian(this CommitmentState state) => state switch
    {
        CommitmentState.ToBegin => "Da cominciare",
        CommitmentState.UnderWay => "In corso",
        CommitmentState.Kept => "Mantenuto",
        CommitmentState.NotKept => "Non mantenuto",
        CommitmentState.Changed => "Cambiato",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <inheritdoc cref="Tag(PactState)"/>
    public static string Tag(this CommitmentState state) => state switch
    {
        CommitmentState.Kept => "ok",
        CommitmentState.UnderWay => "now",
        CommitmentState.NotKept => "no",
        CommitmentState.Changed => "part",
        _ => "wait",
    };
}

/// <summary>How pacts are shown.</summary>
public static class PactSaying
{
    public static string Italian(this CommitmentStanding standing) => standing switch
    {
        CommitmentStanding.Late => "In ritardo",
        CommitmentStanding.ToBegin => CommitmentState.ToBegin.Italian(),
        CommitmentStanding.UnderWay => CommitmentState.UnderWay.Italian(),
        CommitmentStanding.Changed => CommitmentState.Changed.Italian(),
        CommitmentStanding.Kept => CommitmentState.Kept.Italian(),
        _ => CommitmentState.NotKept.Italian(),
    };

    /// <summary>As it reads after a number.</summary>
    public static string Counted(this CommitmentStanding standing, int count) => standing switch
    {
        CommitmentStanding.Late => "in ritardo",
        CommitmentStanding.ToBegin => "da cominciare",
        CommitmentStanding.UnderWay => "in corso",
        CommitmentStanding.Changed => count == 1 ? "cambiato" : "cambiati",
        CommitmentStanding.Kept => count == 1 ? "mantenuto" : "mantenuti",
        _ => count == 1 ? "non mantenuto" : "non mantenuti",
    };

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this CommitmentStanding standing) => standing switch
    {
        CommitmentStanding.Late => "warn",
        CommitmentStanding.Kept => "ok",
        CommitmentStanding.UnderWay => "now",
        CommitmentStanding.NotKept => "no",
        CommitmentStanding.Changed => "part",
        _ => "wait",
    };

    /// <summary>As anybody reads it.</summary>
    public static string NameIn(this Signatory signatory, Patto.Localization.Texts texts) => signatory.PublicName is { Length: > 0 } name
        ? name : texts["Una persona che non ha chiesto di essere nominata"].Value;
}
