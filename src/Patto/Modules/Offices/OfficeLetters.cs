using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Identity;
using Patto.Jobs;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Offices;

/// <summary>The link by which an office answers, as it stands in its letter.</summary>
public sealed class OfficeTokens(IDataProtectionProvider protection)
{
    private readonly SealedToken _reply = new(protection, "offices.reply");

    public string For(OfficeQuestion question) => _reply.Seal(question.Id.ToString());

    /// <summary>Null when the link is not ours.</summary>
    public Id<OfficeQuestion>? Open(string? token) => _reply.Open(token) is { } id ? Id<OfficeQuestion>.Parse(id, null) : null;
}

/// <summary>What offices are written: the question, the reminder, that it is not needed any more, what was decided.</summary>
internal sealed class OfficeLetters(Outbox outbox, OfficeTokens tokens, Texts texts)
{
    /// <summary>The question, or the reminder of it, with the link by which it is answered.</summary>
    public void Ask(ProcessInfo process, Office office, OfficeQuestion question, bool? late = null)
    {
        if (!question.WantsAnswer) { Tell(process, office, question); return; }
        var due = texts.Day(question.Due!.Value);
        var subject = late switch
        {
            null => texts["Vi chiediamo una risposta entro il {0}", due],
            false => texts["Vi ricordiamo: una risposta entro il {0}", due],
            _ => texts["È passato il termine per la vostra risposta: era il {0}", due],
        };
        var token = tokens.For(question);
        outbox.Post(office.Box, new Message(subject,
            texts["Nel percorso «{0}» vi chiediamo una cosa su {1}:", process.Title, question.Label] + "\n\n" + question.Text + "\n\n"
                + (question.IsPublic ? texts["La vostra risposta si pubblica, con il nome dell'ufficio."]
                    : texts["La vostra risposta la legge solo chi lavora al percorso."]) + "\n\n"
                + texts["Si risponde con il collegamento qui sotto, senza registrarsi. Vale solo per questa domanda."],
            texts["Rispondete qui"], OfficeUrls.Reply(token), question.Subject, process.Subject, Secret: token));
    }

    private void Tell(ProcessInfo process, Office office, OfficeQuestion question) => outbox.Post(office.Box, new Message(
        texts["Vi teniamo al corrente: {0}", question.Label],
        texts["Nel percorso «{0}» si parla di {1}, che riguarda il vostro ufficio. Non serve una risposta: quando si decide vi scriviamo.",
            process.Title, question.Label],
        texts["Il percorso"], ProcessUrls.Show(process.Slug), question.Subject, process.Subject));

    public void NotNeeded(ProcessInfo process, Office office, OfficeQuestion question) => outbox.Post(office.Box, new Message(
        texts["Non serve più la vostra risposta su {0}", question.Label],
        texts["Nel percorso «{0}» la domanda su {1} è stata ritirata. Motivo: {2}", process.Title, question.Label, question.WithdrawnWhy],
        texts["Il percorso"], ProcessUrls.Show(process.Slug), question.Subject, process.Subject));

    public void Decided(ProcessInfo process, Office office, IReadOnlyList<string> labels, DecisionTaken decided) =>
        outbox.Post(office.Box, new Message(
            texts["È stato deciso: {0}", Excerpt.Of(texts.List(labels), 120)],
            texts["Nel percorso «{0}» chi decide ha deciso su qualcosa che riguarda il vostro ufficio: {1}.",
                process.Title, texts.List(labels)]
                + "\n\n" + texts["L'atto è il n. {0} del {1}. Sulla pagina trovate l'esito e i motivi.",
                    decided.Number, texts.Day(decided.Day)],
            texts["La decisione"], DecisionUrls.List(process.Slug), decided.About, process.Subject));
}

