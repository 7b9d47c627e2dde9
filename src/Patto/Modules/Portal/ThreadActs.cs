using Patto.Grants;

namespace Patto.Modules.Portal;

/// <summary>What may be done with *il filo* besides reading it.</summary>
public static class ThreadActs
{
    public static readonly Act Cut = new("threads.cut", "togliere dal filo un collegamento sbagliato", Roles.Leads);
}

public static class ThreadUrls
{
    public static string Links(string process) => $"/percorsi/{process}/filo";
}
