using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Contributions;

public sealed class WordHidingTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("Ada abita in strada Adamello, lo sanno Ada e la badante.", "Ada",
        "[…] abita in strada Adamello, lo sanno […] e la badante.")]
    [InlineData("Chiedete a Rosa D’Angelo.", "D'Angelo", "Chiedete a Rosa […].")]
    [InlineData("Chiedete a Rosa D'Angelo.", "rosa d’angelo", "Chiedete a […].")]
    [InlineData("Chiedete a Rosa  D' Angelo.", "Rosa D'Angelo", "Chiedete a […].")]
    [InlineData("L'ha detto Nicolò.", "nicolo\u0300", "L'ha detto […].")]
    [InlineData("L'ha detto Nicolo\u0300.", "Nicolò", "L'ha detto […].")]
    [InlineData("MARIO\u00A0ROSSI e Mario\nRossi", "Mario Rossi", "[…] e […]")]
    [InlineData("La casa di dell'Anna è la quinta.", "Anna", "La casa di dell'[…] è la quinta.")]
    [InlineData("Il numero è +39 333 1234567, non 3331234567890.", "+39 333 1234567", "Il numero è […], non 3331234567890.")]
    [InlineData("Il Ma\u00ADrio di sopra", "Mario", "Il […] di sopra")]
    public void Whole_words_are_hidden_however_they_are_written(string text, string word, string read) =>
        Assert.Equal(read, WordHiding.Hide(text, [word]).Text);

    [Fact]
    public void A_long_name_goes_before_the_short_one_that_is_inside_it() =>
        Assert.Equal("[…] e […]", WordHiding.Hide("Ada Rossi e Rossi", ["Rossi", "Ada Rossi"]).Text);

    [Fact]
    public void A_word_inside_another_one_is_not_in_the_text() =>
        Assert.Equal(["Ada"], WordHiding.Hide("La strada è buia.", ["Ada"]).Absent);

    [Theory]
    [InlineData("Ada Rossi è sola. La signora Rossi non esce.", "Ada Rossi", "Rossi")]
    [InlineData("L'ha detto Nicolò: Nicolo' è il mio vicino.", "Nicolò", "Nicolo'")]
    [InlineData("Rosa D'Angelo e il fratello Dangelo", "D'Angelo", "Dangelo")]
    [InlineData("Rosa D'Angelo, la D Angelo di sotto", "D'Angelo", "D Angelo")]
    [InlineData("Bianchi lavora, il vecchio Bianco no.", "Bianchi", "Bianco")]
    [InlineData("Chiama 333 1234567 o 333.123.45.67", "333 1234567", "333.123.45.67")]
    [InlineData("Marco gioca, Marcolino pure.", "Marco", "Marcolino")]
    public void What_stays_in_another_form_is_told(string text, string hidden, string left) =>
        Assert.Contains(left, WordHiding.Hide(text, [hidden]).Left);

    [Theory]
    [InlineData("Ada è sola, la strada è buia.", "Ada")]
    [InlineData("Mario della Valle dice che della strada non si parla.", "Mario della Valle")]
    [InlineData("Il numero 333 1234567 e l'anno 2024.", "333 1234567")]
    public void Other_words_are_not_taken_for_a_form_of_it(string text, string hidden) =>
        Assert.Empty(WordHiding.Hide(text, [hidden]).Left);

    [Fact]
    public void Any_text_is_hidden_or_left_as_it_was()
    {
        var random = new Random(7);
        var signs = "aAàá\u0300 '’-1.2,\u00AD\u00A0\nbß🙂é".EnumerateRunes().ToArray();
        string Made(int most) =>
            string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => signs[random.Next(signs.Length)].ToString()));
        for (var i = 0; i < 4000; i++)
        {
            var (text, word) = (Made(40), Made(4));
            var result = WordHiding.Hide(text, [word]);
            if (result.Absent.Count > 0) Assert.Equal(text, result.Text);
            // What is read differs from what was said only by what is missing.
            var at = 0;
            foreach (var part in result.Text.Split(Contribution.Hidden))
            {
                Assert.True((at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0, $"«{text}» became «{result.Text}»");
                at += part.Length;
            }
        }
    }

    [Fact]
    public async Task The_curator_sees_how_it_will_read_before_anything_is_published()
    {
        var (page, voice, curator) = await AtTheDeskAsync("La signora Ada Rossi di strada Adda. La Rossi non esce.");
        var preview = await curator.PostAsync(page, new() { ["Id"] = voice.ToString(), ["Words"] = "ada rossi" }, "form[id^=nascondi]");
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        var shown = await Visitor.ParseAsync(preview);
        Assert.Contains("La signora […] di strada Adda.", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("ada rossi", shown.QuerySelector("form[id^=nascondi] textarea")!.TextContent.Trim());
        Assert.Contains("resta ancora «Rossi»", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(ContributionState.Reading, await StateAsync(voice));

        // Publishing without having looked at what stays is refused, beside the box to tick, and what was typed is still there.
        var unseen = await curator.PostAsync(page,
            new() { ["Id"] = voice.ToString(), ["Words"] = "ada rossi", ["Shown"] = "true", ["Seen"] = "false" }, "form[id^=nascondi]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unseen.StatusCode);
        var again = await Visitor.ParseAsync(unseen);
        Assert.Contains("conferma che possono restare", again.QuerySelector(".field.bad .err")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("ada rossi", again.QuerySelector("form[id^=nascondi] textarea")!.TextContent.Trim());

        var both = new Dictionary<string, string> { ["Id"] = voice.ToString(), ["Words"] = "ada rossi\nROSSI", ["Shown"] = "true" };
        Assert.Equal(HttpStatusCode.Redirect, (await curator.PostAsync(page, both, "form[id^=nascondi]")).StatusCode);
        Assert.Equal(ContributionState.Redacted, await StateAsync(voice));
        Assert.Equal("La signora […] di strada Adda. La […] non esce.",
            await _host.InDb(db => db.Set<Contribution>().Where(c => c.Id == voice).Select(c => c.PublicText).SingleAsync(Cancel)));
    }

    private async Task<(string Page, Id<Contribution> Voice, Visitor Curator)> AtTheDeskAsync(string text)
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var answer = await _host.Visitor().PostAsync($"/percorsi/{process.Slug}/contributi/nuovo",
            new() { ["Text"] = text, ["Consent"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var voice = await _host.InDb(db => db.Set<Contribution>().Select(c => c.Id).SingleAsync(Cancel));
        return ($"/percorsi/{process.Slug}/lettura", voice,
            await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat)));
    }

    private Task<ContributionState> StateAsync(Id<Contribution> voice) =>
        _host.InDb(db => db.Set<Contribution>().Where(c => c.Id == voice).Select(c => c.State).SingleAsync(Cancel));
}
