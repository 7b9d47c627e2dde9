using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Groups;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;
using Patto.Tests.Processes;
using DocumentContact = Patto.Modules.Documents.Contact;
using PersonInTown = Patto.People.Person;

namespace Patto.Tests.Web;

/// <summary>A word of its own is put into every field that is personal or not public; then everybody else reads all there is to
/// read.</summary>
public sealed partial class SecretsTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private const string Slug = "laboratorio-welfare";
    /// <summary>Stands next to every secret, so that a search for it would find them all.</summary>
    private const string Bait = "quarzite";
    private const string OfEveryWord = "vyxw";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly List<(string Word, string Field)> _secrets = [];
    private readonly List<string> _ids = [];
    private readonly List<string> _slugs = [Slug];
    private readonly List<string> _kinds = [];
    private readonly List<string> _tables = [];
    private readonly List<string> _leaks = [];
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _read = [];
    private Authority _elsewhere = null!;

    [Fact]
    public async Task What_is_personal_or_not_public_is_in_no_byte_that_a_stranger_reads()
    {
        await PlantAsync();
        _elsewhere = await demo.Host.AuthorityAsync("Comune di Altrove", "altrove.example");
        var elsa = await demo.Host.AccountAsync("Elsa Estranea", _elsewhere, Role.Administrator);
        // Whoever comes asks for every address; from another town each a third, in a long run all.
        await ReadAllAsync("anybody", demo.Host.Visitor(), 1);
        await ReadAllAsync("another town's administrator at home", await demo.Host.SignedInAsync(elsa, "altrove.example"), 3);
        await ReadAllAsync("another town's administrator", await HereAsync(elsa), 3);
        if (_leaks.Count > 0) Assert.Fail($"{_leaks.Count} leaks:\n" + string.Join("\n", _leaks.Distinct().Take(60)));
        Assert.True(_read.Count > 500, $"only {_read.Count} addresses were read");
    }

    [Fact]
    public async Task The_same_addresses_show_them_to_those_they_are_for()
    {
        // Otherwise the other test would prove nothing.
        Assert.SkipWhen(PlatformHost.OnPostgres && !TestRun.IsLong, "Who reads what does not depend on the engine: asked on SQLite.");
        await PlantAsync();
        foreach (var name in new[] { "chiara.monti", "lorenzo.bassi", "irene.zanella" })
            await ReadDirectlyAsync(name, await demo.ComeAsync(name), Addresses().ToList(), () => Unseen().Count == 0);
        if (Unseen() is { Count: > 0 } unseen) Assert.Fail("Nobody inside reads: " + string.Join(", ", unseen));
    }

    private List<string> Unseen() =>
        [.. _secrets.Select(s => s.Field).Where(field => !OnPaperOnly().IsMatch(field) && !_seen.Contains(field))];

    /// <summary>What leaves with a letter only, or stands on no page any more once it was read.</summary>
    [GeneratedRegex("e-mail»|«who wrote it|«reason of the refusal|«refused contribution|«hidden words")]
    private static partial Regex OnPaperOnly();

    // The cookie of her own town, sent to this one.
    private async Task<Visitor> HereAsync(Account elsa)
    {
        var visitor = await demo.Host.SignedInAsync(elsa, "altrove.example");
        visitor.Client.DefaultRequestHeaders.Host = "localhost";
        return visitor;
    }

    private async Task ReadAllAsync(string who, Visitor visitor, int oneIn)
    {
        var walk = new Walk { Hear = (url, answer) => HearAsync(who, url, answer) };
        string[] starts = ["/", "/percorsi", "/area-personale", "/amministrazione/ente", "/amministrazione/persone", "/posta", "/registro",
            "/osservatorio", "/status", "/robots.txt", "/sitemap.xml", "/sitemap/0.xml", "/api/v1/openapi.json", "/api/v1/processes",
            "/api/v1/records", "/incontri/calendario.ics"];
        await walk.GoAsync(visitor, [.. starts, .. Searches()]);
        await ReadDirectlyAsync(who, visitor, [.. TestRun.Drawn(PlatformHost.Asked(Addresses()), oneIn)], () => false);
    }

    private async Task ReadDirectlyAsync(string who, Visitor visitor, IReadOnlyCollection<string> asked, Func<bool> isEnough)
    {
        var addresses = Addresses().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{who}: {asked.Count} of {addresses.Count} addresses asked for by hand");
        Assert.True(addresses.Count >= 2174, $"only {addresses.Count} addresses were filled with what was planted");
        foreach (var url in asked)
        {
            using var answer = await visitor.GetAsync(url);
            Assert.True((int)answer.StatusCode < 500, $"{who} at {url}: {(int)answer.StatusCode}");
            await HearAsync(who, url, answer);
            if (isEnough()) return;
        }
    }

    private async Task HearAsync(string who, string url, HttpResponseMessage answer)
    {
        _read.Add(url);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        // Calendars fold long lines.
        var all = (Encoding.UTF8.GetString(bytes) + answer.Headers + answer.Content.Headers).Replace("\r\n ", "", StringComparison.Ordinal);
        // What all the words have in common is looked for first: most pages are read once, not once for each word.
        if (!all.Contains(OfEveryWord, StringComparison.OrdinalIgnoreCase)) return;
        foreach (var (word, field) in _secrets)
        {
            if (!all.Contains(word, StringComparison.OrdinalIgnoreCase)) continue;
            _seen.Add(field);
            _leaks.Add($"{who} reads {field} at {url} ({(int)answer.StatusCode})");
        }
    }

    private IEnumerable<string> Searches() =>
        [$"/cerca?parole={Bait}", $"/osservatorio?q={Bait}",
            .. _slugs.SelectMany(s => new[] { $"/percorsi/{s}/contributi?cerca={Bait}", $"/percorsi/{s}/contributi/dati.csv",
            $"/percorsi/{s}/aggiornamenti.xml", $"/percorsi/{s}/portatori/registro?handler=Csv" })];

    /// <summary>Every route that takes something, with everything that was planted.</summary>
    private IEnumerable<string> Addresses() => Walk.Routes(demo.Host).Where(r => r.Contains('{', StringComparison.Ordinal)
        && !r.StartsWith("/lingua/", StringComparison.Ordinal)).SelectMany(Filled).Concat(Searches())
        .Concat(_ids.Where(i => i.StartsWith("code:", StringComparison.Ordinal))
            .Select(i => $"/percorsi/{Slug}/contributi/sportello?codice={Bare(i)}")).Distinct();

    private IEnumerable<string> Filled(string route)
    {
        IEnumerable<string> urls = [route];
        foreach (Match place in Place().Matches(route))
            urls = urls.SelectMany(url =>
                ValuesOf(place.Groups["name"].Value, route).Where(v => !IsOfGuid(place) || Guid.TryParse(v, out _))
                    .Select(v => url.Replace(place.Value, v, StringComparison.Ordinal))).ToList();
        return urls.SelectMany(u => u.Contains("/documenti/", StringComparison.Ordinal) ? [u, u + "?bozza=true"] : new[] { u });
    }

    // A code in its place leads to no page of ours at all.
    private static bool IsOfGuid(Match place) => place.Value.EndsWith(":guid}", StringComparison.Ordinal);

    private IEnumerable<string> ValuesOf(string name, string route) => name switch
    {
        "process" or "slug" => route.Count(c => c == '{') == 1 ? _slugs : [Slug],
        "meeting" => _ids.Where(i => i.StartsWith("meeting:", StringComparison.Ordinal)).Select(Bare),
        "id" when route.Contains("/documenti/", StringComparison.Ordinal) =>
        _ids.Where(i => i.StartsWith("document:", StringComparison.Ordinal)).Select(Bare),
        // Each kind that files hang on with each thing that was planted; of the files, those that are files.
        "kind" => _kinds,
        "file" => _ids.Where(i => i.StartsWith("file:", StringComparison.Ordinal)).Select(Bare),
        "table" => _tables,
        "format" when route.Contains("/documenti/", StringComparison.Ordinal) => ["md", "docx"],
        "format" => ["csv", "json", "xlsx"],
        "name" => ["verbale.pdf"],
        "part" => ["testi", "oggetto", "temi"],
        "status" => ["404"],
        _ => _ids.Select(Bare),
    };

    private static string Bare(string id) => id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private string Secret(string field)
    {
        var word = $"zq{(char)('a' + _secrets.Count / 20)}{(char)('a' + _secrets.Count % 20)}{OfEveryWord}";
        _secrets.Add((word, $"«{field}»"));
        return word;
    }

    private T Known<T>(string kind, T id)
    {
        _ids.Add($"{kind}:{id}");
        return id;
    }

    private async Task PlantAsync()
    {
        var published = await demo.Host.Act(demo.Town, null, PlantAllAsync);
        await demo.Host.Act(demo.Town, null, async write =>
        {
            (await write.Db.Set<Contribution>().SingleAsync(c => c.Id == published, Cancel)).UndoReading(write.Now);
            return 0;
        });
    }

    private async Task<Id<Contribution>> PlantAllAsync(WriteScope write)
    {
        var lab = (await write.Get<ProcessBook>().FindAsync(Slug, demo.Town.Id, Cancel))!;
        Known("process", lab.Id);
        _kinds.AddRange(write.Get<FileBook>().Kinds);
        _tables.AddRange(write.Services.GetServices<OpenTable>().Select(t => t.Key));
        var published = await PlantVoicesAsync(write, lab);
        await PlantMeetingsAsync(write, lab);
        await PlantTextsAsync(write, lab);
        await PlantPeopleAsync(write, lab);
        await PlantDraftAsync(write);
        return published;
    }

    private PersonInTown Someone(WriteScope write, string where) =>
        write.Get<PeopleBook>().Meet(Secret(where + ": name"), Channel.Email, $"{Secret(where + ": e-mail")}@posta.example");

    /// <returns>The one that is published now and taken back afterwards.</returns>
    private async Task<Id<Contribution>> PlantVoicesAsync(WriteScope write, ProcessInfo lab)
    {
        var book = write.Get<ContributionBook>();
        async Task<Contribution> SayAsync(string field, PersonInTown? by = null)
        {
            var said = await book.RecordAsync(lab,
                new($"{Bait} di sera: {Secret(field)} non passa.", Via.Web) { Speaker = by?.Id }, Cancel);
            Known("code", said.Code);
            Known("contribution", said.Id);
            return write.Db.Set<Contribution>().Local.Single(c => c.Id == said.Id);
        }
        await SayAsync("unread contribution", Someone(write, "who wrote it"));
        (await SayAsync("refused contribution")).Refuse($"Nomina una persona, {Secret("reason of the refusal")}.", write.Now);
        (await SayAsync("hidden words")).PublishHiding([_secrets[^1].Word], write.Now);
        var taken = await SayAsync("contribution taken back by the desk");
        taken.Publish(write.Now);
        return taken.Id;
    }

    private async Task PlantMeetingsAsync(WriteScope write, ProcessInfo lab)
    {
        var (book, start) = (write.Get<MeetingBook>(), write.Now.AddDays(10));
        var draft = await book.PlanAsync(lab, $"{Bait} {Secret("draft meeting: title")}", Method.Assembly, start,
            start.AddHours(2), Cancel);
        draft.Describe(draft.Title, Method.Assembly, Secret("draft meeting: question"), null, null, start, start.AddHours(2),
            Secret("draft meeting: place"), [], null, true);
        Known("meeting", draft.Id);

        var open = await book.PlanAsync(lab, "Incontro aperto", Method.Assembly, start, start.AddHours(2), Cancel);
        open.Describe("Incontro aperto", Method.Assembly, "", null, null, start, start.AddHours(2), "Sala civica", [], null, true);
        open.Publish();
        Known("meeting", open.Id);
        var comer = Someone(write, "who registered");
        comer.Need(Secret("access needs"), open.End.AddDays(30));
        write.Db.Add(open.Register(comer, write.Now));
        write.Db.Add(Attendance.Of(open, write.Get<PeopleBook>().Meet(Secret("who was there: name"), Channel.None, "").Id, write.Now));
        write.Db.Add(DraftingOffer.Of(open, Someone(write, "who offers to write"), Secret("why they offer"), write.Now));
        write.Db.Add(Minutes.Write(open, null, $"{Bait}. {Secret("draft minutes")}", MinutesState.Draft, null, write.Now));
        write.Db.Add(Agreement.Make(open, Secret("agreement of unpublished minutes"), "Segreteria", null));
    }

    private async Task PlantTextsAsync(WriteScope write, ProcessInfo lab)
    {
        var drafting = write.Get<Drafting>();
        var draft = Document.Start(lab.Id, demo.Town.Id, Modules.Documents.Contracts.DocumentKind.Regulation,
            $"{Bait} {Secret("draft text: title")}", Secret("draft text: lead"), write.Now);
        write.Db.Add(draft);
        var outline = await drafting.OutlineAsync(draft);
        var article = outline.AddArticle(null, Secret("draft text: heading"), "", null, write.Now);
        outline.AddComma(article, $"{Bait} {Secret("draft text: comma")}", "", [], null, write.Now);
        await drafting.SaveAsync(draft, outline);
        Known("document", draft.Id);

        var day = Localization.Texts.RomeDay(write.Now);
        var open = await drafting.LoadAsync(await write.Db.Set<Document>()
            .Where(d => d.Process == lab.Id && d.OpenFrom <= day && d.OpenTo >= day).Select(d => d.Id).FirstAsync(Cancel));
        Known("document", open.Id);
        var comma = open.Editions[^1].Parts.First(p => p.Kind == NodeKind.Comma);
        Known("eid", comma.EId);
        Known("eid", comma.EId.Split("__")[0]);
        var amendment = await drafting.ProposeAsync(lab, open, comma, $"{comma.Text} {Bait} {Secret("unread amendment: text")}",
            Secret("unread amendment: why"), Secret("unread amendment: signature"),
            new(Channel.Email, Secret("amendment: name"), $"{Secret("amendment: e-mail")}@posta.example"), write.Now, cancel: Cancel);
        Known("code", amendment.Code);
        Known("amendment", amendment.Id);
        var head = open.Editions[^1].Parts.First(p => p.EId == comma.EId.Split("__")[0]);
        var comment = await drafting.CommentAsync(lab, open, head, $"{Bait} {Secret("unread comment: text")}",
            Secret("unread comment: signature"), DocumentContact.None, write.Now, Cancel);
        Known("comment", comment.Id);
        var text = await drafting.OutlineAsync(open);
        text.Find(comma.Node)!.Rewrite($"{Bait} {Secret("a change in no edition yet")}", Secret("why it changes"), [], null, write.Now);
        await drafting.SaveAsync(open, text);
    }

    private async Task PlantPeopleAsync(WriteScope write, ProcessInfo lab)
    {
        var holder = Stakeholder.Note(demo.Town.Id, lab.Id, "Associazione di quartiere", InterestMap.PrivateAndCitizens, "conosce le case",
            null, write.Now);
        holder.Describe(holder.Name, holder.Map, holder.What, null, "", [], 3, $"{Bait} {Secret("what it takes to have them come")}",
            shown: true);
        holder.Reach(Localization.Texts.RomeDay(write.Now), ContactWay.Phone, ContactAnswer.Yes, Secret("note of a contact"),
            Localization.Texts.RomeDay(write.Now));
        var unread = Stakeholder.Note(demo.Town.Id, lab.Id, $"{Bait} {Secret("who put themselves on the map: name")}",
            InterestMap.PrivateAndCitizens, Secret("their interest"), null, write.Now, Someone(write, "who speaks for them").Id);
        write.Db.AddRange(holder, unread);
        var missing = Suggestion.Send(demo.Town.Id, lab.Id, $"{Bait} {Secret("who is said to be missing")}", Secret("why they are missing"),
            write.Get<PeopleBook>().Meet("", Channel.Email, $"{Secret("who says who is missing: e-mail")}@posta.example").Id, write.Now);
        write.Db.Add(missing);
        Known("suggestion", missing.Id);
        Known("stakeholder", holder.Id);
        Known("stakeholder", unread.Id);

        var table = await write.Db.Set<Modules.Groups.Group>().FirstAsync(g => g.Process == lab.Id, Cancel);
        Known("group", table.Id);
        var asking = Someone(write, "who asks to sit");
        var application = Application.Send(table, asking.Id, asking.Name, Secret("application: interest"),
            Secret("application: organisation"), Secret("application: why"), write.Now);
        write.Db.Add(application);
        Known("application", application.Id);

        await write.Get<InvitationBook>().InviteAsync($"{Secret("invitation: e-mail")}@posta.example", Secret("invitation: name"),
            Role.Facilitator, lab.Subject, lab.Subject, lab.Title, Cancel);
        write.Db.Add(Subscription.Ask(lab.Id, demo.Town.Id, $"{Secret("subscription: e-mail")}@posta.example", "it", write.Now));
        write.Get<Outbox>().Post(Recipient.Email($"{Secret("letter: address")}@posta.example", Secret("letter: name")),
            new($"{Bait} {Secret("letter: subject")}", Secret("letter: text"), null, null, lab.Subject, lab.Subject));
        foreach (var letter in write.Db.Set<Letter>().Local) Known("letter", letter.Id);
        var bytes = Encoding.ASCII.GetBytes($"Verbale riservato. {Secret("file for the staff")}");
        var store = write.Get<FileStore>();
        var given = await store.ReadAsync(new FormFile(new MemoryStream(bytes), 0, bytes.Length, "f", "verbale.txt"), "f", Cancel);
        var file = await store.KeepAsync(given, "f", new(Secret("title of a file for the staff")),
            ProcessFile.OwnerOf(lab, lab.Subject, lab.Title, "/", true, ProcessActs.Edit), Cancel, Visibility.Staff);
        Known("file", file.Id);
    }

    private async Task PlantDraftAsync(WriteScope write)
    {
        var key = "ZQ" + Guid.NewGuid().ToString("N")[..4].ToUpperInvariant();
        var draft = Process.FromTemplate(demo.Town.Id, key, $"bozza-{key.ToLowerInvariant()}", $"{Bait} {Secret("draft process: title")}",
            new TemplateLibrary().Find("lwp")!, Localization.Texts.RomeDay(write.Now), write.Now);
        draft.Describe(draft.Title, Secret("draft process: subtitle"), Secret("draft process: summary"),
            Secret("draft process: commitment"));
        draft.Delimit([Secret("draft process: what is up for decision")], [Secret("draft process: what is not")]);
        write.Db.Add(draft);
        _slugs.Add(draft.Slug);
        var inside = new ProcessInfo(draft.Id, demo.Town.Id, key, draft.Slug, draft.Title, "", false, false);
        var said = await write.Get<ContributionBook>()
            .RecordAsync(inside, new($"{Bait} {Secret("published voice of a draft process")}", Via.Desk), Cancel);
        await write.Get<ContributionBook>().PublishAsync(said.Id, Cancel);
        Known("code", said.Code);
        Known("contribution", said.Id);
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}")]
    private static partial Regex Place();
}
