namespace Patto.Printing;

/// <summary>One PDF that is being made or waits for its turn.</summary>
public sealed class PrintJob
{
    /// <summary>Nobody can guess it: who knows it asked for the page.</summary>
    public Guid Id { get; } = Guid.NewGuid();
    public required string FileName { get; init; }
    public required Task<byte[]?> Pdf { get; init; }
    public required string From { get; init; }
    public required DateTimeOffset Entered { get; init; }
}

/// <summary>Pages wait here for Chromium, which prints one at a time: a few of one address, so that nobody keeps the others
/// waiting.</summary>
public sealed class PrintQueue(PdfPrinter printer, TimeProvider clock, IHostApplicationLifetime life)
{
    public const int MostOfOne = 3, MostOfAll = 24;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(3);
    private readonly Lock _lock = new();
    private readonly List<PrintJob> _jobs = [];

    public bool IsOpen => printer.IsAvailable;

    /// <summary>Takes a page in; null when this address has as many waiting as it may, or the queue is full.</summary>
    /// <param name="from">The address that asks; it is forgotten with the job.</param>
    /// <param name="html">The whole page, as the person may see it.</param>
    /// <param name="site">Where its links lead.</param>
    public PrintJob? Enter(string from, string html, string site, string fileName)
    {
        lock (_lock)
        {
            Forget();
            var waiting = _jobs.Where(j => !j.Pdf.IsCompleted).ToList();
            if (waiting.Count >= MostOfAll || waiting.Count(j => j.From == from) >= MostOfOne) return null;
            var job = new PrintJob
            {
                FileName = fileName,
                From = from,
                Entered = clock.GetUtcNow(),
                Pdf = printer.PrintAsync(html, site, life.ApplicationStopping)
            };
            _jobs.Add(job);
            return job;
        }
    }

    public PrintJob? Find(Guid id)
    {
        lock (_lock) return _jobs.Find(j => j.Id == id);
    }

    /// <summary>How many are printed before it; 0: it is being printed.</summary>
    public int Ahead(PrintJob job)
    {
        lock (_lock) return _jobs.TakeWhile(j => j != job).Count(j => !j.Pdf.IsCompleted);
    }

    private void Forget() => _jobs.RemoveAll(j => j.Pdf.IsCompleted && j.Entered + Kept < clock.GetUtcNow());
}
