using System.Globalization;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Demo;

/// <summary>What the town says: form, slips, desk, phone, letters, focus groups and Open Space; read the morning after by the
/// secretariat.</summary>
internal static class Voices
{
    public static void Schedule(Stage stage)
    {
        var said = stage.Story.Read<ContributionsFile>("fontelieta.contributions.json").Contributions;
        stage.At(said.Min(c => c.Day), "06:30", "ferri", write => AskAsync(stage, write));
        foreach (var batch in said.Where(c => c.Channel == "paper-slip").GroupBy(c => c.Source!)) Slips(stage, batch.Key, [.. batch]);
        foreach (var one in said.Where(c => c.Channel != "paper-slip" && ViaOf(c) is not Via.Meeting))
            stage.At(one.Day, ClockOf(one), one.EnteredBy, write => RecordAsync(stage, write, one));
        foreach (var notes in said.Where(c => ViaOf(c) is Via.Meeting).GroupBy(c => (c.Day, c.Channel, By: c.EnteredBy ?? "lodi")))
            stage.At(notes.Key.Day, ClockOf(notes.First()), notes.Key.By, async write =>
            {
                foreach (var one in notes) await RecordAsync(stage, write, one);
            });
        foreach (var pile in said.Where(c => c.State != "unread").GroupBy(c => Math.Min((c.EnteredDay ?? c.Day) + 1, 0)))
            stage.At(pile.Key, "08:45", "monti", write => ReadAsync(stage, write, pile));
        // Marta wrote before she had an account; with it she finds her voices on her own page.
        stage.At(-62, "21:00", "rossetti", async write => (await write.Db.Set<Person>()
            .FindAsync(stage.Get<Id<Person>>("person:Marta")))!.Attach(stage.Account("rossetti").Id, write.Now));
    }

    private static async Task RecordAsync(Stage stage, WriteScope write, StoryContribution one) =>
        stage.Made[$"contribution:{one.Number}"] = await write.Get<ContributionBook>()
            .RecordAsync(stage.Process, Said(stage, write, one) with { Answers = await AnsweredAsync(stage, write, one) }, default);

    // What each phase that lets people write asks of them beside their voice.
    private static async Task AskAsync(Stage stage, WriteScope write)
    {
        var number = 0;
        foreach (var phase in (await write.Get<ProcessBook>().ReadAsync(stage.Process.Id))!.Phases
            .Where(p => p.Opens.Any(o => o.Act == ContributionActs.Write.Name)))
        {
            write.Db.Add(OwnQuestion.Ask(stage.Process.Id, phase.Id, ++number, 1, new("Quanto pesa sulla tua settimana?", "",
                QuestionKind.Scale,
                false, true, [], 5, "quasi niente", "tutti i giorni")));
            write.Db.Add(OwnQuestion.Ask(stage.Process.Id, phase.Id, ++number, 2, new("Quanti anni hai?",
                "Serve a capire chi non stiamo ancora ascoltando.", QuestionKind.Choice, false, false,
                ["Meno di trent'anni", "Dai trenta ai sessantaquattro", "Dai sessantacinque in su"], 0, "", "")));
        }
    }

    // Who wrote by themselves was asked; one in four passed on.
    private static async Task<IReadOnlyList<Answer>> AnsweredAsync(Stage stage, WriteScope write, StoryContribution one)
    {
        if (ViaOf(one) is not Via.Web || one.Number % 4 == 0) return [];
        var questions = write.Get<QuestionBook>();
        var asked = await questions.AskedAsync(stage.Process.Id, null, default);
        return await questions.ReadAsync(stage.Process.Id, asked, asked.ToDictionary(q => q.Id.Value,
            q => (string?)(1 + one.Number * 7 % q.Cells.Count).ToString(CultureInfo.InvariantCulture)), byAuthor: false, default);
    }

    private static NewContribution Said(Stage stage, WriteScope write, StoryContribution one) => new(one.Text, ViaOf(one))
    {
        Kind = Enum.Parse<ContributionKind>(one.Kind, ignoreCase: true),
        Theme = one.Theme,
        Area = one.Area,
        Language = one.Language ?? "it",
        Pseudonym = one.Pseudonym,
        Organisation = one.Organisation is { } key ? stage.NameOf(key) : null,
        Speaker = SpeakerOf(stage, write, one),
        Source = one.Source is { } source && stage.Made.GetValueOrDefault($"source:{source}") is Subject from ? from : null,
        Said = ViaOf(one) is Via.Meeting ? stage.Story.At(one.Day, one.Channel == "open-space" ? "11:15" : "18:45")
        : stage.Story.At(one.Day, one.EnteredDay is null ? ClockOf(one) : "10:00"),
    };

    // The same name is the same person, with the channel of the first time: that is how letters find them.
    private static Id<Person>? SpeakerOf(Stage stage, WriteScope write, StoryContribution one)
    {
        if (one.Name is not { } name) return null;
        if (stage.Made.GetValueOrDefault($"person:{name}") is Id<Person> known) return known;
        var (channel, address) = ViaOf(one) switch
        {
            Via.Web or Via.Mail => (Channel.Email, Address(name)),
            Via.Phone => (Channel.Phone, $"0532 000{one.Number:000}"),
            Via.Letter => (Channel.Post, $"Via degli Argini {one.Number}, 44000 Fontelieta"),
            Via.Desk => (Channel.Desk, ""),
            _ => (Channel.None, ""),
        };
        var person = write.Get<PeopleBook>().Meet(name, channel, address, one.Language ?? "it");
        if (channel is Channel.Email) person.Confirm(write.Now);
        stage.Made[$"person:{name}"] = person.Id;
        return person.Id;
    }

