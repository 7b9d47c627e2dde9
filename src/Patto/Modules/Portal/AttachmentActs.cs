using Patto.Grants;

namespace Patto.Modules.Portal;

/// <summary>To attach one must work here, and besides be allowed to change the thing itself.</summary>
public static class AttachmentActs
{
    public static readonly Act Attach = new("files.attach", "allegare, cambiare e togliere file", Roles.Staff);
}
