using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Opinions.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Opinions.Pages;

/// <summary>Where one answers with a touch, and reads what unites, what divides and which groups there are. Nobody has a name
/// here: a key in a cookie says that it is the same device.</summary>
public sealed class ShowModel(ContributionBook voices, AnswerBox box, Limits limits) : SurveyPage
{
    /// <summary>From one line: a room with a hundred phones answers a hundred statements.</summary>
    private static readonly Limit Answers = new("opinions", 10_000, TimeSpan.FromMinutes(10));
    private static readonly Limit Devices = new("opinions-device", 300, TimeSpan.FromMinutes(10));

    [BindProperty] public Guid Statement { get; set; }
    [BindProperty] public int Value { get; set; }
    [BindProperty] public int? Interest { get; set; }
    [BindProperty, StringLength(SurveyStatement.Longest)] public string? Text { get; set; }
    /// <summary>The statement to answer once more.</summary>
    [BindProperty(SupportsGet = true, Name = "frase")] public Guid? Again { get; set; }

    public IReadOnlyList<SurveyStatement> Statements { get; private set; } = [];
    public IReadOnlyList<SurveyStatement> LeftOut { get; private set; } = [];
    /// <summary>What this device answered.</summary>
    public IReadOnlyDictionary<Guid, int> Own { get; private set; } = new Dictionary<Guid, int>();
    public SurveyParticipant? Participant { get; private set; }
    /// <summary>The one that is asked now; null: all are answered, or none is asked.</summary>
    public SurveyStatement? Asked { get; private set; }
    public IReadOnlyDictionary<Guid, ContributionInfo> Voices { get; private set; } = new Dictionary<Guid, ContributionInfo>();
    public bool IsAsking => Survey.IsAsking(Now);
    public SurveyResult? Result => Survey.Result is { People: >= Maps.FewestPeople } told ? told : null;
    public int People { get; private set; }
    public int Answered => Own.Count;
    public IEnumerable<SelectListItem> Interests => Survey.Interests.Select((text, n) =>
        new SelectListItem(text, n.ToString(CultureInfo.InvariantCulture)));
    public int? Nearest => Result?.NearestTo(Own);

    private string Cookie => $"opinioni-{Survey.Id.Value:N}";
    private string? DeviceKey => Request.Cookies[Cookie] is { Length: 64 } known ? known : null;

    protected override async Task<bool> FindInSurveyAsync(CancellationToken cancel)
    {
        var all = await Db.Statements.AsNoTracking().Where(s => s.Survey == Survey.Id && s.State != StatementState.Waiting)
            .OrderBy(s => s.Number).ToListAsync(cancel);
        (Statements, LeftOut) = ([.. all.Where(s => s.State == StatementState.In)], [.. all.Where(s => s.State == StatementState.Out)]);
        Participant = await box.FindAsync(Survey.Id, DeviceKey, cancel);
        if (Participant is not null)
        {
            var live = Statements.Select(s => s.Id.Value).ToHashSet();
            Own = (await Db.SurveyAnswers.AsNoTracking().Where(a => a.Participant == Participant.Id)
                .Select(a => new { a.Statement, a.Value })
                .ToListAsync(cancel)).Where(a => live.Contains(a.Statement.Value)).ToDictionary(a => a.Statement.Value, a => a.Value);
        }
        People = await Db.SurveyParticipants.CountAsync(p => p.Survey == Survey.Id, cancel);
        if (IsAsking) Asked = Statements.FirstOrDefault(s => s.Id.Value == Again)
            ?? Statements.Where(s => !Own.ContainsKey(s.Id.Value)).MinBy(Turn);
        List<Id<Contribution>> cited = [.. Statements.Select(s => s.Source).OfType<Id<Contribution>>().Distinct()];
        if (cited.Count > 0) Voices = (await voices.FindAsync(Process.Id, cited, false, cancel)).ToDictionary(v => v.Id.Value);
        Response.Headers.CacheControl = "no-store";
        Trail((Survey.Title, null));
        return true;
    }