    /// <summary>Somebody who left their address; the same name is the same person.</summary>
    internal static async Task<Person> PersonAsync(Stage stage, WriteScope write, string name, string mail)
    {
        if (stage.Made.GetValueOrDefault($"person:{name}") is Id<Person> known) return (await write.Db.Set<Person>().FindAsync(known))!;
        var person = write.Get<PeopleBook>().Meet(name, Channel.Email, mail);
        person.Confirm(write.Now);
        stage.Made[$"person:{name}"] = person.Id;
        return person;
    }

    internal static string Address(string name) =>
        string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()
            + "@posta.example";

    private static void Slips(Stage stage, string batch, StoryContribution[] written)
    {
        stage.At(written.Min(c => c.Day) - 3, "09:30", "monti", async write =>
        {
            // As the page that prints slips does: whole sheets, most of which never come back.
            var count = (written.Length / SlipBatch.PerSheet + 2) * SlipBatch.PerSheet;
            var codes = await write.Get<Codes>().BlockAsync(stage.Process.Authority.Value, stage.Process.Key, "C", count);
            var printed = SlipBatch.Print(stage.Process, Places[batch], codes, write.Now);
            write.Db.Add(printed);
            var key = write.Get<InstallationKey>();
            Slip[] slips = [.. codes.Select(code => Slip.Blank(printed, code, Secrets.New(), key))];
            write.Db.AddRange(slips);
            stage.Made[$"slips:{batch}"] = slips.Select(s => s.Id).ToArray();
            stage.Made[$"source:{batch}"] = printed.Subject;
        });
        foreach (var (one, place) in written.Select((c, i) => (c, i)))
            stage.At(one.EnteredDay ?? one.Day, string.Create(CultureInfo.InvariantCulture, $"11:{place * 3:00}"), one.EnteredBy,
                async write =>
            {
                var slip = (await write.Db.Slips.FindAsync(stage.Get<Id<Slip>[]>($"slips:{batch}")[place]))!;
                var contribution = await write.Get<ContributionBook>().WriteAsync(stage.Process, slip.Code, slip.SecretHash,
                    Said(stage, write, one), default);
                slip.WrittenAs(contribution);
                stage.Made[$"contribution:{one.Number}"] = new Recorded(contribution.Id, contribution.Code, "");
            });
    }

    private static readonly Dictionary<string, string> Places = new()
    {
        ["slip-1"] = "Farmacia, forno e circoli",
        ["slip-2"] = "Scuole e biblioteca",
        ["slip-3"] = "Palestra dell'Open Space"
    };

    // What was said at the desk in the language of whoever came, as the mediator of the desk put it.
    private static readonly Dictionary<string, string> Translated = new()
    {
        ["fr"] = "Vorrei lavorare e lavorare bene. Ma le carte sono tutte in un italiano difficile. Mettete almeno una pagina semplice, "
            + "con le cose da portare e l'ora.",
        ["ro"] = "Abito qui da undici anni e non ho mai capito chi decide. Nessuno mi ha mai chiesto che cosa penso. Mi piacerebbe venire, "
            + "se qualcuno spiega con calma.",
    };

    private static async Task ReadAsync(Stage stage, WriteScope write, IEnumerable<StoryContribution> pile)
    {
        foreach (var one in pile)
        {
            var contribution = (await write.Db.Contributions.FindAsync(stage.Get<Recorded>($"contribution:{one.Number}").Id))!;
            switch (one.State)
            {
                case "published":
                    contribution.Publish(write.Now);
                    if (Translated.GetValueOrDefault(one.Language ?? "") is { } told)
                        contribution.Translate(told, "Sportello di mediazione linguistica", write.Now);
                    break;
                case "published-hidden": contribution.PublishHiding(one.Hide!, write.Now); break;
                case "not-published": contribution.Refuse(one.Reason!, write.Now); break;
                default: throw new InvalidOperationException($"{one.Number}: {one.State}");
            }
        }
    }

    private static Via ViaOf(StoryContribution one) => one.Channel switch
    {
        "web-form" => Via.Web,
        "paper-slip" => Via.Paper,
        "phone" => Via.Phone,
        "desk" => Via.Desk,
        "letter" => Via.Letter,
        "mail" => Via.Mail,
        "focus-group" or "open-space" => Via.Meeting,
        _ => throw new InvalidOperationException(one.Channel),
    };

    // Offices keep office hours, the web does not; the notes of a meeting are typed in when it ends.
    private static string ClockOf(StoryContribution one) => one.Channel switch
    {
        "focus-group" => Clock(21, one.Number * 2 % 50),
        "open-space" => Clock(16, one.Number * 2 % 55),
        "web-form" or "mail" => Clock(7 + one.Number * 7 % 16, one.Number * 13 % 60),
        _ => Clock(9 + one.Number % 3, one.Number * 11 % 60),
    };

    private static string Clock(int hour, int minute) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");
}
