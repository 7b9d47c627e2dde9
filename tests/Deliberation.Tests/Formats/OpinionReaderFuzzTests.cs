using System.Globalization;
using System.Text;
using Deliberation.Formats;
using Deliberation.Opinions;
using Deliberation.Statistics;

namespace Deliberation.Tests.Formats;

/// <summary>
/// Readers fed with damaged files: they read them or say where and what is wrong, and do nothing else. 2,000 files a
/// reader, 100,000 with PATTO_TEST_LONG=1.
/// </summary>
public sealed class OpinionReaderFuzzTests
{
    private static readonly int s_files = TestRun.IsLong ? 100_000 : 2_000;

    private static readonly string[] s_shards =
        ["\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", "\uFEFF", "\0", "\uD800", "NaN", "1e999", "-1", "2", "0.5", "Infinity",
            "99999999999999999999", " ", "participant", "vote", "è", "😀", "=1+1", "'"];

    private static readonly Dictionary<string, (Action<TextReader> Read, string Sound)> s_readers = new()
    {
        ["texts"] = (reader => TextsReader.Read(reader), "id,text\na,Più panchine\nb,\"Ombra, \"\"vera\"\", nel parco\"\nc,Autobus\n"),
        ["statements"] = (reader => StatementsReader.Read(reader),
        "id,text,moderated,meta\n1,Serve ombra,1,0\n2,Vivo in centro,0,1\n3,Basta,-1,0\n"),
        ["votes"] = (reader => VotesReader.Read(reader), "participant,statement,vote\na,1,1\na,2,-1\nb,1,0\nb,2,1\n"),
        ["polis votes"] = (reader => VotesReader.Read(reader),
        "timestamp,datetime,comment-id,voter-id,vote\n100,ieri,0,5,1\n90,ieri,1,5,-1\n110,oggi,0,6,0\n"),
        ["wide votes"] = (reader => VotesReader.Read(reader), "participant,group-id,1,2,3\na,0,1,,-1\nb,,0,1,1\nc,1,,,1\n"),
        ["groups"] = (reader => VotesGroupsReader.Read(reader, new VoteTable([new("a", "1", 1), new("b", "1", -1)])),
        "participant,group\na,Anziani\nb,\nc,Scuole\n"),
        ["representation"] = (reader => RepresentationReader.Read(reader),
        "category,feature,population,participants\netà,18-34,1200,4\netà,35+,5300.5,30\ngenere,f,10,20\n"),
        ["codings"] = (reader => TextsCodingsReader.Read(reader).Agreement(MeasurementLevel.Interval),
        "unit,coder,code\n1,a,1\n1,b,2\n2,a,3\n2,b,3\n"),
        ["ties"] = (reader => TextsTiesReader.Read(reader), "one,other\nPro Loco,Auser\nAuser,Scuola\nArci,\n"),
        ["people"] = (reader => RepresentationReader.Read(new StringReader("category,feature,population\nx,a,1\nx,b,2\n"),
        RepresentationReader.ReadPeople(reader)), "x,y\na,1\nb,2\na,\n"),
    };

    public static TheoryData<string> Readers => [.. s_readers.Keys];