    // Everybody is asked in an order of their own, so that the last statements are answered as often as the first.
    private string Turn(SurveyStatement statement) => Participant is null ? statement.Number.ToString("D4", CultureInfo.InvariantCulture)
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Participant.Id}/{statement.Id}")));

    public SurveyStatement? Find(StatementCount count) => Statements.FirstOrDefault(s => s.Id.Value == count.Statement);

    protected internal override void Fill() => Interest = Participant?.Interest;

    public void OnGet() { }

    /// <summary>No audit row and no instant: they would tell who answered when.</summary>
    [Anybody("whoever has the address answers, without a name")]
    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancel) => FromDeviceAsync(async (write, survey, key) =>
    {
        await write.Get<AnswerBox>().AnswerAsync(survey, key, new(Statement), Value, write.Now, cancel);
        return Show + "#di-la-tua";
    }, null, cancel);

    [Anybody("whoever answered says of themselves what they want, or nothing")]
    public Task<IActionResult> OnPostBelongAsync(CancellationToken cancel) => FromDeviceAsync(async (write, survey, key) =>
    {
        AnswerBox.DemandAsking(survey, write.Now);
        RuleViolation.UnlessAt("Interest", Interest is null || Interest >= 0 && Interest < survey.Interests.Count, "answer.interest",
            "Scegli una delle voci, o lascia vuoto.");
        (await write.Get<AnswerBox>().FindOrAddAsync(survey, key, cancel)).Belong(Interest);
        return Show + "#di-la-tua";
    }, L["Grazie: vale solo per confrontare le risposte."], cancel);

    [Anybody("whoever misses a statement writes it; it is read before it is asked")]
    public Task<IActionResult> OnPostProposeAsync(CancellationToken cancel)
    {
        limits.CountWrite("statement", HttpContext, CurrentUser);
        return ChangeAsync(async (survey, write) =>
        {
            AnswerBox.DemandAsking(survey, write.Now);
            var last = await write.Db.Statements.Where(s => s.Survey == survey.Id).MaxAsync(s => (int?)s.Number, cancel) ?? 0;
            RuleViolation.UnlessAt("Text", last < OpinionSurvey.MostStatements, "statement.full",
                "Le frasi sono già tante: il numero massimo è {0}. Scrivila come contributo al percorso.", OpinionSurvey.MostStatements);
            var one = SurveyStatement.Of(survey, last + 1, write.Now);
            one.Propose(Text ?? "");
            write.Db.Add(one);
            return Show + "#di-la-tua";
        }, L["Grazie: la frase la legge chi tiene il percorso. Se entra, la trovi qui; se non entra, trovi il motivo."], cancel);
    }

    [Anybody("the cookie of this device")]
    public Task<IActionResult> OnPostForgetAsync(CancellationToken cancel) => ChangeAsync(async (survey, write) =>
    {
        await write.Get<AnswerBox>().ForgetAsync(survey, DeviceKey, write.Now, cancel);
        Response.Cookies.Delete(Cookie, new() { Path = Show });
        return Show;
    }, L["Le risposte di questo dispositivo non ci sono più."], cancel);

    // The first answer makes the key from what tells this sending from another one: a second click is the same device.
    private async Task<IActionResult> FromDeviceAsync(Func<WriteScope, OpinionSurvey, string, Task<Done>> act, string? said,
        CancellationToken cancel)
    {
        var address = HttpContext.Connection.RemoteIpAddress;
        limits.Count(Answers, address);
        if (DeviceKey is null) limits.Count(Devices, address);
        var sending = Request.Form[PostFormTagHelper.OnceKey].ToString() is { Length: > 0 } once ? once : $"{Guid.NewGuid()}";
        var key = DeviceKey ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Survey.Id}/{sending}")));
        var went = await ChangeAsync((survey, write) => act(write, survey, key), said, cancel);
        if (ModelState.IsValid) Response.Cookies.Append(Cookie, key, new()
        {
            MaxAge = SharedComputer.Is(Request) ? null : TimeSpan.FromDays(365),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
            IsEssential = true,
            Path = Show,
        });
        return went;
    }
}
