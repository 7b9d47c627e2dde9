using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Localization;
using Patto.People;

namespace Patto.Modules.Documents.Pages;

/// <summary>How one may want the answer.</summary>
internal static class Contacts
{
    public static IEnumerable<SelectListItem> Choices(Texts L) =>
    [
        new(L["Non serve: la cerco con il codice"], nameof(Channel.None)), new(L["Per e-mail"], nameof(Channel.Email)),
            new(L["Per posta"], nameof(Channel.Post)),
        new(L["Per telefono"], nameof(Channel.Phone)), new(L["La ritiro allo sportello"], nameof(Channel.Desk)),
    ];
}
