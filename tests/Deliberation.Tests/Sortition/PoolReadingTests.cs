using System.Text;
using Deliberation.Formats;
using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

public sealed class PoolReadingTests
{
    private const string Quotas = "category,feature,min,max\ngenere,donna,1,2\ngenere,uomo,1,2\n";
    private const string People = "id,genere,address\na,donna,\"via Roma, 1\"\nb,uomo,via Po 2\nc,donna,\nd,uomo,\n";

    private static int Cases => TestRun.IsLong ? 100_000 : 2_000;

    [Theory]
    [InlineData("category;feature;min;max\r\ngenere;donna;1;2\r\ngenere;uomo;1;2\r\n",
        "\uFEFFcodice;genere;indirizzo\r\na;donna;via Roma\r\nb;uomo;\r\nc;uomo;\r\n")]
    [InlineData(Quotas, People)]
    public void Tables_from_a_spreadsheet_are_read(string quotas, string people)
    {
        var pool = PoolReader.Read(new StringReader(people), new StringReader(quotas), 2);
        Assert.Equal("a", pool.People[0].Id);
        Assert.Equal("donna", pool.People[0].Features[0]);
    }

    [Theory]
    [InlineData("category,feature,min,max\ngenere,donna,x,2\n", 2, 14)]
    [InlineData("category,feature,min,max\ngenere,donna,3,2\n", 2, 1)]
    [InlineData("category,feature,min\ngenere,donna,3\n", 1, 1)]
    [InlineData("category,feature,min,max\ngenere,donna,1,2\ngenere,donna,1,2\n", 3, 1)]
    [InlineData("category,feature,min,max\ngenere,\"donna,1,2\n", 2, 8)]
    public void A_wrong_quota_is_told_with_its_place(string quotas, int line, int column)
    {
        var wrong = Assert.Throws<FormatError>(() => PoolReader.ReadQuotas(new StringReader(quotas)));
        Assert.Equal((line, column), (wrong.Line, wrong.Column));
        Assert.NotEqual(wrong.Text.Italian, wrong.Text.English);
    }

    [Theory]
    [InlineData("id,genere\na,donna\na,uomo\n", 3)]
    [InlineData("id,genere\na,gatto\n", 2)]
    [InlineData("id,sesso\na,donna\n", 1)]
    [InlineData("id,genere\na\n", 2)]
    public void A_wrong_person_is_told_with_their_line(string people, int line) =>
        Assert.Equal(line, Assert.Throws<FormatError>(() =>
            PoolReader.ReadPeople(new StringReader(people), PoolReader.ReadQuotas(new StringReader(Quotas)))).Line);

    [Fact]
    public void Whatever_the_tables_hold_the_answer_is_a_pool_or_a_place()
    {
        var random = new PublicRandom(99);
        var limits = PoolReader.ReadQuotas(new StringReader(Quotas));
        for (int i = 0; i < Cases; i++)
        {
            string people = Garble(People, random), quotas = Garble(Quotas, random);
            Located(() => PoolReader.ReadPeople(new StringReader(people), limits), people);
            Located(() => PoolReader.ReadQuotas(new StringReader(quotas)), quotas);
        }
    }

    [Fact]
    public void Whatever_a_record_holds_the_answer_is_a_record_or_a_place()
    {
        using var file = new StringWriter();
        var pool = PoolReader.Read(new StringReader(People), new StringReader(Quotas), 2);
        DrawJson.Write(WholeDraw.Prepare(UniformLottery.From(Selection.Run(pool), 10), "dadi").Draw("1"), file);
        var random = new PublicRandom(98);
        for (int i = 0; i < Cases; i++)
        {
            string text = Garble(file.ToString(), random);
            Located(() => DrawJson.Read(new StringReader(text)).Verify(TestContext.Current.CancellationToken), text);
        }
    }

    private static void Located(Action read, string text)
    {
        try
        {
            read();
        }
        catch (FormatError wrong)
        {
            int lines = text.Count(c => c is '\n' or '\r') + 2;
            Assert.InRange(wrong.Line, 1, lines);
            Assert.InRange(wrong.Column, 1, text.Length + 2);
            Assert.NotEmpty(wrong.Text.Italian);
            Assert.NotEmpty(wrong.Text.English);
        }
    }

    /// <summary>Cuts, doubles, swaps or replaces pieces of a text.</summary>
    private static string Garble(string text, PublicRandom random)
    {
        const string Spice = "\",;\n\r\t{}[]:0-9.eE\\\0àx \uFEFFnull\u2028";
        var garbled = new StringBuilder(text);
        for (int changes = 1 + random.Next(4); changes > 0 && garbled.Length > 0; changes--)
        {
            int at = random.Next(garbled.Length), length = Math.Min(1 + random.Next(8), garbled.Length - at);
            switch (random.Next(5))
            {
                case 0: garbled.Remove(at, length); break;
                case 1: garbled.Insert(at, Spice[random.Next(Spice.Length)]); break;
                case 2: garbled.Insert(random.Next(garbled.Length), garbled.ToString(at, length)); break;
                case 3: garbled[at] = Spice[random.Next(Spice.Length)]; break;
                default: garbled.Length = at; break;
            }
        }
        return garbled.ToString();
    }
}
