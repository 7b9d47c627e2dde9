using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions;

/// <summary>A voice of an internal track flows out: it is a voice of the process from now on, with its code and without a name, and gets
/// its answer like all others.</summary>
internal sealed class VoicesOfTracks(PaperBook papers, ContributionBook voices, ProcessBook processes) : IHandle<PaperOpened>
{
    public async Task HandleAsync(PaperOpened happened, CancellationToken cancel)
    {
        if (happened.What != PaperKind.Voice) return;
        var paper = await papers.OpenedAsync(happened.Paper, cancel);
        var process = await processes.GetAsync(paper.Process, cancel) ?? throw new Unknown();
        var said = await voices.RecordAsync(process, new(paper.Text, Via.Meeting) { Source = paper.Subject, Said = paper.At }, cancel);
        await voices.PublishAsync(said.Id, cancel);
    }
}
