using Microsoft.EntityFrameworkCore;
using MimeKit;
using Patto.Database;
using Patto.Files;

namespace Patto.Mail;

/// <summary>What goes with a letter: files of the platform, and a date for the reader's calendar.</summary>
public static class Enclosures
{
    /// <summary>Bytes of all files of one letter: many mailboxes take no more.</summary>
    public const int Largest = 10 * 1024 * 1024;

    internal static async Task PutInAsync(IServiceProvider services, MimeMessage message, Letter letter, CancellationToken cancel)
    {
        var wanted = letter.EnclosedFiles.Select(id => new Id<StoredFile>(id)).ToList();
        if (wanted.Count == 0 && letter.Calendar is null) return;
        var whole = new Multipart("mixed") { message.Body! };
        var files = await services.GetRequiredService<AppDb>().Set<StoredFile>().AsNoTracking().Where(f => wanted.Contains(f.Id))
            .ToDictionaryAsync(f => f.Id, cancel);
        foreach (var id in wanted)
            // One that was taken away in the meantime goes to nobody.
            if (files.GetValueOrDefault(id) is { Ended: null } file && await BytesOfAsync(services, file, cancel) is { } bytes)
                whole.Add(PartOf(file.ContentType, file.Name, bytes));
        if (letter.Calendar is { } calendar)
        {
            var part = new TextPart("calendar") { Text = calendar, FileName = "incontro.ics" };
            part.ContentType.Parameters.Add("method", "PUBLISH");
            part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "incontro.ics" };
            whole.Add(part);
        }
        message.Body = whole;
    }

    private static async Task<byte[]?> BytesOfAsync(IServiceProvider services, StoredFile file, CancellationToken cancel)
    {
        await using var stream = await services.GetRequiredService<FileStore>().OpenAsync(file.Sha256, cancel);
        if (stream is null) return null;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancel);
        return copy.ToArray();
    }

    private static MimePart PartOf(string contentType, string name, byte[] bytes) => new(ContentType.Parse(contentType))
    {
        Content = new MimeContent(new MemoryStream(bytes)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name },
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = name,
    };
}
