namespace Patto.Kernel;

/// <summary>What does not exist, or the person may not even know to exist: 404.</summary>
public sealed class Unknown() : Exception("Not found.");
