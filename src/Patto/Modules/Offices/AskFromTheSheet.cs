using Patto.Grants;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Proposals.Contracts;

namespace Patto.Modules.Offices;

/// <summary>Whoever fills a feasibility sheet asks the office that knows, instead of writing for it.</summary>
internal sealed class AskFromTheSheet : IAskOffices
{
    public Act Act => OfficeActs.Ask;

    public string Ask(string process, string code) => OfficeUrls.Ask(process, code);
}
