using Patto.Database;

namespace Patto.Authorities;

internal sealed class AuthoritiesManifest : Manifest
{
    public override IReadOnlyList<Type> Events => [typeof(AuthorityFounded), typeof(AuthorityDescribed), typeof(PrivacyNoticePublished)];

    public override IReadOnlyList<Impersonal> Impersonal =>
        [new(typeof(Authority), "the public body's own name, address and telephone", "Name", "SiteName", "Address", "Phone",
            "Email", "Pec")];
}
