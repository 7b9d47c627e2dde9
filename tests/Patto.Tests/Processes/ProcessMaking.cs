using Patto.Authorities;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

internal static class ProcessMaking
{
    private static int _made = 0xA0000;

    /// <summary>A process from a template, public unless a test says otherwise; it starts on the host's day.</summary>
    public static Task<Process> ProcessAsync(this PlatformHost host, Authority town, string template = "lwp", bool published = true,
        DateOnly? starts = null, string? key = null, Account? by = null)
    {
        // Counted, not drawn: a town of two hundred processes would draw the same five digits twice once in fifty runs.
        key ??= FormattableString.Invariant($"T{Interlocked.Increment(ref _made):X5}");
        return host.Act(town, by, write =>
        {
            var process = Process.FromTemplate(town.Id, key, $"percorso-{key.ToLowerInvariant()}", $"Percorso {key}", new TemplateLibrary()
                .Find(template)!,
                starts ?? Localization.Texts.RomeDay(write.Now), write.Now);
            if (published) process.Publish(write.Now);
            write.Db.Add(process);
            return Task.FromResult(process);
        });
    }

    /// <summary>It ends with everything answered, as the council decided.</summary>
    public static void ConcludeIn(this Process process, WriteScope write)
    {
        var closing = Closing.Prepare(process, 1);
        write.Db.Add(closing);
        process.Conclude(closing, [], "Consiglio comunale", "", [.. process.Results.Select(_ => "Fatto")], write.Now);
    }
}
