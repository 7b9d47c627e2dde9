using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web.Imports;

namespace Patto.Modules.Contributions.Pages;

/// <summary>What an online form gathered comes in, unread, as what was typed from paper does.</summary>
public sealed class ImportModel : ImportPage<VoiceField>
{
    /// <summary>In an answer about a word: none is meant, or a new theme of this name.</summary>
    private const string NoKey = "-", NewKey = "+";

    public override Act Demands => ContributionActs.Enter;
    protected override string ListKind => "voices";
    protected override string Italian(VoiceField field) => field.Italian();
    protected override VoiceField? Guess(TableColumn column) => VoiceList.Guess(column);

    [BindProperty, StringLength(200)] public string? Label { get; set; }
    [BindProperty] public Via Via { get; set; } = Via.Web;
    /// <summary>In which order the days are written, where the file leaves it open.</summary>
    [BindProperty] public DateOrder? Days { get; set; }
    /// <summary>Each the words of the list, <c>|</c>, and the key that they mean: so that an answer stays with its words.</summary>
    [BindProperty, StringLength(200)] public List<string?> Themes { get; set; } = [];
    [BindProperty, StringLength(200)] public List<string?> Areas { get; set; } = [];
    /// <summary>Each the number of a question, <c>|</c>, the words of the list, <c>|</c>, and the choice that they mean.</summary>
    [BindProperty, StringLength(200)] public List<string?> Meant { get; set; } = [];
    /// <summary>Whoever left a name or a contact had read the notice.</summary>
    [BindProperty] public bool Informed { get; set; }
    [BindProperty] public bool WithoutContacts { get; set; }
    [BindProperty] public bool SameAll { get; set; }
    /// <summary>Rows, each the first of those that say the same.</summary>
    [BindProperty] public List<int> Same { get; set; } = [];

    internal VoiceList? Read { get; private set; }
    internal IReadOnlyList<UnknownKey> UnknownThemes { get; private set; } = [];
    internal IReadOnlyList<UnknownKey> UnknownAreas { get; private set; } = [];
    internal IReadOnlyList<UnknownChoice> UnknownChoices { get; private set; } = [];
    private IReadOnlyList<OwnQuestion> _questions = [];
    public IReadOnlyList<Twin> TwinsFound { get; private set; } = [];
    public bool MayAddThemes { get; private set; }
    private IReadOnlyList<Theme> _themes = [];
    private IReadOnlyList<Area> _areas = [];

    /// <summary>Voices that say the same.</summary>
    /// <param name="Key">The first row of the list among them.</param>
    /// <param name="Where">The rows, and the codes of those that are there already.</param>
    public sealed record Twin(int Key, string Text, bool IsKnown, IReadOnlyList<string> Where);

    /// <summary>Those that come in: rows with words.</summary>
    internal IEnumerable<ListedVoice> Coming => Read!.Rows.Where(row => row.Text.Length > 0);

    public IEnumerable<SelectListItem> Ways => Enum.GetValues<Via>().Select(v => new SelectListItem(L[v.Italian()], v.ToString()));
    public IEnumerable<SelectListItem> Orders => Read?.Days is { } asked ? ChoicesOf(asked) : [];
    public IEnumerable<SelectListItem> Answers =>
    [
        new(L["Di ogni domanda la prima risposta"], nameof(DoubtAnswer.Offered)),
        new(L["Di ogni domanda la seconda risposta"], nameof(DoubtAnswer.AsTyped)), new(L["Lascia vuoto"], nameof(DoubtAnswer.Blank)),
    ];

    public IEnumerable<SelectListItem> SameChoices => TwinsFound.Take(MostTwins).Select(twin =>
        new Patto.Web.Ui.Choice(twin.Key.ToString(CultureInfo.InvariantCulture), $"«{Excerpt.Of(twin.Text, 120)}»",
            L.List(twin.Where)));

    internal IEnumerable<SelectListItem> KeysFor(UnknownKey unknown, bool isTheme)
    {
        foreach (var (key, name) in isTheme ? _themes.Select(t => (t.Key, t.Name)) : _areas.Select(a => (a.Key, a.Name)))
            yield return new(name, $"{unknown.Words}|{key}");
        if (isTheme && MayAddThemes) yield return new(L["Aggiungilo ai temi del percorso"], $"{unknown.Words}|{NewKey}");
        yield return new(isTheme ? L["Nessun tema"] : L["Tutto il territorio"], $"{unknown.Words}|{NoKey}");
    }

    public string ThemeOf(string? key) => _themes.FirstOrDefault(t => t.Key == key)?.Name ?? "";

    // The heading of a column is the question.
    protected override IEnumerable<SelectListItem> OwnColumns =>
        _questions.Select(q => new SelectListItem(L["Risposta: {0}", q.Words], KeyOf(q)));

