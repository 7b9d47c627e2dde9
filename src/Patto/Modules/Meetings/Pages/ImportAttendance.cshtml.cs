using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Meetings.Importing;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Imports;

namespace Patto.Modules.Meetings.Pages;

/// <summary>An attendance sheet that was filled in elsewhere comes in: who is registered and who sits is found, who is doubtful is asked,
/// who came without registration is added. The sheet itself can be taken away from here.</summary>
public sealed class ImportAttendanceModel(ConvocationBook book) : ImportPage<AttendanceField>
{
    public override Act Demands => MeetingActs.Lead;
    protected override string ListKind => "attendance";
    protected override string Italian(AttendanceField field) => field.Italian();
    protected override AttendanceField? Guess(TableColumn column) => AttendanceList.Guess(column);

    /// <summary>What a blank cell of presence means; null: not said.</summary>
    [BindProperty] public bool? Blank { get; set; }
    /// <summary>Each the row, <c>|</c>, and who it is.</summary>
    [BindProperty, StringLength(80)] public List<string?> Answered { get; set; } = [];
    [BindProperty] public bool Informed { get; set; }
    [BindProperty] public bool WithoutContacts { get; set; }

    public Meeting Meeting { get; private set; } = null!;
    public GroupView? Convened { get; private set; }
    internal AttendanceList? Read { get; private set; }
    internal WhoIsWho? Found { get; private set; }
    /// <summary>Lines that are asked, or were.</summary>
    internal IReadOnlyList<Matched> Asked { get; private set; } = [];

    public bool HasBegun => Meeting.State != MeetingState.Cancelled && Now >= Meeting.Start.AddHours(-12);
    public bool AsksBlank => Read?.Rows.Any(row => row is { Present: null, ProxyTo: null }) == true;
    public string MeetingUrl => MeetingUrls.Show(Process.Slug, Meeting.Id.Value);
    public string Attendance => MeetingUrls.Part(Process.Slug, Meeting.Id.Value, "presenze");
    internal IEnumerable<Matched> WalkIns => Found!.Lines.Where(m => m.Outcome == Outcome.WalkIn);

    public IEnumerable<SelectListItem> Answers =>
    [
        new(L["Di ogni domanda la prima risposta"], nameof(DoubtAnswer.Offered)),
        new(L["Di ogni domanda la seconda risposta"], nameof(DoubtAnswer.AsTyped)), new(L["Lascia vuoto"], nameof(DoubtAnswer.Blank)),
    ];

    public IEnumerable<SelectListItem> BlankMeanings => [new(L["Assente"], "False"), new(L["Presente"], "True")];

