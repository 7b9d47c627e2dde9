using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Observatory;
using Patto.Tests.Processes;

namespace Patto.Tests.Observatory;

public sealed class ObservatoryPagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_record_is_imported_read_and_downloaded_with_its_warnings()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat));
        var answer = await carla.PostAsync("/osservatorio/importa", new() { ["Text"] = RecordTests.Invented });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = answer.Headers.Location!.ToString();
        var anna = _host.Visitor();
        var page = (await anna.ReadAsync(address)).Body!.TextContent;
        Assert.Contains("70%", page);
        Assert.Contains("sarebbe 60 %", page);
        Assert.Contains("Senza valore nella scheda", page);
        Assert.Contains("Sentieri di parole", (await anna.ReadAsync("/osservatorio?q=BIBLIOTECA")).Body!.TextContent);
        Assert.DoesNotContain("Sentieri di parole", (await anna.ReadAsync("/osservatorio?q=ospedale")).Body!.TextContent);
        Assert.DoesNotContain("Sentieri di parole", (await anna.ReadAsync("/osservatorio?livello=EMPOWERMENT")).Body!.TextContent);
        foreach (var form in new[] { "Json", "Csv" })
        {
            var text = await (await anna.GetAsync($"{address}?handler={form}")).Content.ReadAsStringAsync(Cancel);
            RecordTests.SameAs(RecordExchange.Read(RecordTests.Invented).Sheet!, RecordExchange.Read(text).Sheet!);
        }
        Assert.StartsWith("Identificativo;Titolo;Stato di avanzamento;",
            await (await anna.GetAsync("/osservatorio?handler=Csv")).Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_file_comes_in_as_well_as_a_pasted_text()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat));
        var page = await carla.ReadAsync("/osservatorio/importa");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken" },
            { new StringContent("Prova"), "Source" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(RecordTests.Invented)), "Document", "scheda.txt" },
        };
        Assert.Equal(HttpStatusCode.Redirect, (await carla.Client.PostAsync("/osservatorio/importa", form, Cancel)).StatusCode);
        using var broken = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken" },
            { new StringContent("Prova"), "Source" },
            { new ByteArrayContent([0xFF, 0xFE, 0x00, 0xC3, 0x28]), "Document", "scheda.txt" },
        };
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.Client.PostAsync("/osservatorio/importa", broken, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_record_with_odd_values_comes_in_and_its_page_tells_them()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat));
        var odd = RecordTests.Invented.Replace("15/09/2021", "ieri", StringComparison.Ordinal)
            .Replace("30.000,00 €", "tanto", StringComparison.Ordinal);
        var answer = await carla.PostAsync("/osservatorio/importa", new() { ["Text"] = odd });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = (await carla.ReadAsync(answer.Headers.Location!.ToString())).Body!.TextContent;
        Assert.Contains("«ieri» non va bene per «Data inizio del processo»", page);
        Assert.Contains("«tanto» non va bene per «Costo complessivo del processo»", page);
    }

    [Fact]
    public async Task What_is_no_record_is_refused_and_nothing_is_imported()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat));
        var answer = await carla.PostAsync("/osservatorio/importa", new() { ["Text"] = "Una lettera al Sindaco" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Non c'è nessun campo della scheda", (await Visitor.ParseAsync(answer)).Body!.TextContent);
        Assert.Equal(0, await _host.InDb(db => db.Set<ProcessRecord>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_file_saved_by_an_old_program_keeps_its_accents()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat));
        var page = await carla.ReadAsync("/osservatorio/importa");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken" },
            { new StringContent("Prova"), "Source" },
            { new ByteArrayContent(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(RecordFiles.Text("badge.txt"))),
            "Document", "scheda.txt" },
        };
        Assert.Equal(HttpStatusCode.Redirect, (await carla.Client.PostAsync("/osservatorio/importa", form, Cancel)).StatusCode);
        var record = await _host.InDb(db => db.Set<ProcessRecord>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(("Sì", "€ 10.000,00"), (record.Sheet["codecision"]!.Text, record.Sheet["funding"]!.Text));
    }

    [Fact]
    public async Task Who_is_told_that_they_may_import_may_also_where_the_role_is_of_one_process()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var anna = await _host.SignedInAsync(await _host.AccountAsync("Anna", town, Role.Officer, process.Subject));
        Assert.Equal(HttpStatusCode.OK, (await anna.GetAsync("/osservatorio/importa")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await anna.PostAsync("/osservatorio/importa", new() { ["Text"] = RecordTests.Invented })).StatusCode);
        // Elsewhere the sentence tells why their role is not enough.
        var refused = await anna.GetAsync("/percorsi/nuovo");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("Il tuo ruolo vale in un percorso: qui serve per tutto l'ente.",
            (await Visitor.ParseAsync(refused)).Body!.TextContent);
    }

    [Fact]
    public async Task The_record_of_a_process_is_completed_by_hand_and_read_by_everybody()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat, process.Subject));
        var edit = $"/percorsi/{process.Slug}/scheda/modifica";
        var number = OwnRecord.ByHand.ToList().IndexOf("certified_year");
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(edit, new() { [$"Texts[{number}]"] = "l'anno scorso" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(edit, new() { [$"Texts[{number}]"] = "2026" })).StatusCode);
        var page = (await _host.Visitor().ReadAsync($"/percorsi/{process.Slug}/scheda")).Body!.TextContent;
        Assert.Contains("Anno della certificazione", page);
        Assert.Contains("Processo certificato e finanziato", page);
        var record = JsonDocument.Parse(await (await _host.Visitor()
            .GetAsync($"/api/v1/processes/{process.Slug}/record")).Content.ReadAsStringAsync(Cancel)).RootElement;
        Assert.Equal("2026-03-02", record.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("code").GetString() == "starts")
            .GetProperty("value").GetString());
    }

    [Fact]
    public async Task The_API_lists_records_and_shows_one()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat));
        var id = (await carla.PostAsync("/osservatorio/importa", new() { ["Text"] = RecordTests.Invented })).Headers.Location!.ToString()
            .Split('/')[^1];
        var list = JsonDocument.Parse(await (await _host.Visitor()
            .GetAsync("/api/v1/records")).Content.ReadAsStringAsync(Cancel)).RootElement;
        Assert.Equal(id, list.GetProperty("items")[0].GetProperty("id").GetString());
        var one = JsonDocument.Parse(await (await _host.Visitor()
            .GetAsync($"/api/v1/records/{id}")).Content.ReadAsStringAsync(Cancel)).RootElement;
        Assert.Equal("notIndicated", one.GetProperty("fields").EnumerateArray()
            .Single(f => f.GetProperty("code").GetString() == "women_present").GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync($"/api/v1/records/{Guid.NewGuid()}")).StatusCode);
    }

    [Fact]
    public async Task Importing_and_completing_are_for_the_staff()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno", town, Role.TableMember, process.Subject));
        foreach (var page in new[] { "/osservatorio/importa", $"/percorsi/{process.Slug}/scheda/modifica" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(page)).StatusCode);
            Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(page)).Headers.Location?.ToString());
        }
        Assert.Equal(HttpStatusCode.NotFound, (await bruno.GetAsync($"/osservatorio/{Guid.NewGuid()}")).StatusCode);
        var draft = await _host.ProcessAsync(town, published: false);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync($"/percorsi/{draft.Slug}/scheda")).StatusCode);
    }
}