    protected override string? GuessOwn(TableColumn column)
    {
        var heading = NameOrder.WordsOf(column.Heading);
        var same = _questions.Where(q => NameOrder.WordsOf(q.Words) == heading
            || q.Former.Any(f => f.What == "la domanda" && NameOrder.WordsOf(f.Words) == heading)).ToList();
        return same.Find(q => q.Retired is null) is { } asked ? KeyOf(asked) : same.Count > 0 ? KeyOf(same[^1]) : null;
    }

    private static string KeyOf(OwnQuestion question) => $"domanda-{question.Number}";
    private static string KeyOf(UnknownChoice unknown) => $"{unknown.Question.Number}|{unknown.Said.Words}";
    private OwnQuestion? QuestionOf(string? field) => _questions.FirstOrDefault(q => KeyOf(q) == field);

    internal static IEnumerable<SelectListItem> ChoicesFor(UnknownChoice unknown) =>
        unknown.Question.Cells.Select((words, i) => new SelectListItem(words, $"{KeyOf(unknown)}|{i + 1}"));

    public string NoChoice(int index) => $"{KeyOf(UnknownChoices[index])}|{NoKey}";

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        _questions = await Get<QuestionBook>().AllAsync(Process.Id, cancel);
        return await base.FindHereAsync(cancel);
    }

    protected override async Task LookAsync(AppDb db, IReadOnlyList<VoiceField?> fields, CancellationToken cancel)
    {
        var book = Get<ProcessBook>();
        (_themes, _areas) = (await book.ThemesAsync(Process.Id, cancel), await book.AreasAsync(Process.Id, cancel));
        MayAddThemes = await MayAsync(ProcessActs.Edit);
        var merged = await book.MergedAsync(Process.Id, cancel);
        var other = await db.Set<OtherWord>().AsNoTracking().Where(w => w.Process == Process.Id).ToListAsync(cancel);
        KnownKeys Known(bool isTheme, IEnumerable<(string Key, string Name)> here)
        {
            var byName = here.GroupBy(k => NameOrder.WordsOf(k.Name)).Where(g => g.Count() == 1).ToDictionary(g => g.Key,
                g => g.Single().Key);
            var keys = here.Select(k => k.Key).ToHashSet();
            foreach (var word in other.Where(w => w.IsTheme == isTheme))
            {
                var key = merged.FirstOrDefault(m => m.IsTheme == isTheme && m.Key == word.Key)?.Into ?? word.Key;
                if (key.Length == 0 || keys.Contains(key)) byName.TryAdd(word.Words, key);
            }
            return new(byName);
        }
        Read = new(List!, fields, Doubtful, Days, Known(true, _themes.Select(t => (t.Key, t.Name))),
            Known(false, _areas.Select(a => (a.Key, a.Name))), TimeZoneInfo.ConvertTime(Now, Texts.Rome).DateTime,
                [.. Fields.Select(QuestionOf)]);
        UnknownChoices = [.. Read.UnknownChoices];
        Meant = Aligned(Meant, UnknownChoices.Select(KeyOf));
        (UnknownThemes, UnknownAreas) = ([.. Read.UnknownThemes], [.. Read.UnknownAreas]);
        Themes = Aligned(Themes, UnknownThemes);
        Areas = Aligned(Areas, UnknownAreas);
        TwinsFound = [.. await TwinsAsync(db, cancel)];
    }

    // Each answer stands where its word is shown now.
    private static List<string?> Aligned(List<string?> said, IReadOnlyList<UnknownKey> unknown) =>
        Aligned(said, unknown.Select(u => u.Words));

    private static List<string?> Aligned(List<string?> said, IEnumerable<string> unknown) =>
        [.. unknown.Select(u => said.Find(s => s is not null && s.StartsWith(u + "|", StringComparison.Ordinal)) ?? "")];

    private async Task<IEnumerable<Twin>> TwinsAsync(AppDb db, CancellationToken cancel)
    {
        var rows = Coming.ToLookup(row => VoiceList.TextKey(row.Text));
        var known = (await db.Contributions.AsNoTracking().Where(c => c.Process == Process.Id && c.State != ContributionState.Withdrawn)
            .OrderBy(c => c.Number).Select(c => new { c.Code, c.Text }).ToListAsync(cancel)).ToLookup(c => VoiceList.TextKey(c.Text));
        return rows.Where(same => same.Key.Length > 0 && (same.Count() > 1 || known.Contains(same.Key))).Select(same => new Twin(
            same.First().Row, same.First().Text, known.Contains(same.Key),
            [.. known[same.Key].Take(5).Select(c => L["{0} (già registrata)", c.Code].Value), .. same.Select(row => L["riga {0}",
                row.Row].Value)]));
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancel)
    {
        if (List is null) return Page();
        foreach (var (field, sentence) in MissingOfFile().Concat(Missing())) ModelState.AddModelError(field, sentence);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (themes, areas) = (await AnsweredAsync(write, true, Themes, cancel), await AnsweredAsync(write, false, Areas, cancel));
            var meant = await MeantAsync(write, cancel);
            var rows = await LeftAsync(write.Db, cancel);
            RuleViolation.Unless(rows.Count > 0, "voices.none", "Non resta nessuna voce da importare.");
            List<Person> speakers = [];
            List<NewContribution> said = [];
            foreach (var row in rows)
            {
                var speaker = WithoutContacts ? null : write.Get<Entry>().Speaker(row.Name, row.Channel, row.Address,
                    row.Language == "en" ? "en" : "it");
                if (speaker is not null) speakers.Add(speaker);
                if (speaker is { Channel: Channel.Email }) write.Get<Confirmation>().Ask(speaker);
                said.Add(new(row.Text, row.Via ?? Via)
                {
                    Kind = row.Kind ?? ContributionKind.Remark,
                    Theme = row.Theme ?? Said(themes, row.ThemeWords),
                    Area = row.Area ?? Said(areas, row.AreaWords),
                    Organisation = row.SaidBy,
                    Speaker = speaker?.Id,
                    Language = row.Language ?? "it",
                    Said = row.SaidAt,
                    Answers = await AnswersOfAsync(write, row, meant, cancel),
                });
            }
            await write.Get<ContributionBook>().ImportAsync(Process, Label ?? "", said, speakers, cancel);
            await RememberAsync(write.Db, cancel);
            return new(ContributionUrls.Reading(Process.Slug), L.Count(said.Count, "Una voce è entrata: è in lettura.",
                "{0} voci sono entrate: sono in lettura."));
        });
    }

    private static string? Said(IReadOnlyDictionary<string, string> answers, string words) =>
        answers.GetValueOrDefault(NameOrder.WordsOf(words)) is { Length: > 0 } key ? key : null;

    // What the words mean for each question, noted for the next list; 0: none.
    private async Task<Dictionary<string, int>> MeantAsync(WriteScope write, CancellationToken cancel)
    {
        if (UnknownChoices.Count == 0) return [];
        await write.Db.PassAsync(QuestionBook.LineOf(Process.Id), cancel);
        Dictionary<string, int> meant = [];
        var ids = UnknownChoices.Select(u => u.Question.Id).Distinct().ToList();
        var questions = await write.Db.OwnQuestions.Where(q => ids.Contains(q.Id)).ToListAsync(cancel);
        foreach (var (unknown, said) in UnknownChoices.Zip(Meant.OfType<string>()))
        {
            var answer = said[(said.LastIndexOf('|') + 1)..];
            meant[KeyOf(unknown)] = answer == NoKey ? 0 : int.Parse(answer, CultureInfo.InvariantCulture);
            questions.Find(q => q.Id == unknown.Question.Id)?.Learn(unknown.Said.Words, meant[KeyOf(unknown)]);
        }
        return meant;
    }

    private Task<IReadOnlyList<Answer>> AnswersOfAsync(WriteScope write, ListedVoice row, Dictionary<string, int> meant,
        CancellationToken cancel)
    {
        Dictionary<Guid, string?> typed = [];
        foreach (var answer in row.Answers)
            typed[answer.Question.Id.Value] = answer.Unknown.Length == 0 ? answer.Typed
                : meant.GetValueOrDefault($"{answer.Question.Number}|{answer.Unknown}") is > 0 and var number
                    ? number.ToString(CultureInfo.InvariantCulture) : "";
        return write.Get<QuestionBook>().ReadAsync(Process.Id, [.. row.Answers.Select(a => a.Question).DistinctBy(q => q.Id)], typed,
            byAuthor: false, cancel);
    }

    /// <summary>What the unknown words mean, noted for the next list; keys of this process only.</summary>
    private async Task<IReadOnlyDictionary<string, string>> AnsweredAsync(WriteScope write, bool isTheme, List<string?> said,
        CancellationToken cancel)
    {
        Dictionary<string, string> meant = [];
        var unknown = (isTheme ? UnknownThemes : UnknownAreas).ToDictionary(u => u.Words);
        foreach (var (words, answer) in said.OfType<string>().Select(s => (s[..s.LastIndexOf('|')], s[(s.LastIndexOf('|') + 1)..])))
        {
            var key = answer switch
            {
                NoKey => "",
                NewKey => await ProcessBook.AddThemeAsync(write, Process.Id, unknown[words].Shown, cancel),
                _ => answer,
            };
            meant[words] = key;
        }
        await ProcessBook.PassKeysAsync(write, Process.Id, cancel);
        var known = await write.Db.Set<OtherWord>().Where(w => w.Process == Process.Id && w.IsTheme == isTheme).ToListAsync(cancel);
        foreach (var (words, key) in meant)
        {
            if (known.Find(w => w.Words == words) is { } before) before.Key = key;
            else write.Db.Add(OtherWord.Of(Process.Id, isTheme, words, key));
        }
        return meant;
    }

    // Of those that say the same and were said to be one voice, the first stays; of one that is there already, none.
    private async Task<IReadOnlyList<ListedVoice>> LeftAsync(AppDb db, CancellationToken cancel)
    {
        var one = (await TwinsAsync(db, cancel)).Where(twin => SameAll || Same.Contains(twin.Key)).ToDictionary(
            twin => VoiceList.TextKey(twin.Text));
        var alike = Coming.ToLookup(row => VoiceList.TextKey(row.Text));
        List<ListedVoice> left = [];
        foreach (var row in Coming)
        {
            if (!one.TryGetValue(VoiceList.TextKey(row.Text), out var twin)) left.Add(row);
            else if (!twin.IsKnown && row.Row == twin.Key) left.Add(WithContact(row, alike[VoiceList.TextKey(row.Text)]));
        }
        return left;
    }

    // Who said it twice may have left a way to be answered only once.
    private static ListedVoice WithContact(ListedVoice row, IEnumerable<ListedVoice> same) => row.Channel != Channel.None ? row
        : same.FirstOrDefault(other => other.Channel != Channel.None) is { } other ? row with
        {
            Channel = other.Channel,
            Address = other.Address,
            Name = row.Name.Length > 0 ? row.Name : other.Name
        } : row;

    /// <summary>What must be answered or mended before anything is taken.</summary>
    private IEnumerable<(string Field, string Sentence)> Missing()
    {
        if (string.IsNullOrWhiteSpace(Label)) yield return (nameof(Label), L["Scrivi da dove vengono: serve a ritrovarle."]);
        if (!Has(VoiceField.Text)) yield return ("", L["Di' quale colonna è il testo."]);
        foreach (var twice in new[] { VoiceField.Said, VoiceField.Kind, VoiceField.Via, VoiceField.Language }
            .Where(field => Fields.Count(f => f == field.ToString()) > 1))
            yield return ("", L["«{0}» è una colonna sola: delle altre scegli «Lascia fuori».", L[twice.Italian()]]);
        foreach (var twice in _questions.Where(q => Fields.Count(f => f == KeyOf(q)) > 1))
            yield return ("", L["«{0}» è una colonna sola: delle altre scegli «Lascia fuori».", twice.Words]);
        if (List!.Rows.Length > VoiceList.MostRows)
            yield return ("", L["Il file è troppo lungo, le righe possono essere al massimo {0}: dividilo.", VoiceList.MostRows]);
        if (Read!.Days is { } days && Days is null) yield return (nameof(Days), Say(days.Text));
        if (Read.Questions.Count > 0 && Doubtful is null) yield return (nameof(Doubtful), L["Scegli che cosa fare dei recapiti dubbi."]);
        if (Read.Errors.Count > 0 && !SkipWrong)
            yield return (nameof(SkipWrong), L["Ci sono celle sbagliate: correggile nel file, oppure scegli di lasciarle vuote."]);
        foreach (var (i, unknown) in UnknownThemes.Index().Where(u => !IsAnswered(Themes[u.Index], u.Item, true)))
            yield return ($"{nameof(Themes)}[{i}]", L["Scegli che tema è «{0}».", unknown.Shown]);
        foreach (var (i, unknown) in UnknownAreas.Index().Where(u => !IsAnswered(Areas[u.Index], u.Item, false)))
            yield return ($"{nameof(Areas)}[{i}]", L["Scegli che zona è «{0}».", unknown.Shown]);
        foreach (var (i, unknown) in UnknownChoices.Index()
            .Where(u => Meant[u.Index] is not { } said || said != $"{KeyOf(u.Item)}|{NoKey}"
                && ChoicesFor(u.Item).All(c => c.Value != said)))
            yield return ($"{nameof(Meant)}[{i}]", L["Scegli che risposta è «{0}».", unknown.Said.Shown]);
        if (!WithoutContacts && !Informed && Coming.Any(row => row.HasContact)) yield return (nameof(Informed),
            L["Nomi e recapiti entrano solo se chi li ha lasciati aveva letto l'informativa: confermalo, o importa senza."]);
    }

    private bool IsAnswered(string? said, UnknownKey unknown, bool isTheme) => KeysFor(unknown, isTheme).Any(k => k.Value == said);
}
