using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Patto.Web.Ui;

/// <summary>All the building blocks on one page, to look at and to check. Only where the product is made, never in production.</summary>
public sealed class StyleModel(IWebHostEnvironment environment) : BasicPage
{
    [BindProperty] public StyleInput Input { get; set; } = new();

    public static readonly Choice[] Needs = [new("lis", "Interprete LIS"), new("bimbi", "Spazio bimbi", "Dai 3 ai 10 anni"),
        new("passaggio", "Un passaggio in auto")];
    public static readonly SelectListItem[] Kinds = [new("Focus group", "focus"), new("Open Space", "ost"), new("Assemblea", "assemblea")];

    public static readonly ChainNode[] Chain =
    [
        new("contributo", "LWF-C0147", "«Le assistenti sociali ricevono solo la mattina: chi lavora non ci arriva mai.»",
            "Focus group «Lavorare», 18 settembre", "/stile"),
        new("proposta", "LWF-P021", "Aprire lo sportello un pomeriggio a settimana e un sabato al mese.",
        "Unisce 9 contributi simili", "/stile"),
        new("articolo", "art. 7, c. 2", "La Consulta verifica ogni anno orari e accessibilità degli sportelli."),
        new("decisione", "", "Voto del Consiglio comunale, gennaio 2027.", Todo: true),
        new("indicatore", "LWF-I04", "Aperture fuori orario al mese: da 0 a 4.", "Prova avviata a ottobre: 3 aperture", Todo: true),
    ];

    public static readonly PhaseStep[] Phases =
    [
        new("Condivisione", "giugno–luglio", "done", "Il Tavolo di Negoziazione si insedia."),
            new("Ascolto", "settembre", "done", "4 focus group, 147 contributi."),
        new("Co-progettazione", "20 ottobre – 18 dicembre", "now", "La bozza è aperta alle osservazioni."),
        new("Decisione", "gennaio 2027", "next"), new("Monitoraggio", "da febbraio 2027", "next"),
    ];

    public static readonly GanttRow[] Plan =
    [
        new("Condivisione"), new("Insediamento del Tavolo", new(2026, 6, 10), new(2026, 7, 20), "done"),
            new("Open Space", new(2026, 10, 17), null, "done", Milestone: true),
        new("Co-progettazione"), new("Scrittura del Regolamento", new(2026, 10, 20), new(2026, 12, 18), "now", Url: "/stile"),
        new("Verbale della seduta 5", new(2026, 11, 10), new(2026, 11, 18), "late"),
        new("Voto del Consiglio", new(2027, 1, 20), null, Milestone: true), new("Relazione", new(2027, 2, 1), new(2027, 2, 28)),
    ];

    public IActionResult OnGet() => environment.IsProduction() ? NotFound() : Page();

    public IActionResult OnPost()
    {
        if (environment.IsProduction()) return NotFound();
        if (Input.Seats == 13) ModelState.AddModelError("", "Una regola: tredici posti portano male.");
        if (!ModelState.IsValid) return Page();
        return Go("/stile", "Salvato.", undoUrl: "/stile?handler=Undo");
    }

    public IActionResult OnPostUndo()
    {
        return Go("/stile", "Annullato.");
    }
}

public sealed class StyleInput
{
    public string Name { get; set; } = "";
    [System.ComponentModel.DataAnnotations.StringLength(200)] public string Why { get; set; } = "";
    public string? Email { get; set; }
    public DateOnly? Day { get; set; }
    public TimeOnly? Hour { get; set; }
    public int Seats { get; set; } = 40;
    public decimal? Cost { get; set; }
    public string Kind { get; set; } = "ost";
    public bool Agree { get; set; }
    public IFormFile? Paper { get; set; }
    public List<string> Needs { get; set; } = ["bimbi"];
    public string? How { get; set; }
}
