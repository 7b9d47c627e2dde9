using Patto.Files;
using Patto.Grants;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What files hang on inside a process.</summary>
public static class ProcessFile
{
    /// <param name="isPublic">Whether anybody may read the thing, once the process itself is public.</param>
    /// <param name="act">What one must be allowed to do to attach something to it.</param>
    public static FileOwner OwnerOf(ProcessInfo process, Subject subject, string title, string url, bool isPublic, Act act) =>
        new(subject, title, url, process.IsPublic && isPublic ? Visibility.Public : Visibility.Staff, process.Id.Value, process.Authority,
            process.Subject, act);
}
