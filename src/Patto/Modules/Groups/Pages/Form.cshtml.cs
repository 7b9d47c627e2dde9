using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Groups.Pages;

/// <summary>A new group in a process.</summary>
public sealed class FormModel : ProcessPage
{
    public override Act Demands => GroupActs.Compose;

    [BindProperty, Required(ErrorMessage = "Scrivi il nome del gruppo."), StringLength(160)] public string? Name { get; set; }
    [BindProperty] public GroupKind Kind { get; set; } = GroupKind.Working;
    [BindProperty, StringLength(1500)] public string? Mandate { get; set; }

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<GroupKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var look = await SameQuestion.LookAsync(this, write);
            var like = (await write.Db.Groups.Where(g => g.Process == Process.Id).Select(g => new { g.Id, g.Name }).ToListAsync())
                .Find(g => NameOrder.SameKey(g.Name) == NameOrder.SameKey(Name!));
            if (look.SaysSame(like is not null, Name!, L["C'è già il gruppo «{0}»: è lo stesso?", like?.Name ?? ""],
                L["È lo stesso: apri quello"], L["È un altro gruppo: aggiungilo"]))
                return new(GroupUrls.Compose(Process.Slug, like!.Id.Value),
                    L["Questo è il gruppo che c'era già: non ne è stato aggiunto un altro."]);
            var count = await write.Db.Groups.CountAsync(g => g.Process == Process.Id);
            var group = Groups.Group.Form(Authority.Id, Process.Id, $"gruppo-{count + 1}-{Guid.NewGuid().ToString("n")[..6]}", Kind, Name!,
                write.Now, Mandate ?? "");
            write.Db.Add(group);
            return GroupUrls.Compose(Process.Slug, group.Id.Value);
        });
    }
}
