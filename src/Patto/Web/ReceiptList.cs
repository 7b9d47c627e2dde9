using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Mail;
using Patto.Mail.Returned;

namespace Patto.Web;

/// <summary>What came back for letters, as a page lists it.</summary>
/// <param name="Url">Of the page that hands the messages out, with its handler <c>Receipt</c>.</param>
public sealed record ReceiptList(IReadOnlyList<ReceiptView> Receipts, string Url)
{
    public string UrlOf(ReceiptView receipt) => $"{Url}?handler=Receipt&receipt={receipt.Id}";

    /// <summary>The message itself, byte for byte, to be kept elsewhere.</summary>
    public static async Task<IActionResult> FileAsync(ReceiptBook book, Id<Letter> letter, Guid receipt, CancellationToken cancel) =>
        await book.SourceAsync(letter, new Id<LetterReceipt>(receipt), cancel) is { } source
            ? new FileContentResult(source, "message/rfc822") { FileDownloadName = "ricevuta.eml" } : new NotFoundResult();
}