/// <summary>A decision touches the offices that were asked about what it settles, or about what that came from.</summary>
internal sealed class TellTheOffices(AppDb db, OfficeLetters letters, ProcessBook processes) : IHandle<DecisionTaken>
{
    public async Task HandleAsync(DecisionTaken happened, CancellationToken cancel)
    {
        var asked = await db.Set<OfficeQuestion>().Where(q => q.Process == happened.In && q.Withdrawn == null).ToListAsync(cancel);
        if (asked.Count == 0 || await processes.GetAsync(happened.In, cancel) is not { } process) return;
        var settled = happened.Outcomes.Select(o => o.Of).ToHashSet();
        var reached = await ReachedAsync(process, [.. asked.Select(q => q.About).Distinct()], settled, cancel);
        var touched = asked.FindAll(q => reached.Contains(q.About));
        if (touched.Count == 0) return;
        var ids = touched.Select(q => q.Office).Distinct().ToList();
        var offices = await db.Set<Office>().Where(o => ids.Contains(o.Id) && o.Retired == null).ToListAsync(cancel);
        foreach (var office in offices)
            letters.Decided(process, office, [.. touched.Where(q => q.Office == office.Id).Select(q => q.Label).Distinct()], happened);
        if (offices.Count > 0) touched[0].TellOf(happened.About, offices.Count);
    }

    // Along the thread from what was asked about to what was settled.
    private async Task<HashSet<Subject>> ReachedAsync(ProcessInfo process, IReadOnlyList<Subject> about, HashSet<Subject> settled,
        CancellationToken cancel)
    {
        HashSet<Subject> reached = [.. about.Where(settled.Contains)];
        var scope = process.Id.Value;
        var links = await db.Set<Link>().AsNoTracking().Where(l => l.Scope == scope && l.Closed == null
            && !Relations.Aside.Contains(l.Relation)).Select(l => new { l.From, l.To }).ToListAsync(cancel);
        var next = links.ToLookup(l => l.From, l => l.To);
        foreach (var start in about.Where(a => !reached.Contains(a)))
        {
            HashSet<Subject> seen = [start];
            Queue<Subject> edge = new([start]);
            while (edge.TryDequeue(out var at))
                foreach (var to in next[at])
                    if (seen.Add(to)) edge.Enqueue(to);
            if (seen.Overlaps(settled)) reached.Add(start);
        }
        return reached;
    }
}

/// <summary>What is to be reminded of by itself: three days before the term, and once after it.</summary>
internal sealed class OfficeReminders(AppDb db, OfficeLetters letters, ProcessBook processes, TimeProvider clock)
{
    private const int Before = 3;
    private const int Morning = 9, Evening = 18;

    public async Task<List<Id<Authority>>> TownsAsync(CancellationToken cancel) =>
        TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Texts.Rome).Hour is >= Morning and < Evening
            ? [.. (await DueAsync(cancel)).Select(q => q.Authority).Distinct()] : [];

    public async Task RunAsync(Id<Authority> town, CancellationToken cancel)
    {
        var today = Texts.RomeDay(clock.GetUtcNow());
        var due = (await DueAsync(cancel)).Where(q => q.Authority == town).ToList();
        var offices = await db.Set<Office>().Where(o => o.Authority == town && o.Retired == null).ToDictionaryAsync(o => o.Id, cancel);
        foreach (var group in due.GroupBy(q => q.Process))
        {
            var process = await processes.GetAsync(group.Key, cancel);
            foreach (var question in group)
            {
                var late = question.Due < today;
                question.Remind(late, clock.GetUtcNow());
                if (process is { IsConcluded: false } && offices.TryGetValue(question.Office, out var office))
                    letters.Ask(process, office, question, late);
            }
        }
    }

    private Task<List<OfficeQuestion>> DueAsync(CancellationToken cancel)
    {
        var today = Texts.RomeDay(clock.GetUtcNow());
        var soon = today.AddDays(Before);
        return db.Set<OfficeQuestion>().Where(q => q.AnsweredAt == null && q.Withdrawn == null && q.Due != null && q.Due <= soon
            && (q.Due >= today ? q.RemindedBefore == null : q.RemindedAfter == null)).ToListAsync(cancel);
    }
}

/// <summary>Looks every half hour for offices that are to be reminded.</summary>
internal sealed class RemindOfficesByItself(IServiceScopeFactory scopes, ILogger<RemindOfficesByItself> log)
    : Loop(scopes, log, TimeSpan.FromMinutes(30))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var towns = await services.GetRequiredService<OfficeReminders>().TownsAsync(cancel);
        await TownByTown.ActAsync(services, towns, (write, town) => write.Get<OfficeReminders>().RunAsync(town, cancel), cancel);
    }
}
