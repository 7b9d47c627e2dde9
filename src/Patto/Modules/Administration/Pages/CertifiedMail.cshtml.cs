using Patto.Mail;
using Patto.Modules.Administration.Contracts;

namespace Patto.Modules.Administration.Pages;

/// <summary>The body's certified mailbox (*PEC*): letters with receipts leave from it, and their receipts are read there.</summary>
public sealed class CertifiedMailModel(MailRoutes routes) : MailSettingsModel(routes)
{
    protected internal override bool IsCertified => true;
    protected override string OwnUrl => AdministrationUrls.CertifiedMail;
}
