using System.Text;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

/// <summary>What each town really did, said here and not read from the template.</summary>
public sealed class TemplateTests
{
    private static readonly TemplateLibrary Library = new();

    private static Process Opened(string template, DateOnly starts) =>
        Process.FromTemplate(Id<Authorities.Authority>.New(), "PRV", "prova", "Prova", Library.Find(template)!, starts,
            new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private static Template Of(string id) => Library.Find(id)!.Template;

    [Fact]
    public void Five_templates_come_with_the_installation() =>
        Assert.Equal(["lwp", "nuovo-welfare", "patto-welfare", "stati-generali", "welfare-aggancio"],
            Library.All.Select(t => t.Template.Id));

    [Fact]
    public void Fiscaglia_goes_from_the_table_through_focus_groups_and_open_space_to_a_decision_within_the_year()
    {
        var process = Opened("lwp", new(2020, 2, 1));
        Assert.Equal(["Condivisione", "Consultazione e ingaggio", "Co-progettiamo", "Decisione"], process.Phases.Select(p => p.Name));
        Assert.Equal(["Gestire i conflitti", "Lavorare", "Vita sociale", "Muoversi"], process.Themes.Select(t => t.Name));
        Assert.Equal(4, Of("lwp").Meetings!.Count(m => m.Method == "focus-group"));
        Assert.Single(Of("lwp").Meetings!, m => m.Method == "open-space" && m.Public);
        Assert.Equal(new DateOnly(2020, 12, 31), process.StepOf("decisione").Due);
        Assert.Equal(DecidingOrgan.Giunta, process.Bodies.Organ);
        Assert.All(new[] { "formazione", "monitoraggio" }, key =>
            Assert.Equal(process.PhaseOf("decisione").Id, process.ActivityOf(key).Phase));
        Assert.Equal(["Carta dei Valori della Consulta", "Regolamento della Consulta"], Of("lwp").Documents!.Take(2).Select(d => d.Title));
    }

    [Fact]
    public void Fiscaglias_table_seats_decider_technicians_signatories_curator_and_others_and_widens_after_the_open_space()
    {
        var table = Of("lwp").Groups!.Single(g => g.Kind == GroupKind.NegotiationTable);
        Assert.Equal(9, table.Seats!.Where(s => !s.Widening).Sum(s => s.Count));
        Assert.Equal(["Ente che decide", "Tecnici", "Firmatari dell'accordo formale", "Curatore del processo", "Altri soggetti rilevanti"],
            table.Seats!.Where(s => !s.Widening).Select(s => s.Interest));
        Assert.Equal("co-progettazione", table.Enlarged);
        Assert.Contains(table.Seats!, s => s.Widening);
    }

    [Fact]
    public void Tradate_plans_ten_activities_from_June_to_December()
    {
        var process = Opened("stati-generali", new(2026, 6, 1));
        Assert.Equal(
            ["Approvazione in Giunta", "Presentazione del progetto agli enti", "Incontro con gli operatori del Comune",
                "Pubblicità dell'iniziativa", "Comunicazione a chi usa i servizi del Comune",
             "Stati generali", "Partenza dei focus group", "Consultazione dei quartieri", "Incontro con le parti sociali",
             "Stesura del programma di welfare locale"],
            process.Activities.OrderBy(a => a.Number).Select(a => a.Name));
        Assert.Equal(6, Of("stati-generali").StartsInMonth);
        Assert.Equal(new DateOnly(2026, 6, 1), process.Activities.Min(a => a.PlannedFrom));
        Assert.Equal(new DateOnly(2026, 12, 31), process.Activities.Max(a => a.PlannedUntil));
    }

    [Fact]
    public void Tradate_involves_people_in_six_ways_and_draws_two_maps()
    {
        var process = Opened("stati-generali", new(2026, 6, 1));
        Assert.Equal(6, process.Ways.Count);
        Assert.Contains(process.Ways, w => w.Whom == "Sindacati" && w.Rhythm == "Ogni anno");
        Assert.Equal([InterestMap.PublicBodies, InterestMap.PrivateAndCitizens], Of("stati-generali").Stakeholders!.Select(s => s.Map)
            .Distinct());
        Assert.Equal(ProcessNature.NotCertified, process.Nature);
    }

    [Fact]
    public void Cervia_is_certified_and_funded_and_lasts_six_months()
    {
        var process = Opened("welfare-aggancio", new(2014, 12, 17));
        Assert.Equal(ProcessNature.CertifiedAndFunded, process.Nature);
        Assert.Equal(new DateOnly(2015, 6, 17), process.Ends);
        Assert.Equal(new DateOnly(2015, 6, 17), process.StepOf("fine").Due);
        Assert.Equal((45_000m, 20_000m), (process.Money.Cost, process.Money.Funding));
        Assert.Equal(55.56m, process.Money.CoFundingPercent);
        Assert.Equal((ParticipationLevel.Empowerment, true, 400), (process.Level, process.CoDecision, process.ExpectedParticipants));
        Assert.Equal("L.R. Emilia-Romagna 3/2010", process.Law);
    }

    [Fact]
    public void Cervia_trains_forty_citizens_and_five_operators_and_tells_the_table_every_six_months()
    {
        var template = Of("welfare-aggancio");
        Assert.Equal([("Cittadini", 40), ("Operatori", 5)], template.Training!.Select(t => (t.Who, t.AtLeast)));
        Assert.Equal(6, template.Indicators!.Single(i => i.Key == "aggiornamento").EveryMonths);
        Assert.Equal(12, template.Indicators!.Single(i => i.Key == "bilancio").EveryMonths);
        Assert.Contains(template.Groups!, g => g.Name == "Comitato per il welfare partecipato");
    }

    [Fact]
    public void Parma_runs_parallel_tracks_from_July_to_November_with_six_areas_and_two_community_days()
    {
        var process = Opened("nuovo-welfare", new(2012, 7, 1));
        Assert.Equal([TrackKind.Internal, TrackKind.Stakeholders, TrackKind.AreaPlan, TrackKind.Public],
            process.Tracks.Select(t => t.Kind));
        Assert.Equal(["Persone anziane", "Minori e famiglie", "Disagio abitativo ed economico", "Persone con disabilità",
            "Immigrati e inclusione sociale", "Giovani"], process.Themes.Select(t => t.Name));
        Assert.Equal([false, true], Of("nuovo-welfare").Meetings!.Where(m => m.Method == "community-day").Select(m => m.Public));
        var (inside, outside) = (process.PhaseOf("visione"), process.PhaseOf("ascolto"));
        Assert.True(inside.PlannedFrom <= outside.PlannedUntil && outside.PlannedFrom <= inside.PlannedUntil
            && inside.Track != outside.Track);
        Assert.Equal(new DateOnly(2012, 11, 30), process.Phases.Max(p => p.PlannedUntil));
    }

    [Fact]
    public void Parmas_coordination_group_of_four_widens_to_mayor_giunta_and_managers()
    {
        var seats = Of("nuovo-welfare").Groups!.Single(g => g.Kind == GroupKind.Coordination).Seats!;
        Assert.Equal(4, seats.Where(s => !s.Widening).Sum(s => s.Count));
        Assert.Equal(["Sindaco", "Giunta", "Dirigenti e posizioni organizzative"], seats.Where(s => s.Widening).Select(s => s.Interest));
    }

    [Fact]
    public void Reggio_takes_two_groups_through_five_steps_in_six_months_to_the_signing_of_the_pact()
    {
        var process = Opened("patto-welfare", new(2011, 10, 12));
        string[] steps = ["Analisi dei problemi", "Idee e proposte", "Verifica della fattibilità", "Scelta delle priorità",
            "Progettazione operativa"];
        Assert.Equal(2, Of("patto-welfare").Groups!.Count(g => g.Kind == GroupKind.Working));
        foreach (var track in new[] { "risorse", "lavoro" })
            Assert.Equal(steps, process.Phases.Where(p => p.Track == track).OrderBy(p => p.PlannedFrom).Select(p => p.Name));
        Assert.Equal(new DateOnly(2012, 4, 12), process.ActivityOf("firma").PlannedUntil);
        Assert.Equal(ProcessNature.NotCertified, process.Nature);
        Assert.Equal("pact", Assert.Single(Of("patto-welfare").Documents!).Kind);
    }

    [Fact]
    public void A_process_keeps_which_template_made_it()
    {
        var process = Opened("lwp", new(2026, 3, 2));
        Assert.Equal(("lwp", 1), (process.TemplateId, process.TemplateVersion));
        Assert.Matches("^[0-9a-f]{64}$", process.TemplateSha256);
    }

    [Theory]
    [InlineData("{\n  \"id\": \"x\", \"colour\": 3 }", 2)]
    [InlineData("{\n  \"id\": \"x\",\n  \"version\": \"one\" }", 3)]
    [InlineData("{ \"id\": \"x\", \"version\": 1, \"name\": \"X\", \"summary\": \"\", \"inspired\": \"\", \"months\": 1,\n \"phases\": [{\"key\": \"a\", \"name\": \"A\", \"from\": \"soon\", \"until\": \"1m\"}] }", 2)]
    [InlineData("{\n\n \"id\": \"x\", \"id\": \"y\" }", 3)]
    public void A_template_that_is_not_well_written_is_refused_with_its_line(string text, long line)
    {
        var error = Assert.Throws<TemplateError>(() => TemplateReader.Read(Encoding.UTF8.GetBytes(text), "x.json"));
        Assert.Equal(line, error.Line);
        Assert.True(error.Column > 0);
        Assert.StartsWith($"x.json:{line}:", error.Message);
    }

    [Fact]
    public void A_template_that_opens_an_act_nobody_knows_is_refused()
    {
        const string text = """{"id": "x", "version": 1, "name": "X", "summary": "", "inspired": "", "months": 1, "phases": [{"key": "a", "name": "A", "from": "0", "until": "1m", "opens": [{"act": "moon.fly", "role": "visitor"}]}]}""";
        Assert.Contains("moon.fly",
            Assert.Throws<TemplateError>(() => TemplateReader.Read(Encoding.UTF8.GetBytes(text), "x.json")).Message);
    }

    [Fact]
    public void A_template_may_not_call_an_activity_as_those_that_are_added_by_hand()
    {
        const string text = """{"id": "x", "version": 1, "name": "X", "summary": "", "inspired": "", "months": 1, "phases": [{"key": "a", "name": "A", "from": "0", "until": "1m", "activities": [{"key": "aggiunta-voto", "name": "Voto", "from": "0", "until": "1d"}]}]}""";
        Assert.Contains("aggiunta-voto",
            Assert.Throws<TemplateError>(() => TemplateReader.Read(Encoding.UTF8.GetBytes(text), "x.json")).Message);
    }

    [Theory]
    [InlineData("0", 0, 0), InlineData("3m", 3, 0), InlineData("-15d", 0, -15), InlineData("6m-1d", 6, -1), InlineData("1m1d", 1, 1)]
    public void A_relative_day_reads_and_writes(string text, int months, int days)
    {
        Assert.True(RelativeDay.TryParse(text, out var day));
        Assert.Equal((months, days), (day.Months, day.Days));
        Assert.True(RelativeDay.TryParse(day.ToString(), out var again) && again == day);
    }

    [Theory]
    [InlineData(""), InlineData("m"), InlineData("3"), InlineData("1d2m"), InlineData("999m"), InlineData("9999d")]
    public void What_is_no_relative_day_is_refused(string text) => Assert.False(RelativeDay.TryParse(text, out _));
}