    [Theory, MemberData(nameof(Readers))]
    public void The_sound_file_is_read(string name)
    {
        s_readers[name].Read(new StringReader(s_readers[name].Sound));
        s_readers[name].Read(new StringReader("\uFEFF" + s_readers[name].Sound.ReplaceLineEndings("\r\n")));
        s_readers[name].Read(new StringReader(s_readers[name].Sound.Replace(',', ';')
            .Replace("Ombra;", "Ombra,", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Readers))]
    public void A_damaged_file_is_read_or_refused_with_its_place(string name)
    {
        var random = new SeededRandom(42);
        var (read, sound) = s_readers[name];
        int refused = 0;
        for (int i = 0; i < s_files; i++)
        {
            string file = Damaged(sound, ref random);
            if (Outcome(() => read(new StringReader(file)), file) is { } error)
            {
                refused++;
                Assert.True(error.Line >= 1, $"no line: {error.Text.English} in {Shown(file)}");
                Assert.False(string.IsNullOrWhiteSpace(error.Text.Italian) || string.IsNullOrWhiteSpace(error.Text.English));
            }
        }

        Assert.InRange(refused, s_files / 10, s_files);
    }

    [Theory]
    [InlineData("texts", "", 1, 1, "vuoto")]
    [InlineData("texts", "id,text\n", 1, 1, "nessuna riga")]
    [InlineData("texts", "id,testi\na,b\n", 1, 1, "«text»")]
    [InlineData("texts", "id,text\na,b\na,c\n", 3, 0, "riga 2")]
    [InlineData("texts", "id,text\na,\"b\n", 2, 3, "non si chiudono")]
    [InlineData("texts", "id,text\na,b,c\n", 2, 5, "3 celle")]
    [InlineData("texts", "id,text\na\n", 2, 1, "1 celle")]
    [InlineData("texts", "id,text\na,\"b\"c\n", 2, 6, "virgolette")]
    [InlineData("statements", "id,moderated\n1,3\n", 2, 3, "moderazione")]
    [InlineData("statements", "id,meta\n1,0\n1,0\n", 3, 1, "riga 2")]
    [InlineData("votes", "participant,statement,vote\na,1,1\nb,1,sì\n", 3, 5, "voto")]
    [InlineData("votes", "participant,statement,vote\n,1,1\n", 2, 1, "partecipante")]
    [InlineData("polis votes", "timestamp,comment-id,voter-id,vote\nx,1,1,1\n", 2, 1, "istante")]
    [InlineData("wide votes", "participant,1\na,\n", 2, 1, "voto")]
    [InlineData("wide votes", "participant,1,1\na,1,1\n", 1, 15, "due volte")]
    [InlineData("wide votes", "participant,1\na,1\na,1\n", 3, 1, "riga 2")]
    [InlineData("representation", "category,feature,population,participants\netà,x,-3,1\n", 2, 7, "abitanti")]
    [InlineData("representation", "category,feature,population,participants\netà,x,3,1\netà,x,3,1\n", 3, 0, "due volte")]
    [InlineData("codings", "unit,coder,code\n1,a,1\n1,a,2\n", 3, 0, "già letto")]
    [InlineData("codings", "unit,coder,code\n1,a,alto\n", 2, 0, "non è un numero")]
    [InlineData("ties", "one,other\na,a\n", 2, 0, "se stesso")]
    [InlineData("people", "y\n1\n", 2, 1, "colonna «x»")]
    [InlineData("people", "x\nz\n", 2, 1, "«z»")]
    public void The_error_says_where_and_how_to_mend_it(string name, string file, int line, int column, string says)
    {
        var error = Assert.Throws<FormatError>(() => s_readers[name].Read(new StringReader(file)));
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(says, error.Text.Italian, StringComparison.Ordinal);
        Assert.NotEqual(error.Text.Italian, error.Text.English);
    }

    private static FormatError? Outcome(Action read, string file)
    {
        try
        {
            read();
            return null;
        }
        catch (FormatError error)
        {
            return error;
        }
        catch (Exception other)
        {
            throw new InvalidOperationException($"{other.GetType().Name} on {Shown(file)}", other);
        }
    }

    private static string Damaged(string sound, ref SeededRandom random)
    {
        var file = new StringBuilder(sound);
        for (int wounds = 1 + random.Below(4); wounds > 0; wounds--)
        {
            int at = random.Below(file.Length + 1), length = Math.Min(random.Below(12), file.Length - at);
            switch (random.Below(5))
            {
                case 0: file.Remove(at, length); break;
                case 1: file.Insert(at, s_shards[random.Below(s_shards.Length)]); break;
                case 2: file.Insert(at, file.ToString(at, length)); break;
                case 3: file.Length = at; break;
                default: if (at < file.Length) file[at] = (char)random.Below(random.Below(2) == 0 ? 128 : 65536); break;
            }
        }

        return file.ToString();
    }

    private static string Shown(string file) =>
        string.Concat(file.Select(c => c is >= ' ' and <= '~' ? c.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")));
}
