namespace Patto.Modules.Processes.Contracts;

/// <param name="Expected">What the process said at its beginning that it would bring.</param>
/// <param name="Came">What came of it, told when it closed.</param>
public sealed record ResultFound(string Expected, string Came);
