using System.Collections.Frozen;

namespace Deliberation.Similarity;

/// <summary>What a standard suffix asks for when it is found (Snowball's Italian algorithm, step 1).</summary>
internal enum SuffixAct
{
    /// <summary>Delete in R2.</summary>
    Delete,

    /// <summary>Delete in R2, then a preceding "ic" in R2.</summary>
    DeleteThenIc,

    /// <summary>Replace by "log" in R2.</summary>
    Log,

    /// <summary>Replace by "u" in R2.</summary>
    U,

    /// <summary>Replace by "ente" in R2.</summary>
    Ente,

    /// <summary>Delete in RV.</summary>
    DeleteInRv,

    /// <summary>Delete in R1, then "iv" and "at", or one of "abil", "os", "ic", in R2.</summary>
    Amente,

    /// <summary>Delete in R2, then one of "abil", "ic", "iv" in R2.</summary>
    Ita,

    /// <summary>Delete in R2, then "at" and "ic" in R2.</summary>
    Ivo,
}

/// <summary>The suffix tables of Snowball's Italian algorithm, matched longest first.</summary>
internal static class ItalianSuffixes
{
    internal static readonly SuffixTable<bool> Pronouns = SuffixTable<bool>.Of(
        (true, "ci gli la le li lo mi ne si ti vi sene gliela gliele glieli glielo gliene mela mele meli melo mene " +
               "tela tele teli telo tene cela cele celi celo cene vela vele veli velo vene"));

    internal static readonly SuffixTable<SuffixAct> Standard = SuffixTable<SuffixAct>.Of(
        (SuffixAct.Delete, "anza anze ico ici ica ice iche ichi ismo ismi abile abili ibile ibili ista iste isti " +
                           "istà istè istì oso osi osa ose mente atrice atrici ante anti"),
        (SuffixAct.DeleteThenIc, "azione azioni atore atori"),
        (SuffixAct.Log, "logia logie"),
        (SuffixAct.U, "uzione uzioni usione usioni"),
        (SuffixAct.Ente, "enza enze"),
        (SuffixAct.DeleteInRv, "amento amenti imento imenti"),
        (SuffixAct.Amente, "amente"),
        (SuffixAct.Ita, "ità"),
        (SuffixAct.Ivo, "ivo ivi iva ive"));

    internal static readonly SuffixTable<bool> Verbs = SuffixTable<bool>.Of(
        (true, "ammo ando ano are arono asse assero assi assimo ata ate ati ato ava avamo avano avate avi avo emmo enda " +
               "ende endi endo erà erai eranno ere erebbe erebbero erei eremmo eremo ereste eresti erete erò erono " +
               "essero ete eva evamo evano evate evi evo Yamo iamo immo irà irai iranno ire irebbe irebbero irei " +
               "iremmo iremo ireste iresti irete irò irono isca iscano isce isci isco iscono issero ita ite iti ito " +
               "iva ivamo ivano ivate ivi ivo ono uta ute uti uto ar ir"));
}

/// <summary>Suffixes with what each asks for; the longest one that fits is found by one look-up per length.</summary>
internal sealed class SuffixTable<TAct>
{
    private readonly FrozenDictionary<string, TAct>.AlternateLookup<ReadOnlySpan<char>> _acts;
    private readonly int _longest;

    private SuffixTable(Dictionary<string, TAct> acts)
    {
        _acts = acts.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = acts.Keys.Max(suffix => suffix.Length);
    }

    internal static SuffixTable<TAct> Of(params (TAct Act, string Suffixes)[] rows) =>
        new(rows.SelectMany(row => row.Suffixes.Split(' ').Select(suffix => (suffix, row.Act)))
                .ToDictionary(pair => pair.suffix, pair => pair.Act, StringComparer.Ordinal));

    /// <summary>The length of the longest suffix of <paramref name="word"/> in the table, 0 if there is none.</summary>
    internal int Longest(ReadOnlySpan<char> word, out TAct act)
    {
        for (int length = Math.Min(_longest, word.Length); length > 0; length--)
        {
            if (_acts.TryGetValue(word[^length..], out act!)) return length;
        }

        act = default!;
        return 0;
    }
}
