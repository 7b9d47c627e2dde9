using System.Text.Json;
using Patto.Tool.Cli;

namespace Deliberation.Tests.Tool;

public sealed class ScheduleCommandsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("patto");

    [Fact]
    public void Two_sessions_that_the_same_people_want_are_not_at_the_same_time()
    {
        string wishes = Write("interessi.csv", "voter,piazza,parco,scuola,bus\na,1,1,,\nb,1,1,,\nc,,,1,1\n");
        (int code, string output, _) = Typed.Line("schedule", "--interests", wishes, "--slots", "2", "--json");
        Assert.Equal(ExitCode.Done, code);
        JsonElement answer = JsonElement.Parse(output);
        Assert.Equal(6, answer.GetProperty("met").GetInt32());
        var slot = answer.GetProperty("sessions").EnumerateArray()
            .ToDictionary(s => s.GetProperty("id").GetString()!, s => s.GetProperty("slot").GetInt32());
        Assert.NotEqual(slot["piazza"], slot["parco"]);
        Assert.NotEqual(slot["scuola"], slot["bus"]);
    }

    [Fact]
    public void Rules_that_cannot_be_met_have_their_own_exit_code()
    {
        string wishes = Write("interessi.csv", "piazza,parco\n1,1\n"),
            sessions = Write("sessioni.csv", "session,callers\npiazza,Ada\nparco,Ada\n");
        Assert.Equal(ExitCode.NoAnswer, Typed.Line("schedule", "--interests", wishes, "--sessions", sessions, "--slots", "1",
            "--rooms", "2").Code);
        Assert.Equal(ExitCode.WrongInput, Typed.Line("schedule", "--interests", wishes, "--sessions", Write("s.csv", "session\nbus\n"),
            "--slots", "1").Code);
    }

    [Theory]
    [InlineData("--slots", "0")]
    [InlineData("--slots", "2", "--rooms", "-1")]
    [InlineData("--slots", "2", "--time-limit", "0")]
    [InlineData("--slots", "2", "--time-limit", "NaN")]
    public void Numbers_out_of_range_are_a_wrong_command_line(params string[] words) => Assert.Equal(
        ExitCode.WrongCommandLine, Typed.Line(["schedule", "--interests", Write("interessi.csv", "piazza,parco\n1,1\n"), .. words]).Code);

    [Fact]
    public void Tables_are_listed_round_by_round()
    {
        string people = Write("persone.csv", "id,genere\n"
            + string.Concat(Enumerable.Range(1, 16).Select(i => $"p{i},{(i % 2 == 0 ? "f" : "m")}\n")));
        (int code, string output, _) = Typed.Line("tables", "--people", people, "--tables", "4", "--rounds", "3");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Turno 3", output, StringComparison.Ordinal);
        Assert.Contains("0 incontri ripetuti", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
