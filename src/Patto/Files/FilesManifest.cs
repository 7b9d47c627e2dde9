using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Files;

internal sealed class FilesManifest : Manifest
{
    public override IReadOnlyList<Type> Events => [typeof(FileKept)];

    public override IReadOnlyList<Impersonal> Impersonal =>
        [new(typeof(StoredFile), "the file's name and the thing it belongs to; only the body's own logo is taken in today",
            "Name", "Owner")];
}
