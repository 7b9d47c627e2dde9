using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Web;

namespace Patto.Tests.Processes;

/// <summary>A process in which whoever may does what comes to their mind: opens a page, fills its form as it stands there, sends it.</summary>
internal sealed class AnybodysDay(PlatformHost host, Authority town, Process process, Random chance, AnybodysDay.Cast cast)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public sealed record Cast(Visitor Officer, Visitor Administrator, Visitor Anybody)
    {
        public Visitor For(Act? act) => act is null || act.Standing.Length == 0 ? Anybody
            : act.Standing.Contains(Role.Officer) ? Officer : Administrator;
    }

    public Process Process => process;
    private readonly List<string> _secrets = [];
    private readonly List<string> _codes = [];

    /// <summary>Something of each kind, so that an act finds what it is about.</summary>
    public async Task BeginAsync()
    {
        var document = await host.DocumentAsync(town, process);
        var finished = await host.DocumentAsync(town, process, open: false);
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        await host.Act(town, null, async write =>
        {
            List<Recorded> said = [];
            for (var n = 0; n < 4; n++)
            {
                said.Add(await write.Get<ContributionBook>().RecordAsync(info, new NewContribution($"Una panchina davanti al numero {n}",
                    Via.Web), Cancel));
                if (n > 0) await write.Get<ContributionBook>().PublishAsync(said[n].Id, Cancel);
            }
            _secrets.AddRange(said.Select(s => s.Secret));
            _codes.AddRange(said.Select(s => s.Code));
            await write.Db.SaveChangesAsync(Cancel);
            var proposal = await write.Get<Gathering>().GatherAsync(info, "Panchine", "Si chiedono.", null, [said[1].Id, said[2].Id],
                write.Now);
            var edition = await write.Db.Editions.SingleAsync(e => e.Document == document.Id, Cancel);
            write.Db.Add(Amendment.Propose(document, edition.Parts.First(p => p.Kind == NodeKind.Comma), 1, $"{process.Key}-E9001", "Altro",
                "Perché", "", null, write.Now));
            write.Db.Add(Comment.Write(document, edition.Parts.First(p => p.Kind == NodeKind.Article), "Un commento", "", null, write.Now));
            var held = await write.Get<MeetingBook>().PlanAsync(info, "Tavolo", Method.Table, write.Now.AddDays(-5),
                write.Now.AddDays(-5).AddHours(2), Cancel);
            write.Db.Add(Agreement.Make(held, "Chiedere il preventivo", "Ufficio", Localization.Texts.RomeDay(write.Now).AddDays(-2)));
            write.Db.Add(Stakeholder.Note(town.Id, process.Id, "Comitato genitori", InterestMap.PrivateAndCitizens, "", null, write.Now,
                null));
            await write.Get<Accounting>().DefineAsync(info, new("Corse", "al mese", "Orari", null, null, null, null, null), [], write.Now);
            await write.Db.SaveChangesAsync(Cancel);
            var drafting = write.Get<Drafting>();
            await drafting.PublishAsync(await drafting.LoadAsync(finished.Id), "Definitivo", final: true, write.Now);
            await write.Db.SaveChangesAsync(Cancel);
            // Half of the days begin with something handed over, and half of those with an answer on it.
            if (chance.Next(2) == 0) return 0;
            var deciding = write.Get<Deciding>();
            var handed = await deciding.HandOverAsync(info, finished.Id, [proposal.Id], "Il regolamento", "Tavolo", "Giunta",
                Localization.Texts.RomeDay(write.Now), write.Now);
            await write.Db.SaveChangesAsync(Cancel);
            if (chance.Next(2) == 0) return 0;
            await deciding.DecideAsync(handed, new("Giunta", "1", Localization.Texts.RomeDay(write.Now)),
                [.. handed.Items.Select(i => new Entry(i.Subject, chance.Next(3) == 0 ? Settled.Deferred : Settled.Accepted, "Così",
                    null, null))], adopts: false, write.Now);
            return 0;
        });
    }

    /// <summary>One act by whoever may do it.</summary>
    /// <returns>Null: there was nothing to do it on. And the sentence of a refusal.</returns>
    public async Task<(bool? Done, string Why)> DoAsync(HandlersTests.Handler handler)
    {
        var who = cast.For(handler.Act);
        if (await AddressAsync(handler) is not { } url) return (null, "");
        var answer = await who.GetAsync(url);
        Assert.True((int)answer.StatusCode < 500, $"GET {url}: {(int)answer.StatusCode}");
        if (answer.StatusCode == HttpStatusCode.NotFound) return (null, "");
        if (answer.StatusCode != HttpStatusCode.OK) return (false, $"the page answers {(int)answer.StatusCode}");
        var page = await Visitor.ParseAsync(answer);
        List<(IHtmlFormElement Form, string Target, IElement Button)> sendable = [.. from form in page.Forms.OfType<IHtmlFormElement>()
                                                                                       where SentForm.IsPosted(form)
                                                                                       from button in form.QuerySelectorAll(
                                                                                           "button:not([type=button])")
                                                                                       let target = button.GetAttribute("formaction")
                                                                                           ?? form.GetAttribute("action") ?? url
                                                                                       where IsTo(target, url, handler.Name)
                                                                                       select (form, target, button)];
        if (sendable.Count == 0) return (null, "");
        var (chosen, to, pressed) = sendable[chance.Next(sendable.Count)];
        var sent = await who.Client.PostAsync(to.Length > 0 ? to : url, new FormUrlEncodedContent(Filled(chosen, pressed)));
        Assert.True((int)sent.StatusCode < 500, $"{handler} at {url}: {(int)sent.StatusCode}");
        if (sent.StatusCode == HttpStatusCode.OK && await SecondStepAsync(who, url, sent) is { } second) sent = second;
        return sent.StatusCode == HttpStatusCode.Redirect ? (true, "") : (false, await WhyAsync(sent));
    }

    // What is shown first and sent then: the page comes back with another form to the same place.
    private async Task<HttpResponseMessage?> SecondStepAsync(Visitor who, string url, HttpResponseMessage shown)
    {
        var page = await Visitor.ParseAsync(shown);
        foreach (var form in page.Forms.OfType<IHtmlFormElement>().Where(SentForm.IsPosted))
            foreach (var button in form.QuerySelectorAll("button:not([type=button])"))
                if ((button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? url) is var target && IsTo(target, url, ""))
                    return await who.Client.PostAsync(target.Length > 0 ? target : url, new FormUrlEncodedContent(Filled(form, button)));
        return null;
    }

    private static async Task<string> WhyAsync(HttpResponseMessage sent) => string.Join(" ", ((await Visitor.ParseAsync(sent))
        .QuerySelector("[role=alert]")?.TextContent ?? $"{(int)sent.StatusCode}").Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries));

    private static bool IsTo(string target, string url, string handler)
    {
        var query = (target.Length > 0 ? target : url).Split('?').ElementAtOrDefault(1) ?? "";
        var named = query.Split('&').FirstOrDefault(q => q.StartsWith("handler=", StringComparison.Ordinal))?["handler=".Length..] ?? "";
        return target.Split('?')[0] is var path && (path.Length == 0 || path == url.Split('?')[0]) && named == handler;
    }

    private IEnumerable<KeyValuePair<string, string>> Filled(IHtmlFormElement form, IElement pressed)
    {
        HashSet<string> radios = [];
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name) continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "radio" }:
                    if (!radios.Add(name)) break;
                    var choices = form.Elements.OfType<IHtmlInputElement>().Where(e => e.Type == "radio" && e.Name == name).ToList();
                    yield return new(name, choices[chance.Next(choices.Count)].Value);
                    break;
                case IHtmlInputElement { Type: "checkbox" } box:
                    if (chance.Next(10) < 8) yield return new(name, box.Value is "on" ? "true" : box.Value);
                    break;
                case IHtmlInputElement { Type: "submit" or "file" or "button" }: break;
                case IHtmlInputElement { Type: "hidden" } input:
                    yield return new(name, name == "__once" ? Guid.NewGuid().ToString() : input.Value);
                    break;
                case IHtmlInputElement input: yield return new(name, Typed(name, input.Type ?? "text", input.Value)); break;
                case IHtmlTextAreaElement area: yield return new(name, Typed(name, "textarea", area.Value)); break;
                case IHtmlSelectElement select:
                    var options = select.Options.Select(o => o.Value).ToList();
                    if (options.Any(o => o.Length > 0)) options.RemoveAll(o => o.Length == 0);
                    yield return new(name, options.Count == 0 ? "" : options[chance.Next(options.Count)]);
                    break;
            }
        }
        if (pressed.GetAttribute("name") is { Length: > 0 } button) yield return new(button, pressed.GetAttribute("value") ?? "");
    }

    private string Typed(string name, string type, string there) => type switch
    {
        "date" => there.Length > 0 ? there : DayFor(name.Split('.')[^1]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "time" => there.Length > 0 ? there : name.Contains("End", StringComparison.Ordinal) ? "20:00" : "18:00",
        // A record asks for words of its own list: what nobody knows stays empty.
        "text" or "textarea" when name.StartsWith("Texts[", StringComparison.Ordinal) => there,
        "text" when name == "Voice" => _codes[chance.Next(_codes.Count)],
        "text" when name == "Address" => chance.Next(2) == 0 ? "0522 123456" : $"voce{chance.Next(1_000_000)}@fontelieta.example",
        "number" => there.Length > 0 ? there : $"{chance.Next(1, 9)}",
        "email" => $"voce{chance.Next(1_000_000)}@fontelieta.example",
        "url" => "https://fontelieta.example/",
        _ => there.Length > 0 && name != "NewText" && chance.Next(3) > 0 ? there : name.Contains("Slip", StringComparison.Ordinal) ? "1"
            : $"Una cosa detta per bene, la numero {chance.Next(1_000_000)}",
    };

    private DateOnly DayFor(string name)
    {
        var today = Localization.Texts.RomeDay(host.Clock.Now);
        return name switch
        {
            "To" => today.AddDays(chance.Next(1, 10)),
            "AnswerBy" => today.AddDays(20),
            "Due" => today.AddDays(chance.Next(-3, 20)),
            "AlboFrom" => today,
            "AlboTo" => today.AddDays(15),
            "Until" or "End" or "TargetDay" => today.AddDays(30),
            _ => today,
        };
    }

    private async Task<string?> AddressAsync(HandlersTests.Handler handler)
    {
        var url = handler.Route;
        foreach (var part in handler.Route.Split('/').Where(p => p.StartsWith('{')))
            if (await ValueAsync(handler, part.Trim('{', '}').Split(':')[0].TrimEnd('?'), url) is { } value) url = url.Replace(part, value,
                StringComparison.Ordinal);
            else return null;
        if (handler.Route.EndsWith("/azioni/nuova", StringComparison.Ordinal))
            return await PickAsync(db => db.Set<Outcome>().Where(o => db.Set<Decision>().Any(d => d.Id == o.Decision
                && d.Process == process.Id)
                && (o.Settled == Settled.Accepted || o.Settled == Settled.InPart)).Select(o => o.Id)) is { } outcome
                    ? $"{url}?esito={outcome}" : null;
        return url;
    }

    private async Task<string?> ValueAsync(HandlersTests.Handler handler, string part, string url) => part switch
    {
        "process" => process.Slug,
        "part" => new[] { "testi", "oggetto", "temi", "chi", "conti" }[chance.Next(5)],
        "secret" => _secrets[chance.Next(_secrets.Count)],
        "meeting" => await PickAsync(db => db.Meetings.Where(m => m.Process == process.Id).Select(m => m.Id)),
        "handover" => await PickAsync(db => db.HandOvers.Where(h => h.Process == process.Id).Select(h => h.Id)),
        "group" => await PickAsync(db => db.Groups.Where(g => g.Process == process.Id).Select(g => g.Id)),
        "item" => await PickAsync(db => db.Activities.Where(a => a.Process == process.Id).Select(a => a.Id)),
        "number" => await PickAsync(db => db.Set<MonitoringReport>().Where(r => r.Process == process.Id).Select(r => r.Number)),
        "amendment" => await PickAsync(db => db.Amendments.Where(a => a.Document == DocumentIn(url)).Select(a => a.Id)),
        "code" when handler.Route.Contains("/proposte/", StringComparison.Ordinal) =>
            await PickAsync(db => db.Proposals.Where(p => p.Process == process.Id).Select(p => p.Code)),
        "code" => await PickAsync(db => db.Set<Indicator>().Where(i => i.Process == process.Id).Select(i => i.Code)),
        "eid" => await PickAsync(db => db.Nodes.Where(n => n.Document == DocumentIn(url)
            && (n.Kind == NodeKind.Comma) == handler.Route.Contains("/emendamento/", StringComparison.Ordinal)).Select(n => n.EId)),
        // Mostly where something can be done: a text that people read, while they may say something of it.
        "id" when handler.Route.Contains("/documenti/", StringComparison.Ordinal) =>
            await DocumentAsync(handler.Act == DocumentActs.Draft ? DocumentState.Draft : DocumentState.Published),
        "id" when handler.Route.Contains("/azioni/", StringComparison.Ordinal) =>
            await PickAsync(db => db.FollowUps.Where(a => a.Process == process.Id).Select(a => a.Id)),
        "id" when handler.Route.Contains("/portatori/", StringComparison.Ordinal) =>
            await PickAsync(db => db.Set<Stakeholder>().Where(s => s.Process == process.Id).Select(s => s.Id)),
        _ => null,
    };

    private async Task<string?> DocumentAsync(DocumentState mostly)
    {
        var any = chance.Next(6) == 0;
        return await PickAsync(db => db.Documents.Where(d => d.Process == process.Id && (any || d.State == mostly)).Select(d => d.Id));
    }

    private static Id<Modules.Documents.Document> DocumentIn(string url) => new(Guid.Parse(url.Split('/')[4]));

    private async Task<string?> PickAsync<T>(Func<AppDb, IQueryable<T>> of)
    {
        var found = await host.InDb(db => of(db).ToListAsync(Cancel));
        return found.Count == 0 ? null : Convert.ToString(found[chance.Next(found.Count)], CultureInfo.InvariantCulture);
    }
}
