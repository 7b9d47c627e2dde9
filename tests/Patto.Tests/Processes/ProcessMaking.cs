using Patto.Authorities;
using Patto.Identity;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

internal static class ProcessMaking
{
    /// <summary>A process from a template, public unless a test says otherwise; it starts on the host's day.</summary>
    public static Task<Process> ProcessAsync(this PlatformHost host, Authority town, string template = "lwp", bool published = true,
        DateOnly? starts = null, string? key = null, Account? by = null)
    {
        key ??= "T" + Guid.NewGuid().ToString("N")[..5].ToUpperInvariant();
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
}
