using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

/// <summary>What a process is about, in short sentences and easy words.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class EasyWordsRuleTests
{
    [Fact]
    public void A_line_or_a_full_stop_ends_a_sentence_and_a_number_does_not()
    {
        Assert.Equal(["Il Comune aiuta.", "Servono 1.200 euro.", "Vieni?", "Sì"],
            EasyWords.Sentences("Il Comune aiuta. Servono 1.200 euro.\nVieni? Sì\n"));
        Assert.Equal([["a", "b"], ["c"]], EasyWords.Paragraphs(EasyWords.Tidy("  a \r\nb\n\n\n\nc\n\n")));
    }

    [Fact]
    public void A_sentence_is_long_from_twenty_one_words_on_and_the_longest_is_told_first()
    {
        static string Of(int words) => string.Join(' ', Enumerable.Repeat("parola", words));
        Assert.Empty(EasyWords.TooLong(Of(20) + ". " + Of(20)));
        Assert.Equal([30, 21], EasyWords.TooLong($"{Of(21)}. {Of(20)}.\n{Of(30)}").Select(s => s.Words));
        Assert.Equal(21, EasyWords.TooLong("L'" + Of(20))[0].Words);
    }

    [Fact]
    public void It_is_bounded_and_may_be_taken_away_again()
    {
        var process = Process.Open(Id<Authority>.New(), "LWF", "laboratorio", "Laboratorio", new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal("process.easy-long", Assert.Throws<RuleViolation>(() =>
            process.SayEasily(new string('a', Process.LongestEasy + 1))).Code);
        process.SayEasily(" Il Comune aiuta. ");
        Assert.Equal("Il Comune aiuta.", process.Easy);
        process.SayEasily("");
        Assert.Equal("", process.Easy);
    }
}

public sealed class EasyWordsTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_page_of_easy_words_is_there_once_somebody_has_written_them_and_is_found()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var (anybody, anna) = (_host.Visitor(), await _host.SignedInAsync(await _host.AccountAsync("Anna Ferri", town, Role.Officer)));
        var (page, edit) = (ProcessUrls.Easy(process.Slug), ProcessUrls.Edit(process.Slug, "facile"));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(page)).StatusCode);
        Assert.Null((await anybody.ReadAsync(ProcessUrls.Show(process.Slug))).QuerySelector($"a[href='{page}']"));
        Assert.NotEqual(HttpStatusCode.OK, (await anybody.GetAsync(edit)).StatusCode);

        var words = "Il Comune aiuta le persone.\nTu puoi dire che cosa serve.\n\nAlla fine decide il Consiglio, che risponde a ogni "
            + "proposta che è stata fatta da chi ha scritto o è venuto agli incontri e spiega le sue ragioni senza girarci intorno.";
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(edit, new() { ["Easy"] = words }, "#parte")).StatusCode);
        var told = (await anna.ReadAsync(edit)).QuerySelector("main")!.TextContent;
        Assert.Contains("C'è una frase con più di venti parole", told, StringComparison.Ordinal);
        Assert.Contains("(31 parole)", told, StringComparison.Ordinal);
        var read = await anybody.ReadAsync(page);
        Assert.Equal(2, read.QuerySelectorAll("main p.lead.measure").Length);
        Assert.NotNull((await anybody.ReadAsync(ProcessUrls.Show(process.Slug))).QuerySelector($"a[href='{page}']"));
        var found = await anybody.ReadAsync("/cerca?parole=girarci");
        Assert.NotNull(found.QuerySelector($"main a[href='{ProcessUrls.Show(process.Slug)}']"));
    }
}
