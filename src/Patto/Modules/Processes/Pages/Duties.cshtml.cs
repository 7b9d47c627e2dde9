using Patto.Caching;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes.Pages;

/// <summary>Who has to do what by when: what is late and why, what comes next, what was kept. All modules tell it.</summary>
[PublicCache]
public sealed class DutiesModel(ProcessBook book, IEnumerable<ITellDuties> tellers) : ProcessPage
{
    private const int Soon = 30;

    public ProcessView View { get; private set; } = null!;
    public DateOnly Today => View.Today;
    public IReadOnlyList<Duty> Late { get; private set; } = [];
    public IReadOnlyList<Duty> Next { get; private set; } = [];
    public IReadOnlyList<Duty> Later { get; private set; } = [];
    public IReadOnlyList<Duty> Kept { get; private set; } = [];
    public int KeptLate => Kept.Count(d => d.Done > d.Due);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await book.ReadAsync(Process.Id, cancel))!;
        List<Duty> all = [];
        foreach (var teller in tellers) all.AddRange(await teller.OfAsync(Process, cancel));
        var open = all.Where(d => d.Done is null).ToList();
        Late = [.. open.Where(d => d.IsLate(Today)).OrderBy(d => d.Due)];
        Next = [.. open.Where(d => d.Left(Today) is >= 0 and <= Soon).OrderBy(d => d.Due)];
        Later = [.. open.Where(d => d.Due is null || d.Left(Today) > Soon).OrderBy(d => d.Due ?? DateOnly.MaxValue)];
        Kept = [.. all.Where(d => d.Done is not null).OrderByDescending(d => d.Done)];
        return true;
    }

    public void OnGet() { }
}
