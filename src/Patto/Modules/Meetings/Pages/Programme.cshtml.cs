using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>All meetings that are still drafts as one table: day, hours, place; typed or pasted, saved and published together.</summary>
public sealed partial class ProgrammeModel : ProcessPage
{
    private const int MostRows = 100, Blank = 2;

    /// <summary>How long a meeting lasts of which only the beginning was said.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromHours(2);

    public override Act Demands => MeetingActs.Organise;

    [BindProperty] public List<Row> Rows { get; set; } = [];
    [BindProperty, StringLength(40_000)] public string? Pasted { get; set; }

    public sealed class Row
    {
        /// <summary>Null: one more.</summary>
        public Guid? Meeting { get; set; }
        [StringLength(200)] public string? Title { get; set; }
        public Method Method { get; set; } = Method.Assembly;
        public DateOnly? Day { get; set; }
        public TimeOnly? From { get; set; }
        public TimeOnly? To { get; set; }
        [StringLength(300)] public string? Where { get; set; }

        internal bool IsBlank => Meeting is null && string.IsNullOrWhiteSpace(Title) && string.IsNullOrWhiteSpace(Where) && Day is null;
    }

    public IEnumerable<SelectListItem> Methods => Enum.GetValues<Method>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public bool HasDrafts => _drafts.Count > 0;
    private IReadOnlyList<Draft> _drafts = [];

