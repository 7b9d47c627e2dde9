using System.Text.Json;
using Patto.Tool.Cli;

namespace Deliberation.Tests.Tool;

public sealed class OpinionCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("patto-opinion");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Groups_are_told_in_Italian_and_in_JSON_alike()
    {
        string votes = TwoCamps();
        var (code, output, _) = Typed.Line("groups", votes, "--fewest", "3");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("i gruppi sono 2", output, StringComparison.Ordinal);
        Assert.Contains("Gruppo A: 12 persone", output, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Typed.Line("groups", votes, "--fewest", "3", "--json").Output);
        Assert.Equal([12, 8], json.RootElement.GetProperty("groups").EnumerateArray()
            .Select(group => group.GetProperty("size").GetInt32()));
    }

    [Fact]
    public void The_map_is_written_as_a_table_and_as_a_picture()
    {
        string table = Path.Combine(_folder.FullName, "map.csv"), picture = Path.Combine(_folder.FullName, "map.svg");
        Assert.Equal(ExitCode.Done, Typed.Line("groups", TwoCamps(), "--participants", table, "--svg", picture, "--mode", "robust",
            "--stability", "5").Code);
        Assert.Equal(21, File.ReadAllLines(table).Length);
        Assert.Equal("participant,x,y,group", File.ReadLines(table).First());
        Assert.Contains("<title id=\"t\">Mappa delle opinioni</title>", File.ReadAllText(picture), StringComparison.Ordinal);
        Assert.NotNull(System.Xml.Linq.XDocument.Load(picture).Root);
    }

    [Fact]
    public void A_group_with_few_people_is_not_shown()
    {
        string output = Typed.Line("groups", TwoCamps(), "--fewest", "10").Output;
        Assert.Contains("Gruppo B: meno di 10 persone, non si mostra", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Known_groups_are_compared()
    {
        string known = Written("known.csv", "participant,group\n"
            + string.Concat(Enumerable.Range(0, 20).Select(i => $"p{i},{(i < 12 ? "Anziani" : "Scuole")}\n")));
        string output = Typed.Line("groups", TwoCamps(), "--known", known).Output;
        Assert.Contains("Anziani: 12 persone", output, StringComparison.Ordinal);
        Assert.Contains("Anziani 100", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Near_duplicates_and_themes_are_listed()
    {
        string texts = Written("texts.csv",
            "id,text\na,Più panchine nel parco\nb,Piu panchine nel parco!\nc,Orari della biblioteca\nd,La biblioteca apra la sera con altri orari\n");
        var (code, output, _) = Typed.Line("similar", texts);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("a ~ b: 1,00", output, StringComparison.Ordinal);
        Assert.Contains("biblioteca", output, StringComparison.Ordinal);
        string[] found = Typed.Line("similar", texts, "--to", "orari biblioteca", "--lang", "en").Output.Split('\n');
        Assert.Contains("c: Orari della biblioteca", found[0], StringComparison.Ordinal);
        Assert.Contains("d: ", found[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Representation_is_measured_from_people_and_population()
    {
        string population = Written("population.csv", "category,feature,population\netà,giovani,1000\netà,anziani,3000\n");
        string people = Written("people.csv", "id,età\n"
            + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(i < 10 ? "giovani" : "anziani")}\n")));
        var (code, output, _) = Typed.Line("represent", population, "--people", people);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("giovani: 10 partecipanti, 2,00 volte", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Readers_of_the_same_passages_are_compared()
    {
        string codings = Written("codings.csv",
            "unit,coder,code\n1,Ada,parco\n1,Ugo,parco\n2,Ada,bus\n2,Ugo,bus\n3,Ada,parco\n3,Ugo,bus\n");
        // 6 codes: 3 and 3; one pair of three apart: 1 − 5 × 2 / 18
        Assert.Contains("Alfa = 0,44 su 3 brani e 2 persone", Typed.Line("agree", codings).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongInput, Typed.Line("agree", codings, "--level", "interval").Code);
    }

    [Fact]
    public void The_bridge_of_a_network_comes_first()
    {
        string output = Typed.Line("network", Written("ties.csv", "one,other\nPro Loco,Auser\nAuser,Scuola\nArci,\n")).Output;
        Assert.Contains("4 soggetti, densità 0,33, parti separate: 2", output, StringComparison.Ordinal);
        Assert.Contains("meno\n  Auser: legami 2, intermediazione 1,00", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groups", "participant,statement,vote\na,1,5\n", ":2:5:")]
    [InlineData("similar", "id,text\na,\n", ":2:0:")]
    [InlineData("represent", "category,feature,population,participants\nx,y,molti,1\n", ":2:5:")]
    public void A_wrong_file_is_named_with_line_and_column(string command, string file, string place)
    {
        var (code, output, error) = Typed.Line(command, Written("wrong.csv", file));
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Empty(output);
        Assert.Contains("wrong.csv" + place, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groups", "--groups", "9")]
    [InlineData("similar", "--least", "3")]
    [InlineData("represent", "--fewest", "0")]
    public void A_value_out_of_bounds_is_refused_before_reading(string command, string option, string value) =>
        Assert.Equal(ExitCode.WrongCommandLine, Typed.Line(command, "no-file.csv", option, value).Code);

    [Theory]
    [InlineData("groups")]
    [InlineData("similar")]
    [InlineData("represent")]
    [InlineData("agree")]
    [InlineData("network")]
    public void Help_speaks_both_languages(string command)
    {
        string italian = Typed.Line(command, "--help").Output, english = Typed.Line(command, "--help", "--lang", "en").Output;
        Assert.Contains("CSV", italian, StringComparison.Ordinal);
        Assert.NotEqual(italian, english);
    }

    private string TwoCamps() => Written("votes.csv", "participant,statement,vote\n" + string.Concat(
        from person in Enumerable.Range(0, 20)
        from statement in Enumerable.Range(0, 8)
        select $"p{person},s{statement},{((person < 12) == (statement % 2 == 0) ? 1 : -1)}\n"));

    private string Written(string name, string text)
    {
        string file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
