using Microsoft.AspNetCore.Mvc;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Administration.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>The sheet with which a colleague chooses a new password. The code stands on the answer to the post and nowhere else.</summary>
public sealed class PrintCodeModel(OneTimeCodes codes) : PattoPage
{
    private Guid _account;

    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    /// <summary>Why no code can be printed for this person; null where one can.</summary>
    public RuleViolation? Refused { get; private set; }
    public (string Code, DateTimeOffset Until)? Sheet { get; private set; }
    /// <summary>The page where the code is brought, at the body's own address.</summary>
    public string Where => Get<CurrentAuthority>().Address + AdministrationUrls.OneTimeCode;
    public override Act Demands => AdministrationActs.PrintCode;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["account"] as string, out _account)) return false;
        if (!await MayAsync(Demands)) return true;
        try
        {
            var holder = await codes.DemandAsync(Authority.Id, _account, cancel);
            (Name, Email) = (holder.Name, holder.Email!);
        }
        catch (Unknown)
        {
            return false;
        }
        catch (RuleViolation broken)
        {
            Refused = broken;
        }
        return true;
    }

    /// <summary>"15:00", as the clocks of the town say it.</summary>
    public static string Hour(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Texts.Rome).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        Sheet = await Get<Writes>().RunAsync(write => write.Get<OneTimeCodes>().PrintAsync(write, authority, _account, cancel), cancel);
        return Page();
    }
}
