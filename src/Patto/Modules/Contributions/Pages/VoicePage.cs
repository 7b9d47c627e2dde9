using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Contributions.Pages;

/// <summary>What the pages of voices share: the process's own words for themes and neighbourhoods.</summary>
public abstract class VoicePage : ProcessPage
{
    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Areas { get; private set; } = [];
    public IReadOnlyList<MergedKey> Merged { get; private set; } = [];
    private IReadOnlyDictionary<string, string> _themeNames = new Dictionary<string, string>();
    private IReadOnlyDictionary<string, string> _areaNames = new Dictionary<string, string>();
    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<ContributionKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var book = Get<ProcessBook>();
        Themes = [.. (await book.ThemesAsync(Process.Id, cancel)).Select(t => new SelectListItem(t.Name, t.Key))];
        Areas = [.. (await book.AreasAsync(Process.Id, cancel)).Select(a => new SelectListItem(a.Name, a.Key))];
        (_themeNames, _areaNames) = (await book.ThemeNamesAsync(Process.Id, cancel), await book.AreaNamesAsync(Process.Id, cancel));
        Merged = await book.MergedAsync(Process.Id, cancel);
        return true;
    }

    private IReadOnlyDictionary<Id<OwnQuestion>, OwnQuestion> _questions = new Dictionary<Id<OwnQuestion>, OwnQuestion>();

    /// <summary>Where any of them was answered, the words of the questions: looked up once.</summary>
    protected async Task KnowQuestionsAsync(bool answered, CancellationToken cancel)
    {
        if (answered && _questions.Count == 0)
            _questions = (await Get<QuestionBook>().AllAsync(Process.Id, cancel)).ToDictionary(q => q.Id);
    }

    /// <summary>Question and answer as they are read, in the order of the form.</summary>
    public IEnumerable<(OwnQuestion Question, string Said, bool IsText)> Told(IEnumerable<Answer> answers) =>
        from pair in _questions
        let answer = answers.FirstOrDefault(a => a.Question == pair.Key)
        where answer is not null
        select (pair.Value, answer.Number is { } number ? pair.Value.Reads(number) : answer.Text!, answer.Number is null);

    // What is no longer asked about keeps its name.
    public string ThemeName(string key) => _themeNames.GetValueOrDefault(key, key);
    public string AreaName(string key) => _areaNames.GetValueOrDefault(key, key);

    public IReadOnlyList<(string, string?)> Breadcrumbs(string here) =>
        Crumbs.To((L["Percorsi"], ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Contributi"], ContributionUrls.List(Process.Slug)), (here, null));
}
