using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The public voices at the address that they have always had; <see cref="VoicesTable"/> says what is in it.</summary>
public sealed class ExportModel : ProcessPage
{
    public Task<Table> OnGetAsync(CancellationToken cancel) =>
        Get<IEnumerable<OpenTable>>().OfType<VoicesTable>().Single().OfAsync(Process, format: null, cancel);
}
