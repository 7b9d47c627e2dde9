using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Contributions;

internal static class ContributionsApi
{
    private const int UsualPage = 40;

    public static void Map(RouteGroupBuilder contributions)
    {
        contributions.WithTags("contributions");
        contributions.MapGet("", ListAsync).WithName("ListContributions")
            .WithSummary("The published contributions of a process, newest first.");
        contributions.MapGet("questions", QuestionsAsync).WithName("ListContributionQuestions")
            .WithSummary("What the form asks beside the contribution itself: the questions of the phases that are open today, in order.");
        contributions.MapGet("{code}", ShowAsync).WithName("GetContribution")
            .WithSummary("One published contribution. One that is not public yet answers as an unknown one.");
        contributions.MapPost("", WriteAsync).WithName("WriteContribution").DisableAntiforgery()
            .WithSummary("Writes a contribution, by the same rules as the form; it is published after it has been read.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
                .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Ok<VoicePage>, NotFound>> ListAsync(
        string slug, AppDb db, ProcessBook processes, QuestionBook questions, CurrentAuthority currentAuthority, CancellationToken cancel,
        string? kind = null, string? theme = null, string? area = null, string? after = null, int pageSize = UsualPage)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        await processes.DemandKnownAsync(process.Id, theme, area, cancel);
        var size = Paging.Size(pageSize);
        var begin = VoiceKey.Read(after);
        if (!string.IsNullOrEmpty(after) && begin is null) throw Paging.Unknown();
        var found = await db.Contributions.AsNoTracking().PublicIn(process.Id).Matching(new(KindOf(kind), theme, area)).NewestAfter(begin)
            .Take(size + 1).Voices().ToListAsync(cancel);
        var told = await ToldAsync(questions, process, found.Any(v => v.Answers.Count > 0), cancel);
        return TypedResults.Ok(new VoicePage([.. found.Take(size).Select(v => VoiceView.Of(v, told))], found.Count > size
            ? found[size - 1].Key.ToString() : null));
    }

    private static async Task<IReadOnlyList<OwnQuestion>> ToldAsync(QuestionBook questions, ProcessInfo process, bool answered,
        CancellationToken cancel) => answered ? await questions.AllAsync(process.Id, cancel) : [];

    private static async Task<Results<Ok<IReadOnlyList<QuestionView>>, NotFound>> QuestionsAsync(string slug, ProcessBook processes,
        QuestionBook questions, CurrentAuthority currentAuthority, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        return TypedResults.Ok<IReadOnlyList<QuestionView>>(
            [.. (await questions.AskedAsync(process.Id, null, cancel)).Select(QuestionView.Of)]);
    }

    private static ContributionKind? KindOf(string? kind)
    {
        if (string.IsNullOrEmpty(kind)) return null;
        var known = EnumWords.Read<ContributionKind>(kind);
        RuleViolation.UnlessAt("kind", known is not null, "contribution.kind", "«{0}» non è un tipo di contributo.", kind);
        return known;
    }

    private static async Task<Results<Ok<VoiceView>, NotFound>> ShowAsync(string slug, string code, AppDb db, ProcessBook processes,
        QuestionBook questions, CurrentAuthority currentAuthority, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var wanted = code.ToUpperInvariant();
        return await db.Contributions.AsNoTracking().PublicIn(process.Id).Where(c => c.Code == wanted).Voices()
            .SingleOrDefaultAsync(cancel) is { } voice
            ? TypedResults.Ok(VoiceView.Of(voice, await ToldAsync(questions, process, voice.Answers.Count > 0, cancel)))
                : TypedResults.NotFound();
    }

    private static async Task<Results<Created<ReceiptView>, NotFound>> WriteAsync(
        string slug, [FromBody] NewVoice said, [FromHeader(Name = "Idempotency-Key")] string? once,
        HttpContext http, ProcessBook processes, Gate gate, CurrentUser currentUser, CurrentAuthority currentAuthority, Limits limits,
        Writes writes, Receipts receipts, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        await gate.DemandAsync(ContributionActs.Write, process.Place, cancel);
        RuleViolation.UnlessAt("language", said.Language is null or "it" or "en", "contribution.language",
            "«{0}» non è una lingua di questo sito: usa it o en.", Excerpt.Of(said.Language ?? "", 20));
        RuleViolation.UnlessAt("consent", said.Consent, "contribution.consent", "Serve il consenso: leggi l'informativa e confermala.");
        limits.CountWrite("voice", http, currentUser);
        var sealedReceipt = await writes.RunOnceAsync(new Once(once, http.Request.Path, Once.Fingerprint(JsonSerializer.Serialize(said))),
            async write =>
        {
            var entry = write.Get<Entry>();
            var speaker = entry.Speaker(said.Name, said.Channel, said.Address, said.Language ?? "it");
            var recorded = await write.Get<ContributionBook>().RecordAsync(process, said.ToContribution(speaker) with
            {
                Answers = await AnswersAsync(write.Get<QuestionBook>(), process, said.Answers ?? [], cancel),
            }, cancel);
            return receipts.Seal(recorded.Code, recorded.Secret);
        }, cancel);
        var (code, secret) = receipts.Open(sealedReceipt) ?? throw new InvalidOperationException("A receipt just sealed does not open.");
        return TypedResults.Created((string?)null,
            new ReceiptView(code, Secrets.Shown(secret), $"{currentAuthority.Address}{ContributionUrls.Mine(secret)}"));
    }

    // By the rules of the form: each question once, a choice by its words, a step by its number.
    private static async Task<IReadOnlyList<Answer>> AnswersAsync(QuestionBook questions, ProcessInfo process,
        IReadOnlyList<NewAnswer> said, CancellationToken cancel)
    {
        var asked = await questions.AskedAsync(process.Id, null, cancel);
        Dictionary<Guid, string?> typed = [];
        foreach (var (i, answer) in said.Index())
        {
            var question = asked.FirstOrDefault(q => q.Number == answer.Question);
            RuleViolation.UnlessAt($"answers[{i}].question", question is not null, "answer.question",
                "«{0}» non è una domanda che il modulo fa oggi.", answer.Question);
            var value = answer.Value?.Trim() ?? "";
            if (question!.Kind == QuestionKind.Choice && value.Length > 0)
            {
                var number = question.Choices.FindIndex(c => c == value) + 1;
                RuleViolation.UnlessAt($"answers[{i}].value", number > 0, "answer.unknown", "Scegli una delle risposte dell'elenco.");
                value = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
            RuleViolation.UnlessAt($"answers[{i}].question", typed.TryAdd(question.Id.Value, value), "answer.twice",
                "A questa domanda hai risposto due volte: lascia una risposta sola.");
        }
        return await questions.ReadAsync(process.Id, asked, typed, byAuthor: true, cancel);
    }

    /// <summary>A question of the form.</summary>
    /// <param name="Question">Its number in the process; answers name it so. Never given again.</param>
    /// <param name="Words">The question, up to 300 characters.</param>
    /// <param name="Help">A line that explains it, up to 500 characters; empty for most.</param>
    /// <param name="Kind">text, choice or scale.</param>
    /// <param name="Required">Who writes must answer it; otherwise 422 <c>answer.required</c>.</param>
    /// <param name="Published">True where the answer is read by anybody beside its contribution; false where it is only counted.</param>
    /// <param name="Choices">Of a choice, in order: 2 to 15, each up to 200 characters; empty for the others.</param>
    /// <param name="Steps">Of a scale, from 1 to this (3 to 10); 0 for the others.</param>
    /// <param name="Low">What 1 means, up to 60 characters.</param>
    /// <param name="High">What the last step means, up to 60 characters.</param>
    internal sealed record QuestionView(int Question, string Words, string Help, QuestionKind Kind, bool Required, bool Published,
        IReadOnlyList<string> Choices, int Steps, string Low, string High)
    {
        public static QuestionView Of(OwnQuestion q) =>
            new(q.Number, q.Words, q.Help, q.Kind, q.IsRequired, q.IsPublished, q.Choices, q.Steps, q.Low, q.High);
    }

    /// <summary>What was answered beside a contribution; only where the question says that answers are published.</summary>
    /// <param name="Question">The number of the question in the process.</param>
    /// <param name="Words">The question, as it reads now.</param>
    /// <param name="Value">The words of an answer or of a choice, or the number of a step.</param>
    internal sealed record AnswerView(int Question, string Words, string Value);

    /// <summary>An answer to write.</summary>
    /// <param name="Question">The number of a question that is asked today; 422 <c>answer.question</c> for any other.</param>
    /// <param name="Value">Words up to 2,000 characters, the exact words of a choice, or the number of a step; 422
    /// <c>answer.unknown</c> for what is none of them. Empty for no answer.</param>
    internal sealed record NewAnswer(int Question, string? Value = null);

    /// <summary>A page of contributions.</summary>
    /// <param name="Items">The contributions, newest first; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    internal sealed record VoicePage(IReadOnlyList<VoiceView> Items, string? Next);
    /// <summary>One published contribution.</summary>
    /// <param name="Code">As people read it aloud, <c>LWF-C0147</c>: key of the process, letter C, at least four digits. Never given
    /// again.</param>
    /// <param name="Text">What was said, as it may be read: plain text, up to 10,000 characters; words hidden before publishing stand
    /// as <c>[…]</c>.</param>
    /// <param name="Language">Language of the text, ISO 639-1: it, en, fr, …</param>
    /// <param name="Kind">What it is: need, idea, problem, …</param>
    /// <param name="Theme">Key of the theme, as in the process; null when it was sorted under none.</param>
    /// <param name="Area">Key of the neighbourhood, as in the process; null when none was named.</param>
    /// <param name="Speaker">Pseudonym or organisation, up to 200 characters; null for nobody named. Never the name of a person.</param>
    /// <param name="Channel">How it came in: web, desk, phone, letter, meeting, paper, …</param>
    /// <param name="SaidAt">When it was said, or written down where that is not known; RFC 3339, UTC.</param>
    /// <param name="PublishedAt">When it was read and published; RFC 3339, UTC. The list is in this order.</param>
    /// <param name="WordsHidden">True when words were hidden before publishing.</param>
    /// <param name="Answers">To the form's own questions, where answers are published; empty for most.</param>
    /// <param name="Translation">What it says in Italian, where it was said in another language and somebody translated it; null for
    /// most.</param>
    internal sealed record VoiceView(string Code, string Text, string Language, ContributionKind Kind, string? Theme, string? Area,
        string? Speaker, Via Channel, DateTimeOffset SaidAt, DateTimeOffset PublishedAt, bool WordsHidden,
            IReadOnlyList<AnswerView> Answers, TranslationView? Translation)
    {
        public static VoiceView Of(Voice v, IReadOnlyList<OwnQuestion> asked) =>
            new(v.Code, v.Text, v.Language, v.Kind, v.Theme, v.Area, v.Speaker, v.Via, v.Said, v.PublishedAt, v.WordsHidden,
                [.. from q in asked
                    let answer = v.Answers.FirstOrDefault(a => a.Question == q.Id)
                    where answer is not null
                    select new AnswerView(q.Number, q.Words, answer.Text ?? (q.Kind == QuestionKind.Scale
                        ? answer.Number!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)
                            : q.Reads(answer.Number!.Value)))], TranslationView.Of(v.Translation));
    }

    /// <summary>What a contribution in another language says, in Italian.</summary>
    /// <param name="Text">Plain text in Italian, up to 10,000 characters; words hidden in the contribution are hidden here too.</param>
    /// <param name="By">The service or association that translated it, up to 200 characters; never a person.</param>
    /// <param name="At">When it was written; RFC 3339, UTC.</param>
    /// <param name="IsOutdated">The contribution was put right afterwards.</param>
    internal sealed record TranslationView(string Text, string By, DateTimeOffset At, bool IsOutdated)
    {
        public static TranslationView? Of(VoiceTranslation? told) =>
            told is null ? null : new(told.Text, told.By, told.At, told.IsOutdated);
    }

    /// <summary>A contribution to write.</summary>
    /// <param name="Text">What is said: 1 to 10,000 characters, counting a line end as one; a null character is refused with 422.</param>
    /// <param name="Consent">Must be true: the privacy notice was read. Otherwise 422 <c>contribution.consent</c>.</param>
    /// <param name="Kind">What it is, by name; numbers are refused with 422. Remark when left out.</param>
    /// <param name="Theme">Key of a theme of the process; 422 <c>process.theme</c> for any other.</param>
    /// <param name="Area">Key of a neighbourhood of the process; 422 <c>process.area</c> for any other.</param>
    /// <param name="Language">Language of the text, <c>it</c> or <c>en</c>; 422 for any other, Italian when left out.</param>
    /// <param name="Name">Of its author, up to 120 characters, never published; may be left out.</param>
    /// <param name="Channel">How its author wants to be answered; none when left out. Numbers are refused with 422.</param>
    /// <param name="Address">Where to answer, in the form that the channel asks for, up to 300 characters, never published.</param>
    /// <param name="Answers">To the questions of <c>GET …/contributions/questions</c>; may be left out where none is required.</param>
    internal sealed record NewVoice(string? Text, bool Consent, ContributionKind? Kind = null, string? Theme = null, string? Area = null,
        string? Language = null, string? Name = null, Channel Channel = Channel.None, string? Address = null,
        IReadOnlyList<NewAnswer>? Answers = null)
    {
        public NewContribution ToContribution(Person? speaker) => new(Text ?? "", Via.Web)
        {
            Kind = Kind ?? ContributionKind.Remark,
            Theme = Theme,
            Area = Area,
            Language = Language is "en" ? "en" : "it",
            Speaker = speaker?.Id
        };
    }

    /// <summary>What its author keeps.</summary>
    /// <param name="Code">As people read it aloud: <c>LWF-C0147</c>. It is found once it is published.</param>
    /// <param name="Secret">Eight letters for the author only: to withdraw it or to leave a contact. It is not shown again.</param>
    /// <param name="Url">Absolute address of the author's own page; whoever knows it may withdraw the contribution.</param>
    internal sealed record ReceiptView(string Code, string Secret, string Url);
}