    internal IEnumerable<SelectListItem> WhoMayBe(Matched line)
    {
        foreach (var one in line.Candidates) yield return new(one.Person is null ? L["È {0}, la stessa persona della riga {1}", one.Name, one.Row]
            : one.Contact.Length > 0 ? L["È {0}, {1}", one.Name, one.Contact] : L["È {0}", one.Name],
            string.Create(CultureInfo.InvariantCulture, $"{line.Line.Row}|{one.Key}"));
        yield return new(L["È un'altra persona"], string.Create(CultureInfo.InvariantCulture, $"{line.Line.Row}|{WhoIsWho.Other}"));
    }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<Meeting>.TryParse(RouteData.Values["meeting"] as string, null, out var id)) return false;
        Meeting = (await Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Process == Process.Id, cancel))!;
        if (Meeting is null || !Meeting.IsPublic && !await MayAsync(MeetingActs.SeeInside)) return false;
        Convened = await book.GroupOfAsync(Meeting, cancel);
        return await base.FindHereAsync(cancel);
    }

    protected override async Task LookAsync(AppDb db, IReadOnlyList<AttendanceField?> fields, CancellationToken cancel)
    {
        Read = new(List!, fields, [.. Seats.Select(s => new SeatName(s.Id, s.Number, s.Interest,
            [.. s.Members.Select(m => m.Organisation).Where(o => o.Length > 0).Distinct()]))], Doubtful);
        await MatchAsync(db, cancel);
    }

    private IEnumerable<SeatView> Seats => Convened?.Seats.Where(s => !s.Widening || Convened.Enlarged is not null) ?? [];

    private async Task MatchAsync(AppDb db, CancellationToken cancel)
    {
        var answers = Answered.OfType<string>().Select(w => w.Split('|')).Where(w => w.Length == 2 && int.TryParse(w[0], out _))
            .DistinctBy(w => w[0]).ToDictionary(w => int.Parse(w[0], CultureInfo.InvariantCulture), w => w[1]);
        Found = new(Read!.Rows, await KnownAsync(db, cancel),
            [.. Seats.SelectMany(s => s.Members.Select(m => new Sitting(s.Id, m.Person, m.Name, m.IsSubstitute)))], answers, Blank);
        Asked = [.. Found.Lines.Where(m => m.Candidates.Count > 0)];
        Answered = [.. Asked.Select(m => answers.TryGetValue(m.Line.Row, out var said)
            ? string.Create(CultureInfo.InvariantCulture, $"{m.Line.Row}|{said}") : "")];
    }

    private async Task<IReadOnlyList<KnownPerson>> KnownAsync(AppDb db, CancellationToken cancel)
    {
        var (meeting, registrations, attendances) = (Meeting.Id, db.Set<Registration>(), db.Attendances);
        return [.. (await db.Set<Person>().AsNoTracking().Where(p => registrations.Any(r => r.Meeting == meeting && r.Person == p.Id)
            || attendances.Any(a => a.Meeting == meeting && a.Person == p.Id)).OrderBy(p => EF.Property<string>(p, NameOrder.Key))
            .Select(p => new
            {
                p.Id,
                p.Name,
                p.Channel,
                p.Address,
                IsRegistered = registrations.Any(r => r.Meeting == meeting && r.Person == p.Id),
                IsPresent = attendances.Any(a => a.Meeting == meeting && a.Person == p.Id),
            }).ToListAsync(cancel)).Select(p => new KnownPerson(p.Id, p.Name, p.Channel, p.Address, p.IsRegistered, p.IsPresent))];
    }

    /// <summary>The sheet as it stands now, to be filled in elsewhere and brought back.</summary>
    public async Task<Table> OnGetSheetAsync(CancellationToken cancel)
    {
        List<object?[]> rows = [];
        var seats = Seats.ToDictionary(s => s.Id, s => $"{s.Number}. {s.Interest}");
        var marked = await Db.SeatAttendances.AsNoTracking().Where(a => a.Meeting == Meeting.Id).ToDictionaryAsync(a => a.Seat, cancel);
        foreach (var seat in Seats.Where(s => s.Members.Count > 0 || marked.ContainsKey(s.Id)))
        {
            var here = marked.GetValueOrDefault(seat.Id);
            var holder = seat.Members.FirstOrDefault(m => !m.IsSubstitute)?.Name ?? "";
            var name = here is { WasThere: true } ? here.Name.Length > 0 ? here.Name
                : seat.Members.Concat(seat.Former).FirstOrDefault(m => m.Person == here.Person)?.Name ?? holder : holder;
            rows.Add([name, seats[seat.Id], here is null ? "" : L[here.WasThere ? "Sì" : "No"].Value,
                here?.ProxyTo is { } to ? seats.GetValueOrDefault(to, "") : "", ""]);
        }
        rows.AddRange((await KnownAsync(Db, cancel)).Where(p => p.Name.Length > 0).Select(p => (object?[])[p.Name, "",
            p.IsPresent ? L["Sì"].Value : HasBegun && marked.Count > 0 ? L["No"].Value : "", "", p.Address]));
        return new($"presenze-{Meeting.Number}", Table.Columns("Nome", "Posto", "Presente", "Delega a", "Recapito"), rows);
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancel)
    {
        if (List is null) return Page();
        foreach (var (field, sentence) in MissingOfFile().Concat(Missing())) ModelState.AddModelError(field, sentence);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var meeting = await write.Db.Meetings.SingleOrDefaultAsync(m => m.Id == Meeting.Id, cancel) ?? throw new Unknown();
            RuleViolation.Unless(HasBegun, "seat-attendance.early", "Le presenze si segnano dal giorno dell'incontro.");
            await MatchAsync(write.Db, cancel);
            var (seats, known) = (await MarkSeatsAsync(write, meeting, cancel), await MarkKnownAsync(write, meeting, cancel));
            var fresh = await AddAsync(write, meeting, cancel);
            write.Db.Tell(new AttendanceImported(meeting.Id, Process.Subject, seats, known, fresh));
            await RememberAsync(write.Db, cancel);
            return new(seats > 0 ? MeetingUrls.Seats(Process.Slug, Meeting.Id.Value) : Attendance,
                L["Registrate le presenze. Per posto: {0}. Dall'elenco: {1}. Senza iscrizione: {2}.", seats, known, fresh]);
        });
    }

    // Proxies go to who is there, so they come last.
    private async Task<int> MarkSeatsAsync(WriteScope write, Meeting meeting, CancellationToken cancel)
    {
        var lines = Found!.Lines.Where(m => m.Line.Seat is not null).OrderBy(m => m.Outcome == Outcome.Proxy).ToList();
        if (lines.Count == 0) return 0;
        if (meeting.Group is null) meeting.BelongTo(Convened!.Id);
        var marked = await write.Db.SeatAttendances.Where(a => a.Meeting == meeting.Id).ToDictionaryAsync(a => a.Seat, cancel);
        foreach (var (line, outcome, person, _) in lines)
        {
            if (outcome == Outcome.Proxy) RuleViolation.Unless(marked.GetValueOrDefault(line.ProxyTo!.Id) is { IsThere: true },
                "seat-attendance.proxy-row", "Riga {0}: la delega va a un posto presente, e «{1}» non lo è.", line.Row, line.ProxyTo.Shown);
            var presence = outcome switch
            {
                Outcome.Holder => SeatPresence.Holder,
                Outcome.Substitute or Outcome.OtherSubstitute => SeatPresence.Substitute,
                Outcome.Proxy => SeatPresence.Proxy,
                _ => SeatPresence.Absent,
            };
            var name = outcome == Outcome.OtherSubstitute ? line.Name : "";
            if (!marked.TryGetValue(line.Seat!.Id, out var seat)) write.Db.Add(marked[line.Seat.Id] = seat =
                SeatAttendance.Of(meeting, line.Seat.Id));
            else if ((seat.Presence, seat.Person, seat.Name, seat.ProxyTo) == (presence, person, name, line.ProxyTo?.Id)) continue;
            seat.Mark(meeting, presence, person, name, line.ProxyTo?.Id, write.Now);
        }
        return lines.Count;
    }

    private async Task<int> MarkKnownAsync(WriteScope write, Meeting meeting, CancellationToken cancel)
    {
        List<Id<Person>> there = [.. Found!.Lines.Where(m => m.Outcome == Outcome.Known).Select(m => m.Person!.Value).Distinct()];
        var already = (await write.Db.Attendances.Where(a => a.Meeting == meeting.Id).Select(a => a.Person).ToListAsync(cancel))
            .ToHashSet();
        foreach (var person in there.Where(p => !already.Contains(p))) write.Db.Add(Meetings.Attendance.Of(meeting, person, write.Now));
        return there.Count;
    }

    private async Task<int> AddAsync(WriteScope write, Meeting meeting, CancellationToken cancel)
    {
        var people = write.Get<PeopleBook>();
        List<Person> fresh = [.. WalkIns.Select(m => WithoutContacts ? people.Meet(m.Line.Name, Channel.None, "")
            : people.Meet(m.Line.Name, m.Line.Channel, m.Line.Address))];
        foreach (var person in fresh) write.Db.Add(Meetings.Attendance.Of(meeting, person.Id, write.Now));
        await people.TakePartTogetherAsync(fresh, meeting.ProcessSubject, ParticipationKind.Meeting, cancel);
        return fresh.Count;
    }

    /// <summary>What must be answered or mended before anything is taken.</summary>
    private IEnumerable<(string Field, string Sentence)> Missing()
    {
        if (!Has(AttendanceField.Name)) yield return ("", L["Di' quale colonna è il nome."]);
        foreach (var twice in new[] { AttendanceField.Seat, AttendanceField.Present, AttendanceField.ProxyTo }
            .Where(field => Fields.Count(f => f == field.ToString()) > 1))
            yield return ("", L["«{0}» è una colonna sola: delle altre scegli «Lascia fuori».", L[twice.Italian()]]);
        if (Convened is null && (Has(AttendanceField.Seat) || Has(AttendanceField.ProxyTo)))
            yield return ("", L["Questo incontro non è di un gruppo e non ha posti: della colonna dei posti scegli «Lascia fuori»."]);
        if (List!.Rows.Length > AttendanceList.MostRows)
            yield return ("", L["Il file è troppo lungo, le righe possono essere al massimo {0}: dividilo.", AttendanceList.MostRows]);
        if (AsksBlank && Blank is null) yield return (nameof(Blank), L["Di' che cosa vuol dire una casella vuota."]);
        if (Read!.Questions.Count > 0 && Doubtful is null) yield return (nameof(Doubtful), L["Scegli che cosa fare dei recapiti dubbi."]);
        if (Read.Errors.Count > 0 && !SkipWrong)
            yield return (nameof(SkipWrong), L["Ci sono celle sbagliate: correggile nel file, oppure scegli di lasciarle vuote."]);
        foreach (var wrong in Found!.Errors) yield return ("", Say(wrong.Text));
        foreach (var (i, line) in Asked.Index().Where(m => m.Item.Outcome == Outcome.Open))
            yield return ($"{nameof(Answered)}[{i}]", L["Riga {0}: scegli chi è {1}.", line.Line.Row, line.Line.Name]);
        if (!WithoutContacts && !Informed && WalkIns.Any(m => m.Line.Channel != Channel.None)) yield return (nameof(Informed),
            L["I recapiti di chi è arrivato entrano solo se aveva letto l'informativa: confermalo, o importa senza."]);
    }

    /// <summary>What a line comes to, in a few words.</summary>
    internal string Words(Matched line) => line.Outcome switch
    {
        Outcome.Holder => L["titolare, presente"],
        Outcome.Substitute => L["sostituto, presente"],
        Outcome.OtherSubstitute => L["presente al posto del titolare"],
        Outcome.SeatAbsent => L["posto assente"],
        Outcome.Proxy => L["delega a: {0}", line.Line.ProxyTo!.Shown],
        Outcome.Known => L["nell'elenco, presente"],
        Outcome.WalkIn => L["arriva senza iscrizione"],
        Outcome.KnownAbsent => L["nell'elenco, assente"],
        Outcome.LeftOut => L["resta fuori: non è nell'elenco e non c'era"],
        Outcome.Again => L["la stessa persona di un'altra riga"],
        _ => L["da chiarire"],
    };
}
