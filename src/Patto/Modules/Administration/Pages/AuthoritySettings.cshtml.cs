using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class AuthoritySettingsModel : PattoPage
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Scrivi il nome dell'ente."), StringLength(200)] public string Name { get; set; } = "";
        [Required(ErrorMessage = "Scrivi il nome del sito."), StringLength(120)] public string SiteName { get; set; } = "";
        [StringLength(160)] public string? Tagline { get; set; }
        [StringLength(40)] public string Theme { get; set; } = "acqua";
        [StringLength(2)] public string Language { get; set; } = "it";
        [StringLength(1000)] public string? Hosts { get; set; }
        [StringLength(200)] public string? Address { get; set; }
        [StringLength(200)] public string? Office { get; set; }
        [StringLength(60)] public string? Phone { get; set; }
        [StringLength(200)] public string? Email { get; set; }
        [StringLength(200)] public string? Pec { get; set; }
        [StringLength(8000)] public string? Neighbourhoods { get; set; }
        [StringLength(20)] public string? IpaCode { get; set; }
        [RegularExpression("[0-9]{6}", ErrorMessage = "Il codice ISTAT ha sei cifre."), StringLength(6)]
        public string? IstatCode { get; set; }
        [StringLength(4000)] public string? Links { get; set; }
        public int IdleMinutes { get; set; } = 120;
        public int SessionHours { get; set; } = 12;
        public int FileMegabytes { get; set; } = Authority.UsualFileMegabytes;
        public int FileSpaceMegabytes { get; set; } = Authority.UsualFileSpace;
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public IFormFile? Logo { get; set; }
    public override Act Demands => AdministrationActs.Settle;
    public IEnumerable<SelectListItem> Themes => [new(L["Acqua (verde petrolio)"], "acqua"), new(L["Mattone (rosso cotto)"], "mattone")];

    public IEnumerable<SelectListItem> Languages => [new(L["Italiano"], "it"), new(L["Inglese"], "en")];

    /// <summary>Where the links of letters lead, while the body has no host name of its own.</summary>
    public string? LettersLeadTo => Sites.HasOwn(Authority) ? null : Get<Sites>().Of(Authority);

    /// <summary>What the body's files take now, in words.</summary>
    public string Room { get; private set; } = "";

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        Room = FileWords.Room(L, await Get<FileStore>().RoomAsync(cancel));
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        var a = Authority;
        Input = new()
        {
            Name = a.Name,
            SiteName = a.SiteName,
            Tagline = a.Tagline,
            Theme = a.Theme,
            Language = a.Language,
            Hosts = string.Join('\n', a.Hosts),
            Address = a.Address,
            Office = a.Office,
            Phone = a.Phone,
            Email = a.Email,
            Pec = a.Pec,
            Neighbourhoods = a.Neighbourhoods,
            IpaCode = a.IpaCode,
            IstatCode = a.IstatCode,
            IdleMinutes = a.IdleMinutes,
            SessionHours = a.SessionHours,
            FileMegabytes = a.FileMegabytes,
            FileSpaceMegabytes = a.FileSpaceMegabytes,
            Links = string.Join('\n', a.FooterLinks.Select(l => $"{l.Label} | {l.Url}")),
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var given = Logo is { Length: > 0 } ? await Get<FileStore>().ReadAsync(Logo, nameof(Logo), cancel) : null;
        RuleViolation.UnlessAt(nameof(Logo), given is not { IsPicture: false }, "logo.type",
            "Lo stemma deve essere un'immagine PNG, JPEG o WebP.");
        var (links, id) = (ReadLinks(Input.Links), Authority.Id);
        return await ActAsync(async write =>
        {
            var authority = await write.Db.Set<Authority>().SingleAsync(a => a.Id == id, cancel);
            authority.Describe(Input.Name, Input.SiteName, Input.Tagline ?? "", Input.Theme, (Input.Hosts ?? "").Split('\n'));
            await write.Db.DemandOwnHostsAsync(authority, cancel);
            authority.Reach(Input.Address ?? "", Input.Office ?? "", Contact(Channel.Phone, Input.Phone, nameof(Form.Phone)),
                Contact(Channel.Email, Input.Email, nameof(Form.Email)),
                Contact(Channel.Email, Input.Pec, nameof(Form.Pec)), Input.IpaCode ?? "", Input.IstatCode ?? "");
            authority.Consist((Input.Neighbourhoods ?? "").Split('\n'));
            authority.Speak(Input.Language);
            authority.LimitSessions(Input.IdleMinutes, Input.SessionHours);
            authority.Link(links);
            authority.LimitFiles(Input.FileMegabytes, Input.FileSpaceMegabytes);
            if (given is not null)
                authority.WearLogo((await write.Get<CrestFiles>().WearAsync(authority, given, nameof(Logo), cancel)).Url);
            return await Get<FirstStepsWay>().AfterAsync(id, AdministrationUrls.Authority, cancel);
        }, L["Impostazioni salvate."]);
    }

    private static string Contact(Channel channel, string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? "" : Contacts.Read(channel, typed, field);

    private static List<FooterLink> ReadLinks(string? text)
    {
        List<FooterLink> links = [];
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            var good = parts is [{ Length: > 0 }, var url] && (url.StartsWith('/') || url.StartsWith("https://", StringComparison.Ordinal));
            RuleViolation.UnlessAt("Links", good, "links.line",
                "Questa riga non si legge: «{0}». Scrivi parole | indirizzo, con l'indirizzo che comincia per https:// o per /.", line);
            links.Add(new(parts[0], parts[1], ElementOf(parts[0])));
        }
        return links;
    }

    // The national validator looks for these marks.
    private static string? ElementOf(string label) => label switch
    {
        _ when label.Contains("privacy", StringComparison.OrdinalIgnoreCase) => "privacy-policy-link",
        _ when label.Contains("accessibilità", StringComparison.OrdinalIgnoreCase) => "accessibility-link",
        _ when label.Contains("legali", StringComparison.OrdinalIgnoreCase) => "legal-notes",
        _ => null,
    };
}
