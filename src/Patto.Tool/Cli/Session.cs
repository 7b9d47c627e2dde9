using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Formats.Tables;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Cli;

/// <summary>A command's whole answer: text for people and the same as an object for <c>--json</c>.</summary>
internal sealed record Answer(string Text, object Json, int Exit = ExitCode.Done);

/// <summary>The input is well-formed but no answer can meet it: exit code <see cref="ExitCode.NoAnswer"/>.</summary>
internal sealed class NoAnswerException(Bilingual why) : Exception(why.Italian)
{
    public Bilingual Why { get; } = why;
}

/// <summary>What a command may use while it runs: its words, its files, its progress line.</summary>
internal sealed class Session(ParseResult parsed, TextWriter error, CancellationToken cancel)
{
    internal static readonly AsyncLocal<(TextWriter Output, TextWriter Error)> Streams = new();

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The words typed: <c>session.Words.GetValue(option)</c>.</summary>
    public ParseResult Words { get; } = parsed;

    public CancellationToken Cancel { get; } = cancel;

    /// <summary>Reads one file; an error names the file as it was typed.</summary>
    public T Read<T>(FileInfo file, Func<TextReader, T> read)
    {
        Cancel.ThrowIfCancellationRequested();
        bool book = false;
        try
        {
            byte[] bytes = File.ReadAllBytes(file.FullName);
            book = TableFile.IsWorkbook(bytes);
            using var reader = new StringReader(TableFile.AsText(bytes));
            return read(reader);
        }
        catch (FormatError wrong)
        {
            // A workbook has rows and columns, no lines and characters.
            var told = book && wrong.Place is { Row: > 0 } place
                ? new FormatError(CellPlace.InSheet(place.Row, place.Column), wrong.Text.Italian, wrong.Text.English) : wrong;
            throw new InputException(told.At(file.ToString(), CultureInfo.CurrentUICulture), wrong);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                file + ":0:0: " + Say("non riesco a leggerlo: controlla nome e permessi.",
                    "cannot be read: check its name and permissions."),
                missing);
        }
    }

    /// <summary>Seed, time limit, stop button and progress line for the library.</summary>
    public Effort Effort(Bilingual doing, Option<ulong>? seed = null, Option<double?>? timeLimit = null) => new()
    {
        Seed = seed is null ? 1 : Words.GetValue(seed),
        TimeLimit = timeLimit is not null && Words.GetValue(timeLimit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Cancel = Cancel,
        Progress = new ProgressLine(error, doing.ToString()),
    };

    /// <summary>Runs the command, writes its answer whole or not at all, and says what went wrong on the error stream.</summary>
    internal static int Run(ParseResult parsed, Func<Session, Answer> command, CancellationToken cancel)
    {
        (TextWriter output, TextWriter error) = Streams.Value;
        try
        {
            Answer answer = command(new Session(parsed, error, cancel));
            Write(parsed, answer, output);
            return answer.Exit;
        }
        catch (InputException wrong) { return Fail(error, wrong.Message, ExitCode.WrongInput); }
        catch (FormatError wrong) { return Fail(error, wrong.Text.ToString(), ExitCode.WrongInput); }
        catch (NoSolution none) { return Fail(error, none.Text.ToString(), ExitCode.NoAnswer); }
        catch (NoAnswerException none) { return Fail(error, none.Why.ToString(), ExitCode.NoAnswer); }
        catch (OperationCanceledException) { return Fail(error, Say("Interrotto.", "Stopped."), ExitCode.Stopped); }
        catch (Exception unwritable) when (unwritable is IOException
            or UnauthorizedAccessException)
        { return Fail(error, unwritable.Message, ExitCode.WrongInput); }
    }

    private static int Fail(TextWriter error, string sentence, int code)
    {
        error.WriteLine(sentence);
        return code;
    }

    private static void Write(ParseResult parsed, Answer answer, TextWriter output)
    {
        string text = parsed.GetValue<bool>(SharedOptions.JsonName)
            ? JsonSerializer.Serialize(answer.Json, Json) + "\n"
            : answer.Text.EndsWith('\n') ? answer.Text : answer.Text + "\n";
        if (parsed.GetValue<FileInfo?>(SharedOptions.OutputName) is not { } file)
        {
            output.Write(text);
            return;
        }

        string unfinished = file.FullName + ".part";
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, file.FullName, overwrite: true);
    }
}

/// <summary>An input cannot be used; the message is ready to print, with file, line and column.</summary>
internal sealed class InputException(string message, Exception inner) : Exception(message, inner);

internal static class CommandActions
{
    /// <summary>Ties a command to what it answers.</summary>
    public static Command Answers(this Command command, Func<Session, Answer> answer)
    {
        // so that Ctrl+C is heard
        command.SetAction((parsed, cancel) => Task.Run(() => Session.Run(parsed, answer, cancel), CancellationToken.None));
        return command;
    }
}
