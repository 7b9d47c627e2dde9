namespace Deliberation.Similarity;

/// <summary>
/// Snowball's Italian stemmer: brings the inflected forms of a word to one stem, so that "anziani", "anziana" and
/// "anziano" meet.
/// </summary>
/// <remarks>
/// Source: M. Porter, snowballstem.org/algorithms/italian. A stem is a key for comparing, not a word to be shown.
/// Thread-safe, without state; time is linear in the length of the word.
/// </remarks>
public static class ItalianStemmer
{
    private const int OnTheStack = 64;

    /// <summary>The stem of one word.</summary>
    /// <param name="word">One Italian word, in any case, with its accents (composed form); may be empty.</param>
    /// <returns>The stem in lower case, accents kept (acute ones turned grave).</returns>
    /// <exception cref="ArgumentNullException"><paramref name="word"/> is null.</exception>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        Span<char> letters = word.Length <= OnTheStack ? stackalloc char[word.Length] : new char[word.Length];
        word.AsSpan().ToLowerInvariant(letters);
        return new ItalianWord(letters).Stem();
    }
}

/// <summary>
/// A word being stemmed: its letters shrink from the right. RV, R1 and R2 are the regions of Snowball's definition,
/// held as the index where each begins. A semivowel (i or u between vowels, u after q) is held in upper case.
/// </summary>
internal ref struct ItalianWord
{
    private Span<char> _letters;
    private int _rv;
    private int _r1;
    private int _r2;

    internal ItalianWord(Span<char> lowerCase) => _letters = lowerCase;

    internal string Stem()
    {
        MarkSemivowels();
        FindRegions();
        DropPronoun();
        if (!DropStandardSuffix()) DropVerbEnding();
        DropFinalVowel();
        SoftenFinalH();
        return Plain();
    }

    private void MarkSemivowels()
    {
        for (int i = 0; i < _letters.Length; i++) _letters[i] = Grave(_letters[i]);
        for (int i = 1; i < _letters.Length; i++)
        {
            if (_letters[i] == 'u' && _letters[i - 1] == 'q') _letters[i] = 'U';
        }

        for (int i = 1; i + 1 < _letters.Length; i++)
        {
            if (_letters[i] is 'i' or 'u' && IsVowel(_letters[i - 1]) && IsVowel(_letters[i + 1]))
                _letters[i] = char.ToUpperInvariant(_letters[i]);
        }
    }

    private void FindRegions()
    {
        _r1 = AfterVowelAndConsonant(0);
        _r2 = AfterVowelAndConsonant(_r1);
        _rv = _letters.StartsWith("divan") ? 5 : BeginningOfRv();
    }

    private readonly int BeginningOfRv()
    {
        if (_letters.Length < 3) return _letters.Length;
        if (!IsVowel(_letters[1])) return After(vowel: true);
        return IsVowel(_letters[0]) ? After(vowel: false) : 3;
    }

    private readonly int After(bool vowel)
    {
        for (int i = 2; i < _letters.Length; i++)
        {
            if (IsVowel(_letters[i]) == vowel) return i + 1;
        }

        return _letters.Length;
    }

    private readonly int AfterVowelAndConsonant(int from)
    {
        for (int i = from + 1; i < _letters.Length; i++)
        {
            if (!IsVowel(_letters[i]) && IsVowel(_letters[i - 1])) return i + 1;
        }

        return _letters.Length;
    }

    private void DropPronoun()
    {
        int pronoun = ItalianSuffixes.Pronouns.Longest(_letters, out _);
        if (pronoun == 0) return;

        var verb = _letters[..^pronoun];
        if ((verb.EndsWith("ando") || verb.EndsWith("endo")) && verb.Length - 4 >= _rv)
        {
            _letters = verb;
        }
        else if ((verb.EndsWith("ar") || verb.EndsWith("er") || verb.EndsWith("ir")) && verb.Length - 2 >= _rv)
        {
            _letters[verb.Length] = 'e';
            _letters = _letters[..(verb.Length + 1)];
        }
    }

    private bool DropStandardSuffix()
    {
        int length = ItalianSuffixes.Standard.Longest(_letters, out var act);
        return length > 0 && act switch
        {
            SuffixAct.Delete => DropLast(length, _r2),
            SuffixAct.DeleteThenIc => DropLast(length, _r2) && Then(Drop("ic", _r2)),
            SuffixAct.Log => Replace(length, "log"),
            SuffixAct.U => Replace(length, "u"),
            SuffixAct.Ente => Replace(length, "ente"),
            SuffixAct.DeleteInRv => DropLast(length, _rv),
            SuffixAct.Amente => DropLast(length, _r1) && Then(DropBeforeAmente()),
            SuffixAct.Ita => DropLast(length, _r2) && Then(Drop("abil", _r2) || Drop("ic", _r2) || Drop("iv", _r2)),
            SuffixAct.Ivo => DropLast(length, _r2) && Then(Drop("at", _r2) && Drop("ic", _r2)),
            _ => false,
        };
    }

    private bool DropBeforeAmente() =>
        _letters.EndsWith("iv")
            ? Drop("iv", _r2) && Drop("at", _r2)
            : Drop("abil", _r2) || Drop("os", _r2) || Drop("ic", _r2);

    /// <summary>What comes after the suffix is attempted; whether it was there does not matter.</summary>
    private static bool Then(bool _) => true;

    private void DropVerbEnding()
    {
        if (_rv < _letters.Length) DropLast(ItalianSuffixes.Verbs.Longest(_letters[_rv..], out _), _rv);
    }

    private void DropFinalVowel()
    {
        if (_letters.Length > _rv && "aeioàèìò".Contains(_letters[^1]))
        {
            _letters = _letters[..^1];
            Drop("i", _rv);
        }
    }

    private void SoftenFinalH()
    {
        if ((_letters.EndsWith("ch") || _letters.EndsWith("gh")) && _letters.Length - 2 >= _rv) _letters = _letters[..^1];
    }

    private readonly string Plain()
    {
        for (int i = 0; i < _letters.Length; i++)
        {
            if (_letters[i] is 'I' or 'U') _letters[i] = char.ToLowerInvariant(_letters[i]);
        }

        return new string(_letters);
    }

    private bool Drop(string suffix, int region) => _letters.EndsWith(suffix) && DropLast(suffix.Length, region);

    private bool DropLast(int length, int region)
    {
        if (_letters.Length - length < region) return false;
        _letters = _letters[..^length];
        return true;
    }

    private bool Replace(int length, string by)
    {
        int start = _letters.Length - length;
        if (start < _r2) return false;
        by.CopyTo(_letters[start..]);
        _letters = _letters[..(start + by.Length)];
        return true;
    }

    private static bool IsVowel(char letter) => "aeiouàèìòù".Contains(letter);

    private static char Grave(char letter) => letter switch
    {
        'á' => 'à',
        'é' => 'è',
        'í' => 'ì',
        'ó' => 'ò',
        'ú' => 'ù',
        _ => letter,
    };
}
