using System.Runtime.CompilerServices;
using Patto.Authorities;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal;

/// <summary>The files that anybody may see, with what they hang on and the fingerprint that proves them.</summary>
internal sealed class FilesTable(FileBook book, CurrentAuthority currentAuthority, Texts L) : OpenTable
{
    public override string Key => "allegati";
    public override string Title => L["I file allegati a incontri, testi e atti"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Titolo", "Allegato a", "Che cosa si vede", "Nome del file", "Tipo", "Byte", "Impronta SHA-256",
            "Allegato il", "Indirizzo");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var (owner, file) in await book.PublicAsync(process.Subject, cancel))
            yield return [file.Title, owner.Title, file.Alt, file.Name, file.ContentType, (decimal)file.Size, file.Sha256, file.Since,
                currentAuthority.Address + file.Url];
    }
}
