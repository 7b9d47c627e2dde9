using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.People;

namespace Patto.Demo;

/// <summary>The Charter and the Regulation: written in three editions, opened to the public, commented, amended, answered.</summary>
internal static class Drafts
{
    public static void Schedule(Stage stage)
    {
        var told = stage.Story.Read<DocumentsFile>("fontelieta.documents.json");
        Charter(stage, told.Charter);
        Regulation(stage, told.Regulation);
        var opens = stage.Story.Read<ProcessFile>("fontelieta.process.json").Consultation;
        stage.At(opens.Opens, "09:00", "ferri", async write =>
            (await LoadAsync(stage, write)).Open(stage.Story.Day(opens.Opens), stage.Story.Day(opens.Closes),
                stage.Story.Day(opens.AnswersBy), write.Now));
        foreach (var (comment, n) in told.Comments.Select((c, n) => (c, n))) Comment(stage, comment, n);
        foreach (var (amendment, n) in told.Amendments.Select((a, n) => (a, n))) Amendment(stage, amendment, n);
    }

    private static void Charter(Stage stage, StoryCharter told) => stage.At(told.Versions[0].Day, "17:00", "ferri", async write =>
    {
        var charter = Document.Start(stage.Process.Id, stage.Town.Id, DocumentKind.Charter, told.Title,
            "I valori in cui la Consulta si riconosce, scritti all'Open Space.", write.Now);
        write.Db.Add(charter);
        var outline = await write.Get<Drafting>().OutlineAsync(charter);
        foreach (var value in told.Values) outline.AddComma(outline.AddArticle(null, value.Name, "", Actor(stage), write.Now), value.Text,
            told.Versions[0].Title, [], Actor(stage), write.Now);
        await write.Get<Drafting>().SaveAsync(charter, outline);
        charter.Publish(outline.Read(), told.Versions[0].Title, write.Now);
    });

    private static void Regulation(Stage stage, StoryRegulation told)
    {
        stage.At(told.Versions[0].Day, "22:00", "ferri", async write =>
        {
            var regulation = Document.Start(stage.Process.Id, stage.Town.Id, DocumentKind.Regulation, told.Title,
                "Chi fa parte della Consulta, come lavora, quanto pesa il suo parere.", write.Now);
            stage.Made["document:regolamento"] = regulation.Id;
            write.Db.Add(regulation);
            var outline = await write.Get<Drafting>().OutlineAsync(regulation);
            foreach (var chapter in told.Chapters)
            {
                var place = outline.AddChapter(chapter.Title, Actor(stage), write.Now);
                foreach (var article in chapter.Articles)
                {
                    var node = outline.AddArticle(place, article.Heading, article.Plain, Actor(stage), write.Now);
                    foreach (var comma in article.Commi) if (comma.Versions[0] is { Version: 1 } first) Word(stage, outline, node, comma,
                        first, write.Now);
                }
            }
            await write.Get<Drafting>().SaveAsync(regulation, outline);
            regulation.Publish(outline.Read(), told.Versions[0].Why ?? "", write.Now);
        });
        foreach (var version in told.Versions.Skip(1))
        {
            stage.At(version.Day, "07:30", "ferri", write => RewriteAsync(stage, write, told, version.Version));
            stage.At(version.Day, "08:30", "ferri", async write =>
                await write.Get<Drafting>().PublishAsync(await LoadAsync(stage, write), version.Why!, final: false, write.Now));
        }
    }

    private static async Task RewriteAsync(Stage stage, WriteScope write, StoryRegulation told, int version)
    {
        var regulation = await LoadAsync(stage, write);
        var outline = await write.Get<Drafting>().OutlineAsync(regulation);
        foreach (var article in told.Chapters.SelectMany(c => c.Articles))
            foreach (var comma in article.Commi)
                foreach (var wording in comma.Versions.Where(v => v.Version == version))
                    Word(stage, outline, outline.Find($"art_{article.Number}")!, comma, wording, write.Now);
        await write.Get<Drafting>().SaveAsync(regulation, outline);
    }

