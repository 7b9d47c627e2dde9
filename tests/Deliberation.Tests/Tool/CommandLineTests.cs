using Patto.Tool.Cli;

namespace Deliberation.Tests.Tool;

public sealed class CommandLineTests
{
    [Fact]
    public void Help_is_in_Italian_unless_English_is_asked_for()
    {
        (int code, string output, _) = Typed.Line("--help");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Codici di uscita", output, StringComparison.Ordinal);

        Assert.Contains("Exit codes", Typed.Line("--lang", "en", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_word_is_refused_on_the_error_stream()
    {
        (int code, string output, string error) = Typed.Line("--no-such-thing");
        Assert.Equal(ExitCode.WrongCommandLine, code);
        Assert.Empty(output);
        Assert.Contains("--no-such-thing", error, StringComparison.Ordinal);
    }
}
