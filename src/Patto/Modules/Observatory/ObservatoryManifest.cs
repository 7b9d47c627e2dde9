using Patto.Database;
using Patto.Grants;
using Patto.Modules.Observatory.Contracts;
using Patto.Web;

namespace Patto.Modules.Observatory;

internal sealed class ObservatoryManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(140, "Scheda del percorso", RecordUrls.Own), new(150, "Osservatorio", _ => RecordUrls.Catalogue)];

    public override IReadOnlyList<Act> Acts => [RecordActs.Import, RecordActs.Write];

    public override IReadOnlyList<Type> Events => [typeof(RecordImported), typeof(RecordWithdrawn), typeof(OwnRecordWritten)];

    public override IReadOnlyList<string> Findable => ["record"];
}