    private sealed record Draft(Guid Id, string Title, Method Method, DateTimeOffset Start, DateTimeOffset End, string Place);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var drafts = await Db.Meetings.AsNoTracking().Where(m => m.Process == Process.Id && m.State == MeetingState.Draft)
            .OrderBy(m => m.Start).ThenBy(m => m.Number).ToListAsync(cancel);
        _drafts = [.. drafts.Select(m => new Draft(m.Id.Value, m.Title, m.Method, m.Start, m.End, m.Place))];
        return true;
    }

    protected internal override void Fill()
    {
        if (Rows.Count > MostRows) Rows.RemoveRange(MostRows, Rows.Count - MostRows);
        if (Rows.Count > 0) return;
        Rows.AddRange(_drafts.Select(m => new Row
        {
            Meeting = m.Id,
            Title = m.Title,
            Method = m.Method,
            Day = Texts.RomeDay(m.Start),
            From = HourOf(m.Start),
            To = HourOf(m.End),
            Where = m.Place,
        }));
        Rows.AddRange(Enumerable.Range(0, Blank).Select(_ => new Row()));
    }

    private static TimeOnly HourOf(DateTimeOffset at) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Texts.Rome).DateTime);

    /// <summary>What is odd about a day; null for a working day.</summary>
    public string? NoteOn(DateOnly? day) => day is not { } on ? null : on.DayOfWeek == DayOfWeek.Sunday ? L["È domenica."].Value
        : LegalDays.IsHoliday(on) ? L["È un giorno di festa."].Value : null;

    public void OnGet() { }

    public IActionResult OnPostMore()
    {
        ModelState.Clear();
        Fill();
        if (Rows.Count < MostRows) Rows.AddRange(Enumerable.Range(0, 3).Select(_ => new Row()));
        return Page();
    }

    internal static readonly PastedColumn[] Columns =
    [
        new("Incontro", "Titolo", "Meeting", "Title"), new("Giorno", "Data", "Day", "Date"),
        new("Dalle", "Ora", "Ora di inizio", "Inizio", "From", "Time"), new("Alle", "Ora di fine", "Fine", "To", "Until"),
        new("Luogo", "Sala", "Dove", "Sede", "Place", "Where"),
    ];

    /// <summary>What was pasted goes into the table, to be looked at; nothing is saved.</summary>
    public IActionResult OnPostRead()
    {
        ModelState.Clear();
        Fill();
        var pasted = PastedRows.Read(Pasted, Columns, nameof(Pasted));
        var cells = pasted.Rows.Select(pasted.CellsOf).ToList();
        var days = DateColumn.Read([.. cells.Select(c => c[1])], italian: true);
        if (days.Errors is [var wrong, ..])
            throw new RuleViolation("pasted.day", "{0}", Texts.IsEnglish ? wrong.Text.English : wrong.Text.Italian)
            {
                Field = nameof(Pasted)
            };
        for (var n = 0; n < cells.Count; n++) Take(cells[n], pasted.Rows[n].Number, days.Values[n]);
        Pasted = null;
        return Page();
    }

    private void Take(IReadOnlyList<TableCell> cells, int number, DateTime? day)
    {
        var (title, place) = (cells[0].Trimmed, cells[4].Trimmed);
        RuleViolation.UnlessAt(nameof(Pasted), title.Length is > 0 and <= 200, "pasted.title", "Riga {0}: scrivi il titolo dell'incontro.",
            number);
        RuleViolation.UnlessAt(nameof(Pasted), place.Length <= 300, "pasted.long", "Riga {0}: «{1}» è troppo lungo.", number,
            Excerpt.Of(place, 40));
        var row = Rows.Find(r => NameOrder.SameKey(r.Title ?? "") == NameOrder.SameKey(title)) ?? Rows.Find(r => r.IsBlank);
        if (row is null)
        {
            RuleViolation.UnlessAt(nameof(Pasted), Rows.Count < MostRows, "pasted.many",
                "Righe: {0}. Il massimo per volta è {1}.", Rows.Count + 1, MostRows);
            Rows.Add(row = new());
        }
        row.Title = title;
        if (day is { } on) row.Day = DateOnly.FromDateTime(on);
        if (HourIn(cells[2], number) is { } from)
        {
            var lasted = row is { From: { } begins, To: { } ends } ? ends - begins : Usual;
            (row.From, row.To) = (from, from.Add(lasted));
        }
        if (HourIn(cells[3], number) is { } to) row.To = to;
        if (place.Length > 0) row.Where = place;
    }

    // As people write an hour: 18, 18.30, 18:30, ore 18.
    private static TimeOnly? HourIn(TableCell cell, int number)
    {
        if (cell.IsBlank) return null;
        var written = Hour().Match(cell.Trimmed);
        int Part(string name) => written.Groups[name].Success
            ? int.Parse(written.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        RuleViolation.UnlessAt(nameof(Pasted), written.Success && Part("h") < 24 && Part("m") < 60, "pasted.hour",
            "Riga {0}: «{1}» non è un'ora: scrivila come 18.30.", number, Excerpt.Of(cell.Trimmed, 40));
        return new TimeOnly(Part("h"), Part("m"));
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SaveAsync(publish: false, cancel);

    public Task<IActionResult> OnPostPublishAsync(CancellationToken cancel) => SaveAsync(publish: true, cancel);

    private async Task<IActionResult> SaveAsync(bool publish, CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Pasted)) return OnPostRead();
        for (var at = 0; at < Rows.Count; at++) Check(Rows[at], $"{nameof(Rows)}[{at}].");
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var look = await SameQuestion.LookAsync(this, write, cancel);
            var (published, drafts) = (0, 0);
            foreach (var (at, row) in Rows.Index())
            {
                if (row.IsBlank || await SettleAsync(write, look, row, $"{nameof(Rows)}[{at}].", cancel) is not { } meeting) continue;
                if (publish && meeting.Place.Length > 0)
                {
                    meeting.Publish();
                    published++;
                }
                else drafts++;
            }
            return new(Process.IsPublic ? MeetingUrls.List(Process.Slug) : ProcessUrls.FirstSteps(Process.Slug), Said(publish, published,
                drafts));
        });
    }

    private string Said(bool publish, int published, int drafts) => !publish ? L["Salvato."]
        : L.Count(published, "Un incontro pubblicato.", "{0} incontri pubblicati.")
            + (drafts == 0 ? "" : " " + L.Count(drafts, "Uno resta in bozza: manca il luogo.", "{0} restano in bozza: manca il luogo."));

    private void Check(Row row, string at)
    {
        void Demand(string field, bool holds, string sentence) { if (!holds) ModelState.AddModelError(at + field, L[sentence]); }

        if (row.IsBlank) return;
        Demand(nameof(Row.Title), !string.IsNullOrWhiteSpace(row.Title), "Scrivi il titolo dell'incontro.");
        Demand(nameof(Row.Day), row.Day is not null, "Scegli il giorno.");
        Demand(nameof(Row.From), row.From is not null, "Scrivi l'ora d'inizio.");
        Demand(nameof(Row.To), row.To is not null, "Scrivi l'ora di fine.");
    }

    private async Task<Meeting?> SettleAsync(WriteScope write, SameLook look, Row row, string at, CancellationToken cancel)
    {
        try
        {
            if (row.Meeting is { } id)
            {
                var known = await write.Db.Meetings.SingleOrDefaultAsync(m => m.Id == new Id<Meeting>(id) && m.Process == Process.Id
                    && m.State == MeetingState.Draft, cancel) ?? throw new Unknown();
                var (start, end) = MeetingHours.Of(row.Day!.Value, row.From!.Value, LastDay(known, row), row.To!.Value);
                known.Settle(row.Title!, row.Method, start, end, row.Where ?? "");
                return known;
            }
            return await PlanAsync(write, look, row, cancel);
        }
        catch (RuleViolation broken) when (broken.Field is null or "LastDay" or "To" or "End" or "Title")
        {
            throw new RuleViolation(broken.Code, broken.Sentence, [.. broken.Values])
            {
                Field = at + (broken.Field is "Title" ? nameof(Row.Title) : nameof(Row.To))
            };
        }
    }

    // One that lasts some days goes on lasting as many.
    private static DateOnly? LastDay(Meeting meeting, Row row) => MeetingHours.LastDay(meeting.Start, meeting.End) is { } last
        ? row.Day!.Value.AddDays(last.DayNumber - Texts.RomeDay(meeting.Start).DayNumber) : null;

    private async Task<Meeting?> PlanAsync(WriteScope write, SameLook look, Row row, CancellationToken cancel)
    {
        var (start, end) = MeetingHours.Of(row.Day!.Value, row.From!.Value, null, row.To!.Value);
        var (begins, ends) = (Texts.RomeTime(row.Day.Value, TimeOnly.MinValue),
            Texts.RomeTime(row.Day.Value.AddDays(1), TimeOnly.MinValue));
        var like = (await write.Db.Meetings.Where(m => m.Process == Process.Id && m.State != MeetingState.Cancelled && m.Start >= begins
            && m.Start < ends).Select(m => m.Title).ToListAsync(cancel)).Find(t => NameOrder.SameKey(t) == NameOrder.SameKey(row.Title!));
        if (look.SaysSame(like is not null, $"{row.Title} {row.Day}", L["Quel giorno c'è già «{0}»: è lo stesso incontro?", like ?? ""],
            L["È lo stesso: lascia quello che c'è"], L["È un altro: preparalo"])) return null;
        var meeting = await write.Get<MeetingBook>().PlanAsync(Process, row.Title!, row.Method, start, end, cancel);
        meeting.Settle(row.Title!, row.Method, start, end, row.Where ?? "");
        return meeting;
    }

    [GeneratedRegex(@"^(?:ore\s+)?(?<h>\d{1,2})(?:[:.,h](?<m>\d{2}))?(?::\d{2})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hour();
}