    private static void Word(Stage stage, Outline outline, Node article, StoryComma comma, StoryWording wording, DateTimeOffset now)
    {
        Subject[] sources = [.. (wording.Sources ?? []).Select(code => stage.Made.GetValueOrDefault($"proposal:{code}")).OfType<Subject>()];
        if (outline.Find($"{article.EId}__para_{comma.Number}") is { } node) node.Rewrite(wording.Text, wording.Why ?? "", sources,
            Actor(stage), now);
        else outline.AddComma(article, wording.Text, wording.Why ?? "", sources, Actor(stage), now);
    }

    private static void Comment(Stage stage, StoryComment told, int n)
    {
        Write(told.Day, Clock(n), told.Author, told.Text);
        foreach (var answer in told.Replies ?? []) Write(answer.Day, Clock(n + 5), answer.Author, answer.Text);

        void Write(int day, string time, string author, string text)
        {
            Id<Comment> comment = default;
            stage.At(day, time, null, async write =>
            {
                var regulation = await LoadAsync(stage, write);
                comment = (await write.Get<Drafting>().CommentAsync(stage.Process, regulation, PartOf(regulation, $"art_{told.Article}"),
                    text, author, ContactOf(author), write.Now)).Id;
            });
            if (day < -2) stage.At(day + 1, "08:50", "monti", async write =>
                (await write.Db.Comments.SingleAsync(c => c.Id == comment)).Publish());
        }
    }

    private static void Amendment(Stage stage, StoryAmendment told, int n)
    {
        Id<Amendment> amendment = default;
        stage.At(told.Day, Clock(n + 3), null, async write =>
        {
            var regulation = await LoadAsync(stage, write);
            var made = await write.Get<Drafting>().ProposeAsync(stage.Process, regulation,
                PartOf(regulation, $"art_{told.Article}__para_{told.Comma}"), told.ProposedText, told.Reason, told.Author,
                    ContactOf(told.Author), write.Now, via: Enum.Parse<Via>(told.Via, ignoreCase: true));
            (amendment, stage.Made[$"amendment-code:{told.Code}"]) = (made.Id, made.Code);
        });
        if (told.Day < -2) stage.At(told.Day + 1, "08:55", "monti", async write =>
            (await write.Db.Amendments.SingleAsync(a => a.Id == amendment)).Publish());
        else if (told.Read) stage.At(told.Day, "22:30", "monti", async write =>
            (await write.Db.Amendments.SingleAsync(a => a.Id == amendment)).Publish());
        if (told.Reply is { } reply)
            stage.At(reply.Day, told.Day == reply.Day ? "23:00" : "18:00", "ferri", async write =>
                await write.Get<Drafting>().ReplyAsync(stage.Process, await LoadAsync(stage, write),
                    await write.Db.Amendments.SingleAsync(a => a.Id == amendment), AnswerOf(reply.Outcome), reply.Text, reply.Enters ?? "",
                        write.Now, by: reply.Code is { } code ? stage.Get<string>($"amendment-code:{code}") : ""));
    }

    private static Answer AnswerOf(string outcome) => outcome switch
    {
        "accepted" => Answer.Accepted,
        "in-part" => Answer.InPart,
        "refused" => Answer.Refused,
        "absorbed" => Answer.Absorbed,
        _ => throw new InvalidOperationException(outcome),
    };

    private static Task<Document> LoadAsync(Stage stage, WriteScope write) =>
        write.Get<Drafting>().LoadAsync(stage.Get<Id<Document>>("document:regolamento"));

    private static Part PartOf(Document document, string eId) => document.Editions[^1].Parts.Single(p => p.EId == eId);

    private static Contact ContactOf(string author) => new(Channel.Email, author, Voices.Address(author));

    private static Guid? Actor(Stage stage) => stage.Account("ferri").Actor;

    private static string Clock(int n) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{10 + n * 5 % 12:00}:{n * 17 % 60:00}");
}
