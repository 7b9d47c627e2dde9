using Patto.Tool.Cli;

namespace Deliberation.Tests.Sortition;

public sealed class SelectCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("patto-select-").FullName;

    public SelectCommandTests()
    {
        File.WriteAllText(In("quote.csv"), "category,feature,min,max\ngenere,donna,1,2\ngenere,uomo,1,2\n");
        File.WriteAllText(In("persone.csv"), "id,genere\na,donna\nb,uomo\nc,donna\nd,uomo\n");
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Select_prints_chances_then_the_panel()
    {
        var (code, output, _) = Run("select", "--people", In("persone.csv"), "--quotas", In("quote.csv"), "--size", "2", "--seed", "5");
        Assert.Equal(ExitCode.Done, code);
        string[] lines = output.Split('\n');
        Assert.Equal("id,probability", lines[0]);
        Assert.Equal("a,0.5", lines[1]);
        Assert.Equal("panel", lines[6]);
        Assert.Equal(Run("select", "--people", In("persone.csv"), "--quotas", In("quote.csv"), "--size", "2", "--seed",
            "5").Output, output);
    }

    [Fact]
    public void Whoever_will_not_come_is_replaced_within_the_quotas()
    {
        File.WriteAllText(In("gruppo.txt"), "a\nb\n");
        string[] words = ["replace", "--people", In("persone.csv"), "--quotas", In("quote.csv"), "--panel", In("gruppo.txt")];
        var (code, output, _) = Run([.. words, "--refused", "a"]);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("c,1\nd,0\n", output, StringComparison.Ordinal); // a woman left: a woman comes
        Assert.Contains("entered\nc\n\npanel\nb\nc\n", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongInput, Run([.. words, "--refused", "d"]).Code);
        File.WriteAllText(In("riserve.txt"), "d\n");
        Assert.Equal(ExitCode.NoAnswer, Run([.. words, "--refused", "a", "--candidates", In("riserve.txt")]).Code);
    }

    [Fact]
    public void Alternates_follow_the_panel()
    {
        var (code, output, _) = Run("select", "--people", In("persone.csv"), "--quotas", In("quote.csv"), "--size", "2",
            "--alternates", "2");
        Assert.Equal(ExitCode.Done, code);
        string[] lines = output.Split('\n');
        int at = Array.IndexOf(lines, "alternates");
        Assert.Equal(10, at);
        Assert.Equal(["a", "b", "c", "d"], lines[7..9].Concat(lines[11..13]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_record_goes_from_preparation_to_draw_to_check()
    {
        Assert.Equal(ExitCode.Done, Run("select", "--people", In("persone.csv"), "--quotas", In("quote.csv"), "--size", "2", "--record",
            In("verbale.json"), "--public-record", In("pubblico.json"), "--seed-rule", "tre dadi").Code);
        Assert.Equal(ExitCode.Done, Run("verify-draw", In("verbale.json"), "--event", "4 2 6", "--json", "-o", In("estratto.json")).Code);
        var (code, output, _) = Run("verify-draw", In("estratto.json"));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("4 2 6", output, StringComparison.Ordinal);
        Assert.Contains("LEXIMIN", output, StringComparison.Ordinal);
        var open = Run("verify-draw", In("pubblico.json"), "--event", "4 2 6");
        Assert.Equal(ExitCode.Done, open.Code);
        Assert.Equal(output[output.IndexOf("4 2 6", StringComparison.Ordinal)..],
            open.Output[open.Output.IndexOf("4 2 6", StringComparison.Ordinal)..]);
        Assert.DoesNotContain("donna", File.ReadAllText(In("pubblico.json"))[..File.ReadAllText(In("pubblico.json"))
            .IndexOf("\"quotas\"", StringComparison.Ordinal)], StringComparison.Ordinal);
        File.WriteAllText(In("toccato.json"), File.ReadAllText(In("pubblico.json"))
            .Replace("\"panelSize\": 2", "\"panelSize\": 1", StringComparison.Ordinal));
        Assert.Equal(ExitCode.DoesNotHold, Run("verify-draw", In("toccato.json")).Code);
        File.WriteAllText(In("falso.json"), File.ReadAllText(In("estratto.json"))
            .Replace("\"seed\": \"4 2 6\"", "\"seed\": \"4 2 5\"", StringComparison.Ordinal));
        Assert.Equal(ExitCode.DoesNotHold, Run("verify-draw", In("falso.json")).Code);
    }

    [Fact]
    public void Errors_name_the_file_and_nothing_is_left_behind()
    {
        File.WriteAllText(In("rotte.csv"), "category,feature,min,max\ngenere,donna,uno,2\n");
        var (code, output, error) = Run("select", "--people", In("persone.csv"), "--quotas", In("rotte.csv"), "--size", "2", "-o",
            In("esito.csv"), "--lang", "en");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Empty(output);
        Assert.Contains("rotte.csv:2:14", error, StringComparison.Ordinal);
        Assert.False(File.Exists(In("esito.csv")));
    }

    [Fact]
    public void Impossible_quotas_have_their_own_exit_code()
    {
        File.WriteAllText(In("strette.csv"), "category,feature,min,max\ngenere,donna,2,2\ngenere,uomo,2,2\n");
        var (code, _, error) = Run("select", "--people", In("persone.csv"), "--quotas", In("strette.csv"), "--size", "3");
        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("genere", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_answer_and_the_picture_are_whole()
    {
        var (code, output, _) = Run("select", "--people", In("persone.csv"), "--quotas", In("quote.csv"), "--size", "2", "--json", "--svg",
            In("curva.svg"));
        Assert.Equal(ExitCode.Done, code);
        using var answer = System.Text.Json.JsonDocument.Parse(output);
        Assert.Equal(1000, answer.RootElement.GetProperty("lottery").GetProperty("panels").GetArrayLength());
        Assert.Equal(0.5, answer.RootElement.GetProperty("certificate").GetProperty("levels")[0].GetProperty("level").GetDouble(), 9);
        System.Xml.Linq.XDocument.Load(In("curva.svg"));
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (CommandLine.Run(args, output, error), output.ToString(), error.ToString());
    }
}
