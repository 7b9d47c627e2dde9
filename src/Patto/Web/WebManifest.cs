using Patto.Database;

namespace Patto.Web;

internal sealed class WebManifest : Manifest
{
    public override IReadOnlyList<Type> Events => [typeof(ProxiesTrusted)];

    public override IReadOnlyList<PersonalDatum> Passing =>
        [new("Indirizzo di rete di chi scrive senza utenza",
            "Fermare gli invii automatici; è mescolato con un valore che cambia ogni giorno e non si conserva", "Mai conservato")];
}
