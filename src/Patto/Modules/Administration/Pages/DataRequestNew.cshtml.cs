using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Who has no e-mail asks by voice or on paper, and the desk writes it down for them.</summary>
public sealed class DataRequestNewModel : PattoPage
{
    public override Act Demands => AdministrationActs.HandPersonalData;

    [BindProperty] public DataRequestKind Kind { get; set; }
    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty, StringLength(300)] public string? CheckedBy { get; set; }
    [BindProperty, StringLength(DataRequest.Longest)] public string? Text { get; set; }

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<DataRequestKind>()
        .Select(k => new SelectListItem(L[k.Italian()], k.ToString()));
    public IEnumerable<SelectListItem> Channels =>
        [new(L["Per e-mail"], nameof(Channel.Email)), new(L["Per telefono"], nameof(Channel.Phone)),
            new(L["Per posta"], nameof(Channel.Post)), new(L["Torna allo sportello"], nameof(Channel.Desk))];

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var asked = await write.Get<DataRequestBook>().AskAtTheDeskAsync(Kind, Text ?? "", Name ?? "", Channel, Address ?? "",
                CheckedBy ?? "", cancel);
            return new(AdministrationUrls.DataRequest(asked.Id), L["Richiesta {0} registrata.", asked.Number]);
        });
    }
}
